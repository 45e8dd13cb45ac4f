package io.cloudstate.tck.reports.site;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Draws a small chart of how many scenarios passed, run by run. */
final class SiteTrend {

  // In the chart's own units.
  private static final int WIDTH = 100;
  private static final int HEIGHT = 20;

  /** Of how many runs the words tell. */
  private static final int SAID = 8;

  private SiteTrend() {}

  /**
   * The chart.
   *
   * @param passed in two runs or more, the earliest first
   * @param tone of the last
   */
  static SiteView.Trend of(List<Integer> passed, LibraryVerdict.Tone tone) {
    int least = passed.stream().mapToInt(Integer::intValue).min().orElse(0);
    int most = passed.stream().mapToInt(Integer::intValue).max().orElse(0);
    List<String> points = new ArrayList<>();
    String x = "";
    String y = "";
    for (int i = 0; i < passed.size(); i++) {
      x = number((double) WIDTH * i / (passed.size() - 1));
      y =
          number(
              most == least
                  ? HEIGHT / 2.0
                  : HEIGHT - (double) HEIGHT * (passed.get(i) - least) / (most - least));
      points.add(x + "," + y);
    }
    return new SiteView.Trend(
        String.join(" ", points),
        x,
        y,
        tone.key(),
        "%s passed in the last %s"
            .formatted(
                passed.subList(Math.max(0, passed.size() - SAID), passed.size()).stream()
                    .map(String::valueOf)
                    .collect(Collectors.joining(", ")),
                Math.min(SAID, passed.size()) + " runs"));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
