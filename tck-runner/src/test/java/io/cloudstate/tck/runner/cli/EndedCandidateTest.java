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
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A candidate that a scenario ends: the scenarios after it are not blamed for finding nobody. */
@Timeout(120)
final class EndedCandidateTest {

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

  @Test
  void whatComesAfterIsNotRunAndCountsAgainstIt(@TempDir Path folder) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String command =
        "exec:'%s' -cp '%s' '%s'"
            .formatted(java, System.getProperty("java.class.path"), Candidate.class.getName());

    Cli cli =
        Cli.tck(
            "run",
            "--service",
            command,
            "--jobs",
            "1",
            "--include",
            "discovery/error-reports-in-a-row",
            "--include",
            "discovery/error-report-answered",
            "--include",
            "discovery/available-after-error-report",
            "--out",
            folder.toString());

    ResultDocument document = ResultsReader.read(folder.resolve("results.jsonl"));
    assertThat(document.scenarios())
        .as(cli.all())
        .extracting(ScenarioResult::outcome)
        .isEqualTo(List.of(Outcome.FAILED, Outcome.NOT_RUN, Outcome.NOT_RUN));
    assertThat(document.scenarios().get(1).reason())
        .contains("The candidate has ended")
        .contains("status 7")
        .contains("panic: an error was reported");
    assertThat(cli.status()).isEqualTo(ExitStatus.DOES_NOT_CONFORM);
  }
}
