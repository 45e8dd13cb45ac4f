package io.cloudstate.tck.specs.read;

import io.cloudstate.tck.specs.Channel;
import io.cloudstate.tck.specs.EntityType;
import io.cloudstate.tck.specs.Side;
import io.cloudstate.tck.specs.Step;
import io.cloudstate.tck.specs.Topology;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Reads the steps about entities' streams and calls to actions: their frames, and their ends. */
final class StreamReader {

  /** What may stand beside a frame. */
  static final Set<String> AROUND = Set.of("on", "proves", "save");

  private final Topology topology;
  private final FrameReader frames;
  private final EntityNames entities;
  private final Proofs proofs;

  StreamReader(Topology topology, FrameReader frames, EntityNames entities, Proofs proofs) {
    this.topology = topology;
    this.frames = frames;
    this.entities = entities;
    this.proofs = proofs;
  }

  /** A frame that stands whole under a word of its own. */
  Step wholeFrame(String word, Node.Mapping map, Side side) {
    return frame(renamed(map, word), side);
  }

  private static Node.Mapping renamed(Node.Mapping map, String word) {
    Set<String> known = with(AROUND, word);
    map.onlyKeys(word.equals("send") ? with(known, "rpc") : known);
    Map<String, Node.Entry> entries = new LinkedHashMap<>(map.entries());
    entries.put("frame", Objects.requireNonNull(entries.remove(word)));
    return new Node.Mapping(map.place(), entries);
  }

  /** A frame that the runner sends, or expects. */
  Step frame(Node.Mapping map, Side side) {
    Channel.OfEntity channel = entities.of(map);
    boolean sent = sent(side);
    Node frame = map;
    Set<String> besides = AROUND;
    if (topology != Topology.DIRECT) {
      frame = map.get(side == Side.IN ? "in" : "out");
      besides = Set.of();
    }
    FrameReader.Read read = frames.read(frame, side, channel, besides, sent);
    if (sent) {
      if (map.has("save")) {
        throw map.get("save").error("Only what is received can be saved.");
      }
      return new Step.Send(
          channel,
          read.fresh(),
          read.rpc(),
          Openness.closed(frame, read.frame()),
          topology == Topology.SCRIPTED && EntityType.isUnaryOut(read.rpc()));
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
        proofs.of(map));
  }

  /** A frame or an end of a stream, as it stands under the direction that it goes. */
  Step onWire(Node.Mapping map) {
    boolean in = map.has("in");
    if (in == map.has("out")) {
      throw map.error(
          "Expected either \"in\" or \"out\", or \"either\"; found " + map.keys() + ".");
    }
    String key = in ? "in" : "out";
    map.onlyKeys(with(AROUND, key));
    Set<String> ends = in ? Set.of("halfClose", "cancel", "dropped") : Set.of("end");
    Node.Mapping inner = map.get(key).wordOrMapping();
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
      return ending(end.get(), new Node.Mapping(map.place(), entries));
    }
    return frame(map, in ? Side.IN : Side.OUT);
  }

  /** Whether the runner sends what goes this way, or else expects it. */
  private boolean sent(Side side) {
    return switch (topology) {
      case DIRECT -> side == Side.IN;
      case PROXIED -> false;
      case SCRIPTED -> side == Side.OUT;
    };
  }

  /** How a stream ends, or one direction of it. */
  Step ending(String word, Node.Mapping map) {
    map.onlyKeys(Set.of("on", "proves", word));
    Channel.OfEntity channel = entities.of(map);
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
    return new Step.ExpectEnd(channel, ending, proofs.of(map));
  }

  private static Step.Ending finished(Node node) {
    String code = StatusCodes.read(node, "error");
    return new Step.Ending.Finished(code.equals("error") ? Optional.empty() : Optional.of(code));
  }

  /** Half-closes, and expects that the service completes. */
  List<Step> passivate(Node.Mapping map) {
    map.onlyKeys(Set.of("on", "proves", "passivate"));
    Channel.OfEntity channel = entities.of(map);
    Step.Ending ok = new Step.Ending.Finished(Optional.of("OK"));
    return List.of(new Step.HalfClose(channel), new Step.ExpectEnd(channel, ok, proofs.of(map)));
  }

  private static Set<String> with(Set<String> words, String word) {
    Set<String> more = new LinkedHashSet<>(words);
    more.add(word);
    return more;
  }
}
