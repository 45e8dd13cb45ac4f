package io.cloudstate.tck.specs.read;

import com.google.api.AnnotationsProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import io.cloudstate.tck.protocol.EntityProto;
import io.cloudstate.tck.protocol.reflection.ReflectionProto;
import io.cloudstate.tck.specs.Channel;
import io.cloudstate.tck.specs.SpecRule;
import io.cloudstate.tck.specs.Step;
import io.cloudstate.tck.specs.match.Pattern;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads the steps about calls, and knows the calls that a scenario has made. */
final class CallReader {

  private static final Set<String> STATUS_CODES =
      Set.of(
          "OK",
          "CANCELLED",
          "UNKNOWN",
          "INVALID_ARGUMENT",
          "DEADLINE_EXCEEDED",
          "NOT_FOUND",
          "ALREADY_EXISTS",
          "PERMISSION_DENIED",
          "RESOURCE_EXHAUSTED",
          "FAILED_PRECONDITION",
          "ABORTED",
          "OUT_OF_RANGE",
          "UNIMPLEMENTED",
          "INTERNAL",
          "UNAVAILABLE",
          "DATA_LOSS",
          "UNAUTHENTICATED");

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

  /** What these mean in {@code silence} is no call. */
  private static final Set<String> NO_NAMES = Set.of("", "reports", "discovery", "port");

  private final ValueReader values;
  private final Methods methods;
  private final Function<Node.Mapping, Channel.OfEntity> entities;
  private final Function<Node.Mapping, String> proves;
  private final Map<String, Called> called = new LinkedHashMap<>();

  /**
   * What is known of a call.
   *
   * @param method what was called, unless it was called by a name or path of any kind
   * @param http whether it is answered over HTTP
   * @param open whether the client may send more
   */
  private record Called(Optional<MethodDescriptor> method, boolean http, boolean open) {

    boolean streams() {
      return method.filter(MethodDescriptor::isServerStreaming).isPresent();
    }

    String name() {
      return method.map(MethodDescriptor::getName).orElse("the call");
    }
  }

  /**
   * A reader for one scenario.
   *
   * @param entities the entity that a step is on
   * @param proves the requirement that a step proves
   */
  CallReader(
      ValueReader values,
      Methods methods,
      Function<Node.Mapping, Channel.OfEntity> entities,
      Function<Node.Mapping, String> proves) {
    this.values = values;
    this.methods = methods;
    this.entities = entities;
    this.proves = proves;
  }

  /** The call that a node names. */
  Channel.OfCall named(Node name) {
    if (!called.containsKey(name.text())) {
      throw name.error(
          "No call is named " + name.flow() + ". " + Words.known(name.text(), called.keySet()));
    }
    return new Channel.OfCall(name.text());
  }

  private Channel.OfCall newCall(Optional<Node> given, String kind, Called call) {
    String name = given.map(Node::text).orElseGet(() -> numbered(kind));
    if (NO_NAMES.contains(name)) {
      throw given.orElseThrow().error("A call cannot be named \"" + name + "\".");
    }
    if (called.putIfAbsent(name, call) != null) {
      throw given.orElseThrow().error("A call named \"" + name + "\" stands above already.");
    }
    return new Channel.OfCall(name);
  }

  /** A name that no call has. */
  private String numbered(String kind) {
    int number = called.size() + 1;
    while (called.containsKey(kind + " " + number)) {
      number++;
    }
    return kind + " " + number;
  }

  /** A gRPC status code, or one of the words that stand for several. */
  static String status(Node node, String... besides) {
    Set<String> known = new LinkedHashSet<>(STATUS_CODES);
    known.addAll(List.of(besides));
    if (!known.contains(node.text())) {
      throw node.error("Unknown status " + node.flow() + ". " + Words.known(node.text(), known));
    }
    return node.text();
  }

