package io.cloudstate.tck.runner.engine;

import io.cloudstate.tck.runner.judge.Replay;
import io.cloudstate.tck.runner.judge.Verdict;
import io.cloudstate.tck.runner.trace.Happening;
import io.cloudstate.tck.runner.trace.TraceEvent;
import io.cloudstate.tck.runner.trace.TraceJson;
import io.cloudstate.tck.specs.Scenario;
import io.cloudstate.tck.specs.ScenarioSet;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

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

  private static final String GONE = Status.Code.UNAVAILABLE.name();
  private static final String GOING = Status.Code.CANCELLED.name();

  public ScenarioOutcome {
    trace = List.copyOf(trace);
  }

  /** Its trace as it is stored, a line each. */
  public Stream<String> lines() {
    return TraceJson.lines(new TraceJson.Header(scenario.id(), scenario.hash(), entity), trace);
  }

  /** Whether it came out otherwise than it should. */
  boolean isBad() {
    return verdict instanceof Verdict.Failed
        || verdict instanceof Verdict.Warned
        || verdict instanceof Verdict.Errored;
  }

  /**
   * Whether a stream of it ended as one does whose peer is gone, or, where it came out badly, is
   * about to go: a server that ends cancels what it still has.
   */
  boolean lostItsConnection() {
    return trace.stream()
        .anyMatch(
            event ->
                (event.what() instanceof Happening.Finished finished && isLost(finished.code()))
                    || (event.what() instanceof Happening.Returned returned
                        && isLost(returned.code())));
  }

  private boolean isLost(String code) {
    return code.equals(GONE) || (code.equals(GOING) && isBad());
  }

  /**
   * The same where the candidate's process ended while it ran beside others, and it could not run
   * again by itself: what it came to may be the end that another brought about, so it is put down
   * to nobody.
   *
   * @param why it could not
   */
  ScenarioOutcome notRunAgain(String why) {
    return new ScenarioOutcome(
        scenario,
        entity,
        new Verdict.NotRun(
            "The candidate's process ended while this ran beside others, and it could not run again by itself. "
                + why),
        position,
        trace,
        startNanos,
        endNanos);
  }

  /** When it was last seen that something happened, by {@link System#nanoTime}. */
  long lastSeenNanos() {
    return trace.isEmpty() ? startNanos : startNanos + trace.get(trace.size() - 1).nanos();
  }

  /**
   * The same, but that the candidate's process ended of it.
   *
   * @param beside how many ran beside it, and do not end the process by themselves, as it does not
   */
  ScenarioOutcome endingTheProcess(String how, int beside, ScenarioSet set) {
    List<TraceEvent> longer = new ArrayList<>(trace);
    TraceEvent last =
        trace.isEmpty()
            ? new TraceEvent(0, 0, new Happening.Note(""))
            : trace.get(trace.size() - 1);
    longer.add(
        new TraceEvent(last.seq() + 1, last.nanos(), new Happening.ProcessEnded(how, beside)));
    Replay.Result judged = Replay.judge(scenario, entity, longer, set);
    return new ScenarioOutcome(
        scenario, entity, judged.verdict(), judged.position(), longer, startNanos, endNanos);
  }
}
