package io.cloudstate.tck.runner.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cloudstate.tck.reports.file.ResultsReader;
import io.cloudstate.tck.runner.Images;
import io.cloudstate.tck.runner.NeedsEngine;
import io.cloudstate.tck.runner.cli.Cli;
import io.cloudstate.tck.runner.deploy.container.Owned;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs that are ended from outside, each a process of its own. */
@NeedsEngine({Images.SERVICE, Images.BROKEN})
@Timeout(120)
final class KilledRunTest {

  private static final Duration SOON = Duration.ofSeconds(5);

  @TempDir private Path folder = Path.of(".");

  /** A run that would wait for its candidate for minutes. */
  private Process run() throws IOException {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return new ProcessBuilder(
            // What starts these tests in the background may ignore SIGINT, which is inherited.
            "env",
            "--default-signal=INT",
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            classPath,
            "io.cloudstate.tck.runner.cli.Main",
            "run",
            "--service",
            "image:" + Images.BROKEN,
            "--service-arg",
            "never-listens",
            "--timeout-scale",
            "20",
            "--out",
            folder.resolve("out").toString())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("log").toFile())
        .start();
  }

  private static List<String> owned(Process process) throws Exception {
    return Owned.by(process.pid());
  }

  private static void awaitContainer(Process process) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                !process.isAlive()
                    || owned(process).stream().anyMatch(what -> what.startsWith("container")));
    assertThat(process.isAlive()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT"})
  void whatIsToldToEndLeavesNothingAndAReportThatSaysSo(String signal) throws Exception {
    Process run = run();
    awaitContainer(run);
    new ProcessBuilder("sh", "-c", "kill -" + signal + " " + run.pid()).start().waitFor();
    assertThat(run.waitFor(SOON.toSeconds() * 4, TimeUnit.SECONDS)).isTrue();
    await().atMost(SOON).untilAsserted(() -> assertThat(owned(run)).isEmpty());
    assertThat(ResultsReader.read(folder.resolve("out").resolve("results.jsonl")).incompleteness())
        .as(Files.readString(folder.resolve("log")))
        .isNotNull();
  }

  @Test
  void whatIsKilledIsSweptByTheNextRunAndNothingOfTheLiving() throws Exception {
    Process killed = run();
    awaitContainer(killed);
    Process living = run();
    awaitContainer(living);
    try {
      killed.destroyForcibly().waitFor();
      assertThat(owned(killed)).isNotEmpty();
      Cli next =
          Cli.tck(
              "run",
              "--service",
              "image:" + Images.SERVICE,
              "--include",
              "event-sourced/emits-*",
              "--timeout-scale",
              "3",
              "--out",
              folder.resolve("next").toString());
      assertThat(next.status()).as(next.all()).isZero();
      assertThat(owned(killed)).isEmpty();
      assertThat(owned(living)).isNotEmpty();
    } finally {
      living.destroyForcibly().waitFor();
    }
    Cli clean = Cli.tck("clean");
    assertThat(clean.status()).as(clean.all()).isZero();
    assertThat(clean.out()).contains("removed container", "removed network");
    assertThat(owned(living)).isEmpty();
    assertThat(Cli.tck("clean").out()).contains("Nothing was left behind.");
  }
}
