package io.cloudstate.tck.runner.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstate.tck.model.service.ReferenceService;
import io.cloudstate.tck.model.service.ServiceSettings;
import io.cloudstate.tck.reports.document.Outcome;
import io.cloudstate.tck.reports.document.ResultDocument;
import io.cloudstate.tck.reports.document.RunFooter;
import io.cloudstate.tck.reports.document.ScenarioResult;
import io.cloudstate.tck.reports.file.ResultsReader;
import io.cloudstate.tck.runner.cli.Cli;
import io.cloudstate.tck.runner.cli.exit.ExitStatus;
import io.cloudstate.tck.runner.deploy.ReferencePair;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Scenarios that kill, start, pause or cut off one half of the pair. */
@Timeout(300)
final class LifecycleTest {

  private static final String PAUSED = "lifecycle/service-paused-during-a-command";
  private static final String LIFE = "lifecycle/service-killed-between-commands";
  private static final String CUT_OFF = "lifecycle/service-cut-off-during-a-command";

  @TempDir private Path folder = Path.of(".");

  /** The reference service in a process of its own. */
  static final class Service {

    private Service() {}

    /** Serves as the environment says. */
    public static void main(String[] args) throws InterruptedException {
      ReferencePair.serveService();
    }
  }

  private Cli run(String... options) {
    List<String> args = new ArrayList<>(List.of("run", "--out", folder.toString()));
    args.addAll(List.of(options));
    return Cli.tck(args.toArray(String[]::new));
  }

  private static String process() {
    return "exec:'%s' -XX:TieredStopAtLevel=1 -cp '%s' '%s'"
        .formatted(
            Path.of(System.getProperty("java.home"), "bin", "java"),
            System.getProperty("java.class.path"),
            Service.class.getName());
  }

  private ResultDocument document() throws IOException {
    return ResultsReader.read(folder.resolve("results.jsonl"));
  }

  private List<String> with(Outcome outcome) throws IOException {
    return document().scenarios().stream()
        .filter(result -> result.outcome() == outcome)
        .map(ScenarioResult::id)
        .sorted()
        .toList();
  }

  private void judgedAgain() {
    Cli again = Cli.tck("judge", folder.toString());
    assertThat(again.out()).as(again.all()).contains("0 differ, 0 could not be judged");
  }

  @Test
  void theEmbeddedPairDoesAllThatCanBeDoneToIt() throws Exception {
    Cli cli = run("--include", "lifecycle/*");

    assertThat(cli.status()).as(cli.all()).isEqualTo(ExitStatus.CONFORMS);
    assertThat(with(Outcome.PASSED)).as(cli.all()).hasSizeGreaterThan(8);
    assertThat(with(Outcome.UNSUPPORTED)).containsExactly(CUT_OFF, PAUSED);
    assertThat(document().scenarios())
        .filteredOn(result -> result.outcome() == Outcome.UNSUPPORTED)
        .allSatisfy(
            result ->
                assertThat(result.reason()).startsWith("A service given as embedded cannot be"));
    assertThat(document().scenarios().toString())
        .contains("the kit kills the service", "the kit starts the proxy again");
    // Nothing that was wanted is taken for the end of a candidate.
    assertThat(Objects.requireNonNull(document().footer()).notes().toString())
        .doesNotContain("process ended");
    judgedAgain();
  }

  /** One of each half; the kill matrix has all of them. */
  @ParameterizedTest
  @CsvSource({
    "proxy/service-loss-loses-idle, lifecycle/service-killed-between-commands, FAI-05, proxy",
    "service/discovers-less-the-second-time, lifecycle/announces-the-same-after-its-death, DIS-12, candidate",
  })
  void aBugIsFoundAndThePairIsWholeForTheNext(
      String defect, String id, String requirement, String blame) throws Exception {
    Cli cli =
        run(
            "--defect",
            defect,
            "--include",
            id,
            "--include",
            "lifecycle/service-killed-during-a-streamed-in-call",
            "--timeout-scale",
            "0.4");

    assertThat(with(Outcome.FAILED)).as(cli.all()).containsExactly(id);
    assertThat(with(Outcome.PASSED))
        .containsExactly("lifecycle/service-killed-during-a-streamed-in-call");
    ScenarioResult failed =
        document().scenarios().stream().filter(r -> r.id().equals(id)).findFirst().orElseThrow();
    assertThat(Objects.requireNonNull(failed.mismatch()).requirement()).isEqualTo(requirement);
    assertThat(failed.mismatch().blame()).isEqualTo(blame);
    judgedAgain();
  }

  private static long end(ScenarioResult result) {
    return result.startedMicros() + result.durationMicros();
  }

