package io.cloudstate.tck.specs.read;

import io.cloudstate.tck.specs.Channel;
import io.cloudstate.tck.specs.Fate;
import io.cloudstate.tck.specs.Half;
import io.cloudstate.tck.specs.Step;
import io.cloudstate.tck.specs.Topology;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads the steps that do something to the service or the proxy as a whole, and knows what has
 * become of each, so that one that is dead is not killed again and none is left dead.
 */
final class FateReader {

  private static final Set<Fate> OF_PROXY = EnumSet.of(Fate.KILLED, Fate.STARTED);

  private final Topology topology;
  private final Map<Half, Fate> latest = new EnumMap<>(Half.class);
  private final Map<Half, Node> places = new EnumMap<>(Half.class);

  /** A reader for one scenario. */
  FateReader(Topology topology) {
    this.topology = topology;
  }

  /**
   * Reads a step.
   *
   * @param entities reads which channel a step is on
   */
  Step.Befall read(
      String word, Node.Mapping map, Function<Node.Mapping, Channel.OfEntity> entities) {
    boolean holds = map.get(word).text().equals(Fate.HELD_BACK.word());
    map.onlyKeys(holds ? Set.of(word, "on") : Set.of(word));
    if (topology == Topology.SCRIPTED) {
      throw map.error(
          "In a scripted scenario the runner is the service; a proxy of the scenario's own can lose"
              + " it with \"disconnect\".");
    }
    Half who = Half.valueOf(word.toUpperCase(Locale.ROOT));
    if (who == Half.PROXY && topology == Topology.DIRECT) {
      throw map.error("A direct scenario has no proxy.");
    }
    Node node = map.get(word);
    if (!Fate.words().contains(node.text())) {
      throw node.error("Unknown fate " + node.flow() + ". " + Words.known(node.text(), known(who)));
    }
    Fate fate = Fate.of(node.text());
    if (!known(who).contains(fate.word())) {
      throw node.error(
          "The %s of a %s scenario cannot be %s. %s"
              .formatted(who.word(), topology.word(), fate.word(), Words.known("", known(who))));
    }
    requireFitting(who, fate, node);
    if (who == Half.PROXY && fate == Fate.KILLED) {
      latest.remove(Half.SERVICE, Fate.HELD_BACK);
    }
    latest.put(who, fate);
    places.put(who, node);
    return new Step.Befall(who, fate, map.find("on").map(on -> entities.apply(map)));
  }

  private List<String> known(Half who) {
    return Arrays.stream(Fate.values())
        .filter(fate -> who == Half.SERVICE || OF_PROXY.contains(fate))
        .filter(fate -> topology == Topology.PROXIED || fate != Fate.HELD_BACK)
        .map(Fate::word)
        .toList();
  }

  private void requireFitting(Half who, Fate fate, Node node) {
    Optional<Fate> now = Optional.ofNullable(latest.get(who)).filter(last -> !last.isWhole());
    Set<Fate> after =
        switch (fate) {
          case STARTED, STARTED_ELSEWHERE -> Set.of(Fate.KILLED);
          case RESUMED -> Set.of(Fate.PAUSED);
          case JOINED -> Set.of(Fate.CUT_OFF);
          case KILLED -> Set.of(Fate.HELD_BACK);
          case PAUSED, CUT_OFF, HELD_BACK -> Set.of();
        };
    boolean fits = now.map(after::contains).orElse(fate == Fate.KILLED || after.isEmpty());
    if (!fits) {
      throw node.error(
          "The %s is %s at this point, and so cannot be %s."
              .formatted(who.word(), now.map(Fate::word).orElse("up and running"), fate.word()));
    }
  }

  /** Complains of what the scenario leaves in ruins: the next one goes on with the same pair. */
  void requireWhole() {
    latest.forEach(
        (who, fate) -> {
          if (!fate.isWhole()) {
            throw Objects.requireNonNull(places.get(who))
                .error(
                    "The scenario leaves the %s %s, and the next one needs it; put it right again in a later step."
                        .formatted(who.word(), fate.word()));
          }
        });
  }
}
