package io.cloudstate.tck.runner.judge;

import static io.cloudstate.tck.runner.judge.Traces.responded;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstate.tck.runner.trace.Happening;
import io.cloudstate.tck.specs.Channel;
import io.cloudstate.tck.specs.Step;
import io.cloudstate.tck.specs.match.Bindings;
import io.cloudstate.tck.specs.match.Difference;
import io.cloudstate.tck.specs.match.Types;
import io.cloudstate.tck.specs.read.Specs;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a proxy answers over HTTP, beside what was expected. */
final class HttpOutcomesTest {

  private static final Types TYPES = Specs.load().types();
  private static final Step.Act CALL =
      new Step.HttpCall(new Channel.OfCall("call 1"), "GET", "/", Map.of(), "");
  private static final Step.CallOutcome JSON =
      http(200, new Step.Body.Json("{\"id\":\"${entity}\"}"));
  private static final Step.CallOutcome LINES =
      http(200, new Step.Body.Lines(List.of("{\"n\":1}", "{\"n\":2}")));

  private static Step.CallOutcome http(int status, Step.Body body) {
    return new Step.CallOutcome.Http(status, body);
  }

  private static String differs(Step.CallOutcome expected, Happening actual) {
    Optional<Difference> difference =
        HttpOutcomes.compare(
            CALL, expected, (Happening.Responded) actual, TYPES, Bindings.ofEntity("e"));
    return difference
        .map(it -> it.path() + ": " + it.expected() + " / " + it.actual())
        .orElse("nothing");
  }

  @Test
  void jsonIsComparedAsValuesUnderItsContentType() {
    assertThat(
            differs(JSON, responded(200, "application/json; charset=utf-8", "{ \"id\": \"e\" }")))
        .isEqualTo("nothing");
    assertThat(differs(JSON, responded(200, "application/json", "{\"id\":\"x\"}")))
        .isEqualTo("HTTP body: {\"id\":\"e\"} / {\"id\":\"x\"}");
    assertThat(differs(JSON, responded(200, "application/json", "{")))
        .isEqualTo("HTTP body: {\"id\":\"e\"} / \"{\"");
    assertThat(differs(JSON, responded(200, "text/plain", "{\"id\":\"e\"}")))
        .isEqualTo("HTTP content-type: application/json / \"text/plain\"");
    assertThat(differs(JSON, responded(404, "application/json", "{\"id\":\"e\"}")))
        .isEqualTo("HTTP status: 200 / 404 \"{\\\"id\\\":\\\"e\\\"}\"");
    assertThat(differs(http(404, new Step.Body.Unread()), responded(404, "", "whatever")))
        .isEqualTo("nothing");
  }

  @Test
  void streamedValuesComeInLinesOrInEvents() {
    assertThat(differs(LINES, responded(200, "application/json", "{\"n\":1}\n\n {\"n\": 2} \n")))
        .isEqualTo("nothing");
    String events = "event: x\ndata: {\"n\":1}\n\n: comment\ndata:{\"n\":2}\n";
    assertThat(differs(LINES, responded(200, "text/event-stream", events))).isEqualTo("nothing");
    assertThat(differs(LINES, responded(200, "application/json", events)))
        .isEqualTo("HTTP body, value 1: {\"n\":1} / \"event: x\"");
  }

  @Test
  void everyStreamedValueCounts() {
    assertThat(differs(LINES, responded(200, "application/json", "{\"n\":1}\n")))
        .isEqualTo("HTTP body, value 2: {\"n\":2} / nothing");
    assertThat(differs(LINES, responded(200, "application/json", "{\"n\":1}\n{\"n\":2}\n{}")))
        .isEqualTo("HTTP body, value 3: nothing / {}");
    assertThat(differs(LINES, responded(200, "application/json", "{\"n\":1}\n{\"n\":3}")))
        .isEqualTo("HTTP body, value 2: {\"n\":2} / {\"n\":3}");
  }

  @Test
  void aFailureIsStatus500AndItsDescription() {
    Step.CallOutcome fails =
        new Step.CallOutcome.Fails(Optional.empty(), Optional.of("no ${entity}"));
    assertThat(differs(fails, responded(500, "text/plain", "no e"))).isEqualTo("nothing");
    assertThat(differs(fails, responded(500, "text/plain", "no")))
        .isEqualTo("HTTP body: \"no e\" / \"no\"");
    assertThat(differs(fails, responded(200, "text/plain", "no e")))
        .isEqualTo("HTTP status: 500 / 200 \"no e\"");
  }

  @Test
  void aFailureMayBeToldInJson() {
    Step.CallOutcome fails =
        new Step.CallOutcome.Fails(Optional.empty(), Optional.of("no \"${entity}\""));
    String json = "{\"code\":2,\"message\":\"no \\\"e\\\"\"}";
    assertThat(differs(fails, responded(500, "text/plain", "no \"e\"\n"))).isEqualTo("nothing");
    assertThat(differs(fails, responded(500, "application/json", json))).isEqualTo("nothing");
    assertThat(differs(fails, responded(500, "application/json", "\"no \\\"e\\\"\"")))
        .isEqualTo("nothing");
    assertThat(differs(fails, responded(500, "text/plain", json))).startsWith("HTTP body: ");
    assertThat(differs(fails, responded(500, "application/json", "{\"message\":\"no\"}")))
        .startsWith("HTTP body: ");
    assertThat(differs(fails, responded(400, "application/json", json)))
        .startsWith("HTTP status: 500 / 400 ");
    assertThat(form(fails, responded(500, "application/json", json)))
        .contains("a failure's text comes over HTTP in JSON");
    assertThat(form(fails, responded(500, "text/plain", "no \"e\""))).isEmpty();
  }

  private static Optional<String> form(Step.CallOutcome expected, Happening actual) {
    return HttpOutcomes.form(expected, (Happening.Responded) actual, Bindings.ofEntity("e"));
  }

  @Test
  void aFailureWithoutTextMayHaveAnyStatusOfOne() {
    Step.CallOutcome fails = new Step.CallOutcome.Fails(Optional.empty(), Optional.empty());
    assertThat(differs(fails, responded(410, "", "gone"))).isEqualTo("nothing");
    assertThat(differs(fails, responded(503, "", ""))).isEqualTo("nothing");
    assertThat(differs(fails, responded(200, "", "")))
        .isEqualTo("HTTP status: one of a failure (400 or more) / 200 \"\"");
  }

  @Test
  void whatIsExpectedIsSaidInWords() {
    assertThat(HttpOutcomes.words((Step.CallOutcome.Http) JSON))
        .isEqualTo("HTTP status 200 with the JSON {\"id\":\"${entity}\"}");
    assertThat(HttpOutcomes.words((Step.CallOutcome.Http) LINES))
        .isEqualTo("HTTP status 200 with the JSON values {\"n\":1} {\"n\":2}");
    assertThat(HttpOutcomes.words(new Step.CallOutcome.Http(404, new Step.Body.Unread())))
        .isEqualTo("HTTP status 404");
  }
}
