package io.cloudstate.tck.runner.judge;

import java.util.List;

/** What is to be said of one scenario. */
public sealed interface Verdict {

  /**
   * Every expectation held.
   *
   * @param branches names of the ways taken where several conform
   */
  record Passed(List<String> branches) implements Verdict {}

  /** A requirement of level S or Y was not met. */
  record Warned(Mismatch mismatch) implements Verdict {}

  /** A requirement of level M was not met. */
  record Failed(Mismatch mismatch) implements Verdict {}

  /** The harness or the environment prevented a verdict. */
  record Errored(Blame blame, String reason) implements Verdict {}

  /** The candidate does not announce what the scenario needs. */
  record Unsupported(String reason) implements Verdict {}

  /** It was selected and not run. */
  record NotRun(String reason) implements Verdict {}
}
