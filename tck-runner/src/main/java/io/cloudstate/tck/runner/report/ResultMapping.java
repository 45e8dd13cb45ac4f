package io.cloudstate.tck.runner.report;

import io.cloudstate.tck.reports.document.Disputed;
import io.cloudstate.tck.reports.document.FrameView;
import io.cloudstate.tck.reports.document.MismatchView;
import io.cloudstate.tck.reports.document.Outcome;
import io.cloudstate.tck.reports.document.RequirementInfo;
import io.cloudstate.tck.reports.document.RequirementResult;
import io.cloudstate.tck.reports.document.RequirementResult.Shown;
import io.cloudstate.tck.reports.document.ScenarioResult;
import io.cloudstate.tck.reports.document.StepView;
import io.cloudstate.tck.runner.engine.ScenarioOutcome;
import io.cloudstate.tck.runner.judge.Mismatch;
import io.cloudstate.tck.runner.judge.Verdict;
import io.cloudstate.tck.specs.Catalogue;
import io.cloudstate.tck.specs.Requirement;
import io.cloudstate.tck.specs.Scenario;
import io.cloudstate.tck.specs.ScenarioSet;
import io.cloudstate.tck.specs.Step;
import io.cloudstate.tck.specs.StepText;
import io.cloudstate.tck.specs.match.Bindings;
import io.cloudstate.tck.specs.match.Show;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns what became of a scenario into the record that reports show. */
public final class ResultMapping {

  private final ScenarioSet set;
  private final long runStartNanos;
  private final String rerun;

  /**
   * A mapping for one run.
   *
   * @param rerun the command that runs again, but for the scenario
   */
  public ResultMapping(ScenarioSet set, long runStartNanos, String rerun) {
    this.set = set;
    this.runStartNanos = runStartNanos;
    this.rerun = rerun;
  }

  /** The catalogue as reports show it. */
  public static List<RequirementInfo> requirements(Catalogue catalogue) {
    return catalogue.requirements().stream().map(ResultMapping::info).toList();
  }

  private static RequirementInfo info(Requirement requirement) {
    return new RequirementInfo(
        requirement.id(),
        requirement.area(),
        requirement.level().name(),
        requirement.subject().name().toLowerCase(Locale.ROOT),
        requirement.text(),
        requirement.unverified().orElse(null),
        requirement.notShown().orElse(null));
  }

  /**
   * The record of a scenario.
   *
   * @param log lines that the targets wrote while it ran
   * @param trace path of the stored trace within the report's directory
   */
  public ScenarioResult result(ScenarioOutcome outcome, List<String> log, @Nullable String trace) {
    Scenario scenario = outcome.scenario();
    Verdict verdict = outcome.verdict();
    Show show = new Show(set.types(), Bindings.ofEntity(outcome.entity()));
    Frames frames = new Frames(scenario.topology(), show, set.types());
    List<FrameView> views = outcome.trace().stream().map(frames::view).toList();
    return new ScenarioResult(
        scenario.id(),
        scenario.title(),
        scenario.theme(),
        scenario.topology().word(),
        scenario.hash(),
        outcome(verdict),
        reason(verdict),
        mismatch(verdict, scenario),
        requirements(verdict, scenario),
        verdict instanceof Verdict.Passed passed ? passed.branches() : List.of(),
        steps(outcome, show),
        views,
        TimeUnit.NANOSECONDS.toMicros(outcome.startNanos() - runStartNanos),
        TimeUnit.NANOSECONDS.toMicros(outcome.endNanos() - outcome.startNanos()),
        verdict instanceof Verdict.Passed ? List.of() : log,
        rerun + " --include " + scenario.id(),
        trace,
        null,
        scenario
            .disputed()
            .map(dispute -> new Disputed(dispute.reason(), dispute.link()))
            .orElse(null),
        TimeUnit.NANOSECONDS.toMicros(Waiting.nanos(scenario.topology(), outcome.trace())),
        null);
  }