  /** The protocol's own unary calls, straight to the candidate. */
  List<Step> protocolCall(String word, Node.Mapping map) {
    map.onlyKeys(Set.of(word, "proves", "as"));
    MethodDescriptor method = discovery(word);
    Node argument = map.get(word);
    Pattern.Fields request =
        argument.isWord("")
            ? new Pattern.Fields(method.getInputType(), Map.of())
            : Openness.closed(argument, values.message(argument, method.getInputType()));
    Channel.OfCall channel =
        newCall(map.find("as"), word, new Called(Optional.of(method), false, false));
    Step call = new Step.Call(channel, Step.Via.PROTOCOL, method, List.of(request), true, Map.of());
    if (word.equals("discover")) {
      return List.of(call);
    }
    Step.CallOutcome empty =
        new Step.CallOutcome.Returns(
            new Pattern.Fields(method.getOutputType(), Map.of()), Map.of());
    return List.of(call, new Step.ExpectOutcome(channel, empty, proves.apply(map)));
  }

  /** The pair's proxy asks for discovery; what it is answered is known like an answer to a call. */
  void discoveredByProxy() {
    called.putIfAbsent(
        Channel.OfDiscovery.ANSWER.name(),
        new Called(Optional.of(discovery("discover")), false, false));
  }

  private static MethodDescriptor discovery(String name) {
    ServiceDescriptor discovery =
        Objects.requireNonNull(EntityProto.getDescriptor().findServiceByName("EntityDiscovery"));
    return Objects.requireNonNull(discovery.findMethodByName(name));
  }

  Step spec(Node.Mapping map) {
    map.onlyKeys(Set.of("spec", "proves", "of"));
    Node rule = map.get("spec");
    if (!SpecRule.words().contains(rule.text())) {
      throw rule.error(
          "Unknown rule " + rule.flow() + ". " + Words.known(rule.text(), SpecRule.words()));
    }
    List<String> discoveries =
        called.keySet().stream().filter(name -> called(name).name().equals("discover")).toList();
    String call =
        map.find("of")
            .map(Node::text)
            .or(() -> discoveries.stream().reduce((earlier, later) -> later))
            .orElseThrow(() -> map.error("Nothing was discovered before this step."));
    if (!discoveries.contains(call)) {
      throw map.get("of")
          .error("No discovery is named \"" + call + "\". " + Words.known(call, discoveries));
    }
    SpecRule known = SpecRule.valueOf(rule.text().toUpperCase(Locale.ROOT).replace('-', '_'));
    return new Step.ExpectSpec(new Channel.OfCall(call), known, proves.apply(map));
  }

  /** A call of one of the services' methods, and perhaps all that comes of it. */
  List<Step> call(Node.Mapping map) {
    map.onlyKeys(withOutcome("call", "via", "on", "as", "headers", "open", "proves"));
    Map.Entry<String, Node.Entry> only = map.get("call").mapping().only("the method's name");
    Node argument = only.getValue().value();
    Optional<MethodDescriptor> reflection = reflection(only.getKey());
    String id = reflection.isPresent() ? "" : entities.apply(map).idTemplate();
    MethodDescriptor method =
        reflection.orElseGet(
            () -> methods.of(entities.apply(map), only.getKey(), only.getValue().place()));
    Step.Via via = map.find("via").map(node -> via(node, method)).orElse(Step.Via.GRPC);
    boolean open = map.find("open").filter(ValueReader::truth).isPresent();
    if (open && !method.isClientStreaming()) {
      throw map.get("open")
          .error("The client of " + method.getName() + " does not stream, so nothing stays open.");
    }
    List<Pattern.Fields> requests =
        messages(
                argument,
                method.isClientStreaming(),
                "The client of " + method.getName() + " sends")
            .stream()
            .map(node -> request(node, method, id))
            .toList();
    boolean http = via == Step.Via.HTTP || via == Step.Via.POST;
    Channel.OfCall channel =
        newCall(map.find("as"), "call", new Called(Optional.of(method), http, open));
    return andOutcome(
        new Step.Call(channel, via, method, requests, !open, headers(map, "headers")),
        channel,
        map);
  }

