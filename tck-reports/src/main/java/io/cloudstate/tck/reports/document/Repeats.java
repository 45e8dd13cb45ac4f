package io.cloudstate.tck.reports.document;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How a scenario came out that ran more than once.
 *
 * @param runs how often it ran to a verdict
 * @param ways each way in which it came out, the worst first; where there are several, it is flaky
 */
public record Repeats(int runs, List<Way> ways) {

  public Repeats {
    ways = List.copyOf(ways);
  }

  /**
   * One way of coming out.
   *
   * @param outcome how it ended
   * @param reason one sentence for outcomes other than passed, else null
   * @param runs how often
   * @param trace path of the stored trace of the first time, relative to the report's directory, or
   *     null
   */
  public record Way(Outcome outcome, @Nullable String reason, int runs, @Nullable String trace) {

    private String text() {
      return "%d %s%s%s"
          .formatted(
              runs,
              Tally.word(outcome),
              reason == null ? "" : " (" + reason + ")",
              trace == null ? "" : ", see " + trace);
    }
  }

  /**
   * A result that stands for one or more times.
   *
   * @param runs how many
   */
  public record Time(ScenarioResult result, int runs) {}

  /**
   * The worst of several results of one scenario, which says of all how often they were. A time at
   * which it was not run says nothing, unless there is no other.
   *
   * @param times at least one, of different ways of coming out
   */
  public static ScenarioResult merged(List<Time> times) {
    List<Time> verdicts =
        times.stream().filter(time -> time.result().outcome() != Outcome.NOT_RUN).toList();
    List<Time> counting =
        (verdicts.isEmpty() ? times : verdicts)
            .stream()
                .sorted(
                    Comparator.comparingInt(
                        time -> Tally.WORST_FIRST.indexOf(time.result().outcome())))
                .toList();
    List<Way> ways =
        counting.stream()
            .map(
                time ->
                    new Way(
                        time.result().outcome(),
                        time.result().reason(),
                        time.runs(),
                        time.result().trace()))
            .toList();
    int runs = verdicts.stream().mapToInt(Time::runs).sum();
    return counting.get(0).result().repeated(new Repeats(runs, ways));
  }

  /** In one line: how often which way, and where its trace is. */
  public String text() {
    return "flaky: of %d runs %s"
        .formatted(runs, ways.stream().map(Way::text).collect(Collectors.joining("; ")));
  }
}
