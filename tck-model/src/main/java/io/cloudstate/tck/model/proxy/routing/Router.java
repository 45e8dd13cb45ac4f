package io.cloudstate.tck.model.proxy.routing;

import com.google.protobuf.Any;
import com.google.protobuf.Descriptors.MethodDescriptor;
import io.cloudstate.tck.model.proxy.discovery.DiscoveredService;
import io.cloudstate.tck.protocol.Forward;
import io.cloudstate.tck.protocol.Metadata;
import io.cloudstate.tck.protocol.SideEffect;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;

/** Finds the service and method that a call, a forward or an effect names, and runs it there. */
public final class Router {
  private static final String FORWARD = "forward";
  private final Map<String, Destination> destinations = new HashMap<>();

  private Router() {}

  /**
   * Makes a router, and what runs each service.
   *
   * @param services all discovered services
   * @param opens makes what runs a service, whose commands may lead on through the router
   * @return the router
   */
  public static Router over(
      List<DiscoveredService> services,
      BiFunction<DiscoveredService, Router, EntityService> opens) {
    Router router = new Router();
    for (DiscoveredService service : services) {
      router.destinations.put(
          service.descriptor().getFullName(),
          new Destination(service, opens.apply(service, router)));
    }
    return router;
  }

  /**
   * Begins a client's call of a discovered method.
   *
   * @param method the method called
   * @param metadata what the client sent along
   * @param caller where answers go; may be used at once
   * @return where the client's messages go
   */
  public Requests open(MethodDescriptor method, Metadata metadata, Caller caller) {
    return Objects.requireNonNull(destinations.get(method.getService().getFullName()))
        .runner()
        .open(method, metadata, caller);
  }

  CompletionStage<Outcome> run(Invocation invocation) {
    Destination destination = destinations.get(invocation.method().getService().getFullName());
    if (destination == null) {
      return CompletableFuture.completedFuture(
          Outcome.failed("no service " + invocation.method().getService().getFullName()));
    }
    return destination.runner().run(invocation);
  }

  Resolution resolve(Forward forward) {
    return resolve(
        FORWARD,
        forward.getServiceName(),
        forward.getCommandName(),
        forward.getPayload(),
        forward.getMetadata());
  }

  Resolution resolve(SideEffect effect) {
    return resolve(
        "side effect",
        effect.getServiceName(),
        effect.getCommandName(),
        effect.getPayload(),
        effect.getMetadata());
  }

  private Resolution resolve(
      String kind, String service, String command, Any payload, Metadata metadata) {
    Destination destination = destinations.get(service);
    if (destination == null) {
      return new Nowhere(
          "a %s names the service %s, which is not one of the discovered %s"
              .formatted(kind, service, destinations.keySet().stream().sorted().toList()));
    }
    Optional<MethodDescriptor> method =
        Optional.ofNullable(destination.service().descriptor().findMethodByName(command));
    if (method.isEmpty()) {
      return new Nowhere(
          "a %s names %s/%s, a command that the service does not have"
              .formatted(kind, service, command));
    }
    if (method.get().isClientStreaming() || method.get().isServerStreaming()) {
      return new Nowhere(
          "a %s names %s/%s, which streams, but a %s has one request and one answer"
              .formatted(kind, service, command, kind));
    }
    return Invocation.request(method.get(), payload)
        .<Resolution>map(
            request ->
                new Found(new Invocation(method.get(), request, metadata, kind.equals(FORWARD))))
        .orElseGet(
            () ->
                new Nowhere(
                    "a %s to %s/%s has a payload of type '%s', but the command takes %s"
                        .formatted(
                            kind,
                            service,
                            command,
                            payload.getTypeUrl(),
                            method.get().getInputType().getFullName())));
  }

  private record Destination(DiscoveredService service, EntityService runner) {}

  /** Where a forward or an effect leads. */
  sealed interface Resolution {}

  /** To a command that can be run. */
  record Found(Invocation invocation) implements Resolution {}

  /** Nowhere, for this reason. */
  record Nowhere(String reason) implements Resolution {}
}
