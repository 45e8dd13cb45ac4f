package io.cloudstate.tck.benchmark;

import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** A table that fits a terminal, and the figures in it. */
final class Table {

  private static final int FIRST = 32;
  private static final int OTHER = 12;

  private Table() {}

  static void title(String title, String... columns) {
    System.out.println();
    row(title, columns);
    System.out.println("-".repeat(FIRST + (1 + OTHER) * columns.length));
  }

  static void row(String name, String... cells) {
    StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-" + FIRST + "s", name));
    for (String cell : cells) {
      line.append(String.format(Locale.ROOT, " %" + OTHER + "s", cell));
    }
    System.out.println(line);
  }

  /** The median. */
  static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1
        ? sorted[middle]
        : DoubleStream.of(sorted[middle - 1], sorted[middle]).average().orElseThrow();
  }

  /** Median of what two had in the same round, as a ratio. */
  static double ratio(List<Double> of, List<Double> to) {
    return median(IntStream.range(0, of.size()).mapToObj(i -> of.get(i) / to.get(i)).toList());
  }

  static String times(double ratio) {
    return String.format(Locale.ROOT, "%.2f x", ratio);
  }

  static String number(double value, String unit) {
    String pattern = value >= 100 ? "%,.0f %s" : value >= 10 ? "%.1f %s" : "%.2f %s";
    return String.format(Locale.ROOT, pattern, value, unit);
  }

  /** Whether a target is met, and which. */
  static String target(boolean met, String target) {
    return (met ? "ok " : "NO ") + target;
  }
}
