package io.cloudstate.tck.reports.verdict;

import io.cloudstate.tck.reports.document.Disputed;
import io.cloudstate.tck.reports.document.Fact;
import io.cloudstate.tck.reports.document.KnownFailure;
import io.cloudstate.tck.reports.document.MismatchView;
import io.cloudstate.tck.reports.document.Repeats;
import io.cloudstate.tck.reports.document.ScenarioResult;
import io.cloudstate.tck.reports.document.Tally;
import io.cloudstate.tck.reports.text.VisibleText;
import java.util.ArrayList;
import java.util.List;

/** A failure as a list of facts, key and value. */
public final class FactSheet {

  /** What has more lines is no text that somebody wrote to be read. */
  private static final int MOST_LINES = 40;

  private FactSheet() {}

  /** What is known of why a scenario did not pass; the values may be hostile. */
  public static List<Fact> of(ScenarioResult scenario) {
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("scenario", scenario.title()));
    MismatchView mismatch = scenario.mismatch();
    if (scenario.reason() != null) {
      facts.add(new Fact("reason", scenario.reason()));
    }
    if (mismatch != null) {
      facts.add(
          new Fact(
              "step",
              mismatch.step() == 0
                  ? mismatch.where()
                  : mismatch.step() + ": " + mismatch.stepText()));
      facts.add(new Fact("requirement", mismatch.requirement()));
      facts.add(new Fact("where", mismatch.path()));
      facts.add(new Fact("expected", mismatch.expected()));
      facts.add(new Fact("actual", mismatch.actual()));
      facts.add(new Fact("blame", mismatch.blame() + ": " + mismatch.why()));
      for (MismatchView.Difference difference : mismatch.differences()) {
        if (!isFirst(difference, mismatch)) {
          facts.add(
              new Fact(
                  "also differs",
                  "%s: expected %s, actual %s"
                      .formatted(difference.path(), difference.expected(), difference.actual())));
        }
      }
    }
    KnownFailure known = scenario.known();
    if (known != null) {
      facts.add(new Fact("known", known.text()));
    }
    Disputed disputed = scenario.disputed();
    if (disputed != null) {
      facts.add(new Fact("disputed", disputed.why()));
    }
    Repeats repeats = scenario.repeats();
    if (repeats != null && scenario.isFlaky()) {
      facts.add(new Fact("repeated", repeats.text()));
    }
    facts.add(new Fact("rerun", scenario.rerun()));
    facts.add(new Fact("hash", scenario.hash()));
    if (scenario.trace() != null) {
      facts.add(new Fact("trace", scenario.trace()));
    }
    return List.copyOf(facts);
  }

  /** One line that says what is wrong. */
  public static String headline(ScenarioResult scenario) {
    MismatchView mismatch = scenario.mismatch();
    if (mismatch == null) {
      return scenario.reason() == null
          ? "The scenario " + Tally.word(scenario.outcome()) + "."
          : scenario.reason();
    }
    return "%s: %s should be %s, and is %s"
        .formatted(mismatch.requirement(), mismatch.path(), mismatch.expected(), mismatch.actual());
  }

  /**
   * As lines of text; each value is bounded and free of what cannot be seen. Further lines of a
   * value are indented, so that none of them looks like a fact.
   */
  public static String text(List<Fact> facts, int valueLimit, int maxFacts) {
    StringBuilder out = new StringBuilder();
    facts.stream()
        .limit(maxFacts)
        .forEach(
            fact ->
                out.append("%-12s ".formatted(fact.name() + ":"))
                    .append(value(fact.value(), valueLimit))
                    .append('\n'));
    if (facts.size() > maxFacts) {
      out.append("… and %d more facts\n".formatted(facts.size() - maxFacts));
    }
    return out.toString();
  }

  private static String value(String value, int limit) {
    return value.lines().limit(MOST_LINES + 1).count() > MOST_LINES
        ? VisibleText.line(value, limit)
        : VisibleText.block(value.strip(), limit).replace("\n", "\n             ");
  }

  /** Whether a difference is the one that the mismatch itself tells. */
  public static boolean isFirst(MismatchView.Difference difference, MismatchView mismatch) {
    return difference.path().equals(mismatch.path())
        && difference.expected().equals(mismatch.expected())
        && difference.actual().equals(mismatch.actual());
  }
}
