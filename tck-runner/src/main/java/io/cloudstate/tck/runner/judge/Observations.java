package io.cloudstate.tck.runner.judge;

import com.google.protobuf.ByteString;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.cloudstate.tck.runner.trace.Happening;
import io.cloudstate.tck.runner.trace.TraceEvent;
import io.cloudstate.tck.specs.Channel;
import io.cloudstate.tck.specs.Side;
import io.cloudstate.tck.specs.Topology;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What others than the runner did, per stream and call, in order. */
final class Observations {

  private static final String OK = "OK";

  private final Topology topology;
  private final Map<Key, List<Observation>> logs = new LinkedHashMap<>();
  private final Set<StreamId> open = new HashSet<>();
  private final Map<StreamId, String> rpcs = new HashMap<>();
  private final Map<StreamId, List<ByteString>> answers = new HashMap<>();
  private final Map<StreamId, String> ends = new HashMap<>();

  Observations(Topology topology) {
    this.topology = topology;
  }

  /**
   * One direction of one stream of an entity, or what comes of a call. Each is in order by itself.
   */
  record Key(Channel channel, int instance, Side side) {}

  /** Something seen. */
  sealed interface Observation {

    int seq();
  }

  record Frame(int seq, Side side, ByteString bytes, Optional<Message> message)
      implements Observation {}

  /** An end; the side is the one that ended. */
  record End(int seq, Side side, Kind kind, String code, String description)
      implements Observation {

    enum Kind {
      HALF_CLOSED,
      CANCELLED,
      FINISHED
    }
  }

  record Outcome(int seq, Happening what) implements Observation {}

  void add(TraceEvent event) {
    Happening what = event.what();
    if (what instanceof Happening.Opened opened) {
      open.add(StreamId.of(opened));
      rpcs.put(StreamId.of(opened), opened.rpc());
    } else if (what instanceof Happening.Message message) {
      if (message.side() == Side.OUT && !message.channel().type().isKeyed()) {
        answers
            .computeIfAbsent(StreamId.of(message), none -> new ArrayList<>())
            .add(message.bytes());
      }
      if (isForeign(message.side())) {
        log(message, message.side()).add(frame(event.seq(), message));
      }
    } else if (what instanceof Happening.HalfClosed closed) {
      ended(event, closed, Side.IN, End.Kind.HALF_CLOSED, "", "");
    } else if (what instanceof Happening.Cancelled cancelled) {
      open.remove(StreamId.of(cancelled));
      ends.putIfAbsent(StreamId.of(cancelled), OK);
      ended(event, cancelled, Side.IN, End.Kind.CANCELLED, "", "");
    } else if (what instanceof Happening.Finished finished) {
      open.remove(StreamId.of(finished));
      ends.putIfAbsent(StreamId.of(finished), finished.code());
      ended(event, finished, Side.OUT, End.Kind.FINISHED, finished.code(), finished.description());
    } else if (what instanceof Happening.Returned returned) {
      outcome(returned.channel(), event);
    } else if (what instanceof Happening.Received received) {
      outcome(received.channel(), event);
    } else if (what instanceof Happening.Responded responded) {
      outcome(responded.channel(), event);
    } else if (what instanceof Happening.Reported) {
      outcome(new Channel.OfReports(), event);
    } else if (what instanceof Happening.Discovered) {
      outcome(new Channel.OfDiscovery(), event);
    } else if (what instanceof Happening.Serving) {
      outcome(new Channel.OfPort(), event);
    }
  }

  private void outcome(Channel channel, TraceEvent event) {
    log(new Key(channel, 1, Side.OUT)).add(new Outcome(event.seq(), event.what()));
  }

  private void ended(
      TraceEvent event,
      Happening.OnStream what,
      Side side,
      End.Kind kind,
      String code,
      String description) {
    if (isForeign(side)) {
      log(what, side).add(new End(event.seq(), side, kind, code, description));
    }
  }

  private static Frame frame(int seq, Happening.Message message) {
    return new Frame(seq, message.side(), message.bytes(), decode(message));
  }

  private static Optional<Message> decode(Happening.Message message) {
    try {
      return Optional.of(
          DynamicMessage.parseFrom(
              message.channel().type().frames(message.side()), message.bytes()));
    } catch (InvalidProtocolBufferException broken) {
      return Optional.empty();
    }
  }

  /** Whether somebody else than the runner acts on this side. */
  private boolean isForeign(Side side) {
    return switch (topology) {
      case DIRECT -> side == Side.OUT;
      case PROXIED -> true;
      case SCRIPTED -> side == Side.IN;
    };
  }

  private List<Observation> log(Happening.OnStream what, Side side) {
    return log(new Key(what.channel(), what.instance(), side));
  }

  private List<Observation> log(Key key) {
    return logs.computeIfAbsent(key, none -> new ArrayList<>());
  }

  /** The observation at this position, if it has come. */
  Optional<Observation> at(Key key, int position) {
    List<Observation> log = logs.getOrDefault(key, List.of());
    return position < log.size() ? Optional.of(log.get(position)) : Optional.empty();
  }

  /** What was answered to a call to an action, by whomever. */
  List<ByteString> answers(Channel.OfEntity action, int instance) {
    return answers.getOrDefault(new StreamId(action, instance), List.of());
  }

  /**
   * Whether a call to an action came to an end other than an error: it was answered, if by a
   * refusal, or its caller would not have more.
   */
  boolean isTaken(Channel.OfEntity action, int instance) {
    StreamId call = new StreamId(action, instance);
    return ends.containsKey(call)
        ? OK.equals(ends.get(call))
        : answers(action, instance).stream().anyMatch(Repetitions::isFailure);
  }

  /** Those on which something was seen. */
  List<Channel.OfEntity> channels() {
    return logs.keySet().stream()
        .map(Key::channel)
        .filter(Channel.OfEntity.class::isInstance)
        .map(Channel.OfEntity.class::cast)
        .distinct()
        .toList();
  }

  Set<Key> keys() {
    return logs.keySet();
  }

  /** The entities that have a stream which nobody ended. */
  List<Channel.OfEntity> openStreams() {
    return open.stream().map(StreamId::channel).distinct().toList();
  }

  /** Full name of the rpc that carries a stream, where it was opened. */
  Optional<String> rpc(Key key) {
    return key.channel() instanceof Channel.OfEntity entity
        ? Optional.ofNullable(rpcs.get(new StreamId(entity, key.instance())))
        : Optional.empty();
  }
}
