package io.cloudstate.tck.specs.read;

import io.cloudstate.tck.protocol.EntitySpec;
import io.cloudstate.tck.protocol.ProxyInfo;
import io.cloudstate.tck.specs.Channel;
import io.cloudstate.tck.specs.Step;
import io.cloudstate.tck.specs.Topology;
import java.util.Set;
import java.util.function.Function;

/** Reads the steps about a proxy of the scenario's own, and knows whether there is one. */
final class OwnProxyReader {

  private static final Set<String> ACTS = Set.of("disconnect", "reconnect", "answer");

  private final Topology topology;
  private final ValueReader values;
  private final Function<Node.Mapping, String> proves;

  private boolean started;
  private boolean startedAgain;

  /**
   * A reader for one scenario.
   *
   * @param proves the requirement that a step proves
   */
  OwnProxyReader(Topology topology, ValueReader values, Function<Node.Mapping, String> proves) {
    this.topology = topology;
    this.values = values;
    this.proves = proves;
  }

  /**
   * Reads a step.
   *
   * @param number of the step, counted from 1
   */
  Step read(String word, Node.Mapping map, int number) {
    if (word.equals("startProxy")) {
      return start(map, number);
    }
    boolean act = ACTS.contains(word);
    map.onlyKeys(act ? Set.of(word) : Set.of(word, "proves"));
    if (act) {
      requireOwn(word, map);
    } else {
      require(word, map);
    }
    return switch (word) {
      case "disconnect" -> new Step.Disconnect();
      case "reconnect" -> new Step.Reconnect();
      case "answer" -> new Step.Answer();
      case "discovered" ->
          new Step.ExpectDiscovery(
              new Channel.OfDiscovery(),
              values.message(map.get(word), ProxyInfo.getDescriptor()),
              proves.apply(map));
      default -> new Step.ExpectServing(new Channel.OfPort(), proves.apply(map));
    };
  }

  private Step start(Node.Mapping map, int number) {
    map.onlyKeys(Set.of("startProxy", "reachable", "answers"));
    if (topology != Topology.SCRIPTED) {
      throw map.error("Only a scripted scenario has a proxy of its own.");
    }
    if (started) {
      throw map.error("A scenario has one proxy of its own; it is started above already.");
    }
    if (number > 1) {
      throw map.error("A proxy of the scenario's own comes first: start it in the first step.");
    }
    started = true;
    Node spec = map.get("startProxy");
    return new Step.StartProxy(
        AnnouncedSpec.complete(spec, values.message(spec, EntitySpec.getDescriptor())),
        map.find("reachable").map(ValueReader::truth).orElse(true),
        map.find("answers").map(ValueReader::truth).orElse(true));
  }

  /** The proxy of the pair was killed and is started again. */
  void startedAgain() {
    startedAgain = true;
  }

  /** Complains of what only a scenario can say that sees a proxy come up. */
  void require(String word, Node place) {
    if (!startedAgain) {
      requireOwn(word, place);
    }
  }

  private void requireOwn(String word, Node place) {
    if (!started) {
      throw place.error(
          "\""
              + word
              + "\" is about a proxy of the scenario's own; start one with \"startProxy\" in the"
              + " first step of a scripted scenario"
              + (topology == Topology.PROXIED
                  ? ", or start that of the pair again with \"proxy: started\"."
                  : "."));
    }
  }
}
