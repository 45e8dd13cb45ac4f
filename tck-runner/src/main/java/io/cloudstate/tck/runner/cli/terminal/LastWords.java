package io.cloudstate.tck.runner.cli.terminal;

import io.cloudstate.tck.reports.document.Disputed;
import io.cloudstate.tck.reports.document.KnownFailure;
import io.cloudstate.tck.reports.document.KnownSummary;
import io.cloudstate.tck.reports.document.Outcome;
import io.cloudstate.tck.reports.document.ProfileResult;
import io.cloudstate.tck.reports.document.Repeats;
import io.cloudstate.tck.reports.document.RunFooter;
import io.cloudstate.tck.reports.document.RunFooter.Counts;
import io.cloudstate.tck.reports.document.ScenarioResult;
import io.cloudstate.tck.runner.cli.exit.ExitStatus;
import io.cloudstate.tck.runner.cli.exit.Reasons;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What the terminal says when a run has ended: failures as facts, what did not count and why, and a
 * summary that fits a screen.
 */
final class LastWords {

  private static final int SHOWN_REASONS = 5;

  /** What a candidate wrote before it ended may be quoted. */
  private static final int LONGEST_NOTE = 400;

  private static final int SHOWN_KNOWN = 20;
  private static final int LONGEST = 200;

  private final Console console;
  private final Colours colours;
  private final List<ScenarioResult> ended;

  /** Of all that has ended on this console. */
  LastWords(Console console) {
    this.console = console;
    this.colours = console.colours();
    this.ended = console.results();
  }

  private List<ScenarioResult> all(Predicate<ScenarioResult> wanted) {
    return ended.stream().filter(wanted).toList();
  }

  /**
   * What went wrong, the worst first; at most a screen.
   *
   * @param requirements the text of a requirement, by its id
   */
  void problems(Function<String, String> requirements) {
    new Problems(requirements, colours::of).of(ended).forEach(console::line);
  }

  /** What became of the known failures: which there are, and what is stale. */
  void known(KnownSummary summary) {
    List<ScenarioResult> all = all(ScenarioResult::failsAsKnown);
    if (!all.isEmpty()) {
      console.line("");
      console.line(
          "Known failures ("
              + all.size()
              + "), by "
              + Console.visible(summary.file(), LONGEST)
              + ":");
      all.stream().limit(SHOWN_KNOWN).forEach(this::known);
      more(all.size() - SHOWN_KNOWN, "in the report");
    }
    if (!summary.stale().isEmpty()) {
      console.line("");
      console.line(colours.red("Stale known failures (" + summary.stale().size() + "):"));
      summary.stale().stream()
          .limit(SHOWN_KNOWN)
          .forEach(
              stale ->
                  console.line(
                      "  %s: %s: %s"
                          .formatted(
                              Console.visible(stale.place(), LONGEST),
                              Console.visible(stale.entry(), LONGEST),
                              Console.visible(stale.why(), LONGEST))));
      more(summary.stale().size() - SHOWN_KNOWN, "in the report");
    }
  }

  /** What came out in more than one way. */
  void flaky() {
    List<ScenarioResult> all = all(ScenarioResult::isFlaky);
    if (!all.isEmpty()) {
      console.line("");
      console.line(colours.red("Flaky (" + all.size() + "):"));
      all.stream()
          .limit(SHOWN_KNOWN)
          .forEach(
              result ->
                  console.line(
                      "  " + result.id() + "  " + Console.visible(repeats(result), 2 * LONGEST)));
      more(all.size() - SHOWN_KNOWN, "in the report");
    }
  }

  private static String repeats(ScenarioResult result) {
    Repeats repeats = result.repeats();
    return repeats == null ? "" : repeats.text();
  }

  /** What failed and does not gate, since the catalogue sets it aside. */
  void disputed() {
    List<ScenarioResult> all = all(ScenarioResult::failsAsDisputed);
    if (!all.isEmpty()) {
      console.line("");
      console.line("Disputed, and set aside in the catalogue (" + all.size() + "):");
      all.stream().limit(SHOWN_KNOWN).forEach(this::disputed);
      more(all.size() - SHOWN_KNOWN, "in the report");
    }
  }

  private void disputed(ScenarioResult result) {
    Disputed disputed = result.disputed();
    if (disputed != null) {
      console.line(
          "  %s  %s: %s  %s"
              .formatted(
                  Console.visible(result.id(), LONGEST),
                  Console.word(result.outcome()),
                  Console.visible(disputed.reason(), LONGEST),
                  Console.visible(disputed.link(), LONGEST)));
    }
  }

  private void known(ScenarioResult result) {
    KnownFailure known = result.known();
    if (known != null) {
      console.line(
          "  %s  %s%s%s"
              .formatted(
                  Console.visible(result.id(), LONGEST),
                  Console.visible(known.reason(), LONGEST),
                  known.link() == null ? "" : "  " + Console.visible(known.link(), LONGEST),
                  known.expires() == null ? "" : "  until " + known.expires()));
    }
  }

  /** Why what could not be judged could not, the most frequent reason first. */
  void unsupported() {
    List<Map.Entry<String, Long>> reasons =
        Reasons.counted(
            all(result -> result.outcome() == Outcome.UNSUPPORTED).stream()
                .map(result -> String.valueOf(result.reason())));
    if (!reasons.isEmpty()) {
      console.line("");
      console.line("Not supported:");
      reasons.stream()
          .limit(SHOWN_REASONS)
          .forEach(
              reason ->
                  console.line(
                      "  %4d  %s"
                          .formatted(
                              reason.getValue(), Console.visible(reason.getKey(), LONGEST))));
      more(reasons.size() - SHOWN_REASONS, "in the report");
    }
  }

  private void more(int left, String where) {
    if (left > 0) {
      console.line("  … and " + left + " more, " + where + ".");
    }
  }

  /** What the run says of the parts of the protocol, a line for all. */
  void profiles(List<ProfileResult> profiles) {
    List<String> words = new ArrayList<>();
    for (ProfileResult profile : profiles) {
      switch (profile.state()) {
        case CONFORMS -> words.add(colours.green(profile.profile() + " conforms"));
        case FAILS -> words.add(colours.red(profile.profile() + " does not"));
        case ABSENT -> words.add(colours.yellow(profile.profile() + " is not there"));
        case NOT_SHOWN -> {}
      }
    }
    if (!words.isEmpty()) {
      console.line("");
      console.line("Profiles: " + String.join(", ", words) + ".");
    }
  }

  /**
   * How it ended.
   *
   * @param part whether it was of a part only, so that what passed says nothing of the whole
   * @param report where to read on
   */
  void summary(RunFooter footer, boolean part, String report) {
    console.line("");
    footer.notes().forEach(note -> console.line("Note: " + Console.visible(note, LONGEST_NOTE)));
    String verdict = footer.verdict();
    console.line(
        switch (footer.exitStatus()) {
          case ExitStatus.CONFORMS -> part ? colours.plain(verdict) : colours.green(verdict);
          case ExitStatus.COULD_NOT_RUN -> colours.yellow(verdict);
          default -> colours.red(verdict);
        });
    Counts counts = footer.counts();
    console.line(
        "%d passed, %d warned, %d failed, %d errored, %d unsupported, %d not run; %.1f s"
            .formatted(
                counts.passed(),
                counts.warned(),
                counts.failed(),
                counts.errored(),
                counts.unsupported(),
                counts.notRun(),
                footer.durationMicros() / 1e6));
    console.line("Report: " + report);
  }
}
