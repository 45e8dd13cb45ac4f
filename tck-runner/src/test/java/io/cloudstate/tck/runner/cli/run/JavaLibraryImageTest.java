package io.cloudstate.tck.runner.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstate.tck.reports.document.Outcome;
import io.cloudstate.tck.reports.document.ResultDocument;
import io.cloudstate.tck.reports.file.ResultsReader;
import io.cloudstate.tck.runner.Images;
import io.cloudstate.tck.runner.NeedsEngine;
import io.cloudstate.tck.runner.cli.Cli;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The published Java library, as an image. What is said of it is nothing of this test. */
@NeedsEngine(Images.JAVA_SUPPORT)
@Timeout(180)
final class JavaLibraryImageTest {

  @TempDir private Path folder = Path.of(".");

  @Test
  void theRunComesToAVerdict() throws Exception {
    Cli run =
        Cli.tck(
            "run",
            "--service",
            "image:" + Images.JAVA_SUPPORT,
            "--include",
            "event-sourced/*",
            "--timeout-scale",
            "2",
            "--out",
            folder.toString());
    assertThat(run.status()).as(run.all()).isIn(0, 1);
    ResultDocument results = ResultsReader.read(folder.resolve("results.jsonl"));
    assertThat(results.complete()).isTrue();
    assertThat(results.scenarios())
        .anyMatch(result -> result.outcome() == Outcome.PASSED)
        .noneMatch(result -> result.outcome() == Outcome.ERRORED);
    assertThat(results.header().service().facts().toString())
        .contains("cloudstate-java-support", Images.JAVA_SUPPORT);
  }
}
