package io.cloudstate.tck.runner.engine;

import io.cloudstate.tck.runner.deploy.Deployment;
import io.cloudstate.tck.specs.Scenario;
import io.cloudstate.tck.specs.ScenarioSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/** Runs scenarios on a deployment, several at once, and hands over each as it ends. */
public final class Engine {

  private static final int STOPPING_SECONDS = 10;

  private final Deployment deployment;
  private final Order order;
  private final Optional<Integer> capacity;
  private final Admission admission;
  private final AtomicInteger runs = new AtomicInteger();

  /** Hears of each scenario as it ends. */
  @FunctionalInterface
  public interface Listener {

    /** Whether the run goes on. */
    boolean ended(ScenarioOutcome outcome);
  }

  /**
   * How to run.
   *
   * @param jobs how many scenarios run at once
   * @param shuffle gives the seed of the order in which scenarios begin, each time another; without
   *     it the order is that of the set, but that those which wait begin first
   * @param tag makes the entity ids of this run its own
   */
  public record Order(int jobs, Optional<LongSupplier> shuffle, String tag) {}

  /**
   * An engine.
   *
   * @param claimed whether the candidate is said to have what a scenario needs, so that it fails
   *     where that is not announced
   * @throws InterruptedException if interrupted while it measures how many streams the candidate
   *     answers at once
   */
  public Engine(
      ScenarioSet set,
      Deployment deployment,
      Claims claims,
      Deadlines deadlines,
      Order order,
      Predicate<Scenario> claimed)
      throws InterruptedException {
    this.deployment = deployment;
    this.order = order;
    // Somebody with a breakpoint wants to see the scenario's commands there, and no others.
    this.capacity =
        deadlines.areLifted()
            ? Optional.empty()
            : Capacity.measure(
                deployment.candidate(), deployment.discovery().services(), order.tag(), deadlines);
    this.admission = new Admission(set, deployment, claims, deadlines, capacity, claimed);
  }

  /** How many entity streams the candidate answers at once, if fewer than could matter. */
  public Optional<Integer> limitedTo() {
    return capacity.filter(count -> count < Capacity.TRIED);
  }

  /**
   * What is left of a run because the candidate's process ended.
   *
   * @param how with what status, and its last lines
   * @param suspects what ran at that time and may have ended it or suffered from it, as it came out
   * @param notBegun what had not begun
   */
  public record Rest(String how, List<ScenarioOutcome> suspects, List<Scenario> notBegun) {}

  /**
   * Runs these, and tells the listener of each from the calling thread, in the order in which they
   * end. It says whether to go on; if not, what runs is stopped, and what has not begun is left
   * out. When the candidate's process ends, no more begin, and the listener is not told of those
   * whose outcome says more of that than of themselves.
   *
   * @return what is left, if the candidate's process has ended
   * @throws InterruptedException if the thread is interrupted; the listener was told of what had
   *     begun, and not of the rest
   */
  public Optional<Rest> run(List<Scenario> scenarios, Listener listener)
      throws InterruptedException {
    Wiring wiring = Wiring.to(deployment);
    runs.incrementAndGet();
    BlockingQueue<ScenarioOutcome> ended = new LinkedBlockingQueue<>();
    int jobs = Math.max(1, Math.min(order.jobs(), scenarios.size()));
    Schedule schedule = new Schedule(inOrder(scenarios), jobs);
    if (jobs == 1) {
      return runOneByOne(schedule, wiring, listener);
    }
    ExecutorService workers = Executors.newFixedThreadPool(jobs);
    try {
      for (int i = 0; i < jobs; i++) {
        workers.execute(() -> work(schedule, wiring, ended));
      }
      boolean goOn = true;
      Optional<String> end = Optional.empty();
      List<ScenarioOutcome> suspects = new ArrayList<>();
      List<Scenario> notBegun = List.of();
      int left = scenarios.size();
      while (left > 0 && goOn) {
        ScenarioOutcome outcome = ended.take();
        left--;
        if (end.isEmpty()) {
          end = endSeenIn(outcome, listener);
          if (end.isPresent()) {
            notBegun = schedule.stop();
            left -= notBegun.size();
          }
        }
        if (end.isPresent() && (outcome.isBad() || outcome.lostItsConnection())) {
          suspects.add(outcome);
        } else {
          goOn = listener.ended(outcome);
        }
      }
      if (!goOn) {
        workers.shutdownNow();
        awaitStop(workers);
        ended.forEach(listener::ended);
        return Optional.empty();
      }
      List<Scenario> rest = notBegun;
      return end.map(how -> new Rest(how, suspects, rest));
    } catch (InterruptedException interrupted) {
      workers.shutdownNow();
      awaitStop(workers);
      ended.forEach(listener::ended);
      throw interrupted;
    } finally {
      workers.shutdownNow();
    }
  }

