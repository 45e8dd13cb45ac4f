package io.cloudstate.tck.runner.engine;

import io.cloudstate.tck.runner.deploy.Deployment;
import io.cloudstate.tck.runner.deploy.DeploymentException;
import io.cloudstate.tck.runner.judge.Verdict;
import io.cloudstate.tck.specs.Scenario;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Runs scenarios on a pair, and goes on with a fresh one where the candidate's process has ended.
 * Of several scenarios that ran at that time, each runs again by itself, so that the end is put
 * down to the one that brings it about; what came of the others then is what counts. Where none
 * does, the end is put down to the one that saw the last frame before it: a process that ended is
 * never passed over. One that cannot run again has shown nothing. Used by one thread, but that any
 * may ask for the pair.
 */
final class Lives implements AutoCloseable {

  private final Pairs.Supply supply;
  private final Claims claims = new Claims();
  private final List<String> ends = new ArrayList<>();
  private volatile Deployment pair;
  private @Nullable Engine engine;
  private boolean alive = true;

  /** Whether scenarios have run on the pair that do nothing to it. */
  private boolean used;

  /** Whether something was done to the pair. */
  private boolean befallen;

  private boolean stopped;

  /**
   * Starts the first pair.
   *
   * @throws DeploymentException if it does not come up
   */
  Lives(Pairs.Supply supply) throws DeploymentException {
    this.supply = supply;
    this.pair = supply.starter().start(claims);
  }

  /** The pair of the moment, or of the last. */
  Deployment pair() {
    return pair;
  }

  private Engine engine() throws InterruptedException {
    Engine made = engine;
    if (made == null) {
      made = supply.maker().on(pair, claims);
      engine = made;
    }
    return made;
  }

