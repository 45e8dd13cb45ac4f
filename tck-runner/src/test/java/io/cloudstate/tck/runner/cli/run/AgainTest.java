package io.cloudstate.tck.runner.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstate.tck.reports.document.Outcome;
import io.cloudstate.tck.reports.document.ResultDocument;
import io.cloudstate.tck.reports.document.ScenarioResult;
import io.cloudstate.tck.reports.file.ResultsReader;
import io.cloudstate.tck.runner.cli.Cli;
import io.cloudstate.tck.runner.cli.exit.ExitStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Running again what did not pass, and stopping at the first failure. */
@Timeout(120)
final class AgainTest {

  private static final String BUG = "service/reply-before-events";

  @TempDir private Path folder = Path.of(".");

  private ResultDocument document() throws IOException {
    return ResultsReader.read(folder.resolve("out").resolve("results.jsonl"));
  }

  private Cli again(String... more) throws IOException {
    String[] args = new String[more.length + 2];
    args[0] = "--failed-from";
    args[1] = folder.resolve("out").toString();
    System.arraycopy(more, 0, args, 2, more.length);
    return Cli.run(folder, args);
  }

  @Test
  void onlyWhatFailedRunsAgainUntilNothingIsLeft() throws IOException {
    assertThat(Cli.run(folder, "--defect", BUG).status()).isEqualTo(1);
    Cli cli = again();
    assertThat(cli.status()).as(cli.all()).isZero();
    assertThat(document().scenarios())
        .extracting(ScenarioResult::id)
        .containsExactlyInAnyOrder("sample/emits-in-order", "sample/relays-and-persists");
    Cli none = again();
    assertThat(none.status()).as(none.all()).isZero();
    assertThat(none.out()).contains("Nothing is left to run");
  }

  @Test
  void thatNothingIsLeftOfWhatIsSelectedIsNoSuccessWhereOthersFailed() throws IOException {
    Cli.run(folder, "--defect", BUG);
    Cli none = again("--include", "sample/failure");
    assertThat(none.status()).isEqualTo(ExitStatus.USAGE);
    assertThat(none.err()).contains("nothing to run again");
  }

  @Test
  void itNarrowsWhatIsSelected() throws IOException {
    Cli.run(folder, "--defect", BUG);
    Cli cli = again("--include", "sample/emits-in-order");
    assertThat(cli.status()).as(cli.all()).isZero();
    assertThat(document().scenarios()).hasSize(1);
  }

  @Test
  void whatAnEarlierRunDidNotComeToRunsToo() throws IOException {
    Cli.run(folder);
    Path results = folder.resolve("out").resolve("results.jsonl");
    String all = Files.readString(results);
    int third = all.indexOf('\n', all.indexOf('\n', all.indexOf('\n') + 1) + 1);
    Files.writeString(results, all.substring(0, third + 1));
    assertThat(again().out()).contains("5 of 5 selected scenarios passed");
  }

  @Test
  void resultsThatAreNotThereAreSaid() throws IOException {
    Cli cli = Cli.run(folder, "--failed-from", folder.resolve("none").toString());
    assertThat(cli.status()).isEqualTo(ExitStatus.COULD_NOT_RUN);
    assertThat(cli.err()).contains("there are no results at").doesNotContain("\tat ");
  }

  @Test
  void theFirstFailureEndsTheRunAndTheRestIsNotRun() throws IOException {
    Cli cli = Cli.run(folder, "--defect", BUG, "--fail-fast", "--jobs", "1");
    assertThat(cli.status()).as(cli.all()).isEqualTo(ExitStatus.DOES_NOT_CONFORM);
    ResultDocument document = document();
    assertThat(document.complete()).isTrue();
    assertThat(document.counts().failed()).isEqualTo(1);
    assertThat(document.counts().notRun()).isPositive();
    assertThat(document.scenarios())
        .filteredOn(result -> result.outcome() == Outcome.NOT_RUN)
        .allSatisfy(
            result -> assertThat(result.reason()).startsWith("Left out by --fail-fast: sample/"));
    Cli rest = again();
    assertThat(rest.status()).as(rest.all()).isZero();
    assertThat(document().scenarios().size())
        .isEqualTo(document.counts().failed() + document.counts().notRun());
  }

  @Test
  void aKnownFailureDoesNotEndTheRun() throws IOException {
    Path known =
        Files.writeString(
            folder.resolve("known.yaml"),
            "known:\n- { scenario: 'sample/*', path: '*', reason: early }\n");
    Cli cli =
        Cli.run(folder, "--defect", BUG, "--fail-fast", "--jobs", "1", "--known", known.toString());
    assertThat(cli.status()).as(cli.all()).isZero();
    assertThat(document().counts().notRun()).isZero();
  }

  @Test
  void withoutAFailureAllRuns() throws IOException {
    assertThat(Cli.run(folder, "--fail-fast").out()).contains("Selection passed: 7 of 7");
  }
}
