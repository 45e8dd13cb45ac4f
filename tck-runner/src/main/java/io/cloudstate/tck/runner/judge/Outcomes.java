package io.cloudstate.tck.runner.judge;

import com.google.protobuf.ByteString;
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
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Compares how a call was to end with how it ended, over gRPC and over HTTP. */
final class Outcomes {

  private static final int HTTP_OK = 200;
  private static final int HTTP_FAILED = 500;
  private static final JsonMapper JSON = JsonMapper.shared();

  private Outcomes() {}

  /** The first difference, if any. */
  static Optional<Difference> compare(
      Step.Act call, Step.CallOutcome expected, Happening actual, Types types, Bindings bindings) {
    if (actual instanceof Happening.Returned returned) {
      return overGrpc((Step.Call) call, expected, returned, types, bindings);
    }
    return overHttp(call, expected, (Happening.Responded) actual, types, bindings);
  }

  private static Optional<Difference> overGrpc(
      Step.Call call,
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
    if (actual.message().isEmpty()) {
      return differ("response", "a message", "nothing");
    }
    Pattern.Fields pattern = ((Step.CallOutcome.Returns) expected).response();
    return parse(call, actual.message().get())
        .map(message -> Matcher.match(pattern, message, types, bindings).stream().findFirst())
        .orElseGet(
            () ->
                differ(
                    "response", "a " + call.method().getOutputType().getFullName(), "other bytes"));
  }

  private static String status(Happening.Returned actual) {
    return actual.description().isEmpty()
        ? actual.code()
        : actual.code() + ": " + actual.description();
  }

  private static Optional<Difference> overHttp(
      Step.Act call,
      Step.CallOutcome expected,
      Happening.Responded actual,
      Types types,
      Bindings bindings) {
    if (expected instanceof Step.CallOutcome.HttpStatus status) {
      return actual.status() == status.status()
          ? Optional.empty()
          : differ("HTTP status", String.valueOf(status.status()), http(actual));
    }
    if (expected instanceof Step.CallOutcome.Fails fails) {
      if (actual.status() != HTTP_FAILED) {
        return differ("HTTP status", String.valueOf(HTTP_FAILED), http(actual));
      }
      return fails
          .description()
          .map(bindings::resolve)
          .filter(text -> !text.equals(actual.body()))
          .flatMap(text -> differ("HTTP body", quoted(text), quoted(actual.body())));
    }
    if (actual.status() != HTTP_OK) {
      return differ("HTTP status", String.valueOf(HTTP_OK), http(actual));
    }
    if (!actual.contentType().startsWith("application/json")) {
      return differ("HTTP content-type", "application/json", quoted(actual.contentType()));
    }
    return json(
        (Step.Call) call,
        ((Step.CallOutcome.Returns) expected).response(),
        actual.body(),
        types,
        bindings);
  }

  private static Optional<Difference> json(
      Step.Call call, Pattern.Fields pattern, String body, Types types, Bindings bindings) {
    DynamicMessage.Builder builder = DynamicMessage.newBuilder(call.method().getOutputType());
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
          : differ("HTTP body", expected.toString() + " with default-valued fields included", body);
    } catch (InvalidProtocolBufferException | JacksonException notJson) {
      return differ(
          "HTTP body",
          "proto3 JSON of " + call.method().getOutputType().getFullName(),
          quoted(body));
    }
  }

  private static String http(Happening.Responded actual) {
    return actual.status() + " " + quoted(actual.body());
  }

  private static String quoted(String text) {
    return JSON.writeValueAsString(text);
  }

  private static Optional<Difference> differ(String path, String expected, String actual) {
    return Optional.of(new Difference(path, expected, actual));
  }

  private static Optional<Message> parse(Step.Call call, ByteString bytes) {
    try {
      return Optional.of(DynamicMessage.parseFrom(call.method().getOutputType(), bytes));
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
    return "HTTP status " + ((Step.CallOutcome.HttpStatus) outcome).status();
  }

  /** What was seen, in words or as JSON. */
  static String show(Step.@Nullable Act call, Happening actual, Show show) {
    if (actual instanceof Happening.Responded responded) {
      return "HTTP status " + http(responded);
    }
    Happening.Returned returned = (Happening.Returned) actual;
    if (returned.message().isPresent() && call instanceof Step.Call typed) {
      return parse(typed, returned.message().get())
          .map(show::pretty)
          .orElse("bytes of another type");
    }
    return "status " + status(returned);
  }
}
