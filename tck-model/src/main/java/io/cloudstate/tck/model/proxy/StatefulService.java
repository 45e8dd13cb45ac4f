package io.cloudstate.tck.model.proxy;

import com.google.protobuf.InvalidProtocolBufferException;
import io.cloudstate.tck.model.proxy.discovery.DiscoveredService;
import io.cloudstate.tck.model.proxy.settings.ProxyDefect;
import io.cloudstate.tck.model.proxy.settings.ProxyHabit;
import io.cloudstate.tck.model.proxy.timing.Timer;
import io.grpc.Status;
import java.time.Duration;
import java.util.Set;
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

  /**
   * What all entities share.
   *
   * @param timer runs timeouts
   * @param aftermath carries out what follows a command
   * @param defaultPassivation the idle time for services that name none
   * @param commandTimeout the time that a command may take
   * @param defects the bugs to imitate
   * @param habits what it does otherwise, and may
   */
  record Surroundings(
      Timer timer,
      Aftermath aftermath,
      Duration defaultPassivation,
      Duration commandTimeout,
      Set<ProxyDefect> defects,
      Set<ProxyHabit> habits) {
    private static final Duration LATE = Duration.ofMillis(250);

    /** How long an entity of a service may idle. */
    Duration passivation(DiscoveredService service) {
      Duration timeout =
          defects.contains(ProxyDefect.PASSIVATION_TIMEOUT_IGNORED)
              ? defaultPassivation
              : service.passivation().orElse(defaultPassivation);
      return habits.contains(ProxyHabit.PASSIVATES_LATE) ? timeout.plus(LATE) : timeout;
    }

    /** How the client sees a failure with this description. */
    Outcome.Failed failure(String description) {
      String told = told(description);
      return defects.contains(ProxyDefect.FAILURE_STATUS_INTERNAL)
          ? new Outcome.Failed(Status.INTERNAL.withDescription(told))
          : Outcome.failed(told);
    }

    private String told(String description) {
      if (description.isEmpty() && defects.contains(ProxyDefect.EMPTY_DESCRIPTION_REPLACED)) {
        return "the command failed";
      }
      return defects.contains(ProxyDefect.FAILURE_DESCRIPTION_CUT)
          ? description.lines().findFirst().orElse("")
          : description;
    }
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
