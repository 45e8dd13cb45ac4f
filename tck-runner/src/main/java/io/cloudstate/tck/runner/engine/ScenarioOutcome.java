package io.cloudstate.tck.runner.engine;

import io.cloudstate.tck.runner.judge.Verdict;
import io.cloudstate.tck.runner.trace.TraceEvent;
import io.cloudstate.tck.specs.Scenario;
import java.util.List;

/**
 * What became of a scenario.
 *
 * @param entity what {@code ${entity}} stood for
 * @param position number of the written step that it came to
 * @param trace what was seen
 * @param startNanos {@link System#nanoTime()} at its start
 * @param endNanos likewise at its end
 */
public record ScenarioOutcome(
    Scenario scenario,
    String entity,
    Verdict verdict,
    int position,
    List<TraceEvent> trace,
    long startNanos,
    long endNanos) {

  public ScenarioOutcome {
    trace = List.copyOf(trace);
  }
}
