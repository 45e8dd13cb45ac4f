package io.cloudstate.tck.runner.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstate.tck.reports.document.Disputed;
import io.cloudstate.tck.reports.document.Outcome;
import io.cloudstate.tck.reports.document.ResultDocument;
import io.cloudstate.tck.reports.file.ResultsReader;
import io.cloudstate.tck.runner.Sample;
import io.cloudstate.tck.runner.cli.Cli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Disputed scenarios run, and where one fails it is shown in every report and does not gate. The
 * bug fails two of the sample's scenarios.
 */
@Timeout(120)
final class DisputedTest {

  private static final String BUG = "service/reply-before-events";
  private static final String REASON = "early <b>replies</b>";
  private static final String LINK = "https://tracker.example/9";

  @TempDir private Path folder = Path.of(".");

  private Path disputed(String... ids) throws IOException {
    Path file = Sample.file(folder);
    String text = Files.readString(file);
    for (String id : ids) {
      assertThat(text).contains("  - id: " + id + "\n");
      text =
          text.replace(
              "  - id: " + id + "\n",
              "  - id: %s\n    disputed: { reason: %s, link: \"%s\" }\n"
                  .formatted(id, REASON, LINK));
    }
    return Files.writeString(folder.resolve("disputed.yaml"), text);
  }

  private Cli run(Path scenarios, String... more) {
    String[] args = new String[more.length + 5];
    args[0] = "run";
    args[1] = "--scenarios";
    args[2] = scenarios.toString();
    args[3] = "--out";
    args[4] = folder.resolve("out").toString();
    System.arraycopy(more, 0, args, 5, more.length);
    return Cli.tck(args);
  }

  private ResultDocument document() throws IOException {
    return ResultsReader.read(folder.resolve("out").resolve("results.jsonl"));
  }

  private String report(String name) throws IOException {
    return Files.readString(folder.resolve("out").resolve(name));
  }

  @Test
  void aDisputedFailureIsShownInEveryReportAndDoesNotGate() throws IOException {
    Cli cli = run(disputed("sample/emits-in-order", "sample/relays-and-persists"), "--defect", BUG);

    assertThat(cli.status()).as(cli.all()).isZero();
    assertThat(cli.out())
        .contains("2 of them disputed")
        .contains("Disputed, and set aside in the catalogue (2):")
        .contains("sample/emits-in-order  failed: " + REASON + "  " + LINK)
        .contains("Selection passed: 5 of 7 scenarios passed, 2 failed that are disputed.");
    assertThat(document().counts().failed()).isEqualTo(2);
    assertThat(document().footer()).isNotNull();
    assertThat(document().footer().conforms()).as("of a file of one's own").isFalse();
    assertThat(document().scenarios())
        .filteredOn(scenario -> scenario.disputed() != null)
        .hasSize(2)
        .allSatisfy(
            scenario -> {
              assertThat(scenario.outcome()).isEqualTo(Outcome.FAILED);
              assertThat(scenario.disputed()).isEqualTo(new Disputed(REASON, LINK));
            });
    String escaped = "early &lt;b&gt;replies&lt;/b&gt;, " + LINK;
    assertThat(report("report.html"))
        .contains("2 failed that the catalogue sets aside")
        .contains("failed, disputed", "disputed, and does not gate: " + escaped);
    assertThat(report("junit.xml"))
        .contains("failures=\"0\" errors=\"0\" skipped=\"2\"")
        .contains("<skipped message=\"disputed, and does not gate: early &lt;b&gt;replies")
        .contains(LINK)
        .doesNotContain("<failure", "run/verdict");
    assertThat(report("report.md"))
        .contains("2 of the failed are disputed", "disputed, and does not gate\\:")
        .contains("tracker\\.example/9");
    assertThat(report("open-test-report.xml"))
        .contains("status=\"SKIPPED\"", "disputed:    early", LINK)
        .doesNotContain("status=\"FAILED\"");
    assertThat(report("badge.svg")).contains("own scenarios: 5 of 7 passed");
  }

  @Test
  void whatIsNotInDisputeGatesAllTheSame() throws IOException {
    Cli cli = run(disputed("sample/emits-in-order"), "--defect", BUG);

    assertThat(cli.status()).isEqualTo(1);
    assertThat(cli.out())
        .contains("Does not conform: 1 of 7 scenarios failed, besides 1 that is disputed.");
    assertThat(report("junit.xml")).contains("failures=\"1\" errors=\"0\" skipped=\"1\"");
  }

  @Test
  void aDisputedScenarioThatPassesSaysSoAndIsNoKnownFailure() throws IOException {
    Path scenarios = disputed("sample/emits-in-order");
    Cli cli = run(scenarios);

    assertThat(cli.status()).isZero();
    assertThat(cli.out())
        .contains("Selection passed: 7 of 7")
        .doesNotContain("Disputed", "is disputed");
    assertThat(report("report.html")).contains("passed, disputed", LINK);
    assertThat(report("junit.xml")).contains("disputed, and does not gate: early");
    run(scenarios, "--defect", BUG);
    Path known = folder.resolve("known.yaml");
    Cli update =
        Cli.tck(
            "known",
            "--update",
            known.toString(),
            "--scenarios",
            scenarios.toString(),
            folder.resolve("out").toString());
    assertThat(update.status()).as(update.all()).isZero();
    assertThat(known).content().contains("sample/relays-").doesNotContain("emits-in-order");
  }

  @Test
  void everyVerdictNamesTheSetAndTheScenariosHash() throws IOException {
    Cli cli = run(disputed(), "--defect", BUG, "--include", "sample/emits-in-order");

    String set = document().header().scenarioSet();
    String hash = document().scenarios().get(0).hash();
    assertThat(cli.out()).contains("scenarios " + set, "(hash " + hash + ")");
    for (String name : List.of("report.html", "junit.xml", "report.md", "open-test-report.xml")) {
      assertThat(report(name)).as(name).contains(set);
    }
    for (String name : List.of("junit.xml", "report.md", "open-test-report.xml")) {
      assertThat(report(name)).as(name).contains(hash);
    }
    run(disputed(), "--include", "sample/emits-in-order");
    for (String name : List.of("junit.xml", "open-test-report.xml")) {
      assertThat(report(name)).as("passed, " + name).contains(hash);
    }
  }
}
