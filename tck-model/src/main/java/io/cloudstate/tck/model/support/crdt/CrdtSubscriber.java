package io.cloudstate.tck.model.support.crdt;

import io.cloudstate.tck.model.support.Answer;
import java.util.Optional;

/** How a streamed command goes on after its first answer. */
public interface CrdtSubscriber {
  /**
   * The state has changed, by another command or elsewhere.
   *
   * @return what the client gets, if anything; a failure ends the stream
   */
  Optional<Answer> changed(CrdtChangeContext context);

  /** The client has gone away; the state may be changed once more. */
  void cancelled(CrdtContext context);
}
