package io.cloudstate.tck.specs.read;

import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import io.cloudstate.tck.protocol.EntityProto;
import io.cloudstate.tck.specs.Channel;
import io.cloudstate.tck.specs.ModelService;
import io.cloudstate.tck.specs.Side;
import io.cloudstate.tck.specs.SpecRule;
import io.cloudstate.tck.specs.Step;
import io.cloudstate.tck.specs.Topology;
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

/** Reads the steps of one scenario and expands them. */
final class StepReader {

  private static final Set<String> COMMON = Set.of("on", "proves");

  private static final Set<String> DIRECT_WORDS =
      Set.of(
          "init",
          "event",
          "command",
          "send",
          "reply",
          "forward",
          "fail",
          "failure",
          "expect",
          "halfClose",
          "cancel",
          "end",
          "passivate",
          "silence",
          "either",
          "discover",
          "spec",
          "reportError");

  private static final Set<String> CLIENT_WORDS =
      Set.of("call", "http", "return", "wire", "serve", "reported", "silence", "either");

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

  private final Topology topology;
  private final Optional<ModelService> main;
  private final List<String> verifies;
  private final ValueReader values;
  private final Methods methods;
  private final Numbering numbering = new Numbering();
  private final FrameReader frames;
  private final Set<String> calls = new LinkedHashSet<>();
  private final Map<String, MethodDescriptor> called = new LinkedHashMap<>();

  private int number;

  StepReader(
      Topology topology,
      Optional<ModelService> main,
      List<String> verifies,
      ValueReader values,
      Methods methods) {
    this.topology = topology;
    this.main = main;
    this.verifies = verifies;
    this.values = values;
    this.methods = methods;
    this.frames = new FrameReader(values, methods, numbering);
  }

  /** Full names of the services that the steps read so far need. */
  Set<String> services() {
    return methods.used();
  }

  /**
   * All steps; the outcome of a call is expected after the wire block that follows it, so that the
   * wire is judged first.
   */
  List<Step.Planned> read(Node.Sequence steps) {
    List<Step.Planned> plan = new ArrayList<>();
    List<Step.Planned> outcome = new ArrayList<>();
    for (Node node : steps.items()) {
      number++;
      boolean wire = node instanceof Node.Mapping map && (has(map, "wire") || has(map, "serve"));
      if (!wire) {
        plan.addAll(outcome);
        outcome.clear();
      }
      for (Step step : step(node)) {
        List<Step.Planned> later =
            isCall(node) && step instanceof Step.ExpectOutcome ? outcome : plan;
        later.add(new Step.Planned(number, step));
      }
      if (wire) {
        plan.addAll(outcome);
        outcome.clear();
      }
    }
    plan.addAll(outcome);
    return plan;
  }

  private static boolean has(Node.Mapping map, String key) {
    return map.find(key).isPresent();
  }

  private static boolean isCall(Node node) {
    return node instanceof Node.Mapping map && (has(map, "call") || has(map, "http"));
  }

  private List<Step> step(Node node) {
    Node.Mapping map = asMapping(node);
    Set<String> words = topology == Topology.DIRECT ? DIRECT_WORDS : CLIENT_WORDS;
    List<String> found = map.keys().stream().filter(words::contains).toList();
    if (found.isEmpty()) {
      String unknown =
          map.keys().stream().filter(key -> !COMMON.contains(key)).findFirst().orElse("");
      throw node.error(
          "Unknown step \""
              + unknown
              + "\" in a "
              + topology.word()
              + " scenario. "
              + Words.known(unknown, words));
    }
    String word = found.get(0);
    if (word.equals("either")) {
      return List.of(either(map));
    }
    return topology == Topology.DIRECT ? direct(word, map) : client(word, map);
  }

  /** A step written as a single word is a map with that key and no value. */
  private static Node.Mapping asMapping(Node node) {
    if (node instanceof Node.Scalar word) {
      Node.Scalar nothing = new Node.Scalar(word.place(), "");
      return new Node.Mapping(
          word.place(), Map.of(word.value(), new Node.Entry(word.place(), nothing)));
    }
    return node.mapping();
  }

