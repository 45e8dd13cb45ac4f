package io.cloudstate.tck.runner.cli.run;

import io.cloudstate.tck.reports.document.KnownSummary;
import io.cloudstate.tck.reports.document.ProfileResult;
import io.cloudstate.tck.reports.document.RunFooter;
import io.cloudstate.tck.reports.document.RunFooter.Counts;
import io.cloudstate.tck.reports.verdict.Scope;
import io.cloudstate.tck.runner.cli.exit.ExitStatus;
import io.cloudstate.tck.specs.ScenarioSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** What a report says last: what came of a run, and what a reader should know of it. */
public final class RunFooters {

  /** Threads that want to run on each processor, from which on that is worth a note. */
  private static final double BUSY = 2;

  private RunFooters() {}

  /**
   * That of a run that has ended.
   *
   * @param ran what ran, and on what
   * @param scope of how much it can speak
   * @param known what became of the known failures, where there are any
   * @param notes that there are already
   * @param nanos how long it took
   */
  static RunFooter of(
      RunSettings settings,
      Shown shown,
      RunVerdict.Ran ran,
      Scope scope,
      Optional<KnownSummary> known,
      List<String> notes,
      long nanos) {
    RunVerdict verdict =
        RunVerdict.of(shown, ran, known.map(summary -> summary.stale().size()).orElse(0), scope);
    List<String> all = new ArrayList<>(notes);
    known.ifPresent(summary -> all.addAll(said(summary)));
    return new RunFooter(
        Instant.now().toString(),
        TimeUnit.NANOSECONDS.toMicros(nanos),
        shown.counts(),
        verdict.status() == ExitStatus.CONFORMS && shown.setAside().known() == 0 && !scope.isPart(),
        verdict.sentence(),
        verdict.status(),
        ran.interrupted(),
        profiles(settings, shown, ran.set()),
        all,
        known.orElse(null));
  }

  /** A profile is all of the kit's own scenarios that need it. */
  private static List<ProfileResult> profiles(RunSettings settings, Shown shown, ScenarioSet set) {
    return settings.scenarioFile().isPresent() ? List.of() : shown.profiles(set);
  }

  /**
   * That of a run in which nothing could be judged.
   *
   * @param why what was in the way
   */
  static RunFooter ofNothing(String why) {
    return new RunFooter(
        Instant.now().toString(),
        0,
        new Counts(0, 0, 0, 0, 0, 0),
        false,
        "Could not run: " + why,
        ExitStatus.COULD_NOT_RUN,
        true,
        List.of(),
        List.of());
  }

  /**
   * That the machine was busy, if it was.
   *
   * @param stretch how many times as long as usual was waited, at most
   */
  static Optional<String> busy(double stretch) {
    return stretch > BUSY
        ? Optional.of(
            String.format(
                Locale.ROOT,
                "The machine was busy: up to %.1f threads wanted to run on each processor, and what must happen was waited for that many times as long.",
                stretch))
        : Optional.empty();
  }

  /** That there were several rounds, if there were, and in which way they differed. */
  static Optional<String> repeats(int times, List<String> flaky) {
    return times == 1
        ? Optional.empty()
        : Optional.of(
            "Each scenario was to run %d times; what counts is the worst that came of it. %s"
                .formatted(
                    times,
                    flaky.isEmpty()
                        ? "None came out in more than one way."
                        : "In more than one way came out: " + String.join(", ", flaky) + "."));
  }

  /** What the report says of the known failures in words, wherever it has no place of its own. */
  public static List<String> said(KnownSummary summary) {
    List<String> notes = new ArrayList<>();
    notes.add(
        "%d scenarios fail as %s says; they are shown as failed, and do not gate."
            .formatted(summary.known(), summary.file()));
    summary
        .stale()
        .forEach(
            stale -> notes.add("%s: %s: %s".formatted(stale.place(), stale.entry(), stale.why())));
    return notes;
  }
}
