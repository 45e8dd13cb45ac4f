package io.cloudstate.tck.model.support;

import com.google.protobuf.Descriptors.ServiceDescriptor;
import io.cloudstate.tck.protocol.eventsourced.EventSourcedGrpc;
import java.time.Duration;
import java.util.Optional;

/**
 * An event sourced entity and its options.
 *
 * @param service the entity's interface
 * @param persistenceId the name under which the proxy persists its events
 * @param snapshotEvery a snapshot is taken at each event whose number is a multiple of this; 0 for
 *     never
 * @param passivationTimeout how long the entity may be idle; empty leaves it to the proxy
 * @param entity what the author wrote
 * @param <S> the entity's state
 */
public record EventSourcedDefinition<S>(
    ServiceDescriptor service,
    String persistenceId,
    int snapshotEvery,
    Optional<Duration> passivationTimeout,
    EventSourcedEntity<S> entity)
    implements EntityDefinition {

  /**
   * Checks the options.
   *
   * @throws IllegalArgumentException if the snapshot interval is negative
   */
  public EventSourcedDefinition {
    if (snapshotEvery < 0) {
      throw new IllegalArgumentException(
          "The snapshot interval of %s is %d; give a number of events, or 0 for no snapshots."
              .formatted(service.getFullName(), snapshotEvery));
    }
  }

  @Override
  public String entityType() {
    return EventSourcedGrpc.SERVICE_NAME;
  }
}
