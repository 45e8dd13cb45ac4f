package io.cloudstate.tck.runner.cli.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstate.tck.reports.document.Outcome;
import io.cloudstate.tck.reports.document.ResultDocument;
import io.cloudstate.tck.reports.document.ScenarioResult;
import io.cloudstate.tck.reports.file.ResultsReader;
import io.cloudstate.tck.runner.cli.Cli;
import io.cloudstate.tck.runner.cli.exit.ExitStatus;
import io.cloudstate.tck.specs.Scenario;
import io.cloudstate.tck.specs.Topology;
import io.cloudstate.tck.specs.read.Specs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One scenario after the other, the easiest first, up to the first that fails. */
@Timeout(120)
final class StepByStepTest {

  private static final List<Scenario> ALL = Specs.load().scenarios();

  @TempDir private Path folder = Path.of(".");

  private static List<String> ids(List<Scenario> scenarios) {
    return scenarios.stream().map(Scenario::id).toList();
  }

  @Test
  void allAreThereInAnOrderThatIsTheirOwn() {
    List<Scenario> shuffled = new ArrayList<>(ALL);
    Collections.shuffle(shuffled, new Random(7));
    assertThat(ids(StepByStep.order(shuffled)))
        .isEqualTo(ids(StepByStep.order(ALL)))
        .containsExactlyInAnyOrderElementsOf(ids(ALL));
  }

  @Test
  void discoveryIsFirstAndWhatTakesAProxyComesAfterAllThatTakesNone() {
    List<Scenario> order = StepByStep.order(ALL);
    assertThat(order.get(0).theme()).isEqualTo("discovery");
    assertThat(order.stream().map(Scenario::topology).toList()).isSorted();
    assertThat(order.get(order.size() - 1).topology()).isEqualTo(Topology.SCRIPTED);
  }

  @Test
  void whatNeedsLessComesFirst() {
    assertThat(ids(StepByStep.order(ALL)))
        .containsSubsequence(
            "discovery/descriptors-link",
            "event-sourced/starts-empty",
            "event-sourced/emits-one",
            "event-sourced/emits-in-order",
            "event-sourced/snapshot-at-five",
            "value-entity/starts-empty",
            "action/unary-replies",
            "event-sourced/proxy-relays-and-persists");
  }

  @Test
  void whatComesUnaskedIsExplainedAfterTheLastStep() throws IOException {
    Path file = folder.resolve("twice.yaml");
    Files.writeString(
        file,
        """
        theme: twice
        service: cloudstate.tck.model.EventSourcedTckModel
        scenarios:
          - id: twice/replied
            title: One reply each
            verifies: [ES-05]
            steps:
              - init
              - command: { Process: {} }
              - reply: { message: "" }
              - command: { Process: {} }
              - reply: { message: "" }
        """);
    Cli cli =
        Cli.tck(
            "run",
            "--scenarios",
            file.toString(),
            "--out",
            folder.resolve("out").toString(),
            "--step-by-step",
            "--defect",
            "service-wire/reply-twice");
    assertThat(cli.status()).as(cli.all()).isEqualTo(ExitStatus.DOES_NOT_CONFORM);
    assertThat(cli.out())
        .contains("  1. init")
        .contains("> after the last step")
        .doesNotContain("step 0");
  }

  @Test
  void theRunEndsAtTheFirstFailureAndExplainsIt() throws IOException {
    Cli cli = Cli.run(folder, "--step-by-step", "--defect", "service/reply-before-events");
    assertThat(cli.status()).as(cli.all()).isEqualTo(ExitStatus.DOES_NOT_CONFORM);
    ResultDocument document = ResultsReader.read(folder.resolve("out").resolve("results.jsonl"));
    List<ScenarioResult> failed =
        document.scenarios().stream().filter(r -> r.outcome() == Outcome.FAILED).toList();
    assertThat(failed).hasSize(1);
    assertThat(document.header().jobs()).isEqualTo(1);
    assertThat(document.scenarios())
        .filteredOn(result -> result.outcome() == Outcome.NOT_RUN)
        .isNotEmpty()
        .allSatisfy(
            result ->
                assertThat(result.reason())
                    .isEqualTo(
                        "Left out by --step-by-step: " + failed.get(0).id() + " did not pass."));
    assertThat(cli.out())
        .contains(failed.get(0).title() + ".")
        .containsPattern("\n> [0-9]+\\. \\{ reply: ")
        .containsPattern("\n  expected +\\|  actual\n")
        .contains("ES-06 (")
        .contains("Blame: the candidate (")
        .contains("This one alone: tck run ")
        .doesNotContain("left out");
  }

  @Test
  void aDebuggerMayHoldUpWhatMustHappenAndSilenceEndsAllTheSame() throws IOException {
    Cli cli = Cli.run(folder, "--timeout-scale", "0");
    assertThat(cli.status()).as(cli.all()).isEqualTo(ExitStatus.CONFORMS);
    assertThat(cli.out()).contains("No deadline for what must happen").contains("7 of 7");
  }
}
