package io.cloudstate.tck.runner.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstate.tck.runner.deploy.Deployment;
import io.cloudstate.tck.runner.deploy.DeploymentException;
import io.cloudstate.tck.runner.deploy.DeploymentPlan;
import io.cloudstate.tck.runner.deploy.Endpoint;
import io.cloudstate.tck.runner.deploy.Mutation;
import io.cloudstate.tck.runner.deploy.Target;
import io.cloudstate.tck.runner.deploy.container.ContainerOptions;
import io.cloudstate.tck.runner.judge.Verdict;
import io.cloudstate.tck.specs.Scenario;
import io.cloudstate.tck.specs.ScenarioSet;
import io.cloudstate.tck.specs.read.Specs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Where a second pair does not come up beside the first. */
@Timeout(120)
final class PairsTest {

  private static final ScenarioSet SET = Specs.load();
  private static final DeploymentPlan PLAN =
      new DeploymentPlan(
          new Target.Embedded(),
          new Target.Embedded(),
          true,
          new Endpoint("127.0.0.1", 0),
          Duration.ofSeconds(30),
          Duration.ofSeconds(10),
          Mutation.none(),
          ContainerOptions.usual());

  private static Scenario scenario(String id) {
    return SET.find(id).orElseThrow();
  }

  @Test
  void thatIsTriedOnceAndSaidOnceAndItsScenariosRunOnTheFirst() throws Exception {
    Thread ofTheFirst = Thread.currentThread();
    AtomicInteger tried = new AtomicInteger();
    Pairs.Starter starter =
        claims -> {
          if (!Thread.currentThread().equals(ofTheFirst)) {
            tried.incrementAndGet();
            throw new DeploymentException("No room. Its last lines:\n  full");
          }
          return Deployment.start(PLAN, claims);
        };
    Engine.Order order = new Engine.Order(2, Optional.empty(), "k");
    Deadlines deadlines = Deadlines.scaled(1);
    List<ScenarioOutcome> outcomes = new ArrayList<>();
    try (Pairs pairs =
        new Pairs(
            new Pairs.Supply(
                SET,
                starter,
                (pair, claims) -> new Engine(SET, pair, claims, deadlines, order, none -> false),
                0,
                true))) {
      for (int round = 1; round <= 3; round++) {
        pairs.run(
            List.of(
                scenario("event-sourced/emits-in-order"),
                scenario("lifecycle/service-killed-between-commands")),
            (outcome, pair) -> outcomes.add(outcome));
      }

      assertThat(tried).hasValue(1);
      assertThat(pairs.notes())
          .filteredOn(note -> note.contains("No second pair came up"))
          .singleElement()
          .asString()
          .endsWith(": No room. Its last lines: full");
    }
    assertThat(outcomes)
        .hasSize(6)
        .allSatisfy(outcome -> assertThat(outcome.verdict()).isInstanceOf(Verdict.Passed.class));
  }
}
