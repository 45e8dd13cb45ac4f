package io.cloudstate.tck.runner.cli.results;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstate.tck.runner.cli.Cli;
import io.cloudstate.tck.runner.cli.exit.ExitStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is recorded is judged again, with nothing running, and what does not agree is said. */
@Timeout(120)
final class JudgeTest {

  @TempDir private Path folder = Path.of(".");

  private Path out() {
    return folder.resolve("out");
  }

  private Cli judge(String... more) {
    String[] args = new String[more.length + 4];
    args[0] = "judge";
    args[1] = out().toString();
    args[2] = "--scenarios";
    args[3] = folder.resolve("sample.yaml").toString();
    System.arraycopy(more, 0, args, 4, more.length);
    return Cli.tck(args);
  }

  private static void edit(Path file, String from, String to) throws IOException {
    String text = Files.readString(file);
    assertThat(text).contains(from);
    Files.writeString(file, text.replace(from, to));
  }

  @Test
  void thatThereAreNoTracesIsSaidOnce() throws Exception {
    assertThat(Cli.run(folder).status()).isNotEqualTo(ExitStatus.USAGE);
    Files.move(folder.resolve("out").resolve("traces"), folder.resolve("elsewhere"));
    Cli cli = judge();
    assertThat(cli.status()).isEqualTo(ExitStatus.COULD_NOT_RUN);
    assertThat(cli.out()).isEmpty();
    assertThat(cli.err()).contains("traces does not exist").hasLineCount(1);
  }

  @Test
  void aPassingAndAFailingRunAgreeWithTheirTraces() throws IOException {
    Cli.run(folder);
    assertThat(judge().all()).contains("7 of 7 verdicts agree with their traces, 0 differ");
    assertThat(judge().status()).isZero();
    assertThat(Cli.run(folder, "--defect", "service/reply-before-events").status()).isEqualTo(1);
    Cli again = judge();
    assertThat(again.status()).as(again.all()).isZero();
    assertThat(again.out()).contains("7 of 7");
    assertThat(
            Cli.tck(
                    "judge",
                    out().resolve("results.jsonl").toString(),
                    "--scenarios",
                    folder.resolve("sample.yaml").toString())
                .status())
        .isZero();
  }

  @Test
  void aVerdictThatItsTraceDoesNotBearOutIsSaid() throws IOException {
    Cli.run(folder, "--defect", "service/reply-before-events");
    edit(out().resolve("results.jsonl"), "\"outcome\":\"FAILED\"", "\"outcome\":\"PASSED\"");
    Cli again = judge();
    assertThat(again.status()).as(again.all()).isEqualTo(1);
    assertThat(again.out())
        .contains(
            "differs    sample/emits-in-order  recorded is passed, judged again it is failed: ES-06");
  }

  @Test
  void aReasonThatItsTraceDoesNotBearOutIsSaid() throws IOException {
    Cli.run(folder, "--defect", "service/reply-before-events");
    edit(out().resolve("results.jsonl"), "\"blame\":\"candidate\"", "\"blame\":\"proxy\"");
    Cli again = judge();
    assertThat(again.status()).as(again.all()).isEqualTo(1);
    assertThat(again.out()).contains("blame proxy").contains("blame candidate");
  }

  @Test
  void aFrameThatWasChangedChangesTheVerdict() throws IOException {
    Cli.run(folder);
    Path trace = out().resolve("traces").resolve("sample.emits-in-order.jsonl");
    edit(trace, "\"side\":\"OUT\"", "\"side\":\"IN\"");
    assertThat(judge().status()).isNotZero();
  }

  @Test
  void whatCannotBeJudgedIsSaidForEach() throws IOException {
    Cli.run(folder);
    Path traces = out().resolve("traces");
    Files.delete(traces.resolve("sample.emits-in-order.jsonl"));
    Cli missing = judge();
    assertThat(missing.status()).isEqualTo(ExitStatus.COULD_NOT_RUN);
    assertThat(missing.out())
        .contains(
            "not judged sample/emits-in-order  Its trace traces/sample.emits-in-order.jsonl is not in the folder of the results.")
        .doesNotContain("Exception")
        .contains("6 of 7 verdicts agree with their traces, 0 differ, 1 could not be judged");
    Files.writeString(traces.resolve("sample.emits-in-order.jsonl"), "\u001b[31m no trace");
    assertThat(judge().out()).contains("Line 1 of a trace is no JSON").doesNotContain("\u001b");
  }

  @Test
  void tracesOfAScenarioThatHasChangedAreRefusedUnlessTold() throws IOException {
    Cli.run(folder);
    edit(folder.resolve("sample.yaml"), "message: AB", "message: BA");
    Cli other = judge();
    assertThat(other.status()).isEqualTo(ExitStatus.COULD_NOT_RUN);
    assertThat(other.out())
        .contains("Its trace is of the scenario with hash")
        .contains("--other-hash");
    Cli told = judge("--other-hash");
    assertThat(told.status()).as(told.all()).isEqualTo(1);
    assertThat(told.out()).contains("recorded is passed, judged again it is failed");
  }

  @Test
  void aTraceOutsideOfTheRunIsNotRead() throws IOException {
    Cli.run(folder);
    edit(
        out().resolve("results.jsonl"),
        "\"trace\":\"traces/sample.emits-in-order.jsonl\"",
        "\"trace\":\"../../etc/passwd\"");
    assertThat(judge().status()).isEqualTo(ExitStatus.COULD_NOT_RUN);
    assertThat(judge().out()).contains("outside of the run's directory");
  }

  @Test
  void scenariosOfAnotherSetAndResultsThatAreNoneAreSaid() throws IOException {
    Cli.run(folder);
    Cli set = Cli.tck("judge", out().toString());
    assertThat(set.status()).isEqualTo(ExitStatus.COULD_NOT_RUN);
    assertThat(set.out()).contains("give --scenarios FILE");
    Cli none = Cli.tck("judge", folder.resolve("nothing").toString());
    assertThat(none.status()).isEqualTo(ExitStatus.COULD_NOT_RUN);
    assertThat(none.err()).contains("there are no results at").contains("--out");
    Cli other = Cli.tck("judge", folder.resolve("sample.yaml").toString());
    assertThat(other.status()).isEqualTo(ExitStatus.COULD_NOT_RUN);
    assertThat(other.err()).contains("sample.yaml").doesNotContain("\tat ");
  }
}
