package io.cloudstate.tck.reports.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstate.tck.reports.Fixtures;
import io.cloudstate.tck.reports.document.KnownFailure;
import io.cloudstate.tck.reports.document.KnownSummary;
import io.cloudstate.tck.reports.document.ResultDocument;
import io.cloudstate.tck.reports.document.ResultWriter;
import io.cloudstate.tck.reports.document.RunFooter;
import io.cloudstate.tck.reports.document.ScenarioResult;
import io.cloudstate.tck.reports.file.DocumentRenderer;
import io.cloudstate.tck.reports.file.JsonLines;
import io.cloudstate.tck.reports.file.ResultsReader;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Known failures are seen as such in every form, and never as passed. */
class KnownFailureTest {

  @TempDir Path dir;

  private static final KnownFailure HOLDS =
      new KnownFailure(
          "event-sourced/*",
          KnownFailure.State.HOLDS,
          "late",
          "https://example.com/1",
          "2027-01-31");

  private static ResultDocument document(
      KnownFailure known, int status, List<KnownSummary.Stale> stale) {
    List<ScenarioResult> scenarios = new ArrayList<>();
    IntStream.range(0, 5).mapToObj(Fixtures::passing).forEach(scenarios::add);
    scenarios.add(Fixtures.failing("event-sourced/emits-in-order", "\"B\"").with(known));
    RunFooter footer =
        Fixtures.footer(
            scenarios,
            "The sentence.",
            status,
            List.of(),
            new KnownSummary("known.yaml", 1, 1, stale));
    return new ResultDocument(Fixtures.header(scenarios.size()), scenarios, footer);
  }

  private static KnownSummary.Stale stale(String text) {
    return new KnownSummary.Stale(text, text + ":3:5", text);
  }

  private static String render(DocumentRenderer renderer, ResultDocument document)
      throws IOException {
    StringWriter out = new StringWriter();
    renderer.render(document, out);
    return out.toString();
  }

  @Test
  void oneThatHoldsIsSkippedForCiServersWithItsFacts() throws IOException {
    String xml = render(new JUnitRenderer(), document(HOLDS, 0, List.of()));
    assertThat(xml)
        .contains("tests=\"6\" failures=\"0\" errors=\"0\" skipped=\"1\"")
        .contains(
            "<skipped message=\"known failure: late, https://example.com/1, until 2027-01-31: ES-06: reply")
        .doesNotContain("<failure", "<error");
  }

  @Test
  void oneThatDoesNotHoldIsAFailureThatSaysSo() throws IOException {
    for (KnownFailure.State state :
        List.of(KnownFailure.State.OTHERWISE, KnownFailure.State.EXPIRED)) {
      KnownFailure known = new KnownFailure("x", state, "late", null, null);
      ResultDocument document = document(known, 4, List.of(stale("x")));
      assertThat(render(new JUnitRenderer(), document))
          .contains("tests=\"7\" failures=\"1\" errors=\"1\" skipped=\"0\"")
          .contains("<failure", "known/x", "x:3:5: x");
      assertThat(render(new MarkdownRenderer(), document))
          .contains("Stale known failures", "- `x` x", "known failure that");
    }
  }

  @Test
  void aSummaryTellsThemFromFailures() throws IOException {
    String text = render(new MarkdownRenderer(), document(HOLDS, 0, List.of()));
    assertThat(text)
        .contains("Known failures only", "1 of the failed are known failures")
        .contains("- `event-sourced/emits-in-order` known failure")
        .doesNotContain("### failed", "✅");
  }

  @Test
  void theyAreReadBack() throws IOException {
    ResultDocument document = document(HOLDS, 4, List.of(stale("x")));
    try (ResultWriter writer = ReportFormat.JSONL.open(dir)) {
      document.replayInto(writer);
    }
    assertThat(ResultsReader.read(dir.resolve("results.jsonl"))).isEqualTo(document);
  }

  @Test
  void hostileTextInThemIsHarmless() throws IOException {
    String h = Fixtures.HOSTILE;
    KnownFailure known = new KnownFailure(h, KnownFailure.State.HOLDS, h, h, h);
    ResultDocument document = document(known, 4, List.of(stale(h), stale(h.repeat(10_000))));
    for (String text :
        List.of(
            render(new JUnitRenderer(), document),
            render(new MarkdownRenderer(), document),
            JsonLines.MAPPER.writeValueAsString(document.scenarios().get(5)))) {
      assertThat(text.length()).isLessThan(300_000);
      assertThat(text)
          .doesNotContainPattern("[\\x00-\\x08\\x0b-\\x1f\\u007f-\\u009f\\u200b\\u202a-\\u202e]");
    }
    assertThat(render(new JUnitRenderer(), document)).doesNotContain("<script", "<img");
  }

  @Test
  void hostileTextInADisputeIsHarmless() throws IOException {
    String h = Fixtures.HOSTILE;
    ResultDocument document =
        Fixtures.of(List.of(Fixtures.disputed(Fixtures.failing("event-sourced/x", "x"), h)));
    Path html = dir.resolve("html");
    try (ResultWriter writer = ReportFormat.HTML.open(html)) {
      document.replayInto(writer);
    }
    String junit = render(new JUnitRenderer(), document);
    for (String text :
        List.of(
            junit,
            render(new MarkdownRenderer(), document),
            JsonLines.MAPPER.writeValueAsString(document.scenarios().get(0)),
            Files.readString(html.resolve("report.html")))) {
      assertThat(text)
          .contains("isputed")
          .doesNotContainPattern("[\\x00-\\x08\\x0b-\\x1f\\u007f-\\u009f\\u200b\\u202a-\\u202e]");
    }
    assertThat(junit).doesNotContain("<script", "<img", "<failure").contains("skipped=\"1\"");
    assertThat(Files.readString(html.resolve("report.html")))
        .doesNotContain("<script>alert", "<img")
        .contains("Only a scenario that is in dispute fails by it.");
  }

  @Test
  void aJobSummaryKeepsToItsLimitWhateverIsThereAlready() throws IOException {
    List<ScenarioResult> failures =
        IntStream.range(0, 2000)
            .mapToObj(i -> Fixtures.failing("event-sourced/f-" + i, "é".repeat(2000)))
            .toList();
    ResultDocument document = Fixtures.of(failures);
    for (int before : List.of(0, 10, 900_000, 1_046_000, 1_048_000, 1_048_576)) {
      Path file = Files.writeString(dir.resolve("summary-" + before), "x".repeat(before));
      boolean written = JobSummary.append(document, file);
      assertThat(Files.size(file)).isBetween((long) before, (long) JobSummary.LIMIT_BYTES);
      String text = Files.readString(file, StandardCharsets.UTF_8);
      assertThat(text.contains("## ❌ Cloudstate TCK") || text.contains("## Cloudstate TCK"))
          .isEqualTo(written);
      assertThat(written).isEqualTo(before < 1_048_300);
    }
    assertThat(Files.size(dir.resolve("summary-0"))).isGreaterThan(900_000);
    assertThat(Files.readString(dir.resolve("summary-0"))).contains("more of 2000 scenarios");
  }

  @Test
  void aDocumentOfWhichNothingIsKnownSaysNothingOfIt() throws IOException {
    @Nullable KnownFailure none = Fixtures.passing(1).known();
    assertThat(none).isNull();
    assertThat(JsonLines.MAPPER.writeValueAsString(Fixtures.passing(1)))
        .doesNotContain("\"known\"");
  }
}