  private ScenarioResult life() throws IOException {
    return document().scenarios().stream()
        .filter(result -> result.theme().equals("lifecycle"))
        .findFirst()
        .orElseThrow();
  }

  private LongStream endsOfOthers() throws IOException {
    return document().scenarios().stream()
        .filter(result -> !result.theme().equals("lifecycle"))
        .mapToLong(LifecycleTest::end);
  }

  @Test
  void theyRunBesideOthersAndDisturbNobody() throws Exception {
    Cli cli = run("--include", LIFE, "--include", "event-sourced/*");

    assertThat(cli.status()).as(cli.all()).isEqualTo(ExitStatus.CONFORMS);
    assertThat(endsOfOthers()).hasSizeGreaterThan(100);
    assertThat(life().startedMicros()).isLessThan(endsOfOthers().max().orElseThrow());
  }

  /** One at a time is wanted, or no second interceptor can listen where the first does. */
  @ParameterizedTest
  @ValueSource(strings = {"--jobs 1", "--listen 127.0.0.1:%d"})
  void theyComeLastWhereNoSecondPairMayRun(String option) throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    List<String> options = new ArrayList<>(List.of("--include", LIFE));
    options.addAll(List.of("--include", "event-sourced/proxy-*"));
    options.addAll(List.of(option.formatted(port).split(" ")));
    Cli cli = run(options.toArray(String[]::new));

    assertThat(cli.status()).as(cli.all()).isEqualTo(ExitStatus.CONFORMS);
    assertThat(endsOfOthers()).hasSizeGreaterThan(10);
    assertThat(life().startedMicros()).isGreaterThanOrEqualTo(endsOfOthers().max().orElseThrow());
  }

  @Test
  void aProcessIsKilledPausedAndStartedAtAnotherPort() throws Exception {
    Cli cli =
        run(
            "--service",
            process(),
            "--include",
            PAUSED,
            "--include",
            "lifecycle/service-killed-during-a-command",
            "--include",
            "lifecycle/service-returns-elsewhere",
            "--include",
            "lifecycle/subscriber-killed-during-a-delivery",
            "--include",
            CUT_OFF,
            "--timeout-scale",
            "3");

    assertThat(with(Outcome.PASSED)).as(cli.all()).hasSize(4).contains(PAUSED);
    assertThat(with(Outcome.UNSUPPORTED)).containsExactly(CUT_OFF);
    RunFooter footer = Objects.requireNonNull(document().footer());
    assertThat(footer.notes().toString()).doesNotContain("process ended");
    assertThat(cli.status()).isEqualTo(ExitStatus.CONFORMS);
    judgedAgain();
  }

  @Test
  void aReplyThatIsLostAfterAPauseIsFound() throws Exception {
    Cli cli =
        run("--service", process(), "--include", PAUSED, "--defect", "service-wire/reply-lost");

    assertThat(with(Outcome.FAILED)).as(cli.all()).containsExactly(PAUSED);
    assertThat(document().scenarios().toString()).contains("the kit lets the service go on");
    judgedAgain();
  }

  @Test
  void aServiceThatDoesNotComeBackIsNoFailureAndIsSaid() throws Exception {
    Path once = Files.createFile(folder.resolve("may-start"));
    Cli cli =
        run(
            "--service",
            "exec:rm '%s' && exec %s".formatted(once, process().substring("exec:".length())),
            "--include",
            LIFE,
            "--include",
            "lifecycle/service-returns-elsewhere");

    assertThat(cli.status()).as(cli.all()).isEqualTo(ExitStatus.COULD_NOT_RUN);
    assertThat(document().scenarios())
        .extracting(ScenarioResult::outcome)
        .containsExactly(Outcome.ERRORED, Outcome.NOT_RUN);
    assertThat(document().scenarios().get(0).reason()).contains("did not come up", "status 1");
    assertThat(document().scenarios().get(1).reason()).contains("No fresh pair could be started");
  }

  @Test
  void whatRanBeforeTheKitDidIsLeftAloneAndItsProxyMayDie() throws Exception {
    try (ReferenceService running =
        ReferenceService.start(new ServiceSettings("127.0.0.1", 0, Set.of()))) {
      Cli cli =
          run(
              "--service",
              "tcp:127.0.0.1:" + running.port(),
              "--include",
              "lifecycle/*",
              "--include",
              "event-sourced/proxy-relays-and-persists");

      assertThat(with(Outcome.PASSED))
          .as(cli.all())
          .containsExactly(
              "event-sourced/proxy-relays-and-persists", "lifecycle/proxy-killed-during-a-command");
      assertThat(with(Outcome.UNSUPPORTED)).hasSizeGreaterThan(9);
      assertThat(cli.status()).isEqualTo(ExitStatus.CONFORMS);
    }
  }
}
