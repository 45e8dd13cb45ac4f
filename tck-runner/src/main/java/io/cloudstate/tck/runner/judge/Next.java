package io.cloudstate.tck.runner.judge;

import com.google.protobuf.ByteString;
import io.cloudstate.tck.specs.Channel;
import io.cloudstate.tck.specs.Step;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** What is to be done next for a scenario. */
public sealed interface Next {

  /**
   * Perform this.
   *
   * @param saved values that earlier steps kept, by name
   * @param instance which of its channel's streams it is done on, where that is known
   */
  record Perform(Step.Act act, Map<String, String> saved, OptionalInt instance) implements Next {}

  /**
   * Answer, in the candidate's place, an event that was delivered again.
   *
   * @param rpc full name of the rpc that carries it
   * @param refusal what it is answered with, where it was refused before; else with nothing
   */
  record AnswerAgain(
      Channel.OfEntity channel, int instance, String rpc, Optional<ByteString> refusal)
      implements Next {}

  /**
   * Wait for the next event, until the deadline.
   *
   * @param serial tells one wait from the next
   * @param waitsFor by which goes how long to wait
   */
  record Await(int serial, WaitsFor waitsFor) implements Next {}

  /** What a wait is for. */
  enum WaitsFor {
    /** An answer of something that runs. */
    ANSWER,
    /** Something to come up, which on a busy machine takes a process long. */
    START,
    /** That nothing comes. */
    NOTHING
  }

  /** It is over; the verdict grades by the requirement's level. */
  record Done(Ending ending) implements Next {}

  /** How it ended, before grading. */
  sealed interface Ending {

    /** Every expectation held. */
    record Held(java.util.List<String> branches) implements Ending {}

    /** One did not. */
    record Diverged(Mismatch mismatch) implements Ending {}
  }
}
