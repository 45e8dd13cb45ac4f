package io.cloudstate.tck.runner.cli;

import io.cloudstate.tck.reports.RunFooter.Counts;

/** What the process tells its caller. */
final class ExitStatus {

  static final int CONFORMS = 0;
  static final int DOES_NOT_CONFORM = 1;
  static final int USAGE = 2;
  static final int COULD_NOT_RUN = 3;

  /** What is said where scenarios of the model were selected and the candidate has none of it. */
  static final String NOTHING_THERE =
      "Does not conform: the candidate announces nothing of the model service.";

  private ExitStatus() {}

  /**
   * A failure outranks an error; what was not run is an error; a run in which nothing held shows no
   * conformance.
   *
   * @param candidateAtFault whether nothing was shown of the candidate, or not all, because it does
   *     not do its part
   */
  static int of(Counts counts, boolean candidateAtFault) {
    if (counts.failed() > 0) {
      return DOES_NOT_CONFORM;
    }
    if (counts.errored() > 0) {
      return COULD_NOT_RUN;
    }
    if (candidateAtFault) {
      return DOES_NOT_CONFORM;
    }
    if (counts.notRun() > 0) {
      return COULD_NOT_RUN;
    }
    return counts.passed() + counts.warned() > 0 ? CONFORMS : DOES_NOT_CONFORM;
  }

  /** The verdict in one sentence. */
  static String sentence(int status, Counts counts) {
    String of = counts.passed() + " of " + counts.total() + " scenarios passed";
    return switch (status) {
      case CONFORMS -> "Conforms: " + of + rest(counts) + ".";
      case DOES_NOT_CONFORM ->
          counts.failed() > 0
              ? "Does not conform: "
                  + counts.failed()
                  + " of "
                  + counts.total()
                  + " scenarios failed."
              : "Does not conform: " + of + ", so nothing shows conformance.";
      default ->
          "No verdict: "
              + (counts.errored() + counts.notRun())
              + " of "
              + counts.total()
              + " scenarios could not be run.";
    };
  }

  private static String rest(Counts counts) {
    String warned = counts.warned() == 0 ? "" : ", " + counts.warned() + " with a warning";
    return counts.unsupported() == 0
        ? warned
        : warned + ", " + counts.unsupported() + " not supported by the candidate";
  }
}
