package io.cloudstate.tck.specs.read;

import io.cloudstate.tck.specs.Channel;
import io.cloudstate.tck.specs.Fate;
import io.cloudstate.tck.specs.Half;
import io.cloudstate.tck.specs.Side;
import io.cloudstate.tck.specs.Step;
import io.cloudstate.tck.specs.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Reads the steps of one scenario and expands them. */
final class StepReader {

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
  private final Methods methods;
  private final EntityNames entities;
  private final Proofs proofs;
  private final StreamReader streams;
  private final WayReader ways;
  private final KnownCalls known = new KnownCalls();
  private final CallReader calls;
  private final OutcomeReader outcomes;
  private final OwnProxyReader ownProxy;
  private final FateReader fates;
  private final Saved saved = new Saved();

  private int number;

  /** Whether nothing comes after the step that is read. */
  private boolean last;

  /** A reader of one scenario's steps. */
  StepReader(
      Topology topology, EntityNames entities, Proofs proofs, ValueReader values, Methods methods) {
    this.topology = topology;
    this.methods = methods;
    this.entities = entities;
    this.proofs = proofs;
    Numbering numbering = new Numbering();
    FrameReader frames = new FrameReader(values, methods, numbering);
    this.streams = new StreamReader(topology, frames, entities, proofs);
    this.ways = new WayReader(numbering, this::branch, () -> last);
    this.outcomes = new OutcomeReader(values, known, proofs::of);
    this.calls = new CallReader(values, methods, known, outcomes, entities::of, proofs::of);
    this.ownProxy = new OwnProxyReader(topology, values, proofs::of);
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
    boolean wire = node instanceof Node.Mapping map && (map.has("wire") || map.has("serve"));
    if (!wire) {
      plan.addAll(outcome);
      outcome.clear();
    }
    for (Step step : steps) {
      if (step instanceof Step.Finish finish && SingleAnswers.hasEnded(plan, finish.channel())) {
        throw node.error(
            "The call has ended with its reply. For another end write it behind the reply, within the same \"serve\".");
      }
      List<Step.Planned> later = isCall(node) && step instanceof Step.Expectation ? outcome : plan;
      later.add(new Step.Planned(number, step));
    }
    if (wire) {
      plan.addAll(outcome);
      outcome.clear();
    }
  }

  private static boolean isCall(Node node) {
    return node instanceof Node.Mapping map
        && (map.has("call") || map.has("raw") || map.has("http"));
  }

  private static boolean isFate(Node node) {
    return node instanceof Node.Mapping map && (map.has("service") || map.has("proxy"));
  }

  /** A proxy that was started again comes up as one of the scenario's own does. */
  private Step fate(Node.Mapping map) {
    Step.Befall befall = fates.read(map.has("service") ? "service" : "proxy", map, entities::of);
    if (befall.who() == Half.PROXY && befall.fate() == Fate.STARTED) {
      ownProxy.startedAgain();
    }
    return befall;
  }

  private List<Step> step(Node node) {
    Node.Mapping map = node.wordOrMapping();
    Set<String> words = topology == Topology.DIRECT ? DIRECT_WORDS : CLIENT_WORDS;
    List<String> found = map.keys().stream().filter(words::contains).toList();
    if (found.isEmpty()) {
      String unknown =
          map.keys().stream()
              .filter(key -> !StreamReader.AROUND.contains(key))
              .findFirst()
              .orElse("");
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
      case "either" -> List.of(ways.either(map));
      case "anyOrder" -> List.of(ways.anyOrder(map));
      case "repeat", "service", "proxy" ->
          throw node.error("\"" + word + "\" stands only among the scenario's own steps.");
      default -> topology == Topology.DIRECT ? direct(word, map) : client(word, map);
    };
  }

  private List<Step> direct(String word, Node.Mapping map) {
    return switch (word) {
      case "init", "event", "command", "delta", "deleted", "streamCancelled", "open", "payload" ->
          List.of(streams.frame(map, Side.IN));
      case "reply", "forward", "fail", "nothing", "cancelled", "failure" ->
          List.of(streams.frame(map, Side.OUT));
      case "send" -> List.of(streams.wholeFrame(word, map, Side.IN));
      case "expect" -> List.of(streams.wholeFrame(word, map, Side.OUT));
      case "passivate" -> streams.passivate(map);
      case "halfClose", "cancel", "end" -> List.of(streams.ending(word, map));
      case "silence" -> List.of(silence(map));
      case "discover", "reportError" -> calls.protocolCall(word, map);
      case "spec" -> List.of(calls.spec(map));
      default -> throw new IllegalStateException(word);
    };
  }

  private Step silence(Node.Mapping map) {
    map.onlyKeys(Set.of("on", "proves", "silence"));
    Node what = map.get("silence");
    Channel channel = what.isWord("") ? entities.of(map) : silent(what);
    if (channel instanceof Channel.OfDiscovery || channel instanceof Channel.OfPort) {
      ownProxy.require("silence: " + what.text(), what);
    }
    return new Step.ExpectSilence(channel, proofs.of(map));
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
        map.onlyKeys(Set.of("on", "proves", "reported"));
        yield List.of(new Step.ExpectReport(new Channel.OfReports(), proofs.of(map)));
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
    inOrder(
        map.get(word).sequence().items(),
        item -> {
          Step step = wireItem(item.mapping());
          if (step instanceof Step.Finish finish) {
            SingleAnswers.goOn(steps, finish.channel());
          }
          steps.add(step);
        });
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
    if (map.has("either")) {
      return ways.either(map);
    }
    if (map.has("anyOrder")) {
      return ways.anyOrder(map);
    }
    return streams.onWire(map);
  }

  private List<Step.Planned> branch(Node.Sequence steps) {
    List<Step.Planned> plan = new ArrayList<>();
    inOrder(
        steps.items(),
        node -> {
          boolean wire = node instanceof Node.Mapping map && (map.has("in") || map.has("out"));
          List<Step> expanded = wire ? List.of(wireItem(node.mapping())) : step(node);
          expanded.forEach(step -> plan.add(new Step.Planned(number, step)));
        });
    return plan;
  }
}
