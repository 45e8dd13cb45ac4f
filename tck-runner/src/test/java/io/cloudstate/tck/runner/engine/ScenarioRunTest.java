package io.cloudstate.tck.runner.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.cloudstate.tck.runner.deploy.DeploymentException;
import io.cloudstate.tck.runner.judge.Blame;
import io.cloudstate.tck.runner.judge.Verdict;
import io.cloudstate.tck.specs.Scenario;
import io.cloudstate.tck.specs.ScenarioSet;
import io.cloudstate.tck.specs.read.Specs;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a scenario says whose own proxy cannot be started. */
@Timeout(60)
final class ScenarioRunTest {

  private static ScenarioRun.Result run(OwnProxyLife.Starter starter) throws InterruptedException {
    ScenarioSet set = Specs.load();
    Scenario scenario =
        set.scenarios().stream().filter(Scenario::hasOwnProxy).findFirst().orElseThrow();
    ManagedChannel nowhere = NettyChannelBuilder.forAddress("127.0.0.1", 1).usePlaintext().build();
    try {
      Wiring wiring =
          new Wiring(
              nowhere, Optional::empty, starter, (who, fate, serving) -> {}, ByteString.EMPTY);
      return new ScenarioRun(scenario, "xz", set, wiring, FixedDeadlines.of(1)).run();
    } finally {
      nowhere.shutdownNow();
    }
  }

  @Test
  void itIsNotTheKitThatFailed() throws Exception {
    Verdict verdict =
        run((attribution, reachable, serving) -> {
              throw new DeploymentException("no room.");
            })
            .verdict();
    assertThat(verdict)
        .isEqualTo(
            new Verdict.Errored(
                Blame.ENVIRONMENT,
                "At step 1: The scenario's own proxy could not be started: no room."));
  }

  @Test
  void whereTheRunWasInterruptedThatIsSaid() {
    assertThatThrownBy(
            () ->
                run(
                    (attribution, reachable, serving) -> {
                      Thread.currentThread().interrupt();
                      throw new DeploymentException("not up yet when interrupted");
                    }))
        .isInstanceOf(InterruptedException.class);
  }
}
