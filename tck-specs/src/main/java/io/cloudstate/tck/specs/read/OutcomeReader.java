package io.cloudstate.tck.specs.read;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import io.cloudstate.tck.specs.Channel;
import io.cloudstate.tck.specs.Step;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads what comes of calls, and how they end. */
final class OutcomeReader {

  private static final List<String> ENDS = List.of("returns", "fails", "status");

  /**
   * A word beside an end.
   *
   * @param otherwise why it does not stand beside another
   */
  private record Beside(String word, String end, String otherwise) {}

  private static final List<Beside> BESIDE =
      List.of(
          new Beside("description", "fails", "Only a call that fails has a description."),
          new Beside(
              "json",
              "status",
              "JSON is compared beside an HTTP \"status\"; a message beside \"returns\"."),
          new Beside(
              "lines",
              "status",
              "Lines are compared beside an HTTP \"status\"; messages beside \"returns\"."),
          new Beside(
              "responseHeaders",
              "returns",
              "Response headers are compared beside \"returns\" only."));

  private final ValueReader values;
  private final KnownCalls calls;
  private final Function<Node.Mapping, String> proves;

  OutcomeReader(ValueReader values, KnownCalls calls, Function<Node.Mapping, String> proves) {
    this.values = values;
    this.calls = calls;
    this.proves = proves;
  }

  /** The words that say how a call ends, and others that may stand beside them. */
  static Set<String> words(String... besides) {
    Set<String> words = new LinkedHashSet<>(ENDS);
    BESIDE.forEach(beside -> words.add(beside.word()));
    words.addAll(List.of(besides));
    return words;
  }

  /** A message of a call on which the server streams. */
  Step receive(Node.Mapping map) {
    map.onlyKeys(Set.of("receive", "from", "proves"));
    Channel.OfCall channel = calls.named(map.get("from"));
    KnownCalls.Called call = calls.get(channel);
    if (!call.streams() || call.http()) {
      throw map.get("from")
          .error(
              "No messages are streamed to the client of "
                  + map.get("from").flow()
                  + "; say how it ends with \"return\".");
    }
    return message(channel, map.get("receive"), map);
  }

  private Step message(Channel.OfCall channel, Node node, Node.Mapping map) {
    return new Step.ExpectMessage(
        channel, values.message(node, output(channel, node)), proves.apply(map));
  }

  private Descriptor output(Channel.OfCall channel, Node node) {
    return calls
        .get(channel)
        .method()
        .map(MethodDescriptor::getOutputType)
        .orElseThrow(() -> node.error("What this call returns has no type; say its HTTP status."));
  }

  /** How a call that was made above ends. */
  List<Step> ending(Node.Mapping map) {
    map.onlyKeys(words("return", "proves"));
    return read(calls.named(map.get("return")), map);
  }

  /** How a call ends, and first the messages that its server streams. */
  List<Step> read(Channel.OfCall channel, Node.Mapping map) {
    KnownCalls.Called call = calls.get(channel);
    List<String> keys = ENDS.stream().filter(key -> map.find(key).isPresent()).toList();
    boolean streamed = call.streams() && keys.contains("returns");
    boolean messagesThenFailure = streamed && keys.equals(List.of("returns", "fails"));
    if (keys.size() != 1 && !messagesThenFailure) {
      throw map.error(
          "Say how the call ends with one of returns, fails or status; found " + keys + ".");
    }
    requireFitting(call, keys, map);
    String by = proves.apply(map);
    List<Step> steps = new ArrayList<>();
    if (streamed) {
      CallContent.messages(map.get("returns"), true, call.name() + " returns")
          .forEach(node -> steps.add(message(channel, node, map)));
    }
    Step.CallOutcome end =
        switch (keys.get(keys.size() - 1)) {
          case "fails" -> fails(map);
          case "status" -> http(map.get("status"), map);
          default -> streamed ? new Step.CallOutcome.Completes() : returns(channel, call, map);
        };
    steps.add(new Step.ExpectOutcome(channel, end, by));
    return steps;
  }

  private static void requireFitting(KnownCalls.Called call, List<String> keys, Node.Mapping map) {
    for (Beside beside : BESIDE) {
      if (map.find(beside.word()).isPresent() && !keys.contains(beside.end())) {
        throw map.get(beside.word()).error(beside.otherwise());
      }
    }
    if (map.find("json").isPresent() && map.find("lines").isPresent()) {
      throw map.get("lines").error("One body has one form: write \"json\" or \"lines\".");
    }
    if (keys.contains("status") && !call.http()) {
      throw map.get("status")
          .error("A gRPC call has no HTTP status; write what it returns or how it fails.");
    }
    if (call.streams() && call.http() && keys.contains("returns")) {
      throw map.get("returns")
          .error("A stream comes over HTTP as lines; write \"status\" and \"lines\".");
    }
    if (call.streams() && map.find("responseHeaders").isPresent()) {
      throw map.get("responseHeaders")
          .error("Response headers are compared where one message is returned, not a stream.");
    }
  }

  private static Step.CallOutcome fails(Node.Mapping map) {
    String code = StatusCodes.read(map.get("fails"), "any");
    return new Step.CallOutcome.Fails(
        code.equals("any") ? Optional.empty() : Optional.of(code),
        map.find("description").map(Node::text));
  }

  private Step.CallOutcome returns(
      Channel.OfCall channel, KnownCalls.Called call, Node.Mapping map) {
    Node node = map.get("returns");
    Descriptor output = output(channel, node);
    CallContent.messages(node, false, call.name() + " returns");
    return new Step.CallOutcome.Returns(
        values.message(node, output), CallContent.headers(map, "responseHeaders"));
  }

  private static Step.CallOutcome http(Node status, Node.Mapping map) {
    long code = FrameReader.number(status);
    if (code < 100 || code > 599) {
      throw status.error("Expected an HTTP status from 100 to 599, found " + code + ".");
    }
    Step.Body body =
        map.find("json").isPresent()
            ? new Step.Body.Json(ValueReader.json(map.get("json")))
            : map.find("lines")
                .<Step.Body>map(
                    lines ->
                        new Step.Body.Lines(
                            lines.sequence().items().stream().map(ValueReader::json).toList()))
                .orElseGet(Step.Body.Unread::new);
    return new Step.CallOutcome.Http((int) code, body);
  }
}