  private List<Step> direct(String word, Node.Mapping map) {
    return switch (word) {
      case "init", "event", "command" -> List.of(sendOrExpect(map, Side.IN));
      case "reply", "forward", "fail", "failure" -> List.of(sendOrExpect(map, Side.OUT));
      case "send" -> List.of(sendOrExpect(renamed(map, "send"), Side.IN));
      case "expect" -> List.of(sendOrExpect(renamed(map, "expect"), Side.OUT));
      case "passivate" -> {
        map.onlyKeys(with(COMMON, "passivate"));
        Step.Ending ok = new Step.Ending.Finished(Optional.of("OK"));
        yield List.of(
            new Step.HalfClose(entity(map)), new Step.ExpectEnd(entity(map), ok, proves(map)));
      }
      case "halfClose", "cancel", "end" -> List.of(lifecycle(word, map));
      case "silence" -> List.of(silence(map));
      case "discover", "reportError" -> protocolCall(word, map);
      case "spec" -> List.of(spec(map));
      default -> throw new IllegalStateException(word);
    };
  }

  private static Node.Mapping renamed(Node.Mapping map, String word) {
    map.onlyKeys(with(COMMON, word));
    Map<String, Node.Entry> entries = new LinkedHashMap<>(map.entries());
    entries.put("frame", Objects.requireNonNull(entries.remove(word)));
    return new Node.Mapping(map.place(), entries);
  }

  private Step sendOrExpect(Node.Mapping map, Side side) {
    Channel.OfEntity channel = entity(map);
    boolean sent = sent(side);
    Node frame = map;
    Set<String> besides = COMMON;
    if (topology != Topology.DIRECT) {
      frame = map.get(side == Side.IN ? "in" : "out");
      besides = Set.of();
    }
    FrameReader.Read read = frames.read(withoutEmptyWord(frame), side, channel, besides, sent);
    return sent
        ? new Step.Send(channel, read.fresh(), closed(frame, read.frame()))
        : new Step.ExpectFrame(channel, side, read.fresh(), read.frame(), proves(map));
  }

  /** What is sent leaves nothing open. */
  private static Pattern.Fields closed(Node written, Pattern.Fields sent) {
    if (isOpen(sent)) {
      throw written
          .firstWord("any")
          .orElse(written)
          .error("\"any\" can only be expected, not sent; write the value.");
    }
    return sent;
  }

  private static boolean isOpen(Pattern pattern) {
    if (pattern instanceof Pattern.Fields fields) {
      return fields.fields().values().stream().anyMatch(StepReader::isOpen);
    }
    if (pattern instanceof Pattern.Items items) {
      return items.items().stream().anyMatch(StepReader::isOpen);
    }
    if (pattern instanceof Pattern.Packed packed) {
      return isOpen(packed.content());
    }
    return pattern instanceof Pattern.Anything || pattern instanceof Pattern.Blank;
  }

  /** {@code init} alone is the same as an {@code init} that says nothing. */
  private static Node withoutEmptyWord(Node node) {
    if (node instanceof Node.Mapping map
        && map.find("init").filter(init -> init.isWord("")).isPresent()) {
      Map<String, Node.Entry> entries = new LinkedHashMap<>(map.entries());
      entries.put("init", new Node.Entry(map.place(), new Node.Mapping(map.place(), Map.of())));
      return new Node.Mapping(map.place(), entries);
    }
    return node;
  }

  private boolean sent(Side side) {
    return switch (topology) {
      case DIRECT -> side == Side.IN;
      case PROXIED -> false;
      case SCRIPTED -> side == Side.OUT;
    };
  }

  private Step lifecycle(String word, Node.Mapping map) {
    map.onlyKeys(with(COMMON, word));
    Channel.OfEntity channel = entity(map);
    Side side = word.equals("end") ? Side.OUT : Side.IN;
    if (sent(side)) {
      return switch (word) {
        case "halfClose" -> new Step.HalfClose(channel);
        case "cancel" -> new Step.Cancel(channel);
        case "end" -> new Step.Finish(channel, status(map.get("end"), STATUS_CODES));
        default -> throw map.error("\"" + word + "\" can only be expected, not done.");
      };
    }
    Step.Ending ending =
        switch (word) {
          case "halfClose" -> new Step.Ending.HalfClosed();
          case "cancel" -> new Step.Ending.Cancelled();
          case "dropped" -> new Step.Ending.Dropped();
          default -> finished(map.get("end"));
        };
    return new Step.ExpectEnd(channel, ending, proves(map));
  }

