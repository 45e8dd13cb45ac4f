package io.cloudstate.tck.runner.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cloudstate.tck.reports.document.MismatchView;
import io.cloudstate.tck.reports.document.Outcome;
import io.cloudstate.tck.reports.document.ResultDocument;
import io.cloudstate.tck.reports.document.ScenarioResult;
import io.cloudstate.tck.reports.file.ResultsReader;
import io.cloudstate.tck.reports.format.ReportFormat;
import io.cloudstate.tck.runner.Sample;
import io.cloudstate.tck.runner.cli.Cli;
import io.cloudstate.tck.runner.cli.exit.ExitStatus;
import io.cloudstate.tck.runner.cli.exit.Gate;
import io.cloudstate.tck.runner.cli.terminal.Console;
import io.cloudstate.tck.runner.deploy.Endpoint;
import io.cloudstate.tck.runner.deploy.Mutation;
import io.cloudstate.tck.runner.deploy.Target;
import io.cloudstate.tck.runner.deploy.container.ContainerOptions;
import io.cloudstate.tck.runner.wire.InterceptorScript;
import io.cloudstate.tck.specs.ScenarioSet;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What one run tells its caller: status, words, files. */
@Timeout(120)
final class RunTest {

  @TempDir private Path folder = Path.of(".");

