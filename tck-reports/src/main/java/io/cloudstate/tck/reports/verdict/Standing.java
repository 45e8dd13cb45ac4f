package io.cloudstate.tck.reports.verdict;

import io.cloudstate.tck.reports.document.KnownSummary;
import io.cloudstate.tck.reports.document.Outcome;
import io.cloudstate.tck.reports.document.ResultDocument;
import io.cloudstate.tck.reports.document.RunFooter;
import io.cloudstate.tck.reports.document.Tally;
import org.jspecify.annotations.Nullable;

/**
 * What the whole document says, in one sentence.
 *
 * @param tone how to take it
 * @param label two or three words
 * @param sentence the verdict, as the run gave it where it came to one
 * @param caveat why the document shows less than it seems to, or null
 */
public record Standing(Tone tone, String label, String sentence, @Nullable String caveat) {

  /** How to take a result. */
  public enum Tone {
    GOOD,
    /** Nothing failed, of a part that says nothing of the whole. */
    PART,
    BAD,
    OPEN
  }

  /** What a document comes to, complete or not. */
  public static Standing of(ResultDocument document) {
    RunFooter.Counts counts = document.counts();
    long known = Tally.known(document.scenarios(), Outcome.FAILED);
    boolean failed = counts.failed() > Tally.setAside(document.scenarios());
    RunFooter footer = document.footer();
    String incompleteness = document.incompleteness();
    if (incompleteness != null || footer == null) {
      return new Standing(
          failed ? Tone.BAD : Tone.OPEN,
          "Incomplete",
          footer == null || footer.verdict().isBlank()
              ? "The run is incomplete and shows nothing about conformance."
              : footer.verdict(),
          incompleteness);
    }
    if (document.scenarios().isEmpty()) {
      return new Standing(
          Tone.OPEN,
          "Nothing shown",
          footer.verdict(),
          "No scenario was run, so nothing was shown.");
    }
    Scope scope = Scope.of(document.header());
    String limits = scope.limits();
    String beyond = limits == null || footer.verdict().contains(limits) ? null : limits;
    if (scope.isPart() && footer.exitStatus() == 0 && known == 0 && counts.passed() > 0) {
      return new Standing(
          Tone.PART,
          "Selection passed",
          footer.verdict(),
          joined(dispute(Tally.disputed(document.scenarios())), beyond));
    }
    // An earlier kit took a run for conforming in which all that came out were warnings.
    if (footer.conforms() && counts.passed() > 0) {
      return new Standing(
          Tone.GOOD, "Conforms", footer.verdict(), dispute(Tally.disputed(document.scenarios())));
    }
    KnownSummary summary = footer.known();
    if (footer.exitStatus() == 0 && known > 0) {
      return new Standing(
          Tone.OPEN,
          "Known failures only",
          footer.verdict(),
          joined(
              "What fails as a file of known failures says does not gate; it is no conformance either.",
              beyond));
    }
    if (footer.exitStatus() == 4 && summary != null) {
      return new Standing(
          Tone.BAD,
          "Stale known failures",
          footer.verdict(),
          joined(
              "%d entries of %s no longer say what is."
                  .formatted(summary.stale().size(), summary.file()),
              beyond));
    }
    return failed || footer.exitStatus() == 1
        ? new Standing(Tone.BAD, "Does not conform", footer.verdict(), beyond)
        : new Standing(Tone.OPEN, "No verdict", footer.verdict(), beyond);
  }

  private static @Nullable String joined(@Nullable String one, @Nullable String other) {
    return one == null || other == null ? (one == null ? other : one) : one + " " + other;
  }

  private static @Nullable String dispute(int failed) {
    return failed == 0
        ? null
        : "%d failed that the catalogue sets aside: it is in dispute whether %s for the right thing."
            .formatted(failed, failed == 1 ? "it asks" : "they ask");
  }
}
