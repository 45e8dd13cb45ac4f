package io.cloudstate.tck.model.support;

import com.google.protobuf.Any;
import com.google.protobuf.Message;

/**
 * A value entity as its author writes it: functions on an immutable state, which the support layer
 * holds.
 *
 * @param <S> the state; immutable
 */
public interface ValueEntity<S> {
  /** The state of an entity that has none stored. */
  S emptyState(String entityId);

  /**
   * The state that a stored value holds.
   *
   * @throws PayloadException if the value is not one of this entity's
   */
  S restore(String entityId, Any stored);

  /** The value to store for a state; {@link #restore} reads it. */
  Message store(S state);

  /**
   * Carries out a command.
   *
   * @return how the command is answered
   * @throws PayloadException if the command's payload is not what the method takes
   */
  Answer handle(EntityCommand command, ValueEntityContext<S> context);
}
