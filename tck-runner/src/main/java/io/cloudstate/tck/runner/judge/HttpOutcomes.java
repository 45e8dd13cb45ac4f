package io.cloudstate.tck.runner.judge;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import io.cloudstate.tck.runner.trace.Happening;
import io.cloudstate.tck.specs.Step;
import io.cloudstate.tck.specs.match.Bindings;
import io.cloudstate.tck.specs.match.Difference;
import io.cloudstate.tck.specs.match.Matcher;
import io.cloudstate.tck.specs.match.Pattern;
import io.cloudstate.tck.specs.match.Show;
import io.cloudstate.tck.specs.match.Types;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Compares how a call over HTTP was to end with how it ended. */
final class HttpOutcomes {

  private static final int OK = 200;
  private static final int CLIENT_ERROR = 400;
  private static final int FAILED = 500;
  private static final String EVENT = "data:";
  private static final List<String> LINE_ENDS = List.of("", "\n", "\r\n");
  private static final JsonMapper JSON = JsonMapper.shared();

  private HttpOutcomes() {}

  static Optional<Difference> compare(
      Step.Act call,
      Step.CallOutcome expected,
      Happening.Responded actual,
      Types types,
      Bindings bindings) {
    if (expected instanceof Step.CallOutcome.Http http) {
      return actual.status() == http.status()
          ? body(http.body(), actual, bindings)
          : differ("HTTP status", String.valueOf(http.status()), show(actual));
    }
    if (expected instanceof Step.CallOutcome.Fails fails) {
      return fails
          .description()
          .map(bindings::resolve)
          .map(text -> told(text, actual))
          .orElseGet(() -> failed(actual));
    }
    if (actual.status() != OK) {
      return differ("HTTP status", String.valueOf(OK), show(actual));
    }
    if (!(expected instanceof Step.CallOutcome.Returns returns)
        || !(call instanceof Step.Call typed)) {
      return Optional.empty();
    }
    return contentType(actual)
        .or(
            () ->
                message(
                    typed.method().getOutputType(),
                    returns.response(),
                    actual.body(),
                    types,
                    bindings))
        .or(() -> Outcomes.headers(returns.headers(), actual.headers()));
  }

  /** The user function's own failure has a status of its own, and its text. */
  private static Optional<Difference> told(String text, Happening.Responded actual) {
    if (actual.status() != FAILED) {
      return differ("HTTP status", String.valueOf(FAILED), show(actual));
    }
    return LINE_ENDS.stream().anyMatch(end -> actual.body().equals(text + end))
            || tellsInJson(text, actual)
        ? Optional.empty()
        : differ("HTTP body", Outcomes.quoted(text), Outcomes.quoted(actual.body()));
  }

  /** Which status tells of any other failure is the proxy's own affair. */
  private static Optional<Difference> failed(Happening.Responded actual) {
    return actual.status() >= CLIENT_ERROR
        ? Optional.empty()
        : differ("HTTP status", "one of a failure (400 or more)", show(actual));
  }

  private static boolean tellsInJson(String text, Happening.Responded actual) {
    if (contentType(actual).isPresent()) {
      return false;
    }
    try {
      JsonNode body = JSON.readTree(actual.body());
      return Stream.concat(Stream.of(body), body.values().stream())
          .anyMatch(value -> value.isString() && value.stringValue().equals(text));
    } catch (JacksonException notJson) {
      return false;
    }
  }

  /** How a failure was told, where a proxy may choose: for the report. */
  static Optional<String> form(
      Step.CallOutcome expected, Happening.Responded actual, Bindings bindings) {
    return expected instanceof Step.CallOutcome.Fails fails
        ? fails
            .description()
            .map(bindings::resolve)
            .filter(text -> tellsInJson(text, actual))
            .map(text -> "a failure's text comes over HTTP in JSON")
        : Optional.empty();
  }

  private static Optional<Difference> contentType(Happening.Responded actual) {
    return actual.contentType().startsWith("application/json")
        ? Optional.empty()
        : differ("HTTP content-type", "application/json", Outcomes.quoted(actual.contentType()));
  }

  private static Optional<Difference> body(
      Step.Body expected, Happening.Responded actual, Bindings bindings) {
    if (expected instanceof Step.Body.Json json) {
      return contentType(actual).or(() -> json("HTTP body", json.json(), actual.body(), bindings));
    }
    return expected instanceof Step.Body.Lines lines
        ? lines(lines.json(), values(actual), bindings)
        : Optional.empty();
  }

  /** The JSON values of a streamed response, a line each, or each in a server-sent event. */
  private static List<String> values(Happening.Responded actual) {
    boolean events = actual.contentType().startsWith("text/event-stream");
    return actual
        .body()
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && (!events || line.startsWith(EVENT)))
        .map(line -> events ? line.substring(EVENT.length()).strip() : line)
        .toList();
  }

  private static Optional<Difference> lines(
      List<String> expected, List<String> actual, Bindings bindings) {
    for (int i = 0; i < Math.max(expected.size(), actual.size()); i++) {
      String path = "HTTP body, value " + (i + 1);
      Optional<Difference> difference =
          i >= actual.size()
              ? differ(path, expected.get(i), "nothing")
              : i >= expected.size()
                  ? differ(path, "nothing", Show.shortened(actual.get(i)))
                  : json(path, expected.get(i), actual.get(i), bindings);
      if (difference.isPresent()) {
        return difference;
      }
    }
    return Optional.empty();
  }

  private static Optional<Difference> json(
      String path, String expected, String actual, Bindings bindings) {
    String wanted = bindings.resolve(expected);
    try {
      return JSON.readTree(wanted).equals(JSON.readTree(actual))
          ? Optional.empty()
          : differ(path, wanted, Show.shortened(actual));
    } catch (JacksonException notJson) {
      return differ(path, wanted, Outcomes.quoted(actual));
    }
  }

  private static Optional<Difference> message(
      Descriptor type, Pattern.Fields pattern, String body, Types types, Bindings bindings) {
    DynamicMessage.Builder builder = DynamicMessage.newBuilder(type);
    try {
      JsonFormat.parser().merge(body, builder);
      Message message = builder.build();
      Optional<Difference> different =
          Matcher.match(pattern, message, types, bindings).stream().findFirst();
      if (different.isPresent()) {
        return different;
      }
      String full = JsonFormat.printer().alwaysPrintFieldsWithNoPresence().print(message);
      JsonNode expected = JSON.readTree(full);
      return expected.equals(JSON.readTree(body))
          ? Optional.empty()
          : differ(
              "HTTP body",
              Show.shortened(expected.toString()) + " with default-valued fields included",
              Show.shortened(body));
    } catch (InvalidProtocolBufferException | JacksonException notJson) {
      return differ("HTTP body", "proto3 JSON of " + type.getFullName(), Outcomes.quoted(body));
    }
  }

  static String words(Step.CallOutcome.Http expected) {
    String body =
        expected.body() instanceof Step.Body.Json json
            ? " with the JSON " + json.json()
            : expected.body() instanceof Step.Body.Lines lines
                ? " with the JSON values " + String.join(" ", lines.json())
                : "";
    return "HTTP status " + expected.status() + body;
  }

  /** Status and body. */
  static String show(Happening.Responded actual) {
    return actual.status() + " " + Outcomes.quoted(actual.body());
  }

  private static Optional<Difference> differ(String path, String expected, String actual) {
    return Outcomes.differ(path, expected, actual);
  }
}
