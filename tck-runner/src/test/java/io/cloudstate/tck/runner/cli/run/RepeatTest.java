package io.cloudstate.tck.runner.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.cloudstate.tck.model.service.ReferenceService;
import io.cloudstate.tck.model.service.ServiceSettings;
import io.cloudstate.tck.reports.document.Outcome;
import io.cloudstate.tck.reports.document.Repeats;
import io.cloudstate.tck.reports.document.ResultDocument;
import io.cloudstate.tck.reports.document.ScenarioResult;
import io.cloudstate.tck.reports.file.ResultsReader;
import io.cloudstate.tck.runner.cli.Cli;
import io.cloudstate.tck.runner.cli.exit.ExitStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Scenarios that run several times: what changes is said, and never becomes a pass. */
@Timeout(120)
final class RepeatTest {

  private static final String UNSTEADY = "discovery/error-report-answered";
  private static final String STEADY = "event-sourced/emits-in-order";

  @TempDir private Path folder;

  /** Runs against a candidate that does not answer the n-th report of an error. */
  private Cli run(int failing, String... more) throws IOException {
    AtomicInteger reports = new AtomicInteger();
    try (ReferenceService candidate =
        ReferenceService.start(
            new ServiceSettings("127.0.0.1", 0, Set.of()),
            report -> {
              if (reports.incrementAndGet() == failing) {
                throw new IllegalStateException("not this time");
              }
            })) {
      List<String> args =
          new ArrayList<>(
              List.of(
                  "run",
                  "--service",
                  "tcp:127.0.0.1:" + candidate.port(),
                  "--out",
                  folder.toString(),
                  "--include",
                  UNSTEADY,
                  "--include",
                  STEADY));
      args.addAll(List.of(more));
      return Cli.tck(args.toArray(String[]::new));
    }
  }

  private ResultDocument document() throws IOException {
    return ResultsReader.read(folder.resolve("results.jsonl"));
  }

  private Repeats repeats(String id) throws IOException {
    return Objects.requireNonNull(result(id).repeats());
  }

  private ScenarioResult result(String id) throws IOException {
    return document().scenarios().stream()
        .filter(result -> result.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whatFailsOnceOfThreeTimesFailsAndIsFlakyWithATraceOfEachWay() throws IOException {
    Cli cli = run(2, "--repeat", "3");

    assertThat(cli.status()).as(cli.all()).isEqualTo(ExitStatus.DOES_NOT_CONFORM);
    assertThat(cli.out())
        .contains("round 2 of 3: 1 otherwise than before, " + UNSTEADY)
        .contains("Flaky (1):")
        .contains("flaky: of 3 runs 1 failed (")
        .contains("; 2 passed");
    assertThat(result(UNSTEADY).outcome()).isEqualTo(Outcome.FAILED);
    assertThat(repeats(UNSTEADY).runs()).isEqualTo(3);
    assertThat(repeats(UNSTEADY).ways())
        .extracting(Repeats.Way::outcome, Repeats.Way::runs)
        .containsExactly(tuple(Outcome.FAILED, 1), tuple(Outcome.PASSED, 2));
    assertThat(repeats(UNSTEADY).ways())
        .extracting(way -> folder.resolve(String.valueOf(way.trace())))
        .doesNotHaveDuplicates()
        .allSatisfy(trace -> assertThat(trace).isNotEmptyFile());
    assertThat(result(STEADY).isFlaky()).isFalse();
    assertThat(folder.resolve("report.html")).content().contains("flaky: of 3 runs 1 failed");
    assertThat(Objects.requireNonNull(document().footer()).notes())
        .anyMatch(note -> note.endsWith("In more than one way came out: " + UNSTEADY + "."));

    Cli again = Cli.tck("judge", folder.toString());
    assertThat(again.status()).as(again.all()).isZero();
  }

  @Test
  void whatAlwaysPassesPassesOnceInTheReportAndSaysHowOften() throws IOException {
    Cli cli = run(0, "--repeat", "2", "--shuffle", "--seed", "1");

    assertThat(cli.status()).as(cli.all()).isEqualTo(ExitStatus.CONFORMS);
    assertThat(cli.out())
        .contains("Selection passed: 2 of 2 selected scenarios passed")
        .doesNotContain("Flaky");
    assertThat(document().scenarios()).hasSize(2);
    assertThat(repeats(UNSTEADY).runs()).isEqualTo(2);
    assertThat(repeats(UNSTEADY).ways()).hasSize(1);
  }

  @Test
  void anUnwantedFailureIsTheEndOfTheRoundsWhereThatIsAskedFor() throws IOException {
    Cli cli = run(2, "--repeat", "50", "--fail-fast");

    assertThat(cli.status()).as(cli.all()).isEqualTo(ExitStatus.DOES_NOT_CONFORM);
    assertThat(cli.out()).contains("round 2 of 50").doesNotContain("round 3 of 50");
    assertThat(repeats(UNSTEADY).runs()).isEqualTo(2);
    assertThat(Objects.requireNonNull(document().footer()).notes())
        .contains("After round 2 of 50 none came: " + UNSTEADY + " failed.");
  }

  @Test
  void besideBusyThreadsTheVerdictIsTheSame() throws IOException {
    Cli cli = run(0, "--stress", "3");

    assertThat(cli.status()).as(cli.all()).isEqualTo(ExitStatus.CONFORMS);
    assertThat(document().header().commandLine()).contains("--stress");
  }

  @Test
  void asManyThreadsComputeAsAreAskedForUntilThatIsClosed() {
    try (Stress three = Stress.of(3)) {
      assertThat(three).isNotNull();
      assertThat(stressing()).isEqualTo(3);
    }
    await().until(() -> stressing() == 0);
  }

  private static long stressing() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("stress-"))
        .count();
  }
}
