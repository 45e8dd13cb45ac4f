package io.cloudstate.tck.specs.read;

import com.google.api.AnnotationsProto;
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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads the steps by which a client calls, streams to, and leaves a service. */
final class CallReader {

  private final ValueReader values;
  private final KnownCalls calls;
  private final OutcomeReader outcomes;
  private final Methods methods;
  private final Function<Node.Mapping, Channel.OfEntity> entities;
  private final Function<Node.Mapping, String> proves;

  /**
   * A reader for one scenario.
   *
   * @param entities the entity that a step is on
   * @param proves the requirement that a step proves
   */
  CallReader(
      ValueReader values,
      Methods methods,
      KnownCalls calls,
      OutcomeReader outcomes,
      Function<Node.Mapping, Channel.OfEntity> entities,
      Function<Node.Mapping, String> proves) {
    this.values = values;
    this.methods = methods;
    this.calls = calls;
    this.outcomes = outcomes;
    this.entities = entities;
    this.proves = proves;
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
        calls.add(map.find("as"), word, new KnownCalls.Called(Optional.of(method), false, false));
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
    calls.discoveredByProxy(discovery("discover"));
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
    List<String> discoveries = calls.discoveries();
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
    map.onlyKeys(OutcomeReader.words("call", "via", "on", "as", "headers", "open", "proves"));
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
        CallContent.messages(
                argument,
                method.isClientStreaming(),
                "The client of " + method.getName() + " sends")
            .stream()
            .map(node -> request(node, method, id))
            .toList();
    boolean http = via == Step.Via.HTTP || via == Step.Via.POST;
    Channel.OfCall channel =
        calls.add(map.find("as"), "call", new KnownCalls.Called(Optional.of(method), http, open));
    return andOutcome(
        new Step.Call(channel, via, method, requests, !open, CallContent.headers(map, "headers")),
        channel,
        map);
  }

  /** A call that has a name may end later. */
  private List<Step> andOutcome(Step call, Channel.OfCall channel, Node.Mapping map) {
    boolean said = OutcomeReader.words().stream().anyMatch(word -> map.find(word).isPresent());
    List<Step> steps = new ArrayList<>(List.of(call));
    if (said || map.find("as").isEmpty()) {
      steps.addAll(outcomes.read(channel, map));
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
        calls.add(map.find("as"), "call", new KnownCalls.Called(Optional.empty(), false, false));
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
    Map<String, String> headers = new LinkedHashMap<>(CallContent.headers(request, "headers"));
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
        calls.add(map.find("as"), "call", new KnownCalls.Called(Optional.empty(), true, false));
    return andOutcome(new Step.HttpCall(channel, verb, path.text(), headers, body), channel, map);
  }

  /** One more message of a client that streams. */
  Step send(Node.Mapping map) {
    map.onlyKeys(Set.of("send", "to"));
    Channel.OfCall channel = calls.named(map.get("to"));
    MethodDescriptor method = calls.open(channel, map.get("to"));
    return new Step.CallSend(channel, request(map.get("send"), method, "${entity}"));
  }

  Step halfClose(Node.Mapping map) {
    map.onlyKeys(Set.of("halfClose"));
    Channel.OfCall channel = calls.named(map.get("halfClose"));
    calls.open(channel, map.get("halfClose"));
    return new Step.CallHalfClose(channel);
  }

  Step cancel(Node.Mapping map) {
    map.onlyKeys(Set.of("cancel"));
    return new Step.CallCancel(calls.named(map.get("cancel")));
  }
}
