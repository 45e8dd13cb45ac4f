package io.cloudstate.tck.specs.read;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import io.cloudstate.tck.protocol.EntityProto;
import io.cloudstate.tck.protocol.reflection.ReflectionProto;
import io.cloudstate.tck.specs.Channel;
import io.cloudstate.tck.specs.SpecRule;
import io.cloudstate.tck.specs.Step;
import io.cloudstate.tck.specs.match.Pattern;
import java.util.ArrayList;
import java.util.Base64;
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

  private static final Set<String> OUTCOME =
      Set.of("returns", "fails", "description", "status", "json", "lines", "responseHeaders");

  private final ValueReader values;
  private final Methods methods;
  private final Function<Node.Mapping, Channel.OfEntity> entities;
  private final Function<Node.Mapping, String> proves;
  private final Set<String> calls = new LinkedHashSet<>();
  private final Map<String, MethodDescriptor> called = new LinkedHashMap<>();

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

  boolean isCall(String name) {
    return calls.contains(name);
  }

  /** The call that a node names. */
  Channel.OfCall named(Node name) {
    if (!calls.contains(name.text())) {
      throw name.error("No call is named " + name.flow() + ". " + Words.known(name.text(), calls));
    }
    return new Channel.OfCall(name.text());
  }

  private Channel.OfCall newCall(Optional<Node> given, String kind) {
    String name = given.map(Node::text).orElse(kind + " " + (calls.size() + 1));
    if (!calls.add(name)) {
      throw given.orElseThrow().error("A call named \"" + name + "\" stands above already.");
    }
    return new Channel.OfCall(name);
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
    ServiceDescriptor discovery =
        Objects.requireNonNull(EntityProto.getDescriptor().findServiceByName("EntityDiscovery"));
    MethodDescriptor method = Objects.requireNonNull(discovery.findMethodByName(word));
    Node argument = map.get(word);
    Pattern.Fields request =
        argument.isWord("")
            ? new Pattern.Fields(method.getInputType(), Map.of())
            : Openness.closed(argument, values.message(argument, method.getInputType()));
    Channel.OfCall channel = newCall(map.find("as"), word);
    called.put(channel.name(), method);
    Step call = new Step.Call(channel, Step.Via.PROTOCOL, method, List.of(request), true, Map.of());
    if (word.equals("discover")) {
      return List.of(call);
    }
    Step.CallOutcome empty =
        new Step.CallOutcome.Returns(
            new Pattern.Fields(method.getOutputType(), Map.of()), Map.of());
    return List.of(call, new Step.ExpectOutcome(channel, empty, proves.apply(map)));
  }

  Step spec(Node.Mapping map) {
    map.onlyKeys(Set.of("spec", "proves", "of"));
    Node rule = map.get("spec");
    if (!SpecRule.words().contains(rule.text())) {
      throw rule.error(
          "Unknown rule " + rule.flow() + ". " + Words.known(rule.text(), SpecRule.words()));
    }
    String call =
        map.find("of")
            .map(Node::text)
            .or(() -> calls.stream().reduce((earlier, later) -> later))
            .orElseThrow(() -> map.error("Nothing was discovered before this step."));
    if (!calls.contains(call)) {
      throw map.get("of").error("No call is named \"" + call + "\". " + Words.known(call, calls));
    }
    SpecRule known = SpecRule.valueOf(rule.text().toUpperCase(Locale.ROOT).replace('-', '_'));
    return new Step.ExpectSpec(new Channel.OfCall(call), known, proves.apply(map));
  }

  /** A call of one of the services' methods, and perhaps all that comes of it. */
  List<Step> call(Node.Mapping map) {
    Set<String> known = new LinkedHashSet<>(OUTCOME);
    known.addAll(Set.of("call", "via", "on", "as", "headers", "open", "proves"));
    map.onlyKeys(known);
    Map.Entry<String, Node.Entry> only = map.get("call").mapping().only("the method's name");
    Node.Entry argument = only.getValue();
    Optional<MethodDescriptor> reflection = reflection(only.getKey());
    Channel.OfEntity entity = reflection.isPresent() ? null : entities.apply(map);
    MethodDescriptor method =
        entity == null
            ? reflection.orElseThrow()
            : methods.of(entity, only.getKey(), argument.place());
    String id = entity == null ? "" : entity.idTemplate();
    boolean open = map.find("open").filter(ValueReader::truth).isPresent();
    if (open && !method.isClientStreaming()) {
      throw map.get("open")
          .error("The client of " + method.getName() + " does not stream, so nothing stays open.");
    }
    List<Node> written =
        method.isClientStreaming()
            ? argument.value().sequence().items()
            : List.of(argument.value());
    List<Pattern.Fields> requests =
        written.stream().map(node -> request(node, method, id)).toList();
    Channel.OfCall channel = newCall(map.find("as"), "call");
    called.put(channel.name(), method);
    Step call =
        new Step.Call(
            channel, via(map.find("via")), method, requests, !open, headers(map, "headers"));
    List<Step> steps = new ArrayList<>(List.of(call));
    if (map.find("as").isEmpty() || !outcomeKeys(map).isEmpty()) {
      steps.addAll(outcome(channel, map));
    }
    return steps;
  }

  /** Server reflection belongs to no entity. */
  private static Optional<MethodDescriptor> reflection(String name) {
    ServiceDescriptor service = ReflectionProto.getDescriptor().getServices().get(0);
    return Optional.ofNullable(service.findMethodByName(name));
  }

  private Pattern.Fields request(Node node, MethodDescriptor method, String id) {
    return Openness.closed(node, values.request(node, method.getInputType(), id));
  }

  private static Step.Via via(Optional<Node> node) {
    Set<String> known = Set.of("grpc", "grpc-web", "http", "post");
    if (node.isEmpty()) {
      return Step.Via.GRPC;
    }
    String word = node.get().text();
    if (!known.contains(word)) {
      throw node.get()
          .error("Unknown way to call " + node.get().flow() + ". " + Words.known(word, known));
    }
    return Step.Via.valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
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
    Node bytes = request.get("base64");
    Channel.OfCall channel = newCall(map.find("as"), "call");
    Step call;
    try {
      call =
          new Step.RawCall(
              channel,
              request.get("method").text(),
              ByteString.copyFrom(Base64.getDecoder().decode(bytes.text())));
    } catch (IllegalArgumentException otherText) {
      throw bytes.error("Expected base64, found " + bytes.flow());
    }
    List<Step> steps = new ArrayList<>(List.of(call));
    steps.addAll(outcome(channel, map));
    return steps;
  }

  List<Step> http(Node.Mapping map) {
    Set<String> known = new LinkedHashSet<>(OUTCOME);
    known.addAll(Set.of("http", "as", "proves"));
    map.onlyKeys(known);
    Node.Mapping request = map.get("http").mapping();
    request.onlyKeys(Set.of("verb", "path", "contentType", "accept", "headers", "body"));
    Channel.OfCall channel = newCall(map.find("as"), "call");
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
    Step call = new Step.HttpCall(channel, verb, request.get("path").text(), headers, body);
    List<Step> steps = new ArrayList<>(List.of(call));
    if (map.find("as").isEmpty() || !outcomeKeys(map).isEmpty()) {
      steps.addAll(outcome(channel, map));
    }
    return steps;
  }

  /** One more message of a client that streams. */
  Step send(Node.Mapping map) {
    map.onlyKeys(Set.of("send", "to"));
    Channel.OfCall channel = named(map.get("to"));
    MethodDescriptor method = streaming(channel, map.get("to"));
    return new Step.CallSend(channel, request(map.get("send"), method, "${entity}"));
  }

  Step halfClose(Node.Mapping map) {
    map.onlyKeys(Set.of("halfClose"));
    Channel.OfCall channel = named(map.get("halfClose"));
    streaming(channel, map.get("halfClose"));
    return new Step.CallHalfClose(channel);
  }

  private MethodDescriptor streaming(Channel.OfCall channel, Node name) {
    MethodDescriptor method = called.get(channel.name());
    if (method == null || !method.isClientStreaming()) {
      throw name.error("The client of " + name.flow() + " does not stream.");
    }
    return method;
  }

  Step cancel(Node.Mapping map) {
    map.onlyKeys(Set.of("cancel"));
    return new Step.CallCancel(named(map.get("cancel")));
  }

  /** A message of a call on which the server streams. */
  Step receive(Node.Mapping map) {
    map.onlyKeys(Set.of("receive", "from", "proves"));
    Channel.OfCall channel = named(map.get("from"));
    return message(channel, map.get("receive"), map);
  }

  private Step message(Channel.OfCall channel, Node node, Node.Mapping map) {
    return new Step.ExpectMessage(
        channel, values.message(node, output(channel, node)), proves.apply(map));
  }

  private com.google.protobuf.Descriptors.Descriptor output(Channel.OfCall channel, Node node) {
    MethodDescriptor method = called.get(channel.name());
    if (method == null) {
      throw node.error("What this call returns has no type; say its HTTP status.");
    }
    return method.getOutputType();
  }

  /** How a call that was made above ends. */
  List<Step> ending(Node.Mapping map) {
    Set<String> known = new LinkedHashSet<>(OUTCOME);
    known.addAll(Set.of("return", "proves"));
    map.onlyKeys(known);
    return outcome(named(map.get("return")), map);
  }

  static List<String> outcomeKeys(Node.Mapping map) {
    return List.of("returns", "fails", "status").stream()
        .filter(key -> map.find(key).isPresent())
        .toList();
  }

  private List<Step> outcome(Channel.OfCall channel, Node.Mapping map) {
    List<String> keys = outcomeKeys(map);
    MethodDescriptor method = called.get(channel.name());
    boolean streams = method != null && method.isServerStreaming();
    boolean messagesThenFailure = streams && keys.equals(List.of("returns", "fails"));
    if (keys.size() != 1 && !messagesThenFailure) {
      throw map.error(
          "Say how the call ends with one of returns, fails or status; found " + keys + ".");
    }
    if (map.find("description").isPresent() && map.find("fails").isEmpty()) {
      throw map.get("description").error("Only a call that fails has a description.");
    }
    String by = proves.apply(map);
    List<Step> steps = new ArrayList<>();
    if (streams && keys.get(0).equals("returns")) {
      map.get("returns").sequence().items().forEach(node -> steps.add(message(channel, node, map)));
      if (!messagesThenFailure) {
        steps.add(new Step.ExpectOutcome(channel, new Step.CallOutcome.Completes(), by));
      }
    }
    if (map.find("fails").isPresent()) {
      String code = status(map.get("fails"), "any");
      steps.add(
          new Step.ExpectOutcome(
              channel,
              new Step.CallOutcome.Fails(
                  code.equals("any") ? Optional.empty() : Optional.of(code),
                  map.find("description").map(Node::text)),
              by));
    } else if (map.find("status").isPresent()) {
      steps.add(new Step.ExpectOutcome(channel, http(map.get("status"), map), by));
    } else if (!streams) {
      Node node = map.get("returns");
      steps.add(
          new Step.ExpectOutcome(
              channel,
              new Step.CallOutcome.Returns(
                  values.message(node, output(channel, node)), headers(map, "responseHeaders")),
              by));
    }
    return steps;
  }

  private static Step.CallOutcome http(Node status, Node.Mapping map) {
    Step.Body body =
        map.find("json").isPresent()
            ? new Step.Body.Json(ValueReader.json(map.get("json")))
            : map.find("lines")
                .<Step.Body>map(
                    lines ->
                        new Step.Body.Lines(
                            lines.sequence().items().stream().map(ValueReader::json).toList()))
                .orElseGet(Step.Body.Unread::new);
    return new Step.CallOutcome.Http((int) FrameReader.number(status), body);
  }
}