  private static Step.Ending finished(Node node) {
    String code = status(node, with(STATUS_CODES, "error"));
    return new Step.Ending.Finished(code.equals("error") ? Optional.empty() : Optional.of(code));
  }

  private static String status(Node node, Set<String> known) {
    if (!known.contains(node.text())) {
      throw node.error("Unknown status " + node.flow() + ". " + Words.known(node.text(), known));
    }
    return node.text();
  }

  private Step silence(Node.Mapping map) {
    map.onlyKeys(with(COMMON, "silence"));
    Node what = map.get("silence");
    Channel channel = calls.contains(what.text()) ? new Channel.OfCall(what.text()) : entity(map);
    if (!what.text().isEmpty() && channel instanceof Channel.OfEntity) {
      throw what.error("No call is named " + what.flow() + ". " + Words.known(what.text(), calls));
    }
    return new Step.ExpectSilence(channel, proves(map));
  }

  private List<Step> protocolCall(String word, Node.Mapping map) {
    map.onlyKeys(Set.of(word, "proves", "as"));
    ServiceDescriptor discovery =
        Objects.requireNonNull(EntityProto.getDescriptor().findServiceByName("EntityDiscovery"));
    MethodDescriptor method = Objects.requireNonNull(discovery.findMethodByName(word));
    Node argument = map.get(word);
    Pattern.Fields request =
        argument.isWord("")
            ? new Pattern.Fields(method.getInputType(), Map.of())
            : closed(argument, values.message(argument, method.getInputType()));
    Channel.OfCall channel = newCall(map.find("as"), word);
    called.put(channel.name(), method);
    Step call = new Step.Call(channel, Step.Via.PROTOCOL, method, request);
    if (word.equals("discover")) {
      return List.of(call);
    }
    Step.CallOutcome empty =
        new Step.CallOutcome.Returns(new Pattern.Fields(method.getOutputType(), Map.of()));
    return List.of(call, new Step.ExpectOutcome(channel, empty, proves(map)));
  }

  private Channel.OfCall newCall(Optional<Node> given, String kind) {
    String name = given.map(Node::text).orElse(kind + " " + (calls.size() + 1));
    if (!calls.add(name)) {
      throw given.orElseThrow().error("A call named \"" + name + "\" stands above already.");
    }
    return new Channel.OfCall(name);
  }

  private Step spec(Node.Mapping map) {
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
    return new Step.ExpectSpec(new Channel.OfCall(call), known, proves(map));
  }

  private List<Step> client(String word, Node.Mapping map) {
    return switch (word) {
      case "call" -> call(map);
      case "http" -> httpCall(map);
      case "return" -> List.of(outcome(map));
      case "wire", "serve" -> wire(word, map);
      case "silence" -> List.of(silence(map));
      case "reported" -> {
        map.onlyKeys(with(COMMON, "reported"));
        yield List.of(new Step.ExpectReport(new Channel.OfReports(), proves(map)));
      }
      default -> throw new IllegalStateException(word);
    };
  }

  private List<Step> call(Node.Mapping map) {
    map.onlyKeys(
        Set.of("call", "via", "on", "as", "returns", "fails", "description", "status", "proves"));
    Channel.OfEntity entity = entity(map);
    Map.Entry<String, Node.Entry> only = map.get("call").mapping().only("the method's name");
    Node.Entry argument = only.getValue();
    MethodDescriptor method = methods.of(entity, only.getKey(), argument.place());
    Channel.OfCall channel = newCall(map.find("as"), "call");
    called.put(channel.name(), method);
    Step call =
        new Step.Call(
            channel,
            via(map.find("via")),
            method,
            closed(
                argument.value(),
                values.request(argument.value(), method.getInputType(), entity.idTemplate())));
    return map.find("as").isPresent() && outcomeKeys(map).isEmpty()
        ? List.of(call)
        : List.of(call, expectOutcome(channel, map));
  }

