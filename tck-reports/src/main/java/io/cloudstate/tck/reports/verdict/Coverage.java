package io.cloudstate.tck.reports.verdict;

import io.cloudstate.tck.reports.document.RequirementResult;
import io.cloudstate.tck.reports.document.ScenarioResult;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a whole run says of one requirement.
 *
 * @param state the conclusion
 * @param shownBy the scenarios that verify it, each with what it says
 */
public record Coverage(State state, List<Showing> shownBy) {

  /** The conclusion for one requirement. */
  public enum State {
    HELD,
    VIOLATED,
    NOT_SHOWN,
    NOT_VERIFIED
  }

  /** One scenario's word on it. */
  public record Showing(ScenarioResult scenario, RequirementResult.Shown shown) {}

  /** Of a requirement that no scenario verifies. */
  public static final Coverage NONE = new Coverage(State.NOT_VERIFIED, List.of());

  /**
   * For each requirement that a scenario verifies. One violation outweighs any number of scenarios
   * in which it held, unless it is in dispute.
   */
  public static Map<String, Coverage> of(Collection<ScenarioResult> scenarios) {
    Map<String, List<Showing>> showings = new HashMap<>();
    for (ScenarioResult scenario : scenarios) {
      for (RequirementResult result : scenario.requirements()) {
        showings
            .computeIfAbsent(result.id(), id -> new ArrayList<>())
            .add(new Showing(scenario, result.shown()));
      }
    }
    Map<String, Coverage> coverage = new HashMap<>();
    showings.forEach((id, all) -> coverage.put(id, new Coverage(conclude(all), List.copyOf(all))));
    return coverage;
  }

  private static State conclude(List<Showing> showings) {
    if (has(
        showings.stream().filter(showing -> !showing.scenario().failsAsDisputed()).toList(),
        RequirementResult.Shown.VIOLATED)) {
      return State.VIOLATED;
    }
    return has(showings, RequirementResult.Shown.HELD) ? State.HELD : State.NOT_SHOWN;
  }

  private static boolean has(List<Showing> showings, RequirementResult.Shown shown) {
    return showings.stream().anyMatch(showing -> showing.shown() == shown);
  }
}
