package io.cloudstate.tck.model.support;

import com.google.protobuf.Message;

/** How a user function answers a command, whatever the entity type. */
public sealed interface Answer {
  /**
   * Answers the client.
   *
   * @param payload a message of the method's output type
   */
  record Reply(Message payload) implements Answer {}

  /**
   * Lets another command answer the client.
   *
   * @param call the command that does
   */
  record Forward(ServiceCall call) implements Answer {}

  /**
   * Fails the command. What an entity's command did to the state and the effects it asked for are
   * discarded; an action's effects go with its failure.
   *
   * @param description what the client is told
   */
  record Failure(String description) implements Answer {}
}
