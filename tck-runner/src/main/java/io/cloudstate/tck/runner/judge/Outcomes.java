package io.cloudstate.tck.runner.judge;

import com.google.protobuf.ByteString;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.cloudstate.tck.runner.trace.Happening;
import io.cloudstate.tck.specs.Step;
import io.cloudstate.tck.specs.match.Bindings;
import io.cloudstate.tck.specs.match.Difference;
import io.cloudstate.tck.specs.match.Matcher;
import io.cloudstate.tck.specs.match.Show;
import io.cloudstate.tck.specs.match.Types;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Compares how a call was to end with how it ended, over gRPC and over HTTP. */
final class Outcomes {

  private static final JsonMapper JSON = JsonMapper.shared();

  private Outcomes() {}

  /** The first difference, if any. */
  static Optional<Difference> compare(
      Step.Act call, Step.CallOutcome expected, Happening actual, Types types, Bindings bindings) {
    if (actual instanceof Happening.Returned returned) {
      return overGrpc(call, expected, returned, types, bindings);
    }
    return HttpOutcomes.compare(call, expected, (Happening.Responded) actual, types, bindings);
  }

  /** How it ended, where that is the proxy's choice and the report is to say so. */
  static Optional<String> form(Step.CallOutcome expected, Happening actual, Bindings bindings) {
    return actual instanceof Happening.Responded responded
        ? HttpOutcomes.form(expected, responded, bindings)
        : Optional.empty();
  }

  private static Optional<Difference> overGrpc(
      Step.Act call,
      Step.CallOutcome expected,
      Happening.Returned actual,
      Types types,
      Bindings bindings) {
    if (expected instanceof Step.CallOutcome.Fails fails) {
      boolean code =
          fails.code().map(actual.code()::equals).orElseGet(() -> !actual.code().equals("OK"));
      if (!code) {
        return differ("status", fails.code().orElse("other than OK"), status(actual));
      }
      return fails
          .description()
          .map(bindings::resolve)
          .filter(text -> !text.equals(actual.description()))
          .flatMap(
              text -> differ("status.description", quoted(text), quoted(actual.description())));
    }
    if (!actual.code().equals("OK")) {
      return differ("status", "OK", status(actual));
    }
    if (expected instanceof Step.CallOutcome.Completes) {
      return Optional.empty();
    }
    if (!(expected instanceof Step.CallOutcome.Returns returns) || actual.message().isEmpty()) {
      return differ("response", "a message", "nothing");
    }
    return parse(call, actual.message().get())
        .map(
            message ->
                Matcher.match(returns.response(), message, types, bindings).stream().findFirst())
        .orElseGet(
            () ->
                differ(
                    "response",
                    "a " + returns.response().type().getFullName(),
                    "bytes of another type"))
        .or(() -> headers(returns.headers(), actual.headers()));
  }

  /** The first header that is missing or other than expected. */
  static Optional<Difference> headers(Map<String, String> expected, Map<String, String> actual) {
    return new TreeMap<>(expected)
        .entrySet().stream()
            .filter(header -> !header.getValue().equals(actual.get(header.getKey())))
            .findFirst()
            .flatMap(
                header ->
                    differ(
                        "headers." + header.getKey(),
                        quoted(header.getValue()),
                        Optional.ofNullable(actual.get(header.getKey()))
                            .map(Outcomes::quoted)
                            .orElse("nothing")));
  }

  private static String status(Happening.Returned actual) {
    return actual.description().isEmpty()
        ? actual.code()
        : actual.code() + ": " + actual.description();
  }

  static String quoted(String text) {
    return JSON.writeValueAsString(Show.shortened(text));
  }

  static Optional<Difference> differ(String path, String expected, String actual) {
    return Optional.of(new Difference(path, expected, actual));
  }

  private static Optional<Message> parse(Step.Act call, ByteString bytes) {
    if (!(call instanceof Step.Call typed)) {
      return Optional.empty();
    }
    try {
      return Optional.of(DynamicMessage.parseFrom(typed.method().getOutputType(), bytes));
    } catch (InvalidProtocolBufferException otherBytes) {
      return Optional.empty();
    }
  }

  /** What is expected, in words or as JSON. */
  static String words(Step.CallOutcome outcome, Show show) {
    if (outcome instanceof Step.CallOutcome.Returns returns) {
      return show.pretty(returns.response());
    }
    if (outcome instanceof Step.CallOutcome.Fails fails) {
      return "failure with status "
          + fails.code().orElse("other than OK")
          + fails.description().map(d -> ": " + d).orElse("");
    }
    return outcome instanceof Step.CallOutcome.Http http
        ? HttpOutcomes.words(http)
        : "the end with status OK";
  }

  /** What was seen, in words or as JSON. */
  static String show(Step.@Nullable Act call, Happening actual, Show show) {
    if (actual instanceof Happening.Responded responded) {
      return "HTTP status " + HttpOutcomes.show(responded);
    }
    if (actual instanceof Happening.Received received) {
      return "the message " + content(call, received.message(), show);
    }
    Happening.Returned returned = (Happening.Returned) actual;
    return returned
        .message()
        .map(message -> content(call, message, show))
        .orElseGet(() -> "status " + status(returned));
  }

  private static String content(Step.@Nullable Act call, ByteString bytes, Show show) {
    Optional<Message> message = call == null ? Optional.empty() : parse(call, bytes);
    return message.map(show::pretty).orElse("bytes of another type");
  }
}
