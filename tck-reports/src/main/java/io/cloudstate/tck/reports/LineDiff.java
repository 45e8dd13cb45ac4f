package io.cloudstate.tck.reports;

import java.util.ArrayList;
import java.util.List;

/**
 * Two texts line by line, each line marked where it has no counterpart on the other side.
 *
 * @param left lines of the first text
 * @param right lines of the second text
 */
record LineDiff(List<Line> left, List<Line> right) {

  // The table below has the product of both sizes.
  private static final int MOST_LINES = 800;

  /** One line, and whether the other side lacks it. */
  record Line(String text, boolean differs) {}

  static LineDiff of(String leftText, String rightText) {
    List<String> left = leftText.lines().toList();
    List<String> right = rightText.lines().toList();
    if (left.size() > MOST_LINES || right.size() > MOST_LINES) {
      return new LineDiff(unmarked(left), unmarked(right));
    }
    int[][] common = new int[left.size() + 1][right.size() + 1];
    for (int i = left.size() - 1; i >= 0; i--) {
      for (int j = right.size() - 1; j >= 0; j--) {
        common[i][j] =
            same(left.get(i), right.get(j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    List<Line> markedLeft = new ArrayList<>();
    List<Line> markedRight = new ArrayList<>();
    int i = 0;
    int j = 0;
    while (i < left.size() || j < right.size()) {
      if (i < left.size() && j < right.size() && same(left.get(i), right.get(j))) {
        markedLeft.add(new Line(left.get(i++), false));
        markedRight.add(new Line(right.get(j++), false));
      } else if (j == right.size() || (i < left.size() && common[i + 1][j] >= common[i][j + 1])) {
        markedLeft.add(new Line(left.get(i++), true));
      } else {
        markedRight.add(new Line(right.get(j++), true));
      }
    }
    return new LineDiff(List.copyOf(markedLeft), List.copyOf(markedRight));
  }

  /** A comma at the end says only that something follows. */
  private static boolean same(String left, String right) {
    return withoutComma(left).equals(withoutComma(right));
  }

  private static String withoutComma(String line) {
    return line.endsWith(",") ? line.substring(0, line.length() - 1) : line;
  }

  private static List<Line> unmarked(List<String> lines) {
    return lines.stream().map(line -> new Line(line, false)).toList();
  }
}
