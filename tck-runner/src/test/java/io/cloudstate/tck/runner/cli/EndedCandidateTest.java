package io.cloudstate.tck.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstate.tck.model.service.ReferenceService;
import io.cloudstate.tck.model.service.ServiceSettings;
import io.cloudstate.tck.reports.Outcome;
import io.cloudstate.tck.reports.ResultDocument;
import io.cloudstate.tck.reports.ResultsReader;
import io.cloudstate.tck.reports.ScenarioResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A candidate whose process ends: that is put down to the scenario, and the run goes on. */
@Timeout(300)
final class EndedCandidateTest {

  @TempDir private Path folder;

  /** Serves as it should until an error is reported to it. */
  static final class Candidate {

    private Candidate() {}

    /** Listens at PORT of the environment. */
    public static void main(String[] args) throws IOException, InterruptedException {
      int port = Integer.parseInt(System.getenv("PORT"));
      ReferenceService.start(
          new ServiceSettings("127.0.0.1", port, Set.of()),
          report -> {
            System.err.println("panic: an error was reported");
            Runtime.getRuntime().halt(7);
          });
      // The service's own threads do not keep the process.
      new CountDownLatch(1).await();
    }
  }

  private Cli run(String... more) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> args =
        new ArrayList<>(
            List.of(
                "run",
                "--service",
                "exec:'%s' -cp '%s' '%s'"
                    .formatted(
                        java, System.getProperty("java.class.path"), Candidate.class.getName()),
                "--out",
                folder.toString(),
                "--include",
                "discovery/error-reports-in-a-row",
                "--include",
                "discovery/error-report-answered"));
    args.addAll(List.of(more));
    return Cli.tck(args.toArray(String[]::new));
  }

  private ResultDocument document() throws IOException {
    return ResultsReader.read(folder.resolve("results.jsonl"));
  }

  @Test
  void theEndIsPutDownToTheScenarioAndTheOthersAreJudged() throws IOException {
    Cli cli = run("--include", "event-sourced/emits*", "--include", "value-entity/upd*");

    ResultDocument document = document();
    assertThat(document.scenarios()).hasSizeGreaterThan(6);
    for (ScenarioResult result : document.scenarios()) {
      boolean deadly = result.id().startsWith("discovery/");
      assertThat(result.outcome())
          .as(result.id() + cli.all())
          .isEqualTo(deadly ? Outcome.FAILED : Outcome.PASSED);
      if (deadly) {
        assertThat(result.reason())
            .contains("FAI-03")
            .contains("status 7")
            .contains("panic: an error was reported");
      }
    }
    assertThat(Objects.requireNonNull(document.footer()).notes())
        .anyMatch(note -> note.contains("process ended"));
    assertThat(cli.status()).isEqualTo(ExitStatus.DOES_NOT_CONFORM);

    Cli again = Cli.tck("judge", folder.toString());
    assertThat(again.out()).as(again.all()).doesNotContain("differs");
    assertThat(again.status()).isZero();
  }

  @Test
  void whatIsLeftWhenItIsNotStartedAgainIsNotRunAndCountsAgainstIt() throws IOException {
    Cli cli =
        run(
            "--jobs",
            "1",
            "--restarts",
            "0",
            "--include",
            "discovery/available-after-error-report");

    assertThat(document().scenarios())
        .as(cli.all())
        .extracting(ScenarioResult::outcome)
        .isEqualTo(List.of(Outcome.FAILED, Outcome.NOT_RUN, Outcome.NOT_RUN));
    assertThat(document().scenarios().get(1).reason())
        .contains("has ended, and is started again only 0 times (--restarts)")
        .contains("panic: an error was reported");
    assertThat(cli.status()).isEqualTo(ExitStatus.DOES_NOT_CONFORM);
  }
}