  private static Outcome outcome(Verdict verdict) {
    if (verdict instanceof Verdict.Passed) {
      return Outcome.PASSED;
    }
    if (verdict instanceof Verdict.Warned) {
      return Outcome.WARNED;
    }
    if (verdict instanceof Verdict.Failed) {
      return Outcome.FAILED;
    }
    if (verdict instanceof Verdict.Errored) {
      return Outcome.ERRORED;
    }
    return verdict instanceof Verdict.Unsupported ? Outcome.UNSUPPORTED : Outcome.NOT_RUN;
  }

  private static @Nullable String reason(Verdict verdict) {
    if (verdict instanceof Verdict.Errored errored) {
      return errored.reason();
    }
    if (verdict instanceof Verdict.Unsupported unsupported) {
      return unsupported.reason();
    }
    if (verdict instanceof Verdict.NotRun notRun) {
      return notRun.reason();
    }
    Mismatch mismatch = mismatch(verdict);
    return mismatch == null
        ? null
        : "%s %s: %s: expected %s, got %s"
            .formatted(
                mismatch.requirement(),
                MismatchView.where(mismatch.step()),
                mismatch.first().path(),
                mismatch.first().expected(),
                mismatch.first().actual());
  }

  private static @Nullable Mismatch mismatch(Verdict verdict) {
    if (verdict instanceof Verdict.Failed failed) {
      return failed.mismatch();
    }
    return verdict instanceof Verdict.Warned warned ? warned.mismatch() : null;
  }

  private static @Nullable MismatchView mismatch(Verdict verdict, Scenario scenario) {
    Mismatch mismatch = mismatch(verdict);
    return mismatch == null
        ? null
        : new MismatchView(
            mismatch.step(),
            written(scenario, mismatch.step()),
            mismatch.requirement(),
            mismatch.first().path(),
            mismatch.first().expected(),
            mismatch.first().actual(),
            mismatch.blame().word(),
            mismatch.why(),
            mismatch.differences().stream()
                .map(d -> new MismatchView.Difference(d.path(), d.expected(), d.actual()))
                .toList(),
            mismatch.expected(),
            mismatch.actual().orElse(null),
            mismatch.seq().orElse(null));
  }

  /** Step 0 is the check after the last one. */
  private static String written(Scenario scenario, int step) {
    return step == 0
        ? "(after the last step: nothing more may come)"
        : scenario.written().get(step - 1);
  }

  /** What the scenario verifies, and what was violated on the way there. */
  private static List<RequirementResult> requirements(Verdict verdict, Scenario scenario) {
    Optional<String> violated = Optional.ofNullable(mismatch(verdict)).map(Mismatch::requirement);
    Shown otherwise = verdict instanceof Verdict.Passed ? Shown.HELD : Shown.NOT_SHOWN;
    return Stream.concat(scenario.verifies().stream(), violated.stream())
        .distinct()
        .map(
            id ->
                new RequirementResult(
                    id, violated.filter(id::equals).map(same -> Shown.VIOLATED).orElse(otherwise)))
        .toList();
  }

  private static List<StepView> steps(ScenarioOutcome outcome, Show show) {
    Scenario scenario = outcome.scenario();
    StepText text = new StepText(show);
    Mismatch mismatch = mismatch(outcome.verdict());
    int reached = reached(outcome, mismatch);
    List<StepView> views = new ArrayList<>();
    for (int number = 1; number <= scenario.written().size(); number++) {
      List<String> expanded = new ArrayList<>();
      for (Step.Planned planned : scenario.steps()) {
        if (planned.number() == number) {
          expanded.addAll(text.lines(planned.step()));
        }
      }
      StepView.State state =
          mismatch != null && mismatch.step() == number
              ? StepView.State.DIVERGED
              : number < reached ? StepView.State.DONE : StepView.State.NOT_REACHED;
      views.add(new StepView(number, scenario.written().get(number - 1), expanded, state));
    }
    return views;
  }

  /** The step that the run came to and did not finish; beyond the last where it went through. */
  private static int reached(ScenarioOutcome outcome, @Nullable Mismatch mismatch) {
    if (outcome.verdict() instanceof Verdict.Passed || (mismatch != null && mismatch.step() == 0)) {
      return Integer.MAX_VALUE;
    }
    return mismatch == null ? outcome.position() : mismatch.step();
  }
}
