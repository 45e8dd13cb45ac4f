package io.cloudstate.tck.runner.defect;

import io.cloudstate.tck.runner.deploy.Deployment;
import io.cloudstate.tck.runner.deploy.DeploymentException;
import io.cloudstate.tck.runner.deploy.DeploymentPlan;
import io.cloudstate.tck.runner.deploy.Endpoint;
import io.cloudstate.tck.runner.deploy.Mutation;
import io.cloudstate.tck.runner.deploy.Target;
import io.cloudstate.tck.runner.deploy.container.ContainerOptions;
import io.cloudstate.tck.runner.engine.Deadlines;
import io.cloudstate.tck.runner.engine.Engine;
import io.cloudstate.tck.runner.engine.Pairs;
import io.cloudstate.tck.runner.engine.ScenarioOutcome;
import io.cloudstate.tck.specs.Scenario;
import io.cloudstate.tck.specs.ScenarioSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs scenarios on fresh embedded pairs, as a run does. */
public final class EmbeddedRun {

  private EmbeddedRun() {}

  public static List<ScenarioOutcome> of(
      ScenarioSet set, List<Scenario> scenarios, Mutation mutation, Deadlines deadlines)
      throws DeploymentException, InterruptedException {
    DeploymentPlan plan =
        new DeploymentPlan(
            new Target.Embedded(),
            new Target.Embedded(),
            true,
            new Endpoint("127.0.0.1", 0),
            Duration.ofSeconds(30),
            Duration.ofNanos(deadlines.mustNanos()),
            mutation,
            ContainerOptions.usual());
    Engine.Order order = new Engine.Order(8, Optional.empty(), "k");
    try (Pairs pairs =
        new Pairs(
            new Pairs.Supply(
                set,
                claims -> Deployment.start(plan, claims),
                (pair, claims) -> new Engine(set, pair, claims, deadlines, order, none -> false),
                0,
                false))) {
      List<ScenarioOutcome> outcomes = new ArrayList<>();
      pairs.run(scenarios, (outcome, pair) -> outcomes.add(outcome));
      return outcomes;
    }
  }
}
