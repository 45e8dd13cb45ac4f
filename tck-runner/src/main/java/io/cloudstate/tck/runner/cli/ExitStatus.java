package io.cloudstate.tck.runner.cli;

import io.cloudstate.tck.reports.RunFooter.Counts;

/** What the process tells its caller. */
final class ExitStatus {

  static final int CONFORMS = 0;
  static final int DOES_NOT_CONFORM = 1;
  static final int USAGE = 2;
  static final int COULD_NOT_RUN = 3;
  static final int STALE_KNOWN = 4;

  /** What is said where scenarios of the model were selected and the candidate has none of it. */
  static final String NOTHING_THERE =
      "Does not conform: the candidate announces nothing of the model service.";

  private ExitStatus() {}

  /**
   * A failure outranks an error; what was not run is an error; a run in which nothing passed shows
   * no conformance, since a warning is no pass.
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
    return counts.passed() > 0 ? CONFORMS : DOES_NOT_CONFORM;
  }

  /**
   * Likewise with failures that are set aside: they fail the run no more, but the run is no success
   * as long as an entry of a file of known failures is stale.
   */
  static int of(Counts counts, boolean candidateAtFault, SetAside setAside, boolean stale) {
    int status = of(without(counts, setAside.total()), candidateAtFault);
    return status == CONFORMS && stale ? STALE_KNOWN : status;
  }

  private static Counts without(Counts counts, int setAside) {
    return new Counts(
        counts.passed(),
        counts.warned(),
        counts.failed() - setAside,
        counts.errored(),
        counts.unsupported(),
        counts.notRun());
  }

  /** The verdict in one sentence, with failures that are set aside. */
  static String sentence(int status, Counts counts, SetAside setAside, int stale) {
    int known = setAside.known();
    int disputed = setAside.disputed();
    String asKnown = known == 0 ? "" : ", " + known + " failed that the known failures speak of";
    String asDisputed =
        disputed == 0
            ? ""
            : ", %d failed that %s disputed".formatted(disputed, disputed == 1 ? "is" : "are");
    String passed =
        counts.passed() + " of " + counts.total() + " scenarios passed" + asKnown + asDisputed;
    return switch (status) {
      case CONFORMS ->
          (known == 0 ? "Conforms: " : "No new failure: ") + passed + rest(counts) + ".";
      case STALE_KNOWN ->
          "The known failures are stale: "
              + stale
              + (stale == 1 ? " entry speaks" : " entries speak")
              + " no longer true; "
              + passed
              + rest(counts)
              + ".";
      case DOES_NOT_CONFORM ->
          counts.failed() > setAside.total()
              ? "Does not conform: "
                  + (counts.failed() - setAside.total())
                  + " of "
                  + counts.total()
                  + " scenarios failed"
                  + (known == 0 ? "" : ", besides " + known + " that the known failures speak of")
                  + (disputed == 0
                      ? ""
                      : ", besides %d that %s disputed"
                          .formatted(disputed, disputed == 1 ? "is" : "are"))
                  + "."
              : "Does not conform: " + passed + rest(counts) + ", so nothing shows conformance.";
      default -> sentence(status, counts);
    };
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
              : "Does not conform: " + of + rest(counts) + ", so nothing shows conformance.";
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
        : warned + ", " + counts.unsupported() + " not supported";
  }
}
