package io.cloudstate.tck.specs.read;

import io.cloudstate.tck.specs.Channel;
import io.cloudstate.tck.specs.EntityType;
import io.cloudstate.tck.specs.Fate;
import io.cloudstate.tck.specs.Half;
import io.cloudstate.tck.specs.ModelService;
import io.cloudstate.tck.specs.Side;
import io.cloudstate.tck.specs.Step;
import io.cloudstate.tck.specs.Topology;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Reads the steps of one scenario and expands them. */
final class StepReader {

  private static final Set<String> COMMON = Set.of("on", "proves");
  private static final Set<String> AROUND_FRAME = Set.of("on", "proves", "save");

  private static final Set<String> DIRECT_WORDS =
      Set.of(
          "init",
          "event",
          "command",
          "delta",
          "deleted",
          "streamCancelled",
          "open",
          "payload",
          "send",
          "reply",
          "forward",
          "fail",
          "nothing",
          "cancelled",
          "failure",
          "expect",
          "halfClose",
          "cancel",
          "end",
          "passivate",
          "silence",
          "either",
          "anyOrder",
          "repeat",
          "discover",
          "spec",
          "reportError",
          "service");

  private static final Set<String> CLIENT_WORDS =
      Set.of(
          "call",
          "raw",
          "http",
          "send",
          "receive",
          "halfClose",
          "cancel",
          "return",
          "wire",
          "serve",
          "reported",
          "silence",
          "either",
          "anyOrder",
          "repeat",
          "startProxy",
          "disconnect",
          "reconnect",
          "answer",
          "discovered",
          "serving",
          "spec",
          "service",
          "proxy");

  private final Topology topology;
  private final Optional<ModelService> main;
  private final String prefix;
  private final List<String> verifies;
  private final Methods methods;
  private final Numbering numbering = new Numbering();
  private final FrameReader frames;
  private final KnownCalls known = new KnownCalls();
  private final CallReader calls;
  private final OutcomeReader outcomes;
  private final OwnProxyReader ownProxy;
  private final FateReader fates;
  private final Saved saved = new Saved();

  private int number;

  /** Whether nothing comes after the step that is read. */
  private boolean last;

  /**
   * A reader of one scenario's steps.
   *
   * @param prefix what the ids of the main service's entities begin with
   */
  StepReader(
      Topology topology,
      Optional<ModelService> main,
      String prefix,
      List<String> verifies,
      ValueReader values,
      Methods methods) {
    this.topology = topology;
    this.main = main;
    this.prefix = prefix;
    this.verifies = verifies;
    this.methods = methods;
    this.frames = new FrameReader(values, methods, numbering);
    this.outcomes = new OutcomeReader(values, known, this::proves);
    this.calls = new CallReader(values, methods, known, outcomes, this::entity, this::proves);
    this.ownProxy = new OwnProxyReader(topology, values, this::proves);
    this.fates = new FateReader(topology);
  }

  /** Full names of the candidate's services that the steps read so far need. */
  Set<String> services() {
    return methods.used();
  }

  /**
   * All steps; what comes of a call is expected after the wire block that follows it, so that the
   * wire is judged first.
   */
  List<Step.Planned> read(Node.Sequence steps) {
    List<Step.Planned> plan = new ArrayList<>();
    List<Step.Planned> outcome = new ArrayList<>();
    for (Node node : steps.items()) {
      number++;
      last = number == steps.items().size();
      inOrder(
          Repetition.expand(node),
          single -> {
            saved.check(single);
            boolean fate = single.equals(node) && isFate(node);
            List<Step> read = fate ? List.of(fate(node.mapping())) : step(single);
            add(single, read, plan, outcome);
          });
    }
    plan.addAll(outcome);
    fates.requireWhole();
    return plan;
  }

  private void add(
      Node node, List<Step> steps, List<Step.Planned> plan, List<Step.Planned> outcome) {
    boolean wire = node instanceof Node.Mapping map && (has(map, "wire") || has(map, "serve"));
    if (!wire) {
      plan.addAll(outcome);
      outcome.clear();
    }
    for (Step step : steps) {
      List<Step.Planned> later = isCall(node) && step instanceof Step.Expectation ? outcome : plan;
      later.add(new Step.Planned(number, step));
    }
    if (wire) {
      plan.addAll(outcome);
      outcome.clear();
    }
  }

  private static boolean has(Node.Mapping map, String key) {
    return map.find(key).isPresent();
  }

  private static boolean isCall(Node node) {
    return node instanceof Node.Mapping map
        && (has(map, "call") || has(map, "raw") || has(map, "http"));
  }

  private static boolean isFate(Node node) {
    return node instanceof Node.Mapping map && (has(map, "service") || has(map, "proxy"));
  }

  /** A proxy that was started again comes up as one of the scenario's own does. */
  private Step fate(Node.Mapping map) {
    Step.Befall befall = fates.read(has(map, "service") ? "service" : "proxy", map, this::entity);
    if (befall.who() == Half.PROXY && befall.fate() == Fate.STARTED) {
      ownProxy.startedAgain();
    }
    return befall;
  }

