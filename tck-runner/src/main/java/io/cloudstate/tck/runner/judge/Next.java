package io.cloudstate.tck.runner.judge;

import io.cloudstate.tck.specs.Step;
import java.util.Map;

/** What is to be done next for a scenario. */
public sealed interface Next {

  /**
   * Perform this.
   *
   * @param saved values that earlier steps kept, by name
   */
  record Perform(Step.Act act, Map<String, String> saved) implements Next {}

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
