package io.cloudstate.tck.runner.engine;

import io.cloudstate.tck.runner.deploy.Deployment;
import io.cloudstate.tck.runner.judge.Blame;
import io.cloudstate.tck.runner.judge.Verdict;
import io.cloudstate.tck.runner.trace.Happening;
import io.cloudstate.tck.runner.trace.TraceEvent;
import io.cloudstate.tck.specs.Channel;
import io.cloudstate.tck.specs.Scenario;
import io.cloudstate.tck.specs.ScenarioSet;
import io.cloudstate.tck.specs.Side;
import io.cloudstate.tck.specs.Step;
import io.cloudstate.tck.specs.Topology;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Runs scenarios on a deployment, several at once, and hands over each as it ends. */
public final class Engine {

  /**
   * So many scenarios in which the candidate said nothing until the deadline, with none in which it
   * did, make it hung.
   */
  private static final int HUNG = 2;

  private static final String INTERRUPTED = "The run was interrupted.";

  private final ScenarioSet set;
  private final Deployment deployment;
  private final Claims claims;
  private final Deadlines deadlines;
  private final int jobs;
  private final String tag;
  private final Set<String> announced;
  private final ReentrantLock reports = new ReentrantLock();
  private final AtomicInteger silent = new AtomicInteger();
  private final AtomicInteger heard = new AtomicInteger();
  private final Optional<Integer> capacity;
  private final Semaphore streams;

  /**
   * An engine.
   *
   * @param jobs how many scenarios run at once
   * @param tag makes the entity ids of this run its own
   * @throws InterruptedException if interrupted while it measures how many streams the candidate
   *     answers at once
   */
  public Engine(
      ScenarioSet set,
      Deployment deployment,
      Claims claims,
      Deadlines deadlines,
      int jobs,
      String tag)
      throws InterruptedException {
    this.set = set;
    this.deployment = deployment;
    this.claims = claims;
    this.deadlines = deadlines;
    this.jobs = jobs;
    this.tag = tag;
    this.announced = new HashSet<>(deployment.discovery().services());
    this.capacity = Capacity.measure(deployment.candidate(), announced, tag, deadlines);
    this.streams = new Semaphore(capacity.orElse(Capacity.TRIED), true);
  }

  /** How many entity streams the candidate answers at once, if fewer than could matter. */
  public Optional<Integer> limitedTo() {
    return capacity.filter(count -> count < Capacity.TRIED);
  }

  /**
   * Runs these, and tells the listener of each from the calling thread, in the order in which they
   * end. Where the thread is interrupted, what has not ended is not run.
   */
  public void run(List<Scenario> scenarios, Consumer<ScenarioOutcome> listener)
      throws InterruptedException {
    HttpClient http = HttpClient.newHttpClient();
    Wiring wiring =
        new Wiring(
            deployment.candidate(),
            deployment
                .client()
                .map(
                    client ->
                        new Calls.ProxyClients(
                            client, "http://" + deployment.proxyEndpoint().orElseThrow(), http)),
            deployment.discovery().answer());
    BlockingQueue<ScenarioOutcome> ended = new LinkedBlockingQueue<>();
    ExecutorService workers =
        Executors.newFixedThreadPool(Math.max(1, Math.min(jobs, scenarios.size())));
    try {
      List<Future<?>> submitted = new ArrayList<>();
      for (Scenario scenario : waitingFirst(scenarios)) {
        String entity = tag + "x" + (submitted.size() + 1);
        submitted.add(workers.submit(() -> ended.add(outcome(scenario, entity, wiring))));
      }
      for (int left = submitted.size(); left > 0; left--) {
        listener.accept(ended.take());
      }
    } finally {
      workers.shutdownNow();
    }
  }

  /**
   * Scenarios that wait for a deadline or a passivation begin first, so that the others run
   * meanwhile.
   */
  private static List<Scenario> waitingFirst(List<Scenario> scenarios) {
    return scenarios.stream()
        .sorted(Comparator.comparing(scenario -> !waits(scenario.steps())))
        .toList();
  }

  private static boolean waits(List<Step.Planned> steps) {
    return anyStep(
        steps,
        step ->
            step instanceof Step.ExpectSilence
                || (step instanceof Step.ExpectEnd end
                    && end.ending() instanceof Step.Ending.HalfClosed));
  }

  /** How many streams of the candidate a scenario holds open at once, at most. */
  private static int heldStreams(Scenario scenario) {
    if (scenario.topology() == Topology.SCRIPTED) {
      return 0;
    }
    Set<Channel> channels = new HashSet<>();
    anyStep(
        scenario.steps(),
        step -> {
          if (step instanceof Step.Send send) {
            channels.add(send.channel());
          } else if (step instanceof Step.Expectation expectation
              && expectation.channel() instanceof Channel.OfEntity) {
            channels.add(expectation.channel());
          }
          return false;
        });
    return channels.size();
  }

