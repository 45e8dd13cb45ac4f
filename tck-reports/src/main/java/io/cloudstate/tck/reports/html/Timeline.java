package io.cloudstate.tck.reports.html;

import io.cloudstate.tck.reports.document.Outcome;
import io.cloudstate.tck.reports.document.ScenarioResult;
import io.cloudstate.tck.reports.text.Durations;
import io.cloudstate.tck.reports.text.VisibleText;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Where the time of a run went: each scenario as a bar, in lanes that show how many ran at once.
 *
 * @param summary in one sentence
 * @param height of all lanes
 * @param end the right edge, in words
 * @param bars one for each scenario, in the order given
 * @param slowest those that took longest, the longest first
 */
record Timeline(String summary, int height, String end, List<Bar> bars, List<Slow> slowest) {

  /** The left edge is 0 and the right one is this. */
  static final int WIDTH = 10_000;

  private static final int LANE = 10;
  private static final int MOST_SLOW = 10;

  /**
   * One scenario.
   *
   * @param key of the style
   * @param x start, in parts of the width
   * @param y of its lane
   * @param width in parts of the width; none where it did not run
   */
  record Bar(String key, int x, int y, int width) {}

  /** One that took long. */
  record Slow(String anchor, String title, String duration, String waited) {}

  /** Of these; nothing where none took any time. */
  static @Nullable Timeline of(
      List<ScenarioResult> scenarios, Function<ScenarioResult, String> anchor) {
    long end = scenarios.stream().mapToLong(Timeline::end).max().orElse(0);
    if (end <= 0) {
      return null;
    }
    int[] lanes = lanes(scenarios);
    List<Bar> bars =
        IntStream.range(0, lanes.length)
            .mapToObj(i -> bar(scenarios.get(i), lanes[i], end))
            .toList();
    int count = IntStream.of(lanes).max().orElse(0) + 1;
    return new Timeline(
        summary(scenarios, end, count),
        count * LANE,
        Durations.human(end),
        bars,
        scenarios.stream()
            .filter(Timeline::ran)
            .sorted(Comparator.comparingLong(ScenarioResult::durationMicros).reversed())
            .limit(MOST_SLOW)
            .map(
                scenario ->
                    new Slow(
                        anchor.apply(scenario),
                        VisibleText.cut(scenario.title(), 160),
                        Durations.human(scenario.durationMicros()),
                        waited(scenario) == 0 ? "" : Durations.human(waited(scenario))))
            .toList());
  }

  private static Bar bar(ScenarioResult scenario, int lane, long end) {
    int x = (int) Math.min(WIDTH - 1, WIDTH * Math.max(0, scenario.startedMicros()) / end);
    int width = (int) (WIDTH * scenario.durationMicros() / end);
    // What is too short to be seen is shown all the same.
    return new Bar(
        Looks.key(scenario.outcome()),
        x,
        lane * LANE,
        ran(scenario) ? Math.min(WIDTH - x, Math.max(8, width)) : 0);
  }

  private static boolean ran(ScenarioResult scenario) {
    return scenario.outcome() != Outcome.UNSUPPORTED && scenario.outcome() != Outcome.NOT_RUN;
  }

  private static long end(ScenarioResult scenario) {
    return ran(scenario) ? scenario.startedMicros() + scenario.durationMicros() : 0;
  }

  private static long waited(ScenarioResult scenario) {
    Long waited = scenario.waitedMicros();
    return waited == null ? 0 : waited;
  }

  /** The lane of each: the first to be free at its start, or one more. */
  private static int[] lanes(List<ScenarioResult> scenarios) {
    record Lane(int number, long freeAt) {}
    PriorityQueue<Lane> taken = new PriorityQueue<>(Comparator.comparingLong(Lane::freeAt));
    int[] lanes = new int[scenarios.size()];
    IntStream.range(0, lanes.length)
        .filter(i -> ran(scenarios.get(i)))
        .boxed()
        .sorted(Comparator.comparingLong(i -> scenarios.get(i).startedMicros()))
        .forEach(
            i -> {
              Lane first = taken.peek();
              boolean free = first != null && first.freeAt() <= scenarios.get(i).startedMicros();
              int number = first != null && free ? first.number() : taken.size();
              if (free) {
                taken.remove();
              }
              lanes[i] = number;
              taken.add(new Lane(number, end(scenarios.get(i))));
            });
    return lanes;
  }

  private static String summary(List<ScenarioResult> scenarios, long end, int lanes) {
    long work = scenarios.stream().filter(Timeline::ran).mapToLong(s -> s.durationMicros()).sum();
    long waiting = scenarios.stream().mapToLong(Timeline::waited).sum();
    return "%s of scenarios within %s, up to %d at once; %s of it waited on purpose, for what must not happen or for passivation"
        .formatted(
            Durations.human(work),
            Durations.human(end),
            lanes,
            waiting == 0 ? "none" : Durations.human(waiting));
  }
}
