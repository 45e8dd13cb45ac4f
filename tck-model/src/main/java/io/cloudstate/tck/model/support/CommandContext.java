package io.cloudstate.tck.model.support;

/** What a command's handler may ask for, whatever the entity type. */
public interface CommandContext {
  /** The id of the entity that the command is for. */
  String entityId();

  /**
   * Adds a side effect to the reply, after those added before; it is discarded if the command
   * fails.
   *
   * @param synchronous whether the client's answer waits until the call is done
   */
  void effect(ServiceCall call, boolean synchronous);
}
