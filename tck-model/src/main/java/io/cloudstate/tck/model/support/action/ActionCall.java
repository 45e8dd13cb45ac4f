package io.cloudstate.tck.model.support.action;

import io.cloudstate.tck.model.support.PayloadException;
import java.util.List;

/**
 * One call of an action. Where the method streams its output, the client gets each answer at once;
 * else messages and their end must come to exactly one answer, which is sent after the end. The
 * methods are called one after the other, and no more once the call is cancelled or has thrown.
 */
public interface ActionCall {
  /**
   * Takes a message of the client.
   *
   * @return answers to it, if any
   * @throws PayloadException if the message is not what the method takes
   */
  List<ActionAnswer> message(ActionMessage message);

  /** Takes note that no more messages come; gives answers that had to wait for that. */
  default List<ActionAnswer> end() {
    return List.of();
  }
}
