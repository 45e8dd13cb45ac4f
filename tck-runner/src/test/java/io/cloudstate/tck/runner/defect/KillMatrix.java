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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Which bug is found by which scenario, and what follows from that. */
final class KillMatrix {

  private final ScenarioSet set;
  private final Map<Defect, List<ScenarioOutcome>> runs = new LinkedHashMap<>();

  KillMatrix(ScenarioSet set) {
    this.set = set;
  }

  /** One scenario that a bug failed. */
  record Kill(Scenario scenario, Mismatch mismatch) {

    boolean proves(Defect defect) {
      return mismatch.requirement().equals(defect.requirement());
    }
  }

  synchronized void add(Defect defect, List<ScenarioOutcome> outcomes) {
    runs.put(defect, outcomes);
  }

  synchronized int size() {
    return runs.size();
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

  /** Bugs that no scenario found at an expectation that proves their requirement. */
  List<Defect> survivors() {
    return runs.keySet().stream()
        .filter(defect -> kills(defect).stream().noneMatch(kill -> kill.proves(defect)))
        .toList();
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

  /** Themes in which a bug failed something. */
  Set<String> themes(Defect defect) {
    return kills(defect).stream()
        .map(kill -> kill.scenario().theme())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Scenarios on a must that no bug fails at an expectation that proves what it violates. */
  List<String> unkilling() {
    Set<String> killing = new LinkedHashSet<>();
    runs.keySet()
        .forEach(defect ->
                kills(defect).stream()
                    .filter(kill -> kill.proves(defect))
                    .forEach(kill -> killing.add(kill.scenario().id())));
    return set.scenarios().stream()
        .filter(
            scenario ->
                scenario.verifies().stream()
                    .anyMatch(id -> set.catalogue().get(id).level() == Level.M))
        .map(Scenario::id)
        .filter(id -> !killing.contains(id))
        .toList();
  }

  /** What scenarios that errored or were not run say of the harness. */
  List<String> errors() {
    List<String> errors = new ArrayList<>();
    runs.forEach(
        (defect, outcomes) ->
            outcomes.stream()
                .filter(outcome -> outcome.verdict() instanceof Verdict.Errored)
                .forEach(
                    outcome ->
                        errors.add(
                            defect.id()
                                + ": "
                                + outcome.scenario().id()
                                + ": "
                                + outcome.verdict())));
    return errors;
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
