package io.cloudstate.tck.reports.html;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstate.tck.reports.Fixtures;
import io.cloudstate.tck.reports.document.FrameView;
import io.cloudstate.tck.reports.document.MismatchView;
import io.cloudstate.tck.reports.document.Outcome;
import io.cloudstate.tck.reports.document.ResultDocument;
import io.cloudstate.tck.reports.document.ResultWriter;
import io.cloudstate.tck.reports.document.ScenarioResult;
import io.cloudstate.tck.reports.file.JsonLines;
import io.cloudstate.tck.reports.format.ReportFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class HtmlRendererTest {

  private static final int MIB = 1024 * 1024;
  private static final Pattern ID = Pattern.compile(" id=\"([^\"]*)\"");
  private static final Pattern FRAGMENT = Pattern.compile("href=\"#([^\"=]*)\"");
  private static final Pattern PLACE = Pattern.compile("data-e=\"(\\d+)\\.(\\d+)\"");

  @TempDir Path dir;

  @Test
  void aPassingRunSaysSoAndShowsNoFacts() throws IOException {
    String html = html(Fixtures.passing());

    assertThat(html)
        .contains("<p class=\"label\">Conforms</p>", "<b>60</b> <span>of 60 passed</span>")
        .contains("60 passed of 60 planned")
        .doesNotContain("class=\"box", "class=\"why\"", "class=\"worst\"");
  }

  @Test
  void whatFailsByOneRuleIsNamedOnceAndLedTo() throws IOException {
    assertThat(
            html(
                Fixtures.of(
                    List.of(
                        Fixtures.failing("event-sourced/a", "x"),
                        Fixtures.failing("event-sourced/b", "x")))))
        .containsOnlyOnce("<li><a href=\"#s-")
        .contains(
            "<a href=\"#verdict=failed&amp;violated=ES-06&amp;blame=candidate\">"
                + "See all 2 that fail by ES-06</a>");
  }

  @Test
  void aRequirementSaysWhatOfItIsNotShown() throws IOException {
    assertThat(html(Fixtures.hostile())).contains("<p class=\"quiet\">Not shown: ");
    assertThat(html(Fixtures.passing())).doesNotContain("Not shown: ");
  }

  @Test
  void runsOfUsualSizeStaySmall() throws IOException {
    assertThat(bytes(Fixtures.of(IntStream.range(0, 734).mapToObj(Fixtures::passing).toList())))
        .isLessThan(3 * MIB / 2);
    assertThat(
            bytes(
                Fixtures.of(
                    IntStream.range(0, 734)
                        .mapToObj(i -> Fixtures.failing("event-sourced/fails-" + i, "\"B\""))
                        .toList())))
        .isLessThan(5 * MIB);
  }

  @Test
  void failedScenariosComeFirstWithTheirFactsInThePageItself() throws IOException {
    String html = html(Fixtures.mixed());

    assertThat(html).contains("<p class=\"label\">Does not conform</p>", "<span>of 30 failed");
    assertThat(html.indexOf("id=\"s-event-sourced-emits-in-order\""))
        .isPositive()
        .isLessThan(html.indexOf("id=\"s-crdt-vote-counts\""));
    assertThat(row(html, "s-event-sourced-emits-in-order"))
        .contains("<details open>", "Step 3, frame 4", "reply.events[0].value")
        .contains("<pre class=\"exp\" tabindex=\"0\">&quot;A&quot;</pre>")
        .contains("<pre class=\"act\" tabindex=\"0\">&quot;B&quot;</pre>")
        .contains("<strong>candidate</strong>: it sent the diverging frame")
        .contains("reply.events[1].value")
        .contains("Events of a command come in its reply")
        .contains("--scenario event-sourced/emits-in-order</pre>");
    assertThat(row(html, "s-crdt-vote-counts")).contains("class=\"why\"", "refused connections");
    assertThat(row(html, "s-effects-unsupported"))
        .contains("The candidate does not serve cloudstate.tck.model.EventSourcedTwo.");
    assertThat(row(html, "s-action-holds-2")).doesNotContain("class=\"box", "Run it again");
  }

  @Test
  void eachRowLeadsToItsEvidence() throws IOException {
    List<ScenarioResult> scenarios = new ArrayList<>(Fixtures.mixed().scenarios());
    IntStream.range(100, 700).mapToObj(Fixtures::passing).forEach(scenarios::add);
    String html = html(Fixtures.of(scenarios));

    List<String> blocks = PageEvidence.blocks(html);
    assertThat(blocks.size()).isGreaterThan(2);
    for (ScenarioResult scenario : scenarios) {
      JsonNode evidence = evidence(html, blocks, scenario.id());
      assertThat(evidence.path("rerun").asString()).endsWith(" " + scenario.id());
      assertThat(evidence.path("frames").size()).isEqualTo(scenario.frames().size());
      assertThat(evidence.path("steps").size()).isEqualTo(scenario.steps().size());
    }
    JsonNode failed = evidence(html, blocks, "event-sourced/emits-in-order");
    assertThat(failed.path("mismatch").path("frame").intValue()).isEqualTo(4);
    assertThat(failed.path("mismatch").path("differences").size()).isEqualTo(2);
    assertThat(failed.path("mismatch").path("expectedJson").asString()).contains("\"commandId\"");
    assertThat(failed.path("log").asString()).contains("emitted events out of order");
    assertThat(failed.path("frames").path(0).path("hex").asString()).startsWith("12390a");
  }

  @Test
  void eachRequirementHasItsStateAndReason() throws IOException {
    String html = html(Fixtures.mixed());

    assertThat(requirement(html, "ES-06"))
        .contains("violated", "service must", "href=\"#s-event-sourced-emits-in-order\"");
    assertThat(requirement(html, "ES-05"))
        .contains(">held<", "href=\"#requirement=ES-05\">26 scenarios<");
    assertThat(requirement(html, "EFF-01")).contains("not shown", "No scenario got as far");
    assertThat(requirement(html, "EFF-05")).contains("not verified", "none of the models does");
    assertThat(requirement(html, "MET-02")).contains("not verified", "No scenario of this run");
    assertThat(requirement(html, "DIS-10")).contains("tag warn\">violated");
    assertThat(html)
        .contains("<a class=\"cell bad l-must\" href=\"#r-es-06\" title=\"ES-06, must: violated\"")
        .contains("<a class=\"cell quiet l-should\" href=\"#r-eff-05\"");
  }

  @Test
  void everyLinkWithinThePageHasItsTargetAndEveryIdIsUnique() throws IOException {
    String html = html(Fixtures.mixed());

    assertThat(ID.matcher(html).results().map(r -> r.group(1))).doesNotHaveDuplicates();
    assertThat(ID.matcher(html).results().map(r -> r.group(1)))
        .containsAll(FRAGMENT.matcher(html).results().map(r -> r.group(1)).toList());
  }

  @Test
  void anIncompleteRunSaysSo() throws IOException {
    assertThat(html(Fixtures.partial()))
        .contains("<p class=\"label\">Incomplete</p>", "12 of 60 planned scenarios ended")
        .doesNotContain("Conforms");
    assertThat(html(Fixtures.interrupted())).contains("The run was interrupted");
    assertThat(html(Fixtures.empty())).contains("Nothing shown", "No scenario was run");
  }

  @Test
  void hostileTextStaysText() throws IOException {
    String html = html(Fixtures.hostile());

    assertThat(html.split("<script", -1)).as("our own, and one of evidence").hasSize(3);
    assertThat(html).doesNotContain("<img", "href=\"javascript");
    assertThat(html).contains("&lt;script&gt;alert(1)&lt;/script&gt;", "&lt;#assign x=1&gt;");
    assertThat(html).contains("${7*7}");
    assertThat(html).contains("\\u001B[31mred\\u0000\\uD800\\u202Etxt.exe\\u000D");
    assertVisible(html);
    assertThat(html).contains("characters shown)");
    assertThat(html.length()).isLessThan(400_000);
  }

  @Test
  void hostileEvidenceIsVisibleAndBounded() throws IOException {
    List<String> blocks = PageEvidence.blocks(html(Fixtures.hostile()));

    assertThat(blocks).hasSize(1);
    JsonNode evidence = JsonLines.MAPPER.readTree(blocks.get(0).lines().toList().get(0));
    assertThat(blocks.get(0)).matches("[\\x20-\\x7E\\n]*").hasSizeLessThan(1_500_000);
    assertThat(evidence.path("frames").path(0).path("json").asString())
        .startsWith("</pre></script><script>alert(1)</script>")
        .contains("\\u202Etxt.exe")
        .endsWith("characters shown)");
    evidence.findValuesAsString("written").forEach(HtmlRendererTest::assertVisible);
    evidence.findValuesAsString("log").forEach(HtmlRendererTest::assertVisible);
    evidence.findValuesAsString("status").forEach(HtmlRendererTest::assertVisible);
    assertThat(evidence.path("frames").path(0).path("hex").asString()).doesNotContain("\u202E");
  }

  @Test
  void aFloodOfLongValuesStaysBounded() throws IOException {
    FrameView flood =
        new FrameView(
            1, 1, "a", "b", "s", "message", "x".repeat(50_000), "y".repeat(50_000), null, 1, null);
    List<ScenarioResult> scenarios = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      scenarios.add(
          Fixtures.scenario(
              "a/b",
              "t".repeat(50_000),
              "a",
              Outcome.FAILED,
              "r".repeat(50_000),
              null,
              List.of(),
              List.of(),
              Collections.nCopies(i < 20 ? 5_000 : 0, flood),
              List.of(),
              1));
    }

    String html = html(Fixtures.of(scenarios));

    assertThat(html.length()).isLessThan(8 * MIB);
    for (String block : PageEvidence.blocks(html)) {
      assertThat(block.length()).isLessThan(2 * MIB);
    }
  }

  @Test
  void theDivergingFrameIsThereHoweverManyCameBeforeIt() throws IOException {
    List<FrameView> frames = new ArrayList<>();
    String hex = "0a".repeat(5_000);
    for (int seq = 1; seq <= 1_000; seq++) {
      frames.add(
          new FrameView(seq, seq, "kit", "kit", "s", "message", "n", null, hex, 5_000, null));
    }
    ScenarioResult late =
        Fixtures.scenario(
            "a/b",
            "t",
            "a",
            Outcome.FAILED,
            null,
            new MismatchView(
                1, "s", "ES-06", "p", "e", "a", "proxy", "w", List.of(), null, null, 900),
            List.of(),
            List.of(),
            frames,
            List.of(),
            1);

    String html = html(Fixtures.of(List.of(late)));
    JsonNode evidence = evidence(html, PageEvidence.blocks(html), "a/b");

    assertThat(evidence.path("frames").size()).isEqualTo(301);
    assertThat(evidence.path("frames").path(0).path("hex").asString()).hasSize(8_192);
    assertThat(evidence.path("frames").path(299).path("hex").asString())
        .as("the others have used the budget up")
        .hasSize(400);
    assertThat(evidence.path("frames").path(300).path("seq").intValue()).isEqualTo(900);
    assertThat(evidence.path("frames").path(300).path("hex").asString()).hasSize(8_192);
    assertThat(evidence.path("framesLeft").intValue()).isEqualTo(699);
  }

  @Test
  void thePageAsksNothingOfAnyServerAndItsPolicyForbidsIt() throws Exception {
    String html = html(Fixtures.mixed());

    Matcher policy =
        Pattern.compile("Content-Security-Policy\" content=\"([^\"]*)\"").matcher(html);
    assertThat(policy.find()).isTrue();
    assertThat(policy.group(1).replace("&#39;", "'"))
        .startsWith("default-src 'none';")
        .contains("script-src '" + hash(between(html, "<script>", "</script>")) + "'")
        .contains("style-src '" + hash(between(html, "<style>", "</style>")) + "'")
        .contains("require-trusted-types-for 'script'")
        .doesNotContain("unsafe", "http");
    assertThat(html).doesNotContainPattern("(?i)(src|href)=\"(https?:)?//");
    assertThat(html).doesNotContain("url(", "@import", " style=\"", " onclick=", "innerHTML");
  }

  private static void assertVisible(String text) {
    assertThat(text)
        .doesNotContainPattern("[\\p{Cntrl}&&[^\\n\\t]]|[\\u202A-\\u202E\\u200B\\uFFFE]");
  }

  private static String requirement(String html, String id) {
    return between(html, "<tr id=\"r-" + id.toLowerCase(Locale.ROOT) + "\"", "</tr>");
  }

  private static String row(String html, String anchor) {
    return between(html, "id=\"" + anchor + "\"", "</details></div>");
  }

  private static String between(String text, String start, String end) {
    int from = text.indexOf(start);
    assertThat(from).as(start).isNotNegative();
    return text.substring(from + start.length(), text.indexOf(end, from));
  }

  private static JsonNode evidence(String html, List<String> blocks, String id) {
    String row = html.substring(0, html.indexOf("<span class=\"id\">" + id + "</span>"));
    Matcher place = PLACE.matcher(row.substring(row.lastIndexOf("<div role=\"listitem\"")));
    assertThat(place.find()).as(id).isTrue();
    String block = blocks.get(Integer.parseInt(place.group(1)));
    return JsonLines.MAPPER.readTree(block.lines().toList().get(Integer.parseInt(place.group(2))));
  }

  private static String hash(String text) throws NoSuchAlgorithmException {
    return "sha256-"
        + Base64.getEncoder()
            .encodeToString(
                MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  private int bytes(ResultDocument document) throws IOException {
    return html(document).getBytes(StandardCharsets.UTF_8).length;
  }

  private String html(ResultDocument document) throws IOException {
    try (ResultWriter writer = ReportFormat.HTML.open(dir)) {
      document.replayInto(writer);
    }
    return Files.readString(dir.resolve(ReportFormat.HTML.fileName()));
  }
}
