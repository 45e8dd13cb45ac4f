package io.cloudstate.tck.reports;

import java.util.Collection;
import java.util.List;

/**
 * What a whole run says of one requirement.
 *
 * @param state the conclusion
 * @param shownBy the scenarios that verify it, each with what it says
 */
record Coverage(State state, List<Showing> shownBy) {

  /** The conclusion for one requirement. */
  enum State {
    HELD,
    VIOLATED,
    NOT_SHOWN,
    NOT_VERIFIED
  }

  /** One scenario's word on it. */
  record Showing(ScenarioResult scenario, RequirementResult.Shown shown) {}

  /** One violation outweighs any number of scenarios in which it held. */
  static Coverage of(RequirementInfo requirement, Collection<ScenarioResult> scenarios) {
    List<Showing> showings =
        scenarios.stream()
            .flatMap(
                scenario ->
                    scenario.requirements().stream()
                        .filter(result -> result.id().equals(requirement.id()))
                        .map(result -> new Showing(scenario, result.shown())))
            .toList();
    return new Coverage(conclude(showings), showings);
  }

  private static State conclude(List<Showing> showings) {
    if (showings.isEmpty()) {
      return State.NOT_VERIFIED;
    }
    if (has(showings, RequirementResult.Shown.VIOLATED)) {
      return State.VIOLATED;
    }
    return has(showings, RequirementResult.Shown.HELD) ? State.HELD : State.NOT_SHOWN;
  }

  private static boolean has(List<Showing> showings, RequirementResult.Shown shown) {
    return showings.stream().anyMatch(showing -> showing.shown() == shown);
  }
}
