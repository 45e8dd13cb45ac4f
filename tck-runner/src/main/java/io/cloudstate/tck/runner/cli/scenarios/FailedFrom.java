package io.cloudstate.tck.runner.cli.scenarios;

import io.cloudstate.tck.reports.document.Outcome;
import io.cloudstate.tck.reports.document.ResultDocument;
import io.cloudstate.tck.reports.document.ScenarioResult;
import io.cloudstate.tck.runner.cli.exit.UsageException;
import io.cloudstate.tck.runner.cli.terminal.Console;
import io.cloudstate.tck.specs.Scenario;
import io.cloudstate.tck.specs.ScenarioSet;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Chooses what did not come to a good end in an earlier run. */
public final class FailedFrom {

  private static final Set<Outcome> AGAIN =
      EnumSet.of(Outcome.FAILED, Outcome.ERRORED, Outcome.NOT_RUN);

  private static final Set<Outcome> GOOD = EnumSet.of(Outcome.PASSED, Outcome.WARNED);

  private FailedFrom() {}

  /**
   * Those that failed, errored, or were not run there; where that run did not come to its end, also
   * those of which it says nothing.
   *
   * @return none only where that run came to a good end as a whole
   * @throws UsageException if there are none, though something failed there or nothing passed
   */
  public static List<Scenario> choose(
      List<Scenario> selected, ScenarioSet set, ResultDocument earlier) throws UsageException {
    Map<String, Outcome> outcomes = new HashMap<>();
    for (ScenarioResult result : earlier.scenarios()) {
      set.find(result.id()).ifPresent(scenario -> outcomes.put(scenario.id(), result.outcome()));
    }
    Outcome unknown = earlier.complete() ? Outcome.PASSED : Outcome.NOT_RUN;
    List<Scenario> chosen =
        selected.stream()
            .filter(scenario -> AGAIN.contains(outcomes.getOrDefault(scenario.id(), unknown)))
            .toList();
    if (chosen.isEmpty() && !isGood(earlier)) {
      throw new UsageException(
          "--failed-from: none of the selected scenarios failed, errored, or was left out in the run of %s (%d scenarios); there is nothing to run again."
              .formatted(
                  Console.visible(earlier.header().startedAt(), 40), earlier.scenarios().size()));
    }
    return chosen;
  }

  /** Whether nothing is left of it: it shows that something holds, and nothing that does not. */
  private static boolean isGood(ResultDocument earlier) {
    return earlier.complete()
        && earlier.scenarios().stream().noneMatch(result -> AGAIN.contains(result.outcome()))
        && earlier.scenarios().stream().anyMatch(result -> GOOD.contains(result.outcome()));
  }
}