  private static Step.Via via(Optional<Node> node) {
    Set<String> known = Set.of("grpc", "http", "post");
    if (node.isEmpty()) {
      return Step.Via.GRPC;
    }
    String word = node.get().text();
    if (!known.contains(word)) {
      throw node.get()
          .error("Unknown way to call " + node.get().flow() + ". " + Words.known(word, known));
    }
    return Step.Via.valueOf(word.toUpperCase(Locale.ROOT));
  }

  private List<Step> httpCall(Node.Mapping map) {
    map.onlyKeys(Set.of("http", "as", "status", "proves"));
    Node.Mapping request = map.get("http").mapping();
    request.onlyKeys(Set.of("verb", "path", "contentType", "body"));
    Channel.OfCall channel = newCall(map.find("as"), "call");
    Step call =
        new Step.HttpCall(
            channel,
            request.find("verb").map(Node::text).orElse("POST"),
            request.get("path").text(),
            request.find("contentType").map(Node::text).orElse("application/json"),
            request.find("body").map(Node::text).orElse(""));
    return List.of(call, expectOutcome(channel, map));
  }

  private Step outcome(Node.Mapping map) {
    map.onlyKeys(Set.of("return", "returns", "fails", "description", "status", "proves"));
    Node name = map.get("return");
    if (!calls.contains(name.text())) {
      throw name.error("No call is named " + name.flow() + ". " + Words.known(name.text(), calls));
    }
    return expectOutcome(new Channel.OfCall(name.text()), map);
  }

  private static List<String> outcomeKeys(Node.Mapping map) {
    return List.of("returns", "fails", "status").stream()
        .filter(key -> map.find(key).isPresent())
        .toList();
  }

  private Step expectOutcome(Channel.OfCall channel, Node.Mapping map) {
    List<String> keys = outcomeKeys(map);
    if (keys.size() != 1) {
      throw map.error(
          "Say how the call ends with one of returns, fails or status; found " + keys + ".");
    }
    if (has(map, "description") && !has(map, "fails")) {
      throw map.get("description").error("Only a call that fails has a description.");
    }
    Node node = map.get(keys.get(0));
    Step.CallOutcome outcome =
        switch (keys.get(0)) {
          case "returns" -> returns(channel, node);
          case "fails" -> {
            String code = status(node, with(STATUS_CODES, "any"));
            yield new Step.CallOutcome.Fails(
                code.equals("any") ? Optional.empty() : Optional.of(code),
                map.find("description").map(Node::text));
          }
          default -> new Step.CallOutcome.HttpStatus((int) FrameReader.number(node));
        };
    return new Step.ExpectOutcome(channel, outcome, proves(map));
  }

  private Step.CallOutcome returns(Channel.OfCall channel, Node node) {
    MethodDescriptor method = called.get(channel.name());
    if (method == null) {
      throw node.error("What this call returns has no type; say its HTTP status.");
    }
    return new Step.CallOutcome.Returns(values.message(node, method.getOutputType()));
  }

  private List<Step> wire(String word, Node.Mapping map) {
    map.onlyKeys(Set.of(word));
    String right = topology == Topology.SCRIPTED ? "serve" : "wire";
    if (!word.equals(right)) {
      throw map.error(
          "A " + topology.word() + " scenario says \"" + right + "\", not \"" + word + "\".");
    }
    return map.get(word).sequence().items().stream().map(item -> wireItem(item.mapping())).toList();
  }

  private Step wireItem(Node.Mapping map) {
    if (has(map, "either")) {
      return either(map);
    }
    boolean in = has(map, "in");
    if (in == has(map, "out")) {
      throw map.error(
          "Expected either \"in\" or \"out\", or \"either\"; found " + map.keys() + ".");
    }
    String key = in ? "in" : "out";
    map.onlyKeys(with(COMMON, key));
    Set<String> ends = in ? Set.of("halfClose", "cancel", "dropped") : Set.of("end");
    Node.Mapping inner = asMapping(map.get(key));
    Set<String> words = new LinkedHashSet<>(in ? FrameReader.IN_WORDS : FrameReader.OUT_WORDS);
    words.addAll(ends);
    if (inner.keys().stream().noneMatch(words::contains)) {
      String unknown = inner.keys().stream().findFirst().orElse("");
      throw inner.error("Unknown frame \"" + unknown + "\". " + Words.known(unknown, words));
    }
    Optional<String> end = inner.keys().stream().filter(ends::contains).findFirst();
    if (end.isPresent()) {
      Map<String, Node.Entry> entries = new LinkedHashMap<>(map.entries());
      entries.remove(key);
      entries.putAll(inner.entries());
      return lifecycle(end.get(), new Node.Mapping(map.place(), entries));
    }
    return sendOrExpect(map, in ? Side.IN : Side.OUT);
  }

