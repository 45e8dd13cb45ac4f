package io.cloudstate.tck.runner.cli.exit;

import io.cloudstate.tck.reports.document.RunFooter.Counts;
import io.cloudstate.tck.reports.verdict.Scope;
import java.util.List;

/** What the process tells its caller. */
public final class ExitStatus {

  public static final int CONFORMS = 0;
  public static final int DOES_NOT_CONFORM = 1;
  public static final int USAGE = 2;
  public static final int COULD_NOT_RUN = 3;
  public static final int STALE_KNOWN = 4;

  private static final String NOTHING_THERE =
      "Does not conform: the candidate announces nothing of the model service.";

  private ExitStatus() {}

  /**
   * A failure outranks an error; what was not run is an error; a run in which nothing passed shows
   * no conformance, since a warning is no pass.
   *
   * @param candidateAtFault whether nothing was shown of the candidate, or not all, because it does
   *     not do its part
   */
  private static int of(Counts counts, boolean candidateAtFault) {
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
   * as long as an entry of a file of known failures is stale. Where nothing could be tried at all,
   * and that is not the candidate's fault, nothing was shown of it.
   */
  public static int of(Counts counts, boolean candidateAtFault, SetAside setAside, boolean stale) {
    if (!candidateAtFault && isNothingTried(counts)) {
      return COULD_NOT_RUN;
    }
    int status = of(without(counts, setAside.total()), candidateAtFault);
    return status == CONFORMS && stale ? STALE_KNOWN : status;
  }

  private static boolean isNothingTried(Counts counts) {
    return counts.unsupported() > 0 && counts.unsupported() == counts.total();
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

  /**
   * The verdict in a sentence, and in another what the run can say nothing of.
   *
   * @param stale how many entries of a file of known failures are
   * @param unsupported why what was not supported was not, the most frequent reason first
   */
  public static String sentence(
      int status,
      Counts counts,
      SetAside setAside,
      int stale,
      Scope scope,
      List<String> unsupported) {
    return limited(
        status == COULD_NOT_RUN && isNothingTried(counts)
            ? nothingTried(counts, scope, unsupported)
            : verdict(status, counts, setAside, stale, scope),
        status,
        scope);
  }

  /** The same where scenarios of the model were to run and the candidate has none of it. */
  public static String nothingThere(Scope scope) {
    return limited(NOTHING_THERE, DOES_NOT_CONFORM, scope);
  }

  /**
   * The same where most was not run since the candidate is gone, or never was there.
   *
   * @param cause in a line
   */
  public static String candidateGone(String what, String cause, Counts counts, Scope scope) {
    return limited(
        "Does not conform: the candidate %s (%s), so %d of %d %s were not run."
            .formatted(what, cause, counts.notRun(), counts.total(), scope.noun()),
        DOES_NOT_CONFORM,
        scope);
  }

  private static String nothingTried(Counts counts, Scope scope, List<String> reasons) {
    int more = reasons.size() - 1;
    return "No verdict: nothing of the %d %s could be run: %s%s"
        .formatted(
            counts.total(),
            scope.noun(),
            reasons.stream().findFirst().orElse("the reasons are in the report."),
            more < 1
                ? ""
                : more == 1
                    ? " Another reason is in the report."
                    : " " + more + " more reasons are in the report.");
  }

  private static String limited(String verdict, int status, Scope scope) {
    String limits = scope.limits();
    return limits == null
        ? verdict
        : verdict
            + " "
            + limits
            + (status == CONFORMS ? " That is no verdict on conformance." : "");
  }

  private static String verdict(
      int status, Counts counts, SetAside setAside, int stale, Scope scope) {
    String passed = passed(counts, setAside, scope);
    int failed = counts.failed() - setAside.total();
    return switch (status) {
      case CONFORMS -> holds(setAside, scope) + ": " + passed + ".";
      case STALE_KNOWN ->
          "The known failures are stale: "
              + stale
              + (stale == 1 ? " entry speaks" : " entries speak")
              + " no longer true; "
              + passed
              + ".";
      case DOES_NOT_CONFORM ->
          failed > 0
              ? "Does not conform: %d of %d %s failed%s."
                  .formatted(failed, counts.total(), scope.noun(), besides(setAside))
              : "Does not conform: " + passed + ", so nothing shows conformance.";
      default ->
          "No verdict: %d of %d %s could not be run."
              .formatted(counts.errored() + counts.notRun(), counts.total(), scope.noun());
    };
  }

  private static String holds(SetAside setAside, Scope scope) {
    if (setAside.known() > 0) {
      return "No new failure";
    }
    return scope.isPart() ? "Selection passed" : "Conforms";
  }

  private static String passed(Counts counts, SetAside setAside, Scope scope) {
    int known = setAside.known();
    int disputed = setAside.disputed();
    return "%d of %d %s passed".formatted(counts.passed(), counts.total(), scope.noun())
        + (known == 0 ? "" : ", " + known + " failed that the known failures speak of")
        + (disputed == 0 ? "" : ", %d failed that %s disputed".formatted(disputed, are(disputed)))
        + (counts.warned() == 0 ? "" : ", " + counts.warned() + " with a warning")
        + (counts.unsupported() == 0 ? "" : ", " + counts.unsupported() + " not supported");
  }

  private static String besides(SetAside setAside) {
    int known = setAside.known();
    int disputed = setAside.disputed();
    return (known == 0 ? "" : ", besides " + known + " that the known failures speak of")
        + (disputed == 0 ? "" : ", besides %d that %s disputed".formatted(disputed, are(disputed)));
  }

  private static String are(int number) {
    return number == 1 ? "is" : "are";
  }
}
