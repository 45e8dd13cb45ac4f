package io.cloudstate.tck.benchmark;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * The interceptor against no interceptor and against a relay of bytes. The three take turns, so
 * that whatever else the machine does meets all of them.
 */
final class Wire {

  private static final List<String> WAYS = List.of("direct", "tcp", "interceptor");
  private static final int MEGABYTE = 1024 * 1024;
  private static final double MOST_LATER_MICROS = 500;
  private static final double LEAST_THROUGHPUT = 0.7;

  private final int rounds;
  private final TimeValue time;

  Wire(int rounds, long millis) {
    this.rounds = rounds;
    this.time = TimeValue.milliseconds(millis);
  }

  void print() throws RunnerException {
    Table.title(
        "Interceptor", "direct", "tcp relay", "interceptor", "to direct", "to tcp", "target");
    measure("roundTrip", 1, 1024, 1);
    Map<String, List<RunResult>> trips = measured("roundTrip", 1, 1024);
    latency("round trip of 1 KiB, p50", trips, 50, false);
    latency("round trip of 1 KiB, p99", trips, 99, true);
    for (int streams : List.of(1, 16, 256)) {
      Map<String, List<RunResult>> frames = measured("frames", streams, 1024);
      throughput("frames of 1 KiB, streams: " + streams, frames, 1, "/s");
      if (streams == 16) {
        throughput("bytes in frames of 1 KiB", frames, 1024.0 / MEGABYTE, "MiB/s");
      }
    }
    throughput("bytes in frames of 1 MiB", measured("largeFrames", 4, MEGABYTE), 1, "MiB/s");
  }

  private Map<String, List<RunResult>> measured(String method, int streams, int size)
      throws RunnerException {
    return measure(method, streams, size, rounds);
  }

  private Map<String, List<RunResult>> measure(String method, int streams, int size, int times)
      throws RunnerException {
    Map<String, List<RunResult>> results = new TreeMap<>();
    for (int round = 0; round < times; round++) {
      for (String way : WAYS) {
        Collection<RunResult> run =
            new Runner(
                    new OptionsBuilder()
                        .include(WireBenchmark.class.getName() + "." + method + "$")
                        .param("way", way)
                        .param("size", String.valueOf(size))
                        .param("streams", String.valueOf(streams))
                        .forks(0)
                        .warmupIterations(1)
                        .warmupTime(time)
                        .measurementIterations(1)
                        .measurementTime(time)
                        .verbosity(VerboseMode.SILENT)
                        .shouldFailOnError(true)
                        .build())
                .run();
        results.computeIfAbsent(way, key -> new ArrayList<>()).addAll(run);
      }
    }
    return results;
  }

  private static List<Double> figures(
      Map<String, List<RunResult>> results, String way, ToDoubleFunction<Result<?>> figure) {
    return results.getOrDefault(way, List.of()).stream()
        .map(run -> figure.applyAsDouble(run.getPrimaryResult()))
        .toList();
  }

  private static void latency(
      String name, Map<String, List<RunResult>> results, int percentile, boolean judged) {
    ToDoubleFunction<Result<?>> figure = result -> result.getStatistics().getPercentile(percentile);
    double later =
        Table.median(figures(results, "interceptor", figure))
            - Table.median(figures(results, "direct", figure));
    row(
        name,
        results,
        figure,
        "us",
        judged
            ? Table.target(
                later <= MOST_LATER_MICROS, "%+d us <= 500 us".formatted(Math.round(later)))
            : "");
  }

  private static void throughput(
      String name, Map<String, List<RunResult>> results, double factor, String unit) {
    ToDoubleFunction<Result<?>> figure = result -> result.getScore() * factor;
    double ratio =
        Table.ratio(figures(results, "interceptor", figure), figures(results, "direct", figure));
    row(name, results, figure, unit, Table.target(ratio >= LEAST_THROUGHPUT, ">= 0.7"));
  }

  private static void row(
      String name,
      Map<String, List<RunResult>> results,
      ToDoubleFunction<Result<?>> figure,
      String unit,
      String target) {
    List<Double> direct = figures(results, "direct", figure);
    List<Double> tcp = figures(results, "tcp", figure);
    List<Double> interceptor = figures(results, "interceptor", figure);
    Table.row(
        name,
        Table.number(Table.median(direct), unit),
        Table.number(Table.median(tcp), unit),
        Table.number(Table.median(interceptor), unit),
        Table.times(Table.ratio(interceptor, direct)),
        Table.times(Table.ratio(interceptor, tcp)),
        target);
  }
}
