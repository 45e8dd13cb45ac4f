package io.cloudstate.tck.runner.cli.run;

import io.cloudstate.tck.reports.document.ScenarioResult;
import io.cloudstate.tck.runner.cli.exit.Gate;
import io.cloudstate.tck.runner.deploy.Deployment;
import io.cloudstate.tck.runner.engine.Pairs;
import io.cloudstate.tck.runner.engine.ScenarioOutcome;
import io.cloudstate.tck.runner.judge.Verdict;
import io.cloudstate.tck.specs.Scenario;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The last round, or the only one, in which each scenario is reported as it ends. */
final class LastRound {

  private final Gate gate;
  private final Recording recording;
  private final Map<String, Scenario> left = new LinkedHashMap<>();
  private final List<String> endedBy = new ArrayList<>();

  /** One that has not begun. */
  LastRound(List<Scenario> chosen, Gate gate, Recording recording) {
    this.gate = gate;
    this.recording = recording;
    chosen.forEach(scenario -> left.put(scenario.id(), scenario));
  }

  /**
   * Runs all.
   *
   * @throws InterruptedException if interrupted; what had ended was reported
   */
  void run(Pairs pairs) throws InterruptedException {
    pairs.run(List.copyOf(left.values()), this::ended);
  }

  private boolean ended(ScenarioOutcome outcome, Deployment pair) {
    // What merely did not come to run since the round has ended is left.
    if (endedBy.isEmpty() || !(outcome.verdict() instanceof Verdict.NotRun)) {
      left.remove(outcome.scenario().id());
      recording.note(outcome, pair);
      ScenarioResult result = recording.report(outcome.scenario());
      if (gate.ends(result) && endedBy.isEmpty()) {
        endedBy.add(result.id());
      }
    }
    return endedBy.isEmpty();
  }

  /** The one that ended it before all had run, or nothing. */
  String endedBy() {
    return String.join(", ", endedBy);
  }

  /** Reports all that was not yet. */
  void leaveOut(String why, Deployment pair) {
    recording.rest(left.values(), why, pair);
  }
}
