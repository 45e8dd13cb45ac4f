package io.cloudstate.tck.reports.document;

import java.util.List;

/**
 * What became of a file of known failures in a run.
 *
 * @param file its path as given
 * @param entries how many it holds
 * @param known how many scenarios failed, or warned, as it says
 * @param stale what no longer speaks true in it
 */
public record KnownSummary(String file, int entries, int known, List<Stale> stale) {

  public KnownSummary {
    stale = List.copyOf(stale);
  }

  /**
   * An entry that passes, fails otherwise, has expired or matches nothing.
   *
   * @param entry the id or pattern
   * @param place file, line and column
   * @param why one sentence
   */
  public record Stale(String entry, String place, String why) {}
}