  /** What a reader of the report should know. */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    Optional.ofNullable(engine)
        .flatMap(Engine::limitedTo)
        .ifPresent(
            count ->
                notes.add(
                    "The candidate answers only %d entity streams at once; no more were held open at a time."
                        .formatted(count)));
    if (!ends.isEmpty()) {
      notes.add(
          "The candidate's process ended %s; scenarios that ran at such a time ran again by themselves, on a fresh pair. The first end: %s"
              .formatted(ends.size() == 1 ? "once" : ends.size() + " times", ends.get(0)));
    }
    notes.addAll(claims.notes());
    return notes;
  }

  /**
   * Runs these and tells the listener of each: first those that leave the pair alone, then, one by
   * one and on a pair that these did not use, those that do something to it.
   *
   * @throws InterruptedException if interrupted; the listener was told of what had ended
   */
  void run(List<Scenario> others, List<Scenario> fates, Pairs.Listener listener)
      throws InterruptedException {
    Engine.Listener heeding =
        outcome -> {
          boolean goesOn = listener.ended(outcome, pair);
          stopped |= !goesOn;
          return goesOn;
        };
    if (!others.isEmpty()) {
      runOthers(others, heeding);
    }
    runFates(fates, heeding);
  }

  /** Whether it does something to the pair that can be done to it. */
  boolean hasAFate(Scenario scenario) {
    return !scenario.fates().isEmpty() && Admission.lacking(pair, scenario).isEmpty();
  }

  /** The next goes on with the pair of the one before, unless that has left it broken. */
  private void runFates(List<Scenario> scenarios, Engine.Listener listener)
      throws InterruptedException {
    Optional<String> none = Optional.empty();
    for (Scenario scenario : scenarios) {
      if (stopped) {
        return;
      }
      if (!alive) {
        none = again();
      } else if (none.isEmpty() && (used || !pair.isWhole())) {
        none = fresh("No fresh pair could be started for what befalls one: ");
      }
      if (none.isPresent()) {
        listener.ended(notRun(scenario, none.get()));
      } else {
        befallen = true;
        engine().run(List.of(scenario), listener);
      }
    }
  }

  private void runOthers(List<Scenario> scenarios, Engine.Listener heeding)
      throws InterruptedException {
    Map<String, Suspect> suspected = new HashMap<>();
    Deque<List<Scenario>> left = new ArrayDeque<>(List.of(scenarios));
    // Rounds are quick there: resets on one connection add up to what a server takes for an attack.
    Optional<String> noneLeft =
        befallen || (used && pair.isEmbedded())
            ? fresh("No fresh pair could be started after the last: ")
            : Optional.empty();
    if (noneLeft.isPresent()) {
      scenarios.forEach(each -> heeding.ended(notRun(each, noneLeft.get())));
      return;
    }
    while (!left.isEmpty() && !stopped) {
      Optional<String> none = alive ? Optional.empty() : again();
      if (none.isPresent()) {
        left.stream()
            .flatMap(List::stream)
            .map(
                each ->
                    Optional.ofNullable(suspected.get(each.id()))
                        .map(suspect -> suspect.outcome().notRunAgain(none.get()))
                        .orElseGet(() -> notRun(each, none.get())))
            .forEach(heeding::ended);
        return;
      }
      used = true;
      Optional<Engine.Rest> rest =
          engine().run(left.pop(), outcome -> heeding.ended(answered(outcome, suspected)));
      rest.ifPresent(end -> settle(end, suspected, left, heeding));
      alive = rest.isEmpty();
    }
  }

  /** Puts the end down to the one that it can be put down to, or has each suspect run by itself. */
  private void settle(
      Engine.Rest rest,
      Map<String, Suspect> suspected,
      Deque<List<Scenario>> left,
      Engine.Listener listener) {
    ends.add(rest.how());
    if (!rest.notBegun().isEmpty()) {
      left.push(rest.notBegun());
    }
    if (rest.suspects().size() == 1) {
      ScenarioOutcome culprit = rest.suspects().get(0);
      Optional.ofNullable(suspected.get(culprit.scenario().id()))
          .ifPresent(suspect -> suspect.end().isPutDown = true);
      listener.ended(culprit.endingTheProcess(rest.how(), 0, supply.set()));
      return;
    }
    // The one that answers for the end if no other does is pushed first, and so is the last to run.
    List<ScenarioOutcome> lastSeenFirst =
        rest.suspects().stream()
            .sorted(Comparator.comparingLong(ScenarioOutcome::lastSeenNanos).reversed())
            .toList();
    End end = new End(rest.how(), lastSeenFirst.get(0).scenario().id(), lastSeenFirst.size() - 1);
    for (ScenarioOutcome suspect : lastSeenFirst) {
      suspected.put(suspect.scenario().id(), new Suspect(suspect, end));
      left.push(List.of(suspect.scenario()));
    }
  }

  /**
   * What came of a scenario; where it is to answer for an end that nothing brings about again, and
   * has not failed by itself, that end.
   */
  private ScenarioOutcome answered(ScenarioOutcome outcome, Map<String, Suspect> suspected) {
    Suspect suspect = suspected.get(outcome.scenario().id());
    if (suspect == null || !suspect.isToAnswer() || outcome.verdict() instanceof Verdict.Failed) {
      return outcome;
    }
    End end = suspect.end();
    return suspect.outcome().endingTheProcess(end.how, end.others, supply.set());
  }

  /** One that ran when the process ended, as it came out then. */
  private record Suspect(ScenarioOutcome outcome, End end) {

    /** Whether it is the last to run again, and none before it ended the process. */
    boolean isToAnswer() {
      return !end.isPutDown && end.lastId.equals(outcome.scenario().id());
    }
  }

  /** An end of the process beside which several scenarios ran. */
  private static final class End {

    private final String how;
    private final String lastId;
    private final int others;
    private boolean isPutDown;

    /**
     * An end that is put down to nobody yet.
     *
     * @param lastId of the scenario that answers for it if no other does
     * @param others how many ran beside that
     */
    private End(String how, String lastId, int others) {
      this.how = how;
      this.lastId = lastId;
      this.others = others;
    }
  }

  /** Starts a fresh pair, or says why there is none. */
  private Optional<String> again() {
    String last = ends.get(ends.size() - 1);
    if (ends.size() > supply.restarts()) {
      return Optional.of(
          "The candidate's process has ended, and is started again only %d times (--restarts). %s"
              .formatted(supply.restarts(), last));
    }
    return fresh("The candidate's process ended and could not be started again: ");
  }

  private Optional<String> fresh(String otherwise) {
    pair.close();
    engine = null;
    try {
      pair = supply.starter().start(claims);
      used = false;
      befallen = false;
      alive = true;
      return Optional.empty();
    } catch (DeploymentException gone) {
      // Nothing runs on what is left.
      befallen = true;
      return Optional.of(otherwise + gone.getMessage());
    }
  }

  private static ScenarioOutcome notRun(Scenario scenario, String why) {
    long now = System.nanoTime();
    return new ScenarioOutcome(scenario, "", new Verdict.NotRun(why), 0, List.of(), now, now);
  }

  @Override
  public void close() {
    pair.close();
  }
}
