package io.cloudstate.tck.model.proxy.entities;

import com.google.protobuf.InvalidProtocolBufferException;
import io.cloudstate.tck.model.proxy.discovery.DiscoveredService;
import io.cloudstate.tck.model.proxy.persistence.PersistenceKey;
import io.cloudstate.tck.model.proxy.routing.EntityService;
import io.cloudstate.tck.model.proxy.routing.Invocation;
import io.cloudstate.tck.model.proxy.routing.Outcome;
import io.cloudstate.tck.model.proxy.routing.Surroundings;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** One service whose entities live on streams: finds the entity that each command is for. */
final class StatefulService<I, O> implements EntityService {
  private final DiscoveredService service;
  private final EntityProtocol<I, O> protocol;
  private final Surroundings around;
  private final EntityTable<ActiveEntity<I, O>> entities;

  StatefulService(DiscoveredService service, EntityProtocol<I, O> protocol, Surroundings around) {
    this.service = service;
    this.protocol = protocol;
    this.around = around;
    this.entities = new EntityTable<>(around.defects(), this::entity);
  }

  @Override
  public CompletionStage<Outcome> run(Invocation invocation) {
    try {
      return entities.called(invocation).run(invocation);
    } catch (InvalidProtocolBufferException e) {
      return CompletableFuture.completedFuture(invocation.unreadable(e));
    }
  }

  private ActiveEntity<I, O> entity(String entityId) {
    return new ActiveEntity<>(
        service.descriptor().getFullName(),
        new PersistenceKey(service.persistenceId(), entityId),
        around.passivation(service),
        protocol,
        around);
  }
}
