package io.cloudstate.tck.runner.cli.exit;

import io.cloudstate.tck.reports.document.Outcome;
import io.cloudstate.tck.reports.document.ScenarioResult;
import io.cloudstate.tck.runner.known.KnownFailures;
import io.cloudstate.tck.specs.ScenarioSet;
import java.util.Optional;

/**
 * What of a failure matters.
 *
 * @param known the failures that are known
 * @param failFast whether the first that is not ends the run
 */
public record Gate(Optional<KnownFailures> known, boolean failFast) {

  /** Whether it fails the run. */
  public static boolean isBad(ScenarioResult result) {
    return result.outcome() == Outcome.ERRORED
        || (result.outcome() == Outcome.FAILED && !result.isSetAside());
  }

  /** Whether it ends the run at once. */
  public boolean ends(ScenarioResult result) {
    return failFast && isBad(result);
  }

  /** The same, as far as can be said before all is known of the scenario. */
  public boolean endsAlready(ScenarioResult first, ScenarioSet set) {
    return ends(first)
        && known.stream()
            .noneMatch(
                failures ->
                    set.find(first.id()).stream().anyMatch(it -> failures.knows(it, first)));
  }
}
