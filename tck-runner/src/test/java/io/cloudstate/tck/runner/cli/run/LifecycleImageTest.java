package io.cloudstate.tck.runner.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstate.tck.reports.document.Outcome;
import io.cloudstate.tck.reports.document.ResultDocument;
import io.cloudstate.tck.reports.document.ScenarioResult;
import io.cloudstate.tck.reports.file.ResultsReader;
import io.cloudstate.tck.runner.Images;
import io.cloudstate.tck.runner.NeedsEngine;
import io.cloudstate.tck.runner.cli.Cli;
import io.cloudstate.tck.runner.cli.exit.ExitStatus;
import io.cloudstate.tck.runner.deploy.container.ContainerEngine;
import io.cloudstate.tck.runner.deploy.container.Swept;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What befalls containers: they are killed, started, paused, and cut off their network. That a pair
 * of images suffers all of it, {@code ci/containers} shows.
 */
@NeedsEngine({Images.SERVICE, Images.PROXY, Images.KIT})
@Timeout(300)
final class LifecycleImageTest {

  private static final String CUT_OFF = "lifecycle/service-cut-off-during-a-command";

  @TempDir private Path folder = Path.of(".");

  private Cli run(String... options) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "run",
                "--out",
                folder.toString(),
                "--pull",
                "never",
                "--service",
                "image:" + Images.SERVICE));
    args.addAll(List.of(options));
    return Cli.tck(args.toArray(String[]::new));
  }

  private ResultDocument document() throws IOException {
    return ResultsReader.read(folder.resolve("results.jsonl"));
  }

  @AfterEach
  void nothingIsLeft() throws Exception {
    assertThat(ContainerEngine.connect().sweepAll()).isEqualTo(new Swept(List.of(), List.of()));
  }

  /** A published port is another one after each start. */
  @Test
  void aContainerWithPublishedPortsIsFoundAgainAndCannotBeCutOff() throws Exception {
    Cli cli =
        run(
            "--isolation",
            "published",
            "--include",
            CUT_OFF,
            "--include",
            "lifecycle/service-killed-between-commands",
            "--include",
            "lifecycle/service-returns-elsewhere");

    assertThat(cli.status()).as(cli.all()).isEqualTo(ExitStatus.CONFORMS);
    assertThat(cli.out()).contains("2 of 3");
    assertThat(document().scenarios().toString()).contains("whose port the engine publishes");
  }

  /** What stands between them stays when another container takes its place. */
  @Test
  void aContainerBehindARelayIsFoundAgain() throws Exception {
    Cli cli =
        run(
            "--isolation",
            "relayed",
            "--include",
            "lifecycle/announces-the-same-after-its-death",
            "--include",
            "lifecycle/service-returns-elsewhere");

    assertThat(cli.status()).as(cli.all()).isEqualTo(ExitStatus.CONFORMS);
    assertThat(cli.out()).contains("2 of 2");
  }

  @ParameterizedTest
  @ValueSource(strings = {CUT_OFF, "lifecycle/service-paused-during-a-command"})
  void aReplyThatIsLostMeanwhileIsFound(String id) throws Exception {
    Cli cli = run("--include", id, "--defect", "service-wire/reply-lost");

    assertThat(cli.status()).as(cli.all()).isEqualTo(ExitStatus.DOES_NOT_CONFORM);
    ScenarioResult failed = document().scenarios().get(0);
    assertThat(failed.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(Objects.requireNonNull(failed.mismatch()).requirement()).isEqualTo("ES-05");
  }
}
