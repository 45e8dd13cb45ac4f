package io.cloudstate.tck.model.support;

import com.google.protobuf.Message;

/**
 * What the handler of an event sourced entity's command may see and ask for.
 *
 * @param <S> the entity's state
 */
public interface EventSourcedContext<S> extends CommandContext {
  /** The state with all events so far, those that this command emitted included. */
  S state();

  /** Emits an event: it is applied to the state at once, and persisted with the command's reply. */
  void emit(Message event);
}
