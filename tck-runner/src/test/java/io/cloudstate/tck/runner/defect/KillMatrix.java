package io.cloudstate.tck.runner.defect;

import io.cloudstate.tck.runner.engine.ScenarioOutcome;
import io.cloudstate.tck.runner.judge.Blame;
import io.cloudstate.tck.runner.judge.Mismatch;
import io.cloudstate.tck.runner.judge.Verdict;
import io.cloudstate.tck.specs.Level;
import io.cloudstate.tck.specs.Scenario;
import io.cloudstate.tck.specs.ScenarioSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Which bug is found by which scenario, and what follows from that. */
final class KillMatrix {

  private final ScenarioSet set;
  private final Set<String> beyond;
  private final Map<Defect, List<ScenarioOutcome>> runs = new LinkedHashMap<>();
  private final Set<String> killing = new TreeSet<>();
  private final List<String> errors = new ArrayList<>();

  /**
   * An empty one.
   *
   * @param beyond ids of scenarios that no bug can be tried on here
   */
  KillMatrix(ScenarioSet set, Set<String> beyond) {
    this.set = set;
    this.beyond = Set.copyOf(beyond);
  }

  /** One scenario that a bug failed. */
  record Kill(Scenario scenario, Mismatch mismatch) {

    boolean proves(Defect defect) {
      return mismatch.requirement().equals(defect.requirement());
    }
  }

  /** Takes a run with a bug; a later one with the same bug stands for it from then on. */
  void add(Defect defect, List<ScenarioOutcome> outcomes) {
    runs.put(defect, outcomes);
    kills(defect).forEach(kill -> killing.add(kill.scenario().id()));
    for (ScenarioOutcome outcome : outcomes) {
      if (outcome.verdict() instanceof Verdict.Errored errored) {
        errors.add(defect.id() + ": " + outcome.scenario().id() + ": " + errored);
      }
    }
  }

  List<Defect> defects() {
    return List.copyOf(runs.keySet());
  }

  List<Kill> kills(Defect defect) {
    List<Kill> kills = new ArrayList<>();
    for (ScenarioOutcome outcome : runs.getOrDefault(defect, List.of())) {
      mismatch(outcome.verdict())
          .ifPresent(mismatch -> kills.add(new Kill(outcome.scenario(), mismatch)));
    }
    return kills;
  }

  private static Optional<Mismatch> mismatch(Verdict verdict) {
    if (verdict instanceof Verdict.Failed failed) {
      return Optional.of(failed.mismatch());
    }
    return verdict instanceof Verdict.Warned warned
        ? Optional.of(warned.mismatch())
        : Optional.empty();
  }

  /** How many scenarios put a bug down to the requirement that it violates. */
  long proven(Defect defect) {
    return kills(defect).stream().filter(kill -> kill.proves(defect)).count();
  }

  /** Bugs that no scenario found at an expectation that proves their requirement. */
  List<Defect> survivors() {
    return runs.keySet().stream().filter(defect -> proven(defect) == 0).toList();
  }

  /** Where a bug was found, at the expectations that prove its requirement. */
  Set<String> paths(Defect defect) {
    return kills(defect).stream()
        .filter(kill -> kill.proves(defect))
        .map(kill -> kill.mismatch().first().path())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Who is blamed at the expectations that prove its requirement. */
  Set<Blame> blames(Defect defect) {
    return kills(defect).stream()
        .filter(kill -> kill.proves(defect))
        .map(kill -> kill.mismatch().blame())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Scenarios on a must that no bug failed in any run. */
  List<String> unkilling() {
    return set.scenarios().stream()
        .filter(
            scenario ->
                scenario.verifies().stream()
                    .anyMatch(id -> set.catalogue().get(id).level() == Level.M))
        .map(Scenario::id)
        .filter(id -> !killing.contains(id) && !beyond.contains(id))
        .toList();
  }

  /** What scenarios that errored in any run say of the harness. */
  List<String> errors() {
    return List.copyOf(errors);
  }

  /** The matrix as Markdown. */
  String toMarkdown() {
    StringBuilder text = new StringBuilder();
    text.append("# Kill matrix\n\n")
        .append(runs.size())
        .append(" defects, ")
        .append(set.scenarios().size())
        .append(" scenarios, ")
        .append(survivors().size())
        .append(" survivors, ")
        .append(unkilling().size())
        .append(" scenarios on a must that no defect fails.\n\n")
        .append(
            "| defect | requirement | what it does | found by | at | fails in all |\n|---|---|---|---|---|---|\n");
    for (Defect defect : runs.keySet()) {
      List<Kill> kills = kills(defect);
      List<String> proving =
          kills.stream()
              .filter(kill -> kill.proves(defect))
              .map(kill -> kill.scenario().id())
              .toList();
      text.append("| ")
          .append(defect.id())
          .append(" | ")
          .append(defect.requirement())
          .append(" | ")
          .append(defect.title())
          .append(" | ")
          .append(proving.isEmpty() ? "**survives**" : String.join("<br>", proving))
          .append(" | ")
          .append(String.join("<br>", paths(defect)))
          .append(" | ")
          .append(kills.size())
          .append(" |\n");
    }
    return text.toString();
  }
}