  /** The next begins only once the listener has heard of the one before. */
  private Optional<Rest> runOneByOne(Schedule schedule, Wiring wiring, Listener listener)
      throws InterruptedException {
    boolean goOn = true;
    for (Optional<Schedule.Turn> next = schedule.next();
        goOn && next.isPresent();
        next = schedule.next()) {
      ScenarioOutcome outcome = admission.outcome(next.get(), entity(next.get()), wiring);
      schedule.ended(next.get());
      boolean interrupted = Thread.interrupted();
      Optional<String> end = interrupted ? Optional.empty() : endSeenIn(outcome, listener);
      if (end.isPresent()) {
        return Optional.of(new Rest(end.get(), List.of(outcome), schedule.stop()));
      }
      goOn = listener.ended(outcome);
      if (interrupted) {
        throw new InterruptedException();
      }
    }
    return Optional.empty();
  }

  private String entity(Schedule.Turn turn) {
    // It ends in a letter, so that none is the beginning of another.
    return order.tag() + "x" + runs.get() + "x" + turn.number() + "z";
  }

  /** Runs what is next until nothing is left. */
  private void work(Schedule schedule, Wiring wiring, BlockingQueue<ScenarioOutcome> ended) {
    try {
      for (Optional<Schedule.Turn> next = schedule.next();
          next.isPresent();
          next = schedule.next()) {
        Schedule.Turn turn = next.get();
        try {
          ended.add(admission.outcome(turn, entity(turn), wiring));
        } finally {
          schedule.ended(turn);
        }
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * How the candidate's process has ended, if that shows in this. Where a scenario may kill the
   * candidate, its end is no sign of anything.
   *
   * @throws InterruptedException if interrupted while it looks; the listener was told of this then,
   *     whose verdict is known all the same
   */
  private Optional<String> endSeenIn(ScenarioOutcome outcome, Listener listener)
      throws InterruptedException {
    if (!outcome.scenario().fates().isEmpty()) {
      return Optional.empty();
    }
    if (outcome.lostItsConnection()) {
      try {
        return deployment.serviceEnd();
      } catch (InterruptedException interrupted) {
        listener.ended(outcome);
        throw interrupted;
      }
    }
    return outcome.isBad() ? deployment.serviceFailure() : Optional.empty();
  }

  private static void awaitStop(ExecutorService workers) {
    try {
      if (!workers.awaitTermination(STOPPING_SECONDS, TimeUnit.SECONDS)) {
        System.err.println(
            "Some scenarios did not stop; the report says of them only that they were not run.");
      }
    } catch (InterruptedException again) {
      System.err.println(
          "Interrupted again; the report says of running scenarios only that they were not run.");
    }
  }

  private List<Scenario> inOrder(List<Scenario> scenarios) {
    List<Scenario> ordered = new ArrayList<>(scenarios);
    if (ordered.size() > 1) {
      order
          .shuffle()
          .ifPresent(seeds -> Collections.shuffle(ordered, new Random(seeds.getAsLong())));
    }
    return ordered;
  }
}