  private static boolean listens(List<Step.Planned> steps) {
    return anyStep(steps, step -> step instanceof Step.ExpectReport);
  }

  private static boolean anyStep(List<Step.Planned> steps, Predicate<Step> property) {
    return steps.stream()
        .map(Step.Planned::step)
        .anyMatch(
            step ->
                property.test(step)
                    || (step instanceof Step.Either either
                        && either.branches().stream()
                            .anyMatch(branch -> anyStep(branch.steps(), property))));
  }

  private ScenarioOutcome outcome(Scenario scenario, String entity, Wiring wiring) {
    long start = System.nanoTime();
    Optional<Verdict> without = withoutRunning(scenario);
    if (without.isPresent()) {
      return new ScenarioOutcome(
          scenario, entity, without.get(), 0, List.of(), start, System.nanoTime());
    }
    boolean listens = listens(scenario.steps());
    ScenarioRun run = new ScenarioRun(scenario, entity, set, wiring, deadlines);
    int held = Math.min(heldStreams(scenario), capacity.orElse(Capacity.TRIED));
    try {
      streams.acquire(held);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return new ScenarioOutcome(
          scenario,
          entity,
          new Verdict.NotRun(INTERRUPTED),
          0,
          List.of(),
          start,
          System.nanoTime());
    }
    if (listens) {
      reports.lock();
    }
    try {
      start = System.nanoTime();
      claims.claim(entity, run.wire());
      if (listens) {
        claims.listen(run.wire());
      }
      ScenarioRun.Result result = run.run();
      List<TraceEvent> trace = run.trace();
      watch(result.verdict(), trace);
      return new ScenarioOutcome(
          scenario, entity, result.verdict(), result.position(), trace, start, System.nanoTime());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return new ScenarioOutcome(
          scenario,
          entity,
          new Verdict.NotRun(INTERRUPTED),
          0,
          run.trace(),
          start,
          System.nanoTime());
    } catch (RuntimeException broken) {
      return new ScenarioOutcome(
          scenario,
          entity,
          new Verdict.Errored(Blame.HARNESS, "The kit failed: " + broken),
          0,
          run.trace(),
          start,
          System.nanoTime());
    } finally {
      claims.release(entity);
      if (listens) {
        claims.listen(null);
        reports.unlock();
      }
      streams.release(held);
    }
  }

  private Optional<Verdict> withoutRunning(Scenario scenario) {
    Set<String> missing = new HashSet<>(scenario.services());
    missing.removeAll(announced);
    if (!missing.isEmpty()) {
      return Optional.of(
          new Verdict.Unsupported(
              "The candidate does not announce " + String.join(", ", missing) + "."));
    }
    for (String service : passivated(scenario)) {
      if (!deployment.discovery().announcesPassivationOf(service)) {
        return Optional.of(
            new Verdict.Unsupported(
                "The candidate does not announce the passivation timeout that the model gives "
                    + service
                    + ", so when a proxy passivates it is not known. DIS-08 judges that."));
      }
    }
    if (scenario.topology() != Topology.DIRECT && deployment.client().isEmpty()) {
      return Optional.of(new Verdict.NotRun(deployment.noProxy().orElse("No proxy serves.")));
    }
    if (heard.get() == 0 && silent.get() >= HUNG) {
      return Optional.of(
          new Verdict.NotRun(
              "The candidate hangs: in "
                  + HUNG
                  + " scenarios it said nothing at all until the deadline, so the rest was not tried."));
    }
    return Optional.empty();
  }

  /** The services whose passivation by the proxy a scenario waits for. */
  private static Set<String> passivated(Scenario scenario) {
    Set<String> services = new HashSet<>();
    anyStep(
        scenario.steps(),
        step -> {
          if (step instanceof Step.ExpectEnd end
              && end.ending() instanceof Step.Ending.HalfClosed) {
            services.add(end.channel().service());
          }
          return false;
        });
    return services;
  }

  /** Notes whether the candidate says anything at all. */
  private void watch(Verdict verdict, List<TraceEvent> trace) {
    boolean spoke =
        trace.stream()
            .map(TraceEvent::what)
            .anyMatch(
                what ->
                    (what instanceof Happening.Message message && message.side() == Side.OUT)
                        || what instanceof Happening.Returned
                        || what instanceof Happening.Responded
                        || what instanceof Happening.Finished);
    if (spoke) {
      heard.incrementAndGet();
    } else if (verdict instanceof Verdict.Failed failed && failed.mismatch().actual().isEmpty()) {
      silent.incrementAndGet();
    }
  }
}