  private List<Step> step(Node node) {
    Node.Mapping map = asMapping(node);
    Set<String> words = topology == Topology.DIRECT ? DIRECT_WORDS : CLIENT_WORDS;
    List<String> found = map.keys().stream().filter(words::contains).toList();
    if (found.isEmpty()) {
      String unknown =
          map.keys().stream().filter(key -> !AROUND_FRAME.contains(key)).findFirst().orElse("");
      throw node.error(
          "Unknown step \""
              + unknown
              + "\" in a "
              + topology.word()
              + " scenario. "
              + Words.known(unknown, words));
    }
    String word = found.get(0);
    return switch (word) {
      case "either" -> List.of(either(map));
      case "anyOrder" -> List.of(anyOrder(map));
      case "repeat", "service", "proxy" ->
          throw node.error("\"" + word + "\" stands only among the scenario's own steps.");
      default -> topology == Topology.DIRECT ? direct(word, map) : client(word, map);
    };
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
      case "init", "event", "command", "delta", "deleted", "streamCancelled", "open", "payload" ->
          List.of(sendOrExpect(map, Side.IN));
      case "reply", "forward", "fail", "nothing", "cancelled", "failure" ->
          List.of(sendOrExpect(map, Side.OUT));
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
      case "discover", "reportError" -> calls.protocolCall(word, map);
      case "spec" -> List.of(calls.spec(map));
      default -> throw new IllegalStateException(word);
    };
  }

  private static Node.Mapping renamed(Node.Mapping map, String word) {
    Set<String> known = with(AROUND_FRAME, word);
    map.onlyKeys(word.equals("send") ? with(known, "rpc") : known);
    Map<String, Node.Entry> entries = new LinkedHashMap<>(map.entries());
    entries.put("frame", Objects.requireNonNull(entries.remove(word)));
    return new Node.Mapping(map.place(), entries);
  }

  private Step sendOrExpect(Node.Mapping map, Side side) {
    Channel.OfEntity channel = entity(map);
    boolean sent = sent(side);
    Node frame = map;
    Set<String> besides = AROUND_FRAME;
    if (topology != Topology.DIRECT) {
      frame = map.get(side == Side.IN ? "in" : "out");
      besides = Set.of();
    }
    FrameReader.Read read = frames.read(frame, side, channel, besides, sent);
    if (sent) {
      if (has(map, "save")) {
        throw map.get("save").error("Only what is received can be saved.");
      }
      return new Step.Send(channel, read.fresh(), read.rpc(), Openness.closed(frame, read.frame()));
    }
    Optional<String> rpc =
        read.fresh() && channel.type() == EntityType.ACTION
            ? Optional.of(read.rpc())
            : Optional.empty();
    return new Step.ExpectFrame(
        channel,
        side,
        read.fresh(),
        rpc,
        read.frame(),
        Saved.read(map, read.frame().type()),
        proves(map));
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
        case "end" -> new Step.Finish(channel, StatusCodes.read(map.get("end")));
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
    String code = StatusCodes.read(node, "error");
    return new Step.Ending.Finished(code.equals("error") ? Optional.empty() : Optional.of(code));
  }

  private Step silence(Node.Mapping map) {
    map.onlyKeys(with(COMMON, "silence"));
    Node what = map.get("silence");
    Channel channel = what.isWord("") ? entity(map) : silent(what);
    if (channel instanceof Channel.OfDiscovery || channel instanceof Channel.OfPort) {
      ownProxy.require("silence: " + what.text(), what);
    }
    return new Step.ExpectSilence(channel, proves(map));
  }

  private Channel silent(Node what) {
    return switch (topology == Topology.DIRECT ? "" : what.text()) {
      case "reports" -> new Channel.OfReports();
      case "discovery" -> new Channel.OfDiscovery();
      case "port" -> new Channel.OfPort();
      default -> known.named(what);
    };
  }

  private List<Step> client(String word, Node.Mapping map) {
    return switch (word) {
      case "call" -> calls.call(map);
      case "raw" -> calls.raw(map);
      case "http" -> calls.http(map);
      case "send" -> List.of(calls.send(map));
      case "receive" -> List.of(outcomes.receive(map));
      case "halfClose" -> List.of(calls.halfClose(map));
      case "cancel" -> List.of(calls.cancel(map));
      case "return" -> outcomes.ending(map);
      case "wire", "serve" -> wire(word, map);
      case "silence" -> List.of(silence(map));
      case "reported" -> {
        map.onlyKeys(with(COMMON, "reported"));
        yield List.of(new Step.ExpectReport(new Channel.OfReports(), proves(map)));
      }
      case "spec" -> List.of(calls.spec(map));
      case "startProxy", "disconnect", "reconnect", "answer", "discovered", "serving" -> {
        if (word.equals("discovered") && topology == Topology.PROXIED) {
          calls.discoveredByProxy();
        }
        yield List.of(ownProxy.read(word, map, number));
      }
      default -> throw new IllegalStateException(word);
    };
  }

  private List<Step> wire(String word, Node.Mapping map) {
    map.onlyKeys(Set.of(word));
    String right = topology == Topology.SCRIPTED ? "serve" : "wire";
    if (!word.equals(right)) {
      throw map.error(
          "A " + topology.word() + " scenario says \"" + right + "\", not \"" + word + "\".");
    }
    List<Step> steps = new ArrayList<>();
    inOrder(map.get(word).sequence().items(), item -> steps.add(wireItem(item.mapping())));
    return steps;
  }

  /** Of several steps within one, only the latest can be the last of all. */
  private void inOrder(List<Node> nodes, Consumer<Node> read) {
    boolean endsAll = last;
    int left = nodes.size();
    for (Node node : nodes) {
      left--;
      last = endsAll && left == 0;
      read.accept(node);
    }
    last = endsAll;
  }

  private Step wireItem(Node.Mapping map) {
    if (has(map, "either")) {
      return either(map);
    }
    if (has(map, "anyOrder")) {
      return anyOrder(map);
    }
    boolean in = has(map, "in");
    if (in == has(map, "out")) {
      throw map.error(
          "Expected either \"in\" or \"out\", or \"either\"; found " + map.keys() + ".");
    }
    String key = in ? "in" : "out";
    map.onlyKeys(with(AROUND_FRAME, key));
    Set<String> ends = in ? Set.of("halfClose", "cancel", "dropped") : Set.of("end");
    Node.Mapping inner = asMapping(map.get(key));
    Set<String> words =
        new LinkedHashSet<>(in ? FrameReader.IN_WORDS : FrameReader.outWords(sent(Side.OUT)));
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
    List<Step.Branch> branches = branches(ways.entries());
    distinct(ways, branches);
    return new Step.Either(branches);
  }

  /** Every order of these conforms: steps, or lists of steps that stay together. */
  private Step anyOrder(Node.Mapping map) {
    map.onlyKeys(Set.of("anyOrder"));
    Node.Sequence steps = map.get("anyOrder").sequence();
    if (steps.items().size() < 2 || steps.items().size() > 3) {
      throw steps.error("Expected two or three steps; found " + steps.items().size() + ".");
    }
    if (steps.items().stream().anyMatch(StepReader::isEmptyList)) {
      throw steps.error("Expected a step or a list of steps; found an empty list.");
    }
    Map<String, Node.Entry> orders = new LinkedHashMap<>();
    Repetition.orders(steps.items())
        .forEach(
            (name, order) ->
                orders.put(
                    name,
                    new Node.Entry(
                        steps.place(), new Node.Sequence(steps.place(), together(order)))));
    return new Step.Either(branches(orders));
  }

  private static boolean isEmptyList(Node node) {
    return node instanceof Node.Sequence list && list.items().isEmpty();
  }

  private static List<Node> together(List<Node> order) {
    return order.stream()
        .flatMap(
            item -> item instanceof Node.Sequence list ? list.items().stream() : Stream.of(item))
        .toList();
  }

  /**
   * All ways start from the same point, begin with an expectation so that the choice between them
   * is possible, and come to the same.
   */
  private List<Step.Branch> branches(Map<String, Node.Entry> ways) {
    Numbering before = numbering.copy();
    List<Step.Branch> branches = new ArrayList<>();
    Optional<Numbering> after = Optional.empty();
    for (Map.Entry<String, Node.Entry> way : ways.entrySet()) {
      String name = way.getKey();
      Place place = way.getValue().place();
      numbering.become(before);
      List<Step.Planned> steps = branch(way.getValue().value().sequence());
      if (steps.isEmpty() || !(steps.get(0).step() instanceof Step.Expectation)) {
        throw new SpecException(
            place, "The way \"" + name + "\" must begin with something to expect.");
      }
      branches.add(new Step.Branch(name, steps));
      if (after.isPresent()) {
        if (!last && !numbering.sameAs(after.get())) {
          throw new SpecException(
              place,
              "The ways leave different commands open; let each go on to the scenario's end.");
        }
        numbering.keepOpened(after.get());
      }
      after = Optional.of(numbering.copy());
    }
    return branches;
  }

  private List<Step.Planned> branch(Node.Sequence steps) {
    List<Step.Planned> plan = new ArrayList<>();
    inOrder(
        steps.items(),
        node -> {
          boolean wire = node instanceof Node.Mapping map && (has(map, "in") || has(map, "out"));
          List<Step> expanded = wire ? List.of(wireItem(node.mapping())) : step(node);
          expanded.forEach(step -> plan.add(new Step.Planned(number, step)));
        });
    return plan;
  }

  private static void distinct(Node.Mapping ways, List<Step.Branch> branches) {
    Set<List<Step>> seen = new LinkedHashSet<>();
    for (Step.Branch branch : branches) {
      if (!seen.add(branch.steps().stream().map(Step.Planned::step).toList())) {
        throw new SpecException(
            Objects.requireNonNull(ways.entries().get(branch.name())).place(),
            "The way \"" + branch.name() + "\" is the same as one before it.");
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
    String before = main.filter(service::equals).map(same -> prefix).orElse("");
    return new Channel.OfEntity(service.type(), service.fullName(), before + "${entity}" + suffix);
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
