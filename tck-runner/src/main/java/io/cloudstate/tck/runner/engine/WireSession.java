package io.cloudstate.tck.runner.engine;

import com.google.protobuf.ByteString;
import io.cloudstate.tck.runner.judge.Next;
import io.cloudstate.tck.runner.trace.Happening;
import io.cloudstate.tck.runner.trace.Recorder;
import io.cloudstate.tck.runner.wire.Attribution.Route;
import io.cloudstate.tck.runner.wire.Served;
import io.cloudstate.tck.runner.wire.Tap;
import io.cloudstate.tck.specs.Channel;
import io.cloudstate.tck.specs.EntityType;
import io.cloudstate.tck.specs.ModelService;
import io.cloudstate.tck.specs.Scenario;
import io.cloudstate.tck.specs.Side;
import io.cloudstate.tck.specs.Topology;
import io.cloudstate.tck.specs.match.Bindings;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The streams that a proxy opened for one scenario's entities. */
final class WireSession {

  private static final String ENTITY = "${entity}";

  private final Scenario scenario;
  private final Set<Channel.OfEntity> channels;
  private final String entity;
  private final Bindings bindings;
  private final Recorder recorder;
  private final Map<Channel.OfEntity, Integer> instances = new HashMap<>();
  private final Map<Channel.OfEntity, List<Stream>> streams = new HashMap<>();
  private volatile boolean heldBack;
  private volatile Optional<Channel.OfEntity> unanswered = Optional.empty();

  WireSession(Scenario scenario, String entity, Recorder recorder) {
    this.scenario = scenario;
    this.channels = Channels.of(scenario);
    this.entity = entity;
    this.bindings = Bindings.ofEntity(entity);
    this.recorder = recorder;
  }

  private record Stream(Served served, Tap tap) {}

  void reported(String message) {
    recorder.record(new Happening.Reported(message));
  }

  /** The scenario's own proxy, or that of its pair, asked for discovery. */
  void discovered(ByteString request) {
    recorder.record(new Happening.Discovered(request));
  }

  /** The pair's proxy was given this answer to discovery, as the candidate sent it. */
  void answered(byte[] spec) {
    recorder.record(
        new Happening.Returned(
            Channel.OfDiscovery.ANSWER, "OK", "", Optional.of(ByteString.copyFrom(spec))));
  }

  /** A stream of one of this scenario's entities, or a call to an action with its token. */
  synchronized Route route(EntityType type, String rpc, Opening opening, Served served) {
    Channel.OfEntity channel = meant(type, opening);
    int instance = instances.merge(channel, 1, Integer::sum);
    Tap tap = new Recording(channel, instance, rpc, served);
    streams.computeIfAbsent(channel, none -> new ArrayList<>()).add(new Stream(served, tap));
    recorder.record(new Happening.Opened(channel, instance, rpc));
    return scenario.topology() == Topology.SCRIPTED
        ? new Route.Serve(tap)
        : new Route.Relay(
            tap,
            UnaryOperator.identity(),
            () -> heldBack || unanswered.equals(Optional.of(channel)),
            () -> unanswered.equals(Optional.of(channel)));
  }

  /** Whether what the candidate sends on this scenario's streams goes no further. */
  void holdBack(boolean held) {
    heldBack = held;
  }

  /** From now on calls on this channel get neither an answer nor an end. */
  void keepUnanswered(Channel.OfEntity channel) {
    unanswered = Optional.of(channel);
  }

  /** Calls are answered again; those that were kept without an answer end with an error. */
  synchronized void loseUnanswered() {
    Optional<Channel.OfEntity> kept = unanswered;
    unanswered = Optional.empty();
    kept.flatMap(channel -> Optional.ofNullable(streams.get(channel)))
        .ifPresent(all -> all.forEach(stream -> stream.served().lose(stream.tap())));
  }

