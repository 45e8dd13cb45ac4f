package io.cloudstate.tck.runner.cli.results;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstate.tck.reports.document.KnownFailure;
import io.cloudstate.tck.reports.document.Outcome;
import io.cloudstate.tck.reports.document.ResultDocument;
import io.cloudstate.tck.reports.document.ScenarioResult;
import io.cloudstate.tck.reports.file.ResultsReader;
import io.cloudstate.tck.runner.cli.Cli;
import io.cloudstate.tck.runner.cli.exit.ExitStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Known failures: what is as described does not gate, and what is not ends with status 4. The bug
 * fails two of the sample's scenarios.
 */
@Timeout(120)
final class KnownTest {

  private static final String BUG = "service/reply-before-events";
  private static final String BOTH =
      """
      known:
        - scenario: sample/emits-in-order
          requirement: ES-06
          path: reply.clientAction.reply.payload.message
          reason: our replies are early
          link: https://tracker.example/17
          expires: 2999-12-31
        - scenario: sample/relays-*
          requirement: ES-08
          reason: the same
      """;

  @TempDir private Path folder = Path.of(".");

  private Path file() {
    return folder.resolve("known.yaml");
  }

  private Cli run(String known, String... more) throws IOException {
    Files.writeString(file(), known);
    String[] args = new String[more.length + 2];
    args[0] = "--known";
    args[1] = file().toString();
    System.arraycopy(more, 0, args, 2, more.length);
    return Cli.run(folder, args);
  }

  private Cli runWithBug(String known) throws IOException {
    return run(known, "--defect", BUG);
  }

  private ResultDocument document() throws IOException {
    return ResultsReader.read(folder.resolve("out").resolve("results.jsonl"));
  }

  private String report(String name) throws IOException {
    return Files.readString(folder.resolve("out").resolve(name));
  }

