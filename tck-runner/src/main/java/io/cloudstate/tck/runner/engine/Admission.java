package io.cloudstate.tck.runner.engine;

import io.cloudstate.tck.runner.deploy.Deployment;
import io.cloudstate.tck.runner.judge.Announcement;
import io.cloudstate.tck.runner.judge.Blame;
import io.cloudstate.tck.runner.judge.Verdict;
import io.cloudstate.tck.runner.trace.Happening;
import io.cloudstate.tck.runner.trace.TraceEvent;
import io.cloudstate.tck.specs.Scenario;
import io.cloudstate.tck.specs.ScenarioSet;
import io.cloudstate.tck.specs.Topology;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;

/**
 * Runs one scenario at its turn, when the candidate has streams left for it; or says why this pair
 * is none to run it on.
 */
final class Admission {

  private final ScenarioSet set;
  private final Deployment deployment;
  private final Claims claims;
  private final Deadlines deadlines;
  private final int capacity;
  private final Predicate<Scenario> claimed;
  private final Happening.Announced announced;
  private final Silence silence = new Silence();
  private final Semaphore streams;

  /**
   * Of scenarios on one pair.
   *
   * @param capacity how many streams the candidate answers at once, if fewer than could matter
   * @param claimed whether the candidate is said to have what a scenario needs
   */
  Admission(
      ScenarioSet set,
      Deployment deployment,
      Claims claims,
      Deadlines deadlines,
      Optional<Integer> capacity,
      Predicate<Scenario> claimed) {
    this.set = set;
    this.deployment = deployment;
    this.claims = claims;
    this.deadlines = deadlines;
    this.capacity = capacity.orElse(Capacity.TRIED);
    this.claimed = claimed;
    this.announced = Announcement.seen(deployment.discovery().spec(), false);
    this.streams = new Semaphore(this.capacity, true);
  }

  /** A scenario has an outcome whatever happens in the kit. */
  ScenarioOutcome outcome(Schedule.Turn turn, String entity, Wiring wiring) {
    Scenario scenario = turn.scenario();
    long start = System.nanoTime();
    try {
      Happening.Announced seen = new Happening.Announced(announced.spec(), claimed.test(scenario));
      Optional<Verdict> unusable = unusable(scenario);
      Optional<Verdict> lacking =
          unusable.isPresent() || scenario.hasOwnProxy()
              ? Optional.empty()
              : Announcement.judge(scenario, seen);
      if (lacking.isPresent()) {
        List<TraceEvent> trace = List.of(new TraceEvent(1, 0, seen));
        return ended(scenario, entity, lacking.get(), trace, start);
      }
      Optional<Verdict> without = unusable.or(() -> unreachable(scenario));
      return without.isPresent()
          ? ended(scenario, entity, without.get(), List.of(), start)
          : admitted(turn, entity, wiring, start);
    } catch (RuntimeException | Error broken) {
      Verdict errored = new Verdict.Errored(Blame.HARNESS, "The kit failed: " + broken);
      return ended(scenario, entity, errored, List.of(), start);
    }
  }

  private static ScenarioOutcome ended(
      Scenario scenario, String entity, Verdict verdict, List<TraceEvent> trace, long start) {
    return new ScenarioOutcome(scenario, entity, verdict, 0, trace, start, System.nanoTime());
  }

  /** Runs it when the candidate has streams left for it. */
  private ScenarioOutcome admitted(Schedule.Turn turn, String entity, Wiring wiring, long start) {
    Scenario scenario = turn.scenario();
    int held = Math.min(heldStreams(scenario), capacity);
    ScenarioRun run = new ScenarioRun(scenario, entity, set, wiring, deadlines);
    try {
      streams.acquire(held);
      try {
        return run(run, turn, entity);
      } finally {
        streams.release(held);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return ended(
          scenario, entity, new Verdict.NotRun("The run was interrupted."), run.trace(), start);
    }
  }

  private ScenarioOutcome run(ScenarioRun run, Schedule.Turn turn, String entity)
      throws InterruptedException {
    Scenario scenario = turn.scenario();
    Needs needs = turn.needs();
    boolean hearsReports = needs.reports() == Needs.Share.ALONE;
    long start = System.nanoTime();
    claims.claim(entity, run.wire());
    needs.methodsAlone().forEach(method -> claims.claimMethod(method, run.wire()));
    if (hearsReports) {
      claims.listen(run.wire());
    }
    if (!scenario.fates().isEmpty()) {
      claims.watchDiscovery(run.wire());
    }
    try {
      ScenarioRun.Result result = run.run();
      List<TraceEvent> trace = run.trace();
      if (!scenario.hasOwnProxy()) {
        silence.note(scenario.topology(), result.verdict(), trace, start);
      }
      return new ScenarioOutcome(
          scenario, entity, result.verdict(), result.position(), trace, start, System.nanoTime());
    } finally {
      claims.release(entity);
      needs.methodsAlone().forEach(claims::releaseMethod);
      if (hearsReports) {
        claims.listen(null);
      }
      if (!scenario.fates().isEmpty()) {
        claims.watchDiscovery(null);
      }
    }
  }

  /** How many streams of the candidate a scenario holds open at once, at most. */
  private static int heldStreams(Scenario scenario) {
    return scenario.topology() == Topology.SCRIPTED ? 0 : Channels.of(scenario).size();
  }

  private Optional<Verdict> unusable(Scenario scenario) {
    if (scenario.hasOwnProxy()) {
      return deployment.noOwnProxy().map(Verdict.Unsupported::new);
    }
    Optional<String> cannot = lacking(deployment, scenario);
    if (cannot.isPresent()) {
      return Optional.of(new Verdict.Unsupported(cannot.get()));
    }
    Optional<String> problem = deployment.discovery().problem();
    return problem.isPresent() && !scenario.services().isEmpty()
        ? Optional.of(new Verdict.NotRun("The candidate cannot be used: " + problem.get() + "."))
        : Optional.empty();
  }

  /** Why a scenario cannot do to this pair what it does to one, if it cannot. */
  static Optional<String> lacking(Deployment pair, Scenario scenario) {
    return scenario.fates().stream()
        .flatMap(befall -> pair.cannot(befall.who(), befall.fate()).stream())
        .findFirst();
  }

  private Optional<Verdict> unreachable(Scenario scenario) {
    if (!scenario.hasOwnProxy()
        && scenario.topology() != Topology.DIRECT
        && deployment.client().isEmpty()) {
      return Optional.of(new Verdict.NotRun(deployment.noProxy().orElse("No proxy serves.")));
    }
    return scenario.hasOwnProxy()
        ? Optional.empty()
        : silence.inVain(scenario.topology()).map(Verdict.NotRun::new);
  }
}
