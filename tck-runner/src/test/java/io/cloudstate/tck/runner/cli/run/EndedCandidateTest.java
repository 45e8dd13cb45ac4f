package io.cloudstate.tck.runner.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cloudstate.tck.model.service.ReferenceService;
import io.cloudstate.tck.model.service.ServiceSettings;
import io.cloudstate.tck.reports.document.Outcome;
import io.cloudstate.tck.reports.document.ResultDocument;
import io.cloudstate.tck.reports.document.ScenarioResult;
import io.cloudstate.tck.reports.file.ResultsReader;
import io.cloudstate.tck.runner.cli.Cli;
import io.cloudstate.tck.runner.cli.exit.ExitStatus;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  /** The same, but that only its first life ends so. */
  static final class MortalOnce {

    private MortalOnce() {}

    /**
     * Listens at PORT of the environment.
     *
     * @param args a file that is there once it has ended
     */
    public static void main(String[] args) throws IOException, InterruptedException {
      Path ended = Path.of(args[0]);
      ReferenceService.start(
          new ServiceSettings("127.0.0.1", Integer.parseInt(System.getenv("PORT")), Set.of()),
          report -> {
            try {
              Files.createFile(ended);
              Runtime.getRuntime().halt(7);
            } catch (IOException isThere) {
              // It lives on.
            }
          });
      new CountDownLatch(1).await();
    }
  }

  /**
   * Serves as it should until an error is reported to it; then no more, and its process goes on.
   */
  static final class Deaf {

    private Deaf() {}

    /** Listens at PORT of the environment. */
    public static void main(String[] args) throws IOException, InterruptedException {
      int port = Integer.parseInt(System.getenv("PORT"));
      CountDownLatch reported = new CountDownLatch(1);
      CountDownLatch closing = new CountDownLatch(1);
      ReferenceService service =
          ReferenceService.start(
              new ServiceSettings("127.0.0.1", port, Set.of()),
              report -> {
                reported.countDown();
                awaitOn(closing);
              });
      reported.await();
      closing.countDown();
      service.close();
      new CountDownLatch(1).await();
    }

    /** Else all that the scenarios ask for may be served before it closes. */
    private static void awaitOn(CountDownLatch closing) {
      try {
        closing.await();
      } catch (InterruptedException ending) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Accepts connections, and ends as soon as anything is said to it. */
  static final class Mute {

    private Mute() {}

    /** Listens at PORT of the environment. */
    public static void main(String[] args) throws IOException {
      try (ServerSocket server =
          new ServerSocket(
              Integer.parseInt(System.getenv("PORT")), 50, InetAddress.getLoopbackAddress())) {
        while (true) {
          try (Socket socket = server.accept()) {
            if (socket.getInputStream().read() >= 0) {
              System.err.println("loading the model");
              System.err.println("FATAL: cannot load model");
              Runtime.getRuntime().halt(5);
            }
          }
        }
      }
    }
  }

  private static String exec(Class<?> main) {
    return "exec:'%s' -cp '%s' '%s'"
        .formatted(
            Path.of(System.getProperty("java.home"), "bin", "java"),
            System.getProperty("java.class.path"),
            main.getName());
  }

  private Cli run(String... more) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "run",
                "--service",
                exec(Candidate.class),
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
  void anEndThatNothingBringsAboutAgainIsNotPassedOver() throws IOException {
    Cli cli =
        Cli.tck(
            "run",
            "--service",
            exec(MortalOnce.class) + " '" + folder.resolve("ended") + "'",
            "--out",
            folder.toString(),
            "--include",
            "discovery/error-report*",
            "--include",
            "event-sourced/emits*");

    assertThat(folder.resolve("ended")).exists();
    assertThat(document().scenarios())
        .hasSizeGreaterThan(4)
        .filteredOn(result -> result.outcome() != Outcome.PASSED)
        .singleElement()
        .satisfies(
            result -> {
              assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
              assertThat(result.reason()).contains("FAI-03").contains("status 7");
            });
    assertThat(cli.status()).as(cli.all()).isEqualTo(ExitStatus.DOES_NOT_CONFORM);

    Cli again = Cli.tck("judge", folder.toString());
    assertThat(again.status()).as(again.all()).isZero();
  }

  @Test
  void oneThatNeverAnswersDiscoverySaysSoFirstAndOnceWithItsLastLines() throws IOException {
    Cli cli =
        Cli.tck(
            "run",
            "--service",
            exec(Mute.class),
            "--theme",
            "value-entity",
            "--out",
            folder.toString());

    assertThat(cli.status()).as(cli.all()).isEqualTo(ExitStatus.DOES_NOT_CONFORM);
    assertThat(cli.out())
        .containsPattern(
            "Does not conform: the candidate does not answer discovery \\(ended with status 5: FATAL: cannot load model\\), so \\d+ of \\d+ selected scenarios were not run\\.")
        .contains("  loading the model")
        .doesNotContainPattern("(?s)(cannot be used: discover failed.*){3}");
    String markdown = Files.readString(folder.resolve("report.md"));
    assertThat(markdown)
        .contains("loading the model\nFATAL: cannot load model\n", "ended with status 5")
        .doesNotContain("0.0`");
    assertThat(markdown.lines()).as(markdown).hasSizeLessThan(60);
    assertThat(Files.readString(folder.resolve("report.html")))
        .contains("<dt>last lines</dt><dd>loading the model\nFATAL: cannot load model")
        .doesNotContain("<dt>protocol version</dt>");
    assertThat(Files.readString(folder.resolve("badge.json"))).contains("does not answer, ");
  }

  /** The first pair is sound, and the second, on which something is done to it, is not. */
  @Test
  void theSecondPairsCandidateAnswersForWhatWasNotRunOnIt() throws IOException {
    String onceSound =
        "exec:if mkdir '%s'; then exec %s; else exec %s; fi"
            .formatted(
                folder.resolve("started"),
                exec(Candidate.class).substring("exec:".length()),
                exec(Mute.class).substring("exec:".length()));
    Cli cli =
        Cli.tck(
            "run",
            "--service",
            onceSound,
            "--include",
            "event-sourced/emits-in-order",
            "--include",
            "lifecycle/service-killed-between-commands",
            "--out",
            folder.resolve("out").toString());

    assertThat(cli.status()).as(cli.all()).isEqualTo(ExitStatus.DOES_NOT_CONFORM);
    assertThat(cli.out())
        .contains(
            "Does not conform: the candidate does not answer discovery (ended with status 5: FATAL: cannot load model), so 1 of 2 selected scenarios were not run.");
  }

  @Test
  void whatRanBesideOthersAtTheLastEndIsPutDownToNobody() throws IOException {
    Cli cli = run("--restarts", "0", "--include", "event-sourced/*");

    List<ScenarioResult> beside =
        document().scenarios().stream()
            .filter(result -> String.valueOf(result.reason()).contains("ran beside others"))
            .toList();
    assertThat(beside)
        .as(cli.all())
        .hasSizeGreaterThan(1)
        .allSatisfy(
            result -> {
              assertThat(result.outcome()).isEqualTo(Outcome.NOT_RUN);
              assertThat(result.reason())
                  .contains("is started again only 0 times (--restarts)", "status 7");
              assertThat(folder.resolve(String.valueOf(result.trace()))).isNotEmptyFile();
            });
    assertThat(document().scenarios()).noneMatch(result -> result.outcome() == Outcome.FAILED);
    assertThat(cli.status()).isEqualTo(ExitStatus.DOES_NOT_CONFORM);
    assertThat(cli.out())
        .contains("Does not conform: the candidate is gone (ended with status 7: ")
        .contains("panic: an error was reported");
  }

  private static boolean isIn(String method, Thread thread) {
    return Stream.of(thread.getStackTrace()).anyMatch(at -> at.getMethodName().equals(method));
  }

  /** The kit looks for the end of a process that goes on, and is interrupted meanwhile. */
  @ParameterizedTest
  @ValueSource(strings = {"1", "2"})
  void aVerdictThatIsKnownWhenTheRunIsInterruptedIsReported(String jobs) throws IOException {
    Thread run = Thread.currentThread();
    CompletableFuture<Void> interruption =
        CompletableFuture.runAsync(
            () -> {
              await().atMost(Duration.ofSeconds(60)).until(() -> isIn("awaitEnd", run));
              run.interrupt();
            });
    Cli cli =
        Cli.tck(
            "run",
            "--service",
            exec(Deaf.class),
            "--jobs",
            jobs,
            "--timeout-scale",
            "20",
            "--out",
            folder.toString(),
            "--include",
            "discovery/error-reports-in-a-row",
            "--include",
            "discovery/available-after-error-report");

    assertThat(interruption).as(cli.all()).isCompleted();
    assertThat(document().scenarios())
        .as(cli.all())
        .extracting(ScenarioResult::outcome)
        .contains(Outcome.FAILED);
    assertThat(Objects.requireNonNull(document().footer()).partial()).isTrue();
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