  private ScenarioResult result(String id) throws IOException {
    return document().scenarios().stream()
        .filter(one -> one.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private void isStale(Cli cli, String entry, String why) throws IOException {
    assertThat(cli.status()).as(cli.all()).isEqualTo(ExitStatus.STALE_KNOWN);
    assertThat(cli.out()).contains("Stale known failures (1)").contains(entry + ": " + why);
    assertThat(cli.out()).contains("The known failures are stale: 1 entry");
    assertThat(document().footer()).isNotNull();
    assertThat(document().footer().exitStatus()).isEqualTo(4);
    assertThat(document().footer().conforms()).isFalse();
    assertThat(document().footer().known()).isNotNull();
    assertThat(document().footer().known().stale())
        .singleElement()
        .satisfies(
            stale -> {
              assertThat(stale.entry()).isEqualTo(entry);
              assertThat(stale.place()).startsWith(file() + ":");
              assertThat(stale.why()).contains(why);
            });
    assertThat(report("junit.xml")).contains("name=\"known/" + entry).contains("<error");
    assertThat(report("report.md")).contains("Stale known failures").contains("`" + entry + "`");
  }

  @Test
  void whatFailsAsDescribedIsShownAndDoesNotGate() throws IOException {
    Cli cli = runWithBug(BOTH);
    assertThat(cli.status()).as(cli.all()).isEqualTo(ExitStatus.CONFORMS);
    assertThat(cli.out())
        .contains("2 of them known")
        .contains("Known failures (2)")
        .contains("sample/emits-in-order  our replies are early  https://tracker.example/17")
        .contains("No new failure: 5 of 7 scenarios passed, 2 failed")
        .doesNotContain("\nConforms");
    ScenarioResult failed = result("sample/emits-in-order");
    assertThat(failed.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(failed.known())
        .isEqualTo(
            new KnownFailure(
                "sample/emits-in-order",
                KnownFailure.State.HOLDS,
                "our replies are early",
                "https://tracker.example/17",
                "2999-12-31"));
    assertThat(document().counts().failed()).isEqualTo(2);
    assertThat(document().footer()).isNotNull();
    assertThat(document().footer().conforms()).as("it is no conformance").isFalse();
    assertThat(report("junit.xml"))
        .contains("failures=\"0\" errors=\"0\" skipped=\"2\"")
        .contains("<skipped message=\"known failure: our replies are early")
        .doesNotContain("<failure");
    assertThat(report("report.html")).contains("known failure: our replies are early");
    assertThat(report("report.md"))
        .contains("2 of the failed are known failures")
        .contains("Known failures only");
  }

  @Test
  void whatPassesIsStale() throws IOException {
    isStale(
        run(
            """
            known:
              - { scenario: sample/emits-in-order, path: "*", reason: mended }
            """),
        "sample/emits-in-order",
        "sample/emits-in-order passes; remove it.");
    assertThat(result("sample/emits-in-order").known()).isNotNull();
    assertThat(result("sample/emits-in-order").known().state())
        .isEqualTo(KnownFailure.State.PASSES);
  }

  @Test
  void whatFailsOtherwiseIsStaleAndShownAsFailed() throws IOException {
    isStale(
        runWithBug(BOTH.replace("requirement: ES-06", "requirement: ES-05")),
        "sample/emits-in-order",
        "sample/emits-in-order fails otherwise than with ES-05 at reply.clientAction");
    assertThat(report("junit.xml")).contains("failures=\"1\"");
  }

  @Test
  void anotherPathIsAnotherFailure() throws IOException {
    isStale(
        runWithBug(BOTH.replace("payload.message", "payload.other")),
        "sample/emits-in-order",
        "sample/emits-in-order fails otherwise");
  }

  @Test
  void whatHasExpiredIsStaleAndItsLastDayCounts() throws IOException {
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    isStale(
        runWithBug(BOTH.replace("2999-12-31", "2020-02-29")),
        "sample/emits-in-order",
        "It expired on 2020-02-29");
    assertThat(result("sample/emits-in-order").failsAsKnown()).isFalse();
    // A day later than today, lest midnight falls into this test.
    assertThat(runWithBug(BOTH.replace("2999-12-31", today.plusDays(1).toString())).status())
        .isZero();
  }

  @Test
  void whatMatchesNothingIsStale() throws IOException {
    isStale(
        runWithBug(BOTH + "  - { scenario: sample/renamed, path: x, reason: old }\n"),
        "sample/renamed",
        "It matches no scenario of this set");
  }

  @Test
  void whatWasNotSelectedSaysNothing() throws IOException {
    Cli cli = run(BOTH, "--include", "sample/failure");
    assertThat(cli.status()).as(cli.all()).isEqualTo(ExitStatus.CONFORMS);
    assertThat(cli.out()).contains("Selection passed: 1 of 1");
  }

  @Test
  void aFailureThatIsNotKnownGatesWhateverElseIsStale() throws IOException {
    Cli cli =
        runWithBug(
            """
            known:
              - { scenario: sample/emits-in-order, path: "reply.*", reason: early }
              - { scenario: nothing, path: x, reason: old }
            """);
    assertThat(cli.status()).as(cli.all()).isEqualTo(ExitStatus.DOES_NOT_CONFORM);
    assertThat(cli.out())
        .contains("Does not conform: 1 of 7 scenarios failed, besides 1")
        .contains("failed  sample/relays-and-persists")
        .doesNotContain("failed  sample/emits-in-order");
    assertThat(report("junit.xml")).contains("failures=\"1\" errors=\"1\" skipped=\"1\"");
  }

  @Test
  void aMalformedFileIsSaidWithItsPlaceBeforeAnythingStarts() throws IOException {
    Cli cli = runWithBug(BOTH.replace("reason: the same", "reasn: the same"));
    assertThat(cli.status()).isEqualTo(ExitStatus.USAGE);
    assertThat(cli.err()).contains("known.yaml:10:5: Unknown word \"reasn\". Did you mean");
    assertThat(folder.resolve("out")).doesNotExist();
    Cli missing = Cli.run(folder, "--known", folder.resolve("none").toString());
    assertThat(missing.status()).isEqualTo(ExitStatus.USAGE);
    assertThat(missing.err()).contains("none cannot be read");
  }

  private Cli update(String... more) {
    String[] args = new String[more.length + 6];
    args[0] = "known";
    args[1] = "--update";
    args[2] = file().toString();
    args[3] = folder.resolve("out").toString();
    args[4] = "--scenarios";
    args[5] = folder.resolve("sample.yaml").toString();
    System.arraycopy(more, 0, args, 6, more.length);
    return Cli.tck(args);
  }

  @Test
  void anUpdateKeepsWhatHoldsAddsWhatIsNewAndDropsTheRest() throws IOException {
    runWithBug(
        """
        known:
          - scenario: sample/emits-in-order
            requirement: ES-06
            reason: our replies are early
            link: https://tracker.example/17
            expires: 2999-12-31
          - { scenario: sample/failure, path: x, reason: passes now }
          - { scenario: nothing, path: x, reason: old }
        """);
    Cli cli = update();
    assertThat(cli.status()).as(cli.all()).isZero();
    assertThat(cli.out())
        .contains("1 entries kept, 1 added, 2 dropped")
        .contains("added    sample/relays-and-persists  ES-08 at")
        .contains("dropped  sample/failure");
    String written = Files.readString(file());
    assertThat(written)
        .contains("our replies are early", "https://tracker.example/17", "2999-12-31")
        .contains("scenario: sample/relays-and-persists")
        .doesNotContain("passes now", "nothing");
    Cli again = runWithBug(written);
    assertThat(again.status()).as(again.all()).isZero();
    assertThat(update().out()).contains("2 entries kept, 0 added, 0 dropped");
  }

  @Test
  void anUpdateDoesNotRenewWhatHasExpired() throws IOException {
    String expired = BOTH.replace("2999-12-31", "2020-02-29");
    runWithBug(expired);
    assertThat(update().out()).contains("2 entries kept, 0 added, 0 dropped");
    assertThat(runWithBug(Files.readString(file())).status()).isEqualTo(4);
  }

  @Test
  void anUpdateFromAPartialRunIsRefused() throws IOException {
    runWithBug(BOTH);
    Path results = folder.resolve("out").resolve("results.jsonl");
    String all = Files.readString(results);
    Files.writeString(results, all.substring(0, all.lastIndexOf("{\"type\":\"footer\"")));
    refused("The document has no end");
    Files.writeString(
        results, all.replaceFirst("\"outcome\":\"PASSED\"", "\"outcome\":\"NOT_RUN\""));
    refused("complete run only");
    run(BOTH, "--include", "sample/failure");
    refused("this one selected 1 of 7 scenarios");
    run(BOTH, "--defect", BUG, "--fail-fast", "--jobs", "1");
    Files.writeString(
        folder.resolve("sample.yaml"), Files.readString(folder.resolve("sample.yaml")) + "\n");
    refused("the run was of the scenario set");
  }

  private void refused(String why) throws IOException {
    Cli cli = update();
    assertThat(cli.status()).as(cli.all()).isEqualTo(ExitStatus.COULD_NOT_RUN);
    assertThat(cli.err()).contains(why).doesNotContain("\tat ");
    assertThat(Files.readString(file())).isEqualTo(BOTH);
  }

  @Test
  void anUpdateOfAPassingRunLeavesAnEmptyListThatCanBeRead() throws IOException {
    run(BOTH);
    assertThat(update().out()).contains("0 entries kept, 0 added, 2 dropped");
    assertThat(run(Files.readString(file())).status()).isZero();
  }
}
