package io.cloudstate.tck.reports.document;

/** How a scenario ended. */
public enum Outcome {
  /** Every expectation held. */
  PASSED,
  /** A requirement of level S was not met; never gates. */
  WARNED,
  /** A requirement of level M was not met. */
  FAILED,
  /** The harness or the environment prevented a verdict. */
  ERRORED,
  /** The candidate does not announce what the scenario needs. */
  UNSUPPORTED,
  /** Selected, and not run, for the reason given. */
  NOT_RUN
}
