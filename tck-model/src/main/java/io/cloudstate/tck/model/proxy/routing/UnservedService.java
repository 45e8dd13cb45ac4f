package io.cloudstate.tck.model.proxy.routing;

import io.cloudstate.tck.model.proxy.discovery.DiscoveredService;
import io.cloudstate.tck.model.proxy.discovery.EntityType;
import io.grpc.Status;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A service of a type that this proxy does not know, and accepts only with a defect.
 *
 * @param service the service
 */
public record UnservedService(DiscoveredService service) implements EntityService {

  @Override
  public CompletionStage<Outcome> run(Invocation invocation) {
    return CompletableFuture.completedFuture(
        new Outcome.Failed(
            Status.UNIMPLEMENTED.withDescription(
                "%s is of type %s, which this reference proxy does not run"
                    .formatted(
                        service.descriptor().getFullName(),
                        service.type().map(EntityType::protocol).orElse("unknown")))));
  }
}
