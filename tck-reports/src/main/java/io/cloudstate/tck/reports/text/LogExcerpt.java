package io.cloudstate.tck.reports.text;

import java.util.List;

/** The end of a log, where the reason of a failure mostly stands, in bounded size. */
public final class LogExcerpt {

  private static final int LINES = 200;
  private static final int LINE_LIMIT = 2_000;

  private LogExcerpt() {}

  /** Lines fit to be shown; the first says how many are left out, if any are. */
  public static String of(List<String> log) {
    StringBuilder out = new StringBuilder();
    int first = log.size();
    int budget = VisibleText.LIMIT;
    while (first > 0 && log.size() - first < LINES && budget > 0) {
      first--;
      budget -= Math.min(log.get(first).length(), LINE_LIMIT) + 1;
    }
    if (first > 0) {
      out.append("… ").append(first).append(" earlier lines are in results.jsonl\n");
    }
    log.subList(first, log.size())
        .forEach(line -> out.append(VisibleText.block(line, LINE_LIMIT)).append('\n'));
    return out.toString();
  }
}