  /**
   * The channel that the scenario means. A wrong service name is seen in the frame, where it was to
   * be another.
   */
  private Channel.OfEntity meant(EntityType type, Opening opening) {
    List<Channel.OfEntity> known =
        channels.stream().filter(channel -> channel.type() == type).toList();
    List<Channel.OfEntity> named =
        known.stream().filter(channel -> isNamed(channel, opening)).toList();
    return named.stream()
        .filter(channel -> channel.service().equals(opening.service()))
        .max(Comparator.comparingInt(channel -> channel.idTemplate().length()))
        .or(
            () ->
                channels.stream().anyMatch(channel -> channel.service().equals(opening.service()))
                    ? Optional.empty()
                    : named.stream().findFirst())
        .or(
            () ->
                type == EntityType.ACTION
                    ? known.stream()
                        .filter(channel -> channel.service().equals(opening.service()))
                        .findFirst()
                        .or(() -> known.stream().findFirst())
                    : Optional.empty())
        .or(() -> joined(known, opening.service()))
        .orElseGet(
            () ->
                new Channel.OfEntity(
                    type,
                    opening.service(),
                    type == EntityType.ACTION ? ENTITY : opening.text().replace(entity, ENTITY)));
  }

  /** How a proxy joins the parts of a key is its own affair: any id is that of the one entity. */
  private static Optional<Channel.OfEntity> joined(List<Channel.OfEntity> known, String service) {
    return ModelService.named(service).filter(ModelService::joinsKeys).isEmpty()
        ? Optional.empty()
        : known.stream().filter(channel -> channel.service().equals(service)).findFirst();
  }

  /** For an entity the whole text is the id; for an action the id stands somewhere in it. */
  private boolean isNamed(Channel.OfEntity channel, Opening opening) {
    String id = bindings.resolveKnown(channel.idTemplate());
    return channel.type() == EntityType.ACTION
        ? opening.text().contains(id)
        : opening.text().equals(id);
  }

  private synchronized Stream stream(Channel.OfEntity channel, OptionalInt instance) {
    List<Stream> all = streams.getOrDefault(channel, List.of());
    if (all.isEmpty()) {
      throw new IllegalStateException(
          "The proxy opened no stream for " + channel.label() + " to answer on.");
    }
    return all.get(instance.orElse(all.size()) - 1);
  }

  /** Sends a frame in the candidate's place, on this stream of the entity, or the latest. */
  void send(Channel.OfEntity channel, OptionalInt instance, byte[] frame) {
    Stream stream = stream(channel, instance);
    stream.served().send(frame, stream.tap());
  }

  /** Ends this stream of the entity, or the latest, in the candidate's place. */
  void finish(Channel.OfEntity channel, OptionalInt instance, Status status) {
    Stream stream = stream(channel, instance);
    stream.served().finish(status, stream.tap());
  }

  /** Answers what was delivered again: as it was refused before, or with nothing. */
  void answerAgain(Next.AnswerAgain again) {
    OptionalInt instance = OptionalInt.of(again.instance());
    if (again.refusal().isPresent() || EntityType.isUnaryOut(again.rpc())) {
      send(
          again.channel(),
          instance,
          again.refusal().map(ByteString::toByteArray).orElseGet(() -> new byte[0]));
    }
    finish(again.channel(), instance, Status.OK);
  }

  /** Passivates the entity's latest relayed stream towards the candidate. */
  void release(Channel.OfEntity channel) {
    stream(channel, OptionalInt.empty()).served().release();
  }

  /** Lets go of what is open: relayed streams are passivated, served ones end. */
  synchronized void close() {
    loseUnanswered();
    for (List<Stream> each : streams.values()) {
      Stream latest = each.get(each.size() - 1);
      if (scenario.topology() == Topology.SCRIPTED) {
        each.forEach(stream -> stream.served().finish(Status.OK, Tap.NONE));
      } else {
        latest.served().release();
      }
    }
  }

  private final class Recording implements Tap {

    private final StreamTap all;
    private final String rpc;
    private final Served served;

    Recording(Channel.OfEntity channel, int instance, String rpc, Served served) {
      this.all = new StreamTap(channel, instance, recorder::record);
      this.rpc = rpc;
      this.served = served;
    }

    @Override
    public void message(Side side, byte[] bytes) {
      all.message(side, bytes);
    }

    /**
     * A service completes an entity's stream that is half-closed, and so does the runner in its
     * place. That a caller of one message ends with it goes without saying.
     */
    @Override
    public void halfClosed() {
      if (EntityType.isUnaryIn(rpc)) {
        return;
      }
      all.halfClosed();
      if (scenario.topology() == Topology.SCRIPTED && all.channel().type().isKeyed()) {
        served.finish(Status.OK, this);
      }
    }

    @Override
    public void cancelled() {
      all.cancelled();
    }

    @Override
    public void finished(Status status) {
      all.finished(status);
    }
  }
}
