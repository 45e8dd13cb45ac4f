package io.cloudstate.tck.reports.document;

import io.cloudstate.tck.reports.text.VisibleText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is kept of a scenario until the end of the run, where its evidence went elsewhere. */
final class Digest {

  private static final int LONGEST = 1_500;
  private static final int MOST_DIFFERENCES = 6;
  private static final int MOST_WAYS = 6;

  private Digest() {}

  /** Without steps, frames and decoded messages, for reports that show none. */
  static ScenarioResult withoutFrames(ScenarioResult scenario) {
    MismatchView m = scenario.mismatch();
    MismatchView facts =
        m == null
            ? null
            : new MismatchView(
                m.step(),
                m.stepText(),
                m.requirement(),
                m.path(),
                m.expected(),
                m.actual(),
                m.blame(),
                m.why(),
                m.differences(),
                null,
                null,
                m.frame());
    return copy(scenario, scenario.reason(), facts, scenario.branches(), scenario.log());
  }

  /** The facts alone, each of bounded length. */
  static ScenarioResult facts(ScenarioResult scenario) {
    MismatchView m = scenario.mismatch();
    MismatchView facts =
        m == null
            ? null
            : new MismatchView(
                m.step(),
                cut(m.stepText()),
                m.requirement(),
                cut(m.path()),
                cut(m.expected()),
                cut(m.actual()),
                m.blame(),
                cut(m.why()),
                m.differences().stream()
                    .limit(MOST_DIFFERENCES)
                    .map(
                        d ->
                            new MismatchView.Difference(
                                cut(d.path()), cut(d.expected()), cut(d.actual())))
                    .toList(),
                null,
                null,
                m.frame());
    String reason = scenario.reason();
    return copy(scenario, reason == null ? null : cut(reason), facts, List.of(), List.of());
  }

  private static ScenarioResult copy(
      ScenarioResult s,
      @Nullable String reason,
      @Nullable MismatchView mismatch,
      List<String> branches,
      List<String> log) {
    return new ScenarioResult(
        s.id(),
        s.title(),
        s.theme(),
        s.topology(),
        s.hash(),
        s.outcome(),
        reason,
        mismatch,
        s.requirements(),
        branches,
        List.of(),
        List.of(),
        s.startedMicros(),
        s.durationMicros(),
        log,
        s.rerun(),
        s.trace(),
        s.known(),
        s.disputed(),
        s.waitedMicros(),
        bounded(s.repeats()));
  }

  private static @Nullable Repeats bounded(@Nullable Repeats repeats) {
    return repeats == null
        ? null
        : new Repeats(
            repeats.runs(),
            repeats.ways().stream()
                .limit(MOST_WAYS)
                .map(
                    way ->
                        new Repeats.Way(
                            way.outcome(),
                            way.reason() == null ? null : cut(way.reason()),
                            way.runs(),
                            way.trace()))
                .toList());
  }

  private static String cut(String text) {
    return VisibleText.cut(text, LONGEST);
  }
}
