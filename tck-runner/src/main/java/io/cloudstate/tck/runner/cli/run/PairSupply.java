package io.cloudstate.tck.runner.cli.run;

import io.cloudstate.tck.runner.deploy.Deployment;
import io.cloudstate.tck.runner.deploy.DeploymentPlan;
import io.cloudstate.tck.runner.engine.Deadlines;
import io.cloudstate.tck.runner.engine.Engine;
import io.cloudstate.tck.runner.engine.Pairs;
import io.cloudstate.tck.specs.Scenario;
import io.cloudstate.tck.specs.ScenarioSet;
import io.cloudstate.tck.specs.Topology;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** The pairs that a run asks for, and how scenarios run on them. */
final class PairSupply {

  private PairSupply() {}

  /**
   * What the settings ask for.
   *
   * @param chosen the scenarios, which may do without a proxy
   * @param profiles what the candidate is said to have
   */
  static Pairs.Supply of(
      RunSettings settings,
      ScenarioSet set,
      List<Scenario> chosen,
      Profiles profiles,
      Deadlines deadlines) {
    // Each round has an order of its own, and so has what is run again on a fresh pair.
    Optional<LongSupplier> orders =
        settings.shuffle()
            ? Optional.of(new AtomicLong(settings.seed())::getAndIncrement)
            : Optional.empty();
    return new Pairs.Supply(
        set,
        claims -> Deployment.start(plan(settings, chosen, deadlines), claims),
        (pair, claims) ->
            new Engine(
                set,
                pair,
                claims,
                deadlines,
                new Engine.Order(settings.jobs(), orders, tag()),
                profiles::claims),
        settings.restarts(),
        // Two cannot listen at one address.
        settings.jobs() > 1 && settings.listen().port() == 0);
  }

  private static DeploymentPlan plan(
      RunSettings settings, List<Scenario> chosen, Deadlines deadlines) {
    boolean withProxy =
        chosen.stream()
            .anyMatch(
                scenario -> scenario.topology() != Topology.DIRECT && !scenario.hasOwnProxy());
    return new DeploymentPlan(
        settings.service(),
        settings.proxy(),
        withProxy,
        settings.listen(),
        deadlines.start(),
        Duration.ofNanos(deadlines.mustNanos()),
        settings.mutation(),
        settings.containers());
  }

  /**
   * Makes the entity ids of this run its own, so that a store that outlives it holds none of them.
   */
  private static String tag() {
    return Long.toString(new SecureRandom().nextLong() & 0xffffffffffL, Character.MAX_RADIX)
        .toLowerCase(Locale.ROOT);
  }
}