  private Step either(Node.Mapping map) {
    map.onlyKeys(Set.of("either"));
    Node.Mapping ways = map.get("either").mapping();
    if (ways.entries().size() < 2) {
      throw ways.error("Expected two ways or more, each with a name; found " + ways.keys() + ".");
    }
    Numbering before = numbering.copy();
    List<Step.Branch> branches = new ArrayList<>();
    Optional<Numbering> after = Optional.empty();
    for (Map.Entry<String, Node.Entry> way : ways.entries().entrySet()) {
      numbering.become(before);
      List<Step.Planned> steps = branch(way.getValue().value().sequence());
      branches.add(new Step.Branch(way.getKey(), steps));
      if (after.isPresent() && !numbering.sameAs(after.get())) {
        throw new SpecException(
            way.getValue().place(),
            "The ways leave different commands open; let each go on to the scenario's end.");
      }
      after = Optional.of(numbering.copy());
    }
    distinct(ways, branches);
    return new Step.Either(branches);
  }

  private List<Step.Planned> branch(Node.Sequence steps) {
    List<Step.Planned> plan = new ArrayList<>();
    for (Node node : steps.items()) {
      boolean wire = node instanceof Node.Mapping map && (has(map, "in") || has(map, "out"));
      List<Step> expanded = wire ? List.of(wireItem(node.mapping())) : step(node);
      expanded.forEach(step -> plan.add(new Step.Planned(number, step)));
    }
    return plan;
  }

  /**
   * The choice between ways must be possible: each begins with an expectation, and no two are the
   * same.
   */
  private static void distinct(Node.Mapping ways, List<Step.Branch> branches) {
    Set<List<Step>> seen = new LinkedHashSet<>();
    for (Step.Branch branch : branches) {
      Place place = Objects.requireNonNull(ways.entries().get(branch.name())).place();
      if (branch.steps().isEmpty() || !(branch.steps().get(0).step() instanceof Step.Expectation)) {
        throw new SpecException(
            place, "The way \"" + branch.name() + "\" must begin with something to expect.");
      }
      if (!seen.add(branch.steps().stream().map(Step.Planned::step).toList())) {
        throw new SpecException(
            place, "The way \"" + branch.name() + "\" is the same as one before it.");
      }
    }
  }

  private Channel.OfEntity entity(Node.Mapping map) {
    Optional<Node> on = map.find("on");
    if (on.isEmpty()) {
      ModelService service =
          main.orElseThrow(
              () ->
                  map.error("The theme names no service; say which entity is meant with \"on\"."));
      return channel(service, "");
    }
    String text = on.get().text();
    int slash = text.indexOf('/');
    boolean named = slash >= 0 || (!text.isEmpty() && Character.isUpperCase(text.charAt(0)));
    if (!named) {
      ModelService service =
          main.orElseThrow(
              () -> on.get().error("The theme names no service; write Service/" + text + "."));
      return channel(service, "-" + text);
    }
    ModelService service =
        methods.service(slash < 0 ? text : text.substring(0, slash), on.get().place());
    return channel(service, slash < 0 ? "" : "-" + text.substring(slash + 1));
  }

  private Channel.OfEntity channel(ModelService service, String suffix) {
    return new Channel.OfEntity(service.type(), service.fullName(), suffix);
  }

  private String proves(Node.Mapping map) {
    Optional<Node> named = map.find("proves");
    if (named.isPresent() && !verifies.contains(named.get().text())) {
      throw named
          .get()
          .error(
              "The scenario does not verify "
                  + named.get().flow()
                  + ". "
                  + Words.known(named.get().text(), verifies));
    }
    return named.map(Node::text).orElse(verifies.get(0));
  }

  private static Set<String> with(Set<String> words, String word) {
    Set<String> more = new LinkedHashSet<>(words);
    more.add(word);
    return more;
  }
}
