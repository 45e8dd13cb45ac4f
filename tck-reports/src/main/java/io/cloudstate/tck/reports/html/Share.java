package io.cloudstate.tck.reports.html;

import io.cloudstate.tck.reports.document.Outcome;
import io.cloudstate.tck.reports.document.RunFooter;
import io.cloudstate.tck.reports.document.Tally;
import java.util.ArrayList;
import java.util.List;

/**
 * A part of the bar of outcomes.
 *
 * @param key of the style
 * @param x start, in thousandths of the bar
 * @param width in thousandths of the bar
 */
public record Share(String key, String label, int count, int x, int width) {

  /**
   * The parts of a bar.
   *
   * @param all how many scenarios the whole of it stands for, should the counts be of fewer
   */
  public static List<Share> of(RunFooter.Counts counts, int all) {
    int total = Math.max(1, Math.max(counts.total(), all));
    List<Share> shares = new ArrayList<>();
    int before = 0;
    for (Outcome outcome : Tally.WORST_FIRST) {
      int count = Tally.get(counts, outcome);
      int x = thousandths(before, total);
      if (count > 0) {
        shares.add(
            new Share(
                Looks.key(outcome),
                Tally.word(outcome),
                count,
                x,
                thousandths(before + count, total) - x));
      }
      before += count;
    }
    return shares;
  }

  private static int thousandths(int part, int total) {
    return (int) (1000L * part / total);
  }
}
