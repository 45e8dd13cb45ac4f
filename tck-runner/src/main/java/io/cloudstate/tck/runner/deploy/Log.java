package io.cloudstate.tck.runner.deploy;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The latest lines that a target wrote, each with the time of its arrival. */
public final class Log {

  private static final int KEPT = 5_000;
  private static final int LONGEST = 2_000;

  private final Deque<Line> lines = new ArrayDeque<>();

  /**
   * A line.
   *
   * @param nanos {@link System#nanoTime()} at its arrival
   */
  public record Line(long nanos, String text) {}

  /** Takes a line that has just arrived. */
  public synchronized void add(String text) {
    if (lines.size() == KEPT) {
      lines.removeFirst();
    }
    lines.add(
        new Line(
            System.nanoTime(), text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text));
  }

  /** The lines that arrived in this time, in {@link System#nanoTime()}. */
  public synchronized List<String> between(long fromNanos, long untilNanos) {
    return lines.stream()
        .filter(line -> line.nanos() - fromNanos >= 0 && line.nanos() - untilNanos <= 0)
        .map(Line::text)
        .toList();
  }

  /** The last lines. */
  public synchronized List<String> last(int count) {
    return lines.stream().skip(Math.max(0, lines.size() - count)).map(Line::text).toList();
  }
}
