package io.cloudstate.tck.reports.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstate.tck.reports.Fixtures;
import io.cloudstate.tck.reports.document.Fact;
import io.cloudstate.tck.reports.document.Outcome;
import io.cloudstate.tck.reports.document.ResultDocument;
import io.cloudstate.tck.reports.document.RunHeader;
import io.cloudstate.tck.reports.document.ScenarioResult;
import io.cloudstate.tck.reports.document.TargetInfo;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MarkdownRendererTest {

  @Test
  void aPassingRunIsShort() throws IOException {
    String text = markdown(Fixtures.passing());

    assertThat(text)
        .startsWith("## ✅ Cloudstate TCK: Conforms\n")
        .contains("60 passed of 60 planned", "| action | · | · | · | · | · | 10 |")
        .doesNotContain("###");
  }

  @Test
  void failuresComeWorstFirstAsFacts() throws IOException {
    String text = markdown(Fixtures.mixed());

    assertThat(text).startsWith("## ❌ Cloudstate TCK: Does not conform\n");
    assertThat(text)
        .containsSubsequence(
            "### failed `event-sourced/emits-in-order`",
            "where:       reply.events[0].value",
            "expected:    \"A\"",
            "actual:      \"B\"",
            "### errored `crdt/vote-counts`",
            "### warned `discovery/names-itself`",
            "- `effects/unsupported` unsupported");
  }

  @Test
  void anIncompleteOrEmptyRunIsNoSuccess() throws IOException {
    assertThat(markdown(Fixtures.partial()))
        .startsWith("## ⚠️ Cloudstate TCK: Incomplete")
        .contains("12 of 60 planned scenarios ended");
    assertThat(markdown(Fixtures.interrupted())).contains("Incomplete", "was interrupted");
    assertThat(markdown(Fixtures.empty())).startsWith("## ⚠️ Cloudstate TCK: Nothing shown");
  }

  @Test
  void manyFailuresAreCutAndCounted() throws IOException {
    List<ScenarioResult> failures =
        IntStream.range(0, 500)
            .mapToObj(i -> Fixtures.failing("event-sourced/f-" + i, "é".repeat(300)))
            .toList();

    String text = markdown(Fixtures.of(failures));

    assertThat(text.getBytes(StandardCharsets.UTF_8))
        .hasSizeBetween(50 * 1024, MarkdownRenderer.LIMIT_BYTES);
    assertThat(text).contains("| `ES-06` | candidate | 500 | `event-sourced/f-0` |");
    int shown = text.split("### failed", -1).length - 1;
    assertThat(text).contains("… and %d more of 500 scenarios".formatted(500 - shown));
  }

  @Test
  void hostileTextIsNeitherMarkupNorMention() throws IOException {
    String text = markdown(Fixtures.hostile());

    assertThat(text.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(MarkdownRenderer.LIMIT_BYTES);
    assertThat(text).doesNotContainPattern("[\\p{Cntrl}&&[^\\n]]|[\\u202A-\\u202E\\u200B]");
    // Everything hostile stands in code, or has its markup escaped and its autolinks broken.
    String prose = withoutCode(text);
    assertThat(prose)
        .contains("\\<script\\>alert\\(1\\)\\</script\\>")
        .doesNotContain("@org", "http://", "](", "#1")
        .doesNotContainPattern("(?<!\\\\)<(script|img|/pre)");
  }

  @Test
  void aFenceIsLongerThanAnyInTheText() {
    assertThat(MarkdownText.block("a\n````\nb")).startsWith("`````text\n").endsWith("\n`````\n");
    assertThat(MarkdownText.code("a``b|c", 99)).isEqualTo("<code>a&#96;&#96;b&#124;c</code>");
  }

  private static String withoutCode(String text) {
    return text.replaceAll("(?s)(`{3,})text\n.*?\n\\1\n", "").replaceAll("<code>.*?</code>", "");
  }

  private static String markdown(ResultDocument document) throws IOException {
    StringWriter out = new StringWriter();
    new MarkdownRenderer().render(document, out);
    return out.toString();
  }

  @Test
  void whatWasNotRunForOneReasonStandsTogetherAndTheLastLinesOfAServiceAreShown() {
    List<ScenarioResult> scenarios = new ArrayList<>(List.of(Fixtures.passing(1)));
    for (int i = 0; i < 20; i++) {
      scenarios.add(
          Fixtures.scenario(
              "crdt/a" + i,
              "One",
              "crdt",
              Outcome.NOT_RUN,
              "It is gone.",
              null,
              List.of(),
              List.of(),
              List.of(),
              List.of(),
              5));
    }
    ResultDocument plain = Fixtures.of(scenarios);
    RunHeader header =
        Fixtures.ofService(
            plain.header(),
            new TargetInfo(
                "exec:x", List.of(new Fact(TargetInfo.LAST_LINES, "one\nFATAL: ``` two"))));
    StringBuilder text = new StringBuilder();
    MarkdownRenderer.render(
        new ResultDocument(header, scenarios, plain.footer()), text, MarkdownRenderer.LIMIT_BYTES);

    assertThat(text.toString())
        .contains("- 20 not run\\: It is gone\\. These are `crdt/a0`, `crdt/a1`, ")
        .contains(" and 10 more.\n")
        .contains("````text\none\nFATAL: ``` two\n````\n")
        .containsOnlyOnce("It is gone");
  }
}
