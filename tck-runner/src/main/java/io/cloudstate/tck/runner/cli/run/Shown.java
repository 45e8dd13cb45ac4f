package io.cloudstate.tck.runner.cli.run;

import io.cloudstate.tck.reports.document.Disputed;
import io.cloudstate.tck.reports.document.Outcome;
import io.cloudstate.tck.reports.document.ProfileResult;
import io.cloudstate.tck.reports.document.RunFooter.Counts;
import io.cloudstate.tck.reports.document.ScenarioResult;
import io.cloudstate.tck.runner.cli.exit.Reasons;
import io.cloudstate.tck.runner.cli.exit.SetAside;
import io.cloudstate.tck.runner.cli.terminal.Console;
import io.cloudstate.tck.specs.Scenario;
import io.cloudstate.tck.specs.ScenarioSet;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What the results of a run show, all together and so far. */
final class Shown {

  private final Profiles profiles;
  private final Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
  private final List<String> disputes = new ArrayList<>();
  private final List<String> flaky = new ArrayList<>();
  private final List<String> unsupported = new ArrayList<>();
  private SetAside setAside = SetAside.NONE;
  private boolean needsModel;
  private boolean modelSeen;

  /**
   * Nothing so far.
   *
   * @param profiles what is said of each, in the end
   */
  Shown(Profiles profiles) {
    this.profiles = profiles;
  }

  void add(Scenario scenario, ScenarioResult result) {
    counts.merge(result.outcome(), 1, Integer::sum);
    setAside = setAside.and(result);
    profiles.ended(scenario, result);
    Disputed dispute = result.disputed();
    if (dispute != null && result.failsAsDisputed()) {
      disputes.add(
          "%s %s, and is disputed, so that it does not gate: %s"
              .formatted(result.id(), Console.word(result.outcome()), dispute.why()));
    }
    if (result.isFlaky()) {
      flaky.add(result.id());
    }
    boolean isUnsupported = result.outcome() == Outcome.UNSUPPORTED;
    if (isUnsupported) {
      unsupported.add(String.valueOf(result.reason()));
    }
    if (!scenario.services().isEmpty()) {
      needsModel = true;
      modelSeen |= !isUnsupported;
    }
  }

  /** How many scenarios came out how. */
  Counts counts() {
    return new Counts(
        count(Outcome.PASSED),
        count(Outcome.WARNED),
        count(Outcome.FAILED),
        count(Outcome.ERRORED),
        count(Outcome.UNSUPPORTED),
        count(Outcome.NOT_RUN));
  }

  private int count(Outcome outcome) {
    return counts.getOrDefault(outcome, 0);
  }

  SetAside setAside() {
    return setAside;
  }

  /** Of each that failed and is in dispute, why that does not gate. */
  List<String> disputes() {
    return disputes;
  }

  /** The ids of those that came out in more than one way. */
  List<String> flaky() {
    return flaky;
  }

  /** Why what was not supported was not, the most frequent reason first. */
  List<String> whyUnsupported() {
    return Reasons.mostFrequent(unsupported.stream());
  }

  /** Whether scenarios of the model were to run, and none found it there. */
  boolean lacksModel() {
    return needsModel && !modelSeen;
  }

  /** Of each profile that the run can speak of. */
  List<ProfileResult> profiles(ScenarioSet set) {
    return profiles.results(set);
  }
}
