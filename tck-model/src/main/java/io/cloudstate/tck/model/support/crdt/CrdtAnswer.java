package io.cloudstate.tck.model.support.crdt;

import io.cloudstate.tck.model.support.Answer;
import java.util.Optional;

/** How a CRDT entity answers a command. */
public sealed interface CrdtAnswer {
  /**
   * Answers once, which ends the client's call even if the method is a streamed one.
   *
   * @param answer what the client gets
   */
  record Once(Answer answer) implements CrdtAnswer {}

  /**
   * Answers whenever the state changes, until the client or the subscriber ends it.
   *
   * @param first what the client gets at once, if anything
   * @param subscriber says what it gets later
   */
  record Streamed(Optional<Answer> first, CrdtSubscriber subscriber) implements CrdtAnswer {}
}