  private static Set<String> withOutcome(String... words) {
    Set<String> known = new LinkedHashSet<>(ENDS);
    BESIDE.forEach(beside -> known.add(beside.word()));
    known.addAll(List.of(words));
    return known;
  }

  /** A call that has a name may end later. */
  private List<Step> andOutcome(Step call, Channel.OfCall channel, Node.Mapping map) {
    boolean said = withOutcome().stream().anyMatch(word -> map.find(word).isPresent());
    List<Step> steps = new ArrayList<>(List.of(call));
    if (said || map.find("as").isEmpty()) {
      steps.addAll(outcome(channel, map));
    }
    return steps;
  }

  /** Server reflection belongs to no entity. */
  private static Optional<MethodDescriptor> reflection(String name) {
    ServiceDescriptor service = ReflectionProto.getDescriptor().getServices().get(0);
    return Optional.ofNullable(service.findMethodByName(name));
  }

  /** The messages of a stream, or the one where there is no stream. */
  private static List<Node> messages(Node written, boolean streams, String who) {
    if (streams != written instanceof Node.Sequence) {
      throw written.error(
          who
              + (streams
                  ? " a stream: expected a list of messages"
                  : " one message: expected a map")
              + ", found "
              + written.kind()
              + ": "
              + written.flow());
    }
    return written instanceof Node.Sequence list ? list.items() : List.of(written);
  }

  private Pattern.Fields request(Node node, MethodDescriptor method, String id) {
    return Openness.closed(node, values.request(node, method.getInputType(), id));
  }

  private static Step.Via via(Node node, MethodDescriptor method) {
    Set<String> known = Set.of("grpc", "grpc-web", "http", "post");
    if (!known.contains(node.text())) {
      throw node.error(
          "Unknown way to call " + node.flow() + ". " + Words.known(node.text(), known));
    }
    Step.Via via = Step.Via.valueOf(node.text().toUpperCase(Locale.ROOT).replace('-', '_'));
    if (via != Step.Via.GRPC && method.isClientStreaming()) {
      throw node.error(
          "The client of "
              + method.getName()
              + " streams, which it can by grpc only, not by "
              + node.text()
              + ".");
    }
    if (via == Step.Via.HTTP && !method.getOptions().hasExtension(AnnotationsProto.http)) {
      throw node.error(
          method.getName()
              + " has no HTTP binding; call it by post, or write an \"http\" step with any path.");
    }
    return via;
  }

  private static Map<String, String> headers(Node.Mapping map, String key) {
    Map<String, String> headers = new LinkedHashMap<>();
    map.find(key)
        .ifPresent(
            node ->
                node.mapping()
                    .entries()
                    .forEach(
                        (name, entry) ->
                            headers.put(name.toLowerCase(Locale.ROOT), entry.value().text())));
    return headers;
  }

  /** A call to a method of any name, with any bytes. */
  List<Step> raw(Node.Mapping map) {
    map.onlyKeys(Set.of("raw", "as", "fails", "description", "proves"));
    Node.Mapping request = map.get("raw").mapping();
    request.onlyKeys(Set.of("method", "base64"));
    Node method = request.get("method");
    if (!method.text().matches("[^/]+/[^/]+")) {
      throw method.error("Expected package.Service/Method, found " + method.flow() + ".");
    }
    Channel.OfCall channel =
        newCall(map.find("as"), "call", new Called(Optional.empty(), false, false));
    Step call =
        new Step.RawCall(channel, method.text(), ValueReader.fixedBytes(request.get("base64")));
    return andOutcome(call, channel, map);
  }

