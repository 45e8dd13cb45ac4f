package io.cloudstate.tck.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class HtmlRendererTest {

  private static final Pattern ID = Pattern.compile(" id=\"([^\"]*)\"");
  private static final Pattern FRAGMENT = Pattern.compile("href=\"#([^\"]*)\"");

  @Test
  void wordsThatAreNoJsonKeepTheirSpaces() {
    assertThat(JsonLayout.indent("half-close by the proxy, then nothing"))
        .isEqualTo("half-close by the proxy, then nothing");
    assertThat(JsonLayout.indent("{\"a\":1}")).isEqualTo("{\n  \"a\": 1\n}");
  }

  @Test
  void aPassingRunSaysSoAndStaysSmall() throws IOException {
    String html = html(Fixtures.passing());

    assertThat(html).contains("<p class=\"label\">Conforms</p>", "60 passed of 60 planned");
    assertThat(html.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(1536 * 1024);
    assertThat(html).doesNotContain("First divergence");
  }

  @Test
  void failedScenariosComeFirstAndOpenWithTheirFacts() throws IOException {
    String html = html(Fixtures.mixed());

    assertThat(html).contains("<p class=\"label\">Does not conform</p>");
    assertThat(html.indexOf("id=\"s-event-sourced-emits-in-order\""))
        .isPositive()
        .isLessThan(html.indexOf("id=\"s-crdt-vote-counts\""));
    assertThat(html)
        .contains("data-outcome=\"failed\" open>", "data-outcome=\"errored\" open>")
        .contains("data-outcome=\"passed\">")
        .contains("First divergence", "reply.events[0].value", "it sent the diverging frame")
        .contains("class=\"diverges\" id=\"s-event-sourced-emits-in-order-frame\"")
        .contains("--scenario event-sourced/emits-in-order")
        .contains("href=\"traces/event-sourced/emits-in-order.json\"")
        .contains("listen EADDRINUSE")
        .contains("The candidate does not serve cloudstate.tck.model.EventSourcedTwo.");
  }

  @Test
  void eachRequirementHasItsStateAndReason() throws IOException {
    String html = html(Fixtures.mixed());

    assertThat(row(html, "ES-06")).contains("violated", "service must");
    assertThat(row(html, "ES-05")).contains(">held<", "href=\"#s-action-holds-2\"");
    assertThat(row(html, "EFF-01")).contains("not shown", "No scenario got as far");
    assertThat(row(html, "EFF-05")).contains("not verified", "none of the models does");
    assertThat(row(html, "MET-02")).contains("not verified", "No scenario of this run");
    assertThat(row(html, "DIS-10")).contains("tag warn\">violated");
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

    assertThat(html.split("<script", -1)).as("scripts: our own only").hasSize(2);
    assertThat(html).doesNotContain("<img", "href=\"javascript");
    assertThat(html).contains("&lt;script&gt;alert(1)&lt;/script&gt;", "&lt;#assign x=1&gt;");
    assertThat(html).contains("${7*7}");
    assertThat(html).contains("\\u001B[31mred\\u0000\\uD800\\u202Etxt.exe\\u000D");
    assertThat(html)
        .doesNotContainPattern("[\\p{Cntrl}&&[^\\n\\t]]|[\\u202A-\\u202E\\u200B\\uFFFE]");
    assertThat(html).contains("characters shown)");
    assertThat(html.length()).isLessThan(2_000_000);
  }

  @Test
  void aFloodOfLongValuesStaysBounded() throws IOException {
    FrameView flood =
        new FrameView(
            1, 1, "a", "b", "s", "message", "x".repeat(50_000), "y".repeat(50_000), null, 1, null);
    ScenarioResult scenario =
        Fixtures.scenario(
            "a/b",
            "t",
            "a",
            Outcome.PASSED,
            null,
            null,
            List.of(),
            List.of(),
            Collections.nCopies(5_000, flood),
            List.of(),
            1);

    assertThat(html(Fixtures.of(Collections.nCopies(20, scenario))).length())
        .isLessThan(16_000_000);
  }

  @Test
  void thePageAsksNothingOfAnyServerAndItsPolicyForbidsIt() throws IOException {
    String html = html(Fixtures.mixed());

    Matcher policy =
        Pattern.compile("Content-Security-Policy\" content=\"([^\"]*)\"").matcher(html);
    assertThat(policy.find()).isTrue();
    assertThat(policy.group(1))
        .startsWith("default-src &#39;none&#39;;")
        .doesNotContain("unsafe", "http");
    assertThat(html).doesNotContainPattern("(?i)(src|href)=\"(https?:)?//");
    assertThat(html).doesNotContain("url(", "@import", " style=\"", " onclick=");
  }

  private static String row(String html, String id) {
    int start = html.indexOf("<tr id=\"r-" + id.toLowerCase(Locale.ROOT) + "\"");
    return html.substring(start, html.indexOf("</tr>", start));
  }

  private static String html(ResultDocument document) throws IOException {
    StringWriter out = new StringWriter();
    new HtmlRenderer().render(document, out);
    return out.toString();
  }
}
