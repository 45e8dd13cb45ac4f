package io.cloudstate.tck.reports.verdict;

import io.cloudstate.tck.reports.document.MismatchView;
import io.cloudstate.tck.reports.document.Outcome;
import io.cloudstate.tck.reports.document.ScenarioResult;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What scenarios have in common that failed: one requirement, violated by one side. A single bug
 * may fail a hundred of them, and is to be looked for once.
 *
 * @param scenarios at least one, in the order given
 */
public record Finding(String requirement, String blame, List<ScenarioResult> scenarios) {

  public Finding {
    scenarios = List.copyOf(scenarios);
  }

  private record Key(String requirement, String blame) {}

  /** Those of a run, without what is known or in dispute; what fails the most scenarios first. */
  public static List<Finding> of(Collection<ScenarioResult> scenarios) {
    Map<Key, List<ScenarioResult>> alike = new LinkedHashMap<>();
    for (ScenarioResult scenario : scenarios) {
      MismatchView mismatch = scenario.mismatch();
      if (scenario.outcome() == Outcome.FAILED && mismatch != null && !scenario.isSetAside()) {
        alike
            .computeIfAbsent(
                new Key(mismatch.requirement(), mismatch.blame()), none -> new ArrayList<>())
            .add(scenario);
      }
    }
    return alike.entrySet().stream()
        .map(e -> new Finding(e.getKey().requirement(), e.getKey().blame(), e.getValue()))
        .sorted(Comparator.comparingInt((Finding f) -> f.scenarios().size()).reversed())
        .toList();
  }

  /** The same results, but one of each finding before all others. */
  public static List<ScenarioResult> variedFirst(Collection<ScenarioResult> scenarios) {
    return Stream.concat(of(scenarios).stream().map(Finding::first), scenarios.stream())
        .distinct()
        .toList();
  }

  /** The one to look at for all of them: one that is about this requirement, if any. */
  public ScenarioResult first() {
    return scenarios.stream()
        .filter(
            scenario ->
                scenario.requirements().stream()
                    .limit(1)
                    .anyMatch(result -> result.id().equals(requirement)))
        .findFirst()
        .orElse(scenarios.get(0));
  }
}