  private ResultDocument document() throws IOException {
    return ResultsReader.read(folder.resolve("out").resolve("results.jsonl"));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Test
  void theReferencePairConformsAndEveryFormOfTheReportIsThere() throws IOException {
    Cli cli = Cli.run(folder);
    assertThat(cli.status()).as(cli.all()).isEqualTo(ExitStatus.CONFORMS);
    assertThat(cli.out())
        .contains("Selection passed: 7 of 7 scenarios passed. The scenarios are those of ")
        .contains("report.html")
        .doesNotContain("Conforms", "Profiles: ");
    assertThat(document().complete()).isTrue();
    assertThat(document().scenarios())
        .allMatch(result -> result.outcome() == Outcome.PASSED)
        .allSatisfy(
            result ->
                assertThat(folder.resolve("out").resolve(String.valueOf(result.trace())))
                    .isNotEmptyFile());
    for (String file : List.of("junit.xml", "report.html", "report.md")) {
      assertThat(folder.resolve("out").resolve(file)).isNotEmptyFile();
    }
  }

  @Test
  void aSelectionThatPassesIsNoVerdictOnConformance() throws IOException {
    Path out = folder.resolve("out");
    Cli cli = Cli.tck("run", "--include", "discovery/protocol-version", "--out", out.toString());

    assertThat(cli.status()).as(cli.all()).isZero();
    int all = Objects.requireNonNull(document().header().inSet());
    assertThat(all).isGreaterThan(700);
    String limits = "Only 1 of the %d scenarios of the set was selected.".formatted(all);
    assertThat(cli.out())
        .contains("Selection passed: 1 of 1 selected scenarios passed. " + limits)
        .doesNotContain("Conforms", "Profiles: ");
    assertThat(Files.readString(out.resolve("badge.json")))
        .contains("selection: 1 of %d passed".formatted(all));
    assertThat(Files.readString(out.resolve("report.md")))
        .contains("Selection passed", "1 passed of 1 selected; there are " + all)
        .doesNotContain("✅", "Profile");
    assertThat(Files.readString(out.resolve("report.html"))).doesNotContain("id=\"profiles\"");
    assertThat(Files.readString(out.resolve("junit.xml"))).doesNotContain("<error");
    assertThat(Objects.requireNonNull(document().footer()).conforms()).isFalse();
  }

  @Test
  void aSelectionOfWhichNothingCouldBeTriedSaysWhyAndBlamesNobody() throws IOException {
    Cli cli =
        Cli.tck(
            "run",
            "--include",
            "lifecycle/service-paused-during-a-command",
            "--out",
            folder.resolve("out").toString());

    assertThat(cli.status()).as(cli.all()).isEqualTo(ExitStatus.COULD_NOT_RUN);
    assertThat(cli.out())
        .contains(
            "No verdict: nothing of the 1 selected scenarios could be run: A service given as embedded cannot be paused")
        .doesNotContain("Does not conform", "announces nothing");
    assertThat(Files.readString(folder.resolve("out").resolve("report.md")))
        .contains("No verdict")
        .doesNotContain("Does not conform");
  }

  @Test
  void whatAnEarlierRunWroteIsGoneAndNothingElse() throws IOException {
    Path out = folder.resolve("out");
    Cli.run(folder, "--include", "sample/emits-in-order");
    Path foreign = Files.writeString(out.resolve("notes.html"), "mine");
    assertThat(out.resolve("badge.json")).isNotEmptyFile();

    Cli.run(folder, "--include", "sample/failure", "--format", "jsonl");
    try (Stream<Path> left = Files.list(out)) {
      assertThat(left.map(file -> String.valueOf(file.getFileName())))
          .containsExactlyInAnyOrder("results.jsonl", "traces", "notes.html");
    }
    assertThat(foreign).hasContent("mine");
  }

  @Test
  void onlyTheFormsAskedForAreWritten() throws IOException {
    Cli cli = Cli.run(folder, "--format", "md", "--include", "sample/emits-in-order");
    assertThat(cli.status()).as(cli.all()).isEqualTo(ExitStatus.CONFORMS);
    assertThat(folder.resolve("out").resolve("report.md")).isNotEmptyFile();
    assertThat(folder.resolve("out").resolve("results.jsonl")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({
    "--theme, nothing, 'No theme is named \"nothing\". Themes are: sample'",
    "--include, nothing*, '\"nothing*\" matches no scenario'",
    "--exclude, nothing, '--exclude \"nothing\" matches no scenario'",
    "--exclude, *, Nothing is selected",
    "--service, somewhere, --service \"somewhere\" is no target",
    "--proxy, tcp:127.0.0.1:1, needs --listen HOST:PORT",
    "--listen, 8080, '--listen \"8080\" is no HOST:PORT'",
    "--listen, host:99999, is no HOST:PORT",
    "--jobs, 0, '--jobs 0: at least 1'",
    "--jobs, many, '--jobs'",
    "--timeout-scale, NaN, a factor is a number above 0",
    "--timeout-scale, -1, '--timeout-scale -1.0: a factor is a number above 0'",
    "--step-by-step, --shuffle, leave out --shuffle",
    "--step-by-step, --jobs=2, leave out --jobs",
    "--step-by-step, --repeat=2, leave out --repeat",
    "--repeat, 0, '--repeat 0: each scenario runs at least once'",
    "--stress, -2, '--stress -2: a number of threads is from 0 to 1000'",
    "--format, pdf, --format",
    "--nothing, x, Unknown option",
  })
  void whatCannotBeIsRefusedBeforeAnythingStarts(String option, String value, String message)
      throws IOException {
    Cli cli = Cli.run(folder, option, value);
    assertThat(cli.status()).as(cli.all()).isEqualTo(ExitStatus.USAGE);
    assertThat(cli.err()).contains(message).doesNotContain("\tat ");
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void theDoctorIsAsPatientAsARunAndRefusesTheSameScales() {
    Cli cli = Cli.tck("doctor", "--timeout-scale", "-1");
    assertThat(cli.status()).as(cli.all()).isEqualTo(ExitStatus.USAGE);
    assertThat(cli.err()).contains("--timeout-scale -1.0: a factor is a number above 0");
  }

  @Test
  void aMalformedScenarioFileIsSaidWithItsPlace() throws IOException {
    Path file = folder.resolve("broken.yaml");
    Files.writeString(
        file,
        """
        theme: broken
        service: cloudstate.tck.model.EventSourcedTckModel
        scenarios:
          - id: broken/one
            title: One
            verifies: [ES-05]
            steps:
              - init
              - comand: { Process: {} }
        """);
    Cli cli = Cli.tck("run", "--scenarios", file.toString());
    assertThat(cli.status()).isEqualTo(ExitStatus.USAGE);
    assertThat(cli.err()).contains("broken.yaml:9:9: ").contains("comand").doesNotContain("\tat ");
    Cli missing = Cli.tck("run", "--scenarios", folder.resolve("none.yaml").toString());
    assertThat(missing.status()).isEqualTo(ExitStatus.USAGE);
    assertThat(missing.err()).contains("none.yaml").contains("cannot be read");
  }

  @Test
  void aCallOverHttpThatHasEndedMayBeCancelled() throws IOException {
    Path file = folder.resolve("late.yaml");
    Files.writeString(
        file,
        """
        theme: late
        service: cloudstate.tck.model.EventSourcedTckModel
        scenarios:
          - id: late/cancelled
            title: Cancelled once it has ended
            topology: proxied
            verifies: [HTTP-01]
            steps:
              - call: { Process: {} }
                via: http
                as: c
              - return: c
                returns: { message: "" }
              - wire:
                  - in: init
                  - in: { command: { Process: {} } }
                  - out: { reply: { message: "" } }
              - cancel: c
        """);
    Cli cli =
        Cli.tck("run", "--scenarios", file.toString(), "--out", folder.resolve("out").toString());
    assertThat(cli.status()).as(cli.all()).isZero();
  }

  @Test
  void aServiceThatIsNotThereIsNoVerdict() throws IOException {
    Cli cli =
        Cli.run(folder, "--service", "tcp:127.0.0.1:" + freePort(), "--timeout-scale", "0.02");
    assertThat(cli.status()).isEqualTo(ExitStatus.COULD_NOT_RUN);
    assertThat(cli.err()).startsWith("Could not run: The service tcp:").doesNotContain("\tat ");
  }

  @Test
  void aCommandThatDiesIsNoVerdict() throws IOException {
    Cli cli = Cli.run(folder, "--service", "exec:echo no config >&2; exit 9");
    assertThat(cli.status()).isEqualTo(ExitStatus.COULD_NOT_RUN);
    assertThat(cli.err()).contains("ended with status 9").contains("no config");
  }

  @Test
  void aTakenPortIsNoVerdict() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Cli cli = Cli.run(folder, "--listen", "127.0.0.1:" + taken.getLocalPort());
      assertThat(cli.status()).isEqualTo(ExitStatus.COULD_NOT_RUN);
      assertThat(cli.err()).contains("could not listen on").contains("--listen");
    }
  }

  private RunSettings settings(Mutation mutation) {
    return new RunSettings(
        "./tck",
        new Target.Embedded(),
        new Target.Embedded(),
        new Endpoint("127.0.0.1", 0),
        4,
        0,
        1,
        1,
        folder.resolve("out"),
        List.of(ReportFormat.values()),
        List.of("run"),
        Set.of(),
        true,
        1,
        false,
        mutation,
        ContainerOptions.usual(),
        Optional.empty(),
        List.of());
  }

  private static Mutation serviceBug(String name) {
    return new Mutation(
        Set.of(name), Set.of(), InterceptorScript.transparent(), InterceptorScript.transparent());
  }

  private static final Gate EVERY_FAILURE = new Gate(Optional.empty(), false);

  @Test
  void aBugFailsTheRunWithTheFactsOfTheMismatch() throws Exception {
    ScenarioSet set = Sample.set();
    StringWriter out = new StringWriter();
    int status =
        new RunSession(
                settings(serviceBug("REPLY_BEFORE_EVENTS")),
                set,
                List.of(),
                new Console(new PrintWriter(out), false, false, false),
                Optional.empty(),
                EVERY_FAILURE)
            .run(set.scenarios());
    assertThat(status).isEqualTo(ExitStatus.DOES_NOT_CONFORM);
    ScenarioResult failed =
        document().scenarios().stream()
            .filter(result -> result.id().equals("sample/emits-in-order"))
            .findFirst()
            .orElseThrow();
    assertThat(failed.outcome()).isEqualTo(Outcome.FAILED);
    MismatchView mismatch = failed.mismatch();
    assertThat(mismatch).isNotNull();
    assertThat(mismatch.step()).isEqualTo(3);
    assertThat(mismatch.requirement()).isEqualTo("ES-06");
    assertThat(mismatch.path()).isEqualTo("reply.clientAction.reply.payload.message");
    assertThat(mismatch.expected()).isEqualTo("\"AB\"");
    assertThat(mismatch.blame()).isEqualTo("candidate");
    assertThat(failed.rerun()).endsWith(" --out tck-rerun --include sample/emits-in-order");
    assertThat(out.toString())
        .contains("failed  sample/emits-in-order")
        .contains("ES-06")
        .contains("\"AB\"")
        .contains("Does not conform");
    assertThat(Files.readString(folder.resolve("out").resolve("report.html"))).contains("ES-06");
    assertThat(Files.readString(folder.resolve("out").resolve("junit.xml"))).contains("<failure");
  }

  @Test
  void anInterruptedRunWritesWhatItHas() throws Exception {
    ScenarioSet set = Sample.set();
    Thread runner = Thread.currentThread();
    StringWriter out = new StringWriter();
    // The word on the first scenario that ended is what interrupts, and is out only when that was
    // noticed, so that others are left.
    PrintWriter interrupting =
        new PrintWriter(out) {
          @Override
          public void print(String text) {
            super.print(text);
            if (text.startsWith("\r1/")) {
              runner.interrupt();
              await().until(() -> !runner.isInterrupted());
            }
          }
        };
    int status =
        new RunSession(
                settings(Mutation.none()),
                set,
                List.of(),
                new Console(interrupting, true, true, false),
                Optional.empty(),
                EVERY_FAILURE)
            .run(set.scenarios());
    assertThat(Thread.interrupted()).isFalse();
    assertThat(status).isNotEqualTo(ExitStatus.CONFORMS);
    ResultDocument document = document();
    assertThat(document.footer()).isNotNull();
    assertThat(document.footer().partial()).isTrue();
    assertThat(document.footer().verdict()).startsWith("Interrupted. ");
    assertThat(document.incompleteness()).contains("interrupted");
    assertThat(document.scenarios()).hasSameSizeAs(set.scenarios());
    assertThat(document.counts().notRun()).isPositive();
    assertThat(out.toString()).contains("Interrupted. ");
  }
}
