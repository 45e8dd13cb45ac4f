package io.cloudstate.tck.model.support;

import com.google.protobuf.Any;
import com.google.protobuf.Message;

/**
 * An event sourced entity as its author writes it: functions on an immutable state. The support
 * layer holds the state, so taking a failed command back means no more than keeping the state it
 * had before.
 *
 * @param <S> the state; immutable
 */
public interface EventSourcedEntity<S> {
  /** The state of an entity without events. */
  S emptyState(String entityId);

  /**
   * The state that a snapshot holds.
   *
   * @throws PayloadException if the snapshot is not one of this entity's
   */
  S restore(String entityId, Any snapshot);

  /** The snapshot that holds a state; {@link #restore} reads it. */
  Message snapshot(S state);

  /**
   * The state after an event, be it new or replayed.
   *
   * @throws PayloadException if the event is not one of this entity's
   */
  S apply(S state, Any event);

  /**
   * Carries out a command.
   *
   * @return how the command is answered
   * @throws PayloadException if the command's payload is not what the method takes
   */
  Answer handle(EntityCommand command, EventSourcedContext<S> context);
}
