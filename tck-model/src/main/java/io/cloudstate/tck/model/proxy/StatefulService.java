package io.cloudstate.tck.model.proxy;

import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Status;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** One service whose entities live on streams: finds the entity that each command is for. */
final class StatefulService<I, O> implements EntityService {
  private final DiscoveredService service;
  private final EntityProtocol<I, O> protocol;
  private final Surroundings around;
  private final ConcurrentMap<String, ActiveEntity<I, O>> entities = new ConcurrentHashMap<>();

  StatefulService(DiscoveredService service, EntityProtocol<I, O> protocol, Surroundings around) {
    this.service = service;
    this.protocol = protocol;
    this.around = around;
  }

  /**
   * What all entities share.
   *
   * @param timer runs timeouts
   * @param aftermath carries out what follows a command
   * @param defaultPassivation the idle time for services that name none
   * @param commandTimeout the time that a command may take
   * @param defects the bugs to imitate
   */
  record Surroundings(
      Timer timer,
      Aftermath aftermath,
      Duration defaultPassivation,
      Duration commandTimeout,
      Set<ProxyDefect> defects) {}

  @Override
  public CompletionStage<Outcome> run(Invocation invocation) {
    String entityId;
    try {
      entityId = entityId(invocation);
    } catch (InvalidProtocolBufferException e) {
      return CompletableFuture.completedFuture(
          new Outcome.Failed(
              Status.INVALID_ARGUMENT.withDescription(
                  "the request is not a %s: %s"
                      .formatted(
                          invocation.method().getInputType().getFullName(), e.getMessage()))));
    }
    return entities.computeIfAbsent(entityId, this::entity).run(invocation);
  }

  private ActiveEntity<I, O> entity(String entityId) {
    Duration passivation =
        around.defects().contains(ProxyDefect.PASSIVATION_TIMEOUT_IGNORED)
            ? around.defaultPassivation()
            : service.passivation().orElse(around.defaultPassivation());
    return new ActiveEntity<>(
        service.descriptor().getFullName(),
        new PersistenceKey(service.persistenceId(), entityId),
        passivation,
        protocol,
        around);
  }

  private String entityId(Invocation invocation) throws InvalidProtocolBufferException {
    MethodDescriptor method = invocation.method();
    if (around.defects().contains(ProxyDefect.ENTITY_ID_CONSTANT)) {
      return "entity";
    }
    EntityKey key =
        around.defects().contains(ProxyDefect.ENTITY_ID_FROM_FIRST_TEXT)
            ? EntityKey.firstText(method.getInputType())
            : EntityKey.of(method.getInputType());
    try {
      return key.in(DynamicMessage.parseFrom(method.getInputType(), invocation.request()));
    } catch (InvalidProtocolBufferException e) {
      if (around.defects().contains(ProxyDefect.UNPARSABLE_PAYLOAD_ACCEPTED)) {
        return "";
      }
      throw e;
    }
  }
}
