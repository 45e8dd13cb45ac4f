package io.cloudstate.tck.runner.cli.exit;

import io.cloudstate.tck.reports.document.Outcome;
import io.cloudstate.tck.reports.document.ScenarioResult;
import java.util.Collection;

/**
 * How many scenarios failed and do not fail the run.
 *
 * @param known of how many a file of known failures speaks; where it does not speak true, it is
 *     stale
 * @param disputed how many others the catalogue disputes
 */
public record SetAside(int known, int disputed) {

  /** None. */
  public static final SetAside NONE = new SetAside(0, 0);

  /** Those among these results. */
  public static SetAside of(Collection<ScenarioResult> results) {
    SetAside all = NONE;
    for (ScenarioResult result : results) {
      all = all.and(result);
    }
    return all;
  }

  /** With one result more, which may be any. A warning fails no run, so it is not counted. */
  public SetAside and(ScenarioResult result) {
    if (result.outcome() != Outcome.FAILED) {
      return this;
    }
    if (result.known() != null) {
      return new SetAside(known + 1, disputed);
    }
    return result.failsAsDisputed() ? new SetAside(known, disputed + 1) : this;
  }

  int total() {
    return known + disputed;
  }
}