  /** An HTTP request as it is written. */
  List<Step> http(Node.Mapping map) {
    map.onlyKeys(Set.of("http", "as", "status", "fails", "description", "json", "lines", "proves"));
    Node.Mapping request = map.get("http").mapping();
    request.onlyKeys(Set.of("verb", "path", "contentType", "accept", "headers", "body"));
    Node path = request.get("path");
    if (!path.text().startsWith("/")) {
      throw path.error("Expected a path that begins with \"/\", found " + path.flow() + ".");
    }
    String verb = request.find("verb").map(Node::text).orElse("POST");
    String body = request.find("body").map(Node::text).orElse("");
    Map<String, String> headers = new LinkedHashMap<>(headers(request, "headers"));
    request
        .find("contentType")
        .map(Node::text)
        .or(
            () ->
                verb.equals("POST") || !body.isEmpty()
                    ? Optional.of("application/json")
                    : Optional.empty())
        .ifPresent(type -> headers.put("content-type", type));
    request.find("accept").ifPresent(type -> headers.put("accept", type.text()));
    Channel.OfCall channel =
        newCall(map.find("as"), "call", new Called(Optional.empty(), true, false));
    return andOutcome(new Step.HttpCall(channel, verb, path.text(), headers, body), channel, map);
  }

  /** One more message of a client that streams. */
  Step send(Node.Mapping map) {
    map.onlyKeys(Set.of("send", "to"));
    Channel.OfCall channel = named(map.get("to"));
    MethodDescriptor method = open(channel, map.get("to"));
    return new Step.CallSend(channel, request(map.get("send"), method, "${entity}"));
  }

  Step halfClose(Node.Mapping map) {
    map.onlyKeys(Set.of("halfClose"));
    Channel.OfCall channel = named(map.get("halfClose"));
    open(channel, map.get("halfClose"));
    return new Step.CallHalfClose(channel);
  }

  private MethodDescriptor open(Channel.OfCall channel, Node name) {
    Called call = called(channel.name());
    if (!call.open()) {
      throw name.error(
          call.method().filter(MethodDescriptor::isClientStreaming).isPresent()
              ? "The client's side of "
                  + name.flow()
                  + " is closed; make its call with \"open: true\"."
              : "The client of " + name.flow() + " does not stream.");
    }
    return call.method().orElseThrow();
  }

  private Called called(String name) {
    return Objects.requireNonNull(called.get(name), name);
  }

  Step cancel(Node.Mapping map) {
    map.onlyKeys(Set.of("cancel"));
    return new Step.CallCancel(named(map.get("cancel")));
  }

  /** A message of a call on which the server streams. */
  Step receive(Node.Mapping map) {
    map.onlyKeys(Set.of("receive", "from", "proves"));
    Channel.OfCall channel = named(map.get("from"));
    Called call = called(channel.name());
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
    return called(channel.name())
        .method()
        .map(MethodDescriptor::getOutputType)
        .orElseThrow(() -> node.error("What this call returns has no type; say its HTTP status."));
  }

  /** How a call that was made above ends. */
  List<Step> ending(Node.Mapping map) {
    map.onlyKeys(withOutcome("return", "proves"));
    return outcome(named(map.get("return")), map);
  }

  private List<Step> outcome(Channel.OfCall channel, Node.Mapping map) {
    Called call = called(channel.name());
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
      messages(map.get("returns"), true, call.name() + " returns")
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

  private static void requireFitting(Called call, List<String> keys, Node.Mapping map) {
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
    String code = status(map.get("fails"), "any");
    return new Step.CallOutcome.Fails(
        code.equals("any") ? Optional.empty() : Optional.of(code),
        map.find("description").map(Node::text));
  }

  private Step.CallOutcome returns(Channel.OfCall channel, Called call, Node.Mapping map) {
    Node node = map.get("returns");
    Descriptor output = output(channel, node);
    messages(node, false, call.name() + " returns");
    return new Step.CallOutcome.Returns(
        values.message(node, output), headers(map, "responseHeaders"));
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
