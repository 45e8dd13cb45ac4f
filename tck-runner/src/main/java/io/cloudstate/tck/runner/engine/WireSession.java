package io.cloudstate.tck.runner.engine;

import com.google.protobuf.ByteString;
import io.cloudstate.tck.runner.trace.Happening;
import io.cloudstate.tck.runner.trace.Recorder;
import io.cloudstate.tck.runner.wire.Attribution.Route;
import io.cloudstate.tck.runner.wire.Served;
import io.cloudstate.tck.runner.wire.Tap;
import io.cloudstate.tck.specs.Channel;
import io.cloudstate.tck.specs.EntityType;
import io.cloudstate.tck.specs.Scenario;
import io.cloudstate.tck.specs.Side;
import io.cloudstate.tck.specs.Topology;
import io.grpc.Status;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The streams that a proxy opened for one scenario's entities. */
final class WireSession {

  private final Scenario scenario;
  private final String entity;
  private final Recorder recorder;
  private final Map<Channel.OfEntity, Integer> instances = new HashMap<>();
  private final Map<Channel.OfEntity, Stream> streams = new HashMap<>();

  WireSession(Scenario scenario, String entity, Recorder recorder) {
    this.scenario = scenario;
    this.entity = entity;
    this.recorder = recorder;
  }

  private record Stream(Served served, Tap tap) {}

  void reported(String message) {
    recorder.record(new Happening.Reported(message));
  }

  /** A stream whose first frame names one of this scenario's entities. */
  synchronized Route route(EntityType type, Claims.First first, Served served) {
    String suffix = first.entity().substring(entity.length());
    Channel.OfEntity channel =
        new Channel.OfEntity(type, service(type, first.service(), suffix), suffix);
    int instance = instances.merge(channel, 1, Integer::sum);
    Tap tap = new Recording(channel, instance, served);
    streams.put(channel, new Stream(served, tap));
    recorder.record(new Happening.Opened(channel, instance));
    return scenario.topology() == Topology.SCRIPTED
        ? new Route.Serve(tap)
        : new Route.Relay(tap, UnaryOperator.identity());
  }

  /**
   * The service that the scenario means by an entity of this type and id, whatever name the frame
   * says: a wrong name is then seen in the frame, where it was to be another.
   */
  private String service(EntityType type, String named, String suffix) {
    List<String> meant =
        Channels.of(scenario).stream()
            .filter(channel -> channel.type() == type && channel.suffix().equals(suffix))
            .map(Channel.OfEntity::service)
            .toList();
    return meant.isEmpty() || meant.contains(named) ? named : meant.get(0);
  }

  private synchronized Stream stream(Channel.OfEntity channel) {
    Stream stream = streams.get(channel);
    if (stream == null) {
      throw new IllegalStateException(
          "The proxy opened no stream for " + channel.label() + " to answer on.");
    }
    return stream;
  }

  /** Sends a frame in the candidate's place, on the entity's latest stream. */
  void send(Channel.OfEntity channel, byte[] frame) {
    Stream stream = stream(channel);
    stream.served().send(frame, stream.tap());
  }

  /** Ends the entity's latest stream in the candidate's place. */
  void finish(Channel.OfEntity channel, Status status) {
    Stream stream = stream(channel);
    stream.served().finish(status, stream.tap());
  }

  /** Passivates the entity's latest relayed stream towards the candidate. */
  void release(Channel.OfEntity channel) {
    stream(channel).served().release();
  }

  /** Lets go of what is open: relayed streams are passivated, served ones end. */
  synchronized void close() {
    for (Stream stream : streams.values()) {
      if (scenario.topology() == Topology.SCRIPTED) {
        stream.served().finish(Status.OK, Tap.NONE);
      } else {
        stream.served().release();
      }
    }
  }

  private final class Recording implements Tap {

    private final Channel.OfEntity channel;
    private final int instance;
    private final Served served;

    Recording(Channel.OfEntity channel, int instance, Served served) {
      this.channel = channel;
      this.instance = instance;
      this.served = served;
    }

    @Override
    public void message(Side side, byte[] bytes) {
      recorder.record(new Happening.Message(channel, instance, side, ByteString.copyFrom(bytes)));
    }

    /** A service completes a stream that is half-closed, and so does the runner in its place. */
    @Override
    public void halfClosed() {
      recorder.record(new Happening.HalfClosed(channel, instance));
      if (scenario.topology() == Topology.SCRIPTED) {
        served.finish(Status.OK, this);
      }
    }

    @Override
    public void cancelled() {
      recorder.record(new Happening.Cancelled(channel, instance));
    }

    @Override
    public void finished(Status status) {
      recorder.record(
          new Happening.Finished(
              channel,
              instance,
              status.getCode().name(),
              status.getDescription() == null ? "" : status.getDescription()));
    }
  }
}
