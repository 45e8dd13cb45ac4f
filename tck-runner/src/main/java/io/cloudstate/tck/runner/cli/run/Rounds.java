package io.cloudstate.tck.runner.cli.run;

import io.cloudstate.tck.reports.document.Repeats;
import io.cloudstate.tck.reports.document.ScenarioResult;
import io.cloudstate.tck.runner.engine.ScenarioOutcome;
import io.cloudstate.tck.runner.judge.Mismatch;
import io.cloudstate.tck.runner.judge.Verdict;
import io.cloudstate.tck.runner.report.ResultMapping;
import io.cloudstate.tck.runner.report.TraceFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Gathers what comes of scenarios that run several times: of each way in which one comes out, the
 * first time with its trace, and how often it was so.
 */
final class Rounds {

  private final ResultMapping mapping;
  private final TraceFiles traces;
  private final boolean repeated;
  private final Map<String, List<Seen>> seen = new HashMap<>();
  private final SortedSet<String> otherwise = new TreeSet<>();

  private static final class Seen {
    private final Way way;
    private final ScenarioResult first;
    private int runs = 1;

    Seen(Way way, ScenarioResult first) {
      this.way = way;
      this.first = first;
    }
  }

  /** What makes two verdicts the same: how it ended, and where if it diverged. */
  private record Way(Class<? extends Verdict> ended, String where) {

    static Way of(Verdict verdict) {
      if (verdict instanceof Verdict.Failed failed) {
        return new Way(Verdict.Failed.class, place(failed.mismatch()));
      }
      if (verdict instanceof Verdict.Warned warned) {
        return new Way(Verdict.Warned.class, place(warned.mismatch()));
      }
      return new Way(verdict.getClass(), "");
    }

    private static String place(Mismatch mismatch) {
      return mismatch.requirement() + " " + mismatch.step() + " " + mismatch.first().path();
    }
  }

  /**
   * Nothing gathered yet.
   *
   * @param repeated whether scenarios run more than once
   */
  Rounds(ResultMapping mapping, TraceFiles traces, boolean repeated) {
    this.mapping = mapping;
    this.traces = traces;
    this.repeated = repeated;
  }

  /**
   * Takes note of how a scenario came out this time.
   *
   * @param log lines that the targets wrote meanwhile
   * @throws IOException if its trace cannot be stored
   */
  void note(ScenarioOutcome outcome, Supplier<List<String>> log) throws IOException {
    String id = outcome.scenario().id();
    List<Seen> ways = seen.computeIfAbsent(id, none -> new ArrayList<>());
    Way way = Way.of(outcome.verdict());
    for (Seen before : ways) {
      if (before.way.equals(way)) {
        before.runs++;
        return;
      }
    }
    if (!ways.isEmpty()) {
      otherwise.add(id);
    }
    String trace = outcome.trace().isEmpty() ? null : traces.write(outcome, ways.size() + 1);
    ways.add(new Seen(way, mapping.result(outcome, log.get(), trace)));
  }

  /** Whether it came out in some way, at some time. */
  boolean has(String id) {
    return seen.containsKey(id);
  }

  /** What is to be said in the end of one that came out. It is forgotten with that. */
  ScenarioResult result(String id) {
    List<Repeats.Time> times =
        Objects.requireNonNull(seen.remove(id), id).stream()
            .map(way -> new Repeats.Time(way.first, way.runs))
            .toList();
    return repeated ? Repeats.merged(times) : times.get(0).result();
  }

  /** The first time of each way in which scenarios came out so far. */
  List<ScenarioResult> firsts() {
    return seen.values().stream().flatMap(List::stream).map(way -> way.first).toList();
  }

  /**
   * Those that came out in a new way since this was asked before, though not for the first time.
   */
  List<String> otherwise() {
    List<String> ids = List.copyOf(otherwise);
    otherwise.clear();
    return ids;
  }
}
