package io.cloudstate.tck.runner.cli.tap;

import com.google.protobuf.ByteString;
import io.cloudstate.tck.runner.engine.Claims;
import io.cloudstate.tck.runner.engine.Opening;
import io.cloudstate.tck.runner.engine.StreamTap;
import io.cloudstate.tck.runner.trace.Happening;
import io.cloudstate.tck.runner.trace.TraceEvent;
import io.cloudstate.tck.runner.wire.Attribution;
import io.cloudstate.tck.runner.wire.Served;
import io.cloudstate.tck.runner.wire.Tap;
import io.cloudstate.tck.specs.Channel;
import io.cloudstate.tck.specs.EntityType;
import io.cloudstate.tck.specs.Side;
import io.grpc.Status;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.UnaryOperator;

/**
 * Takes note of all that passes, relays it as it is, and hands it, in one order, to the one who
 * watches. Streams are told apart by their instance, one number for each.
 */
final class LiveTraffic implements Attribution {

  static final Channel.OfCall DISCOVER = new Channel.OfCall("discover");

  private static final String DISCOVERY = "cloudstate.EntityDiscovery/";

  private final long start = System.nanoTime();
  private final BlockingQueue<TraceEvent> unread = new LinkedBlockingQueue<>();
  private int events;
  private int streams;

  /** The next event, as soon as there is one. */
  TraceEvent next() throws InterruptedException {
    return unread.take();
  }

  private synchronized void record(Happening what) {
    events++;
    unread.add(new TraceEvent(events, System.nanoTime() - start, what));
  }

  @Override
  public Route route(String method, List<byte[]> messages, boolean ended, Served served) {
    return new Route.Relay(tap(method, messages), UnaryOperator.identity());
  }

  private Tap tap(String method, List<byte[]> messages) {
    if (method.startsWith(DISCOVERY)) {
      return new OnDiscovery(method.endsWith("/discover"));
    }
    Optional<EntityType> type = EntityType.ofRpc(method);
    if (type.isEmpty()) {
      record(new Happening.Note("A call of " + method + " is relayed and not looked at."));
      return Tap.NONE;
    }
    Opening opening = Opening.read(type.get(), messages);
    String id = type.get().isKeyed() ? opening.text() : opening.command();
    return opened(new Channel.OfEntity(type.get(), opening.service(), id), method);
  }

  private synchronized Tap opened(Channel.OfEntity channel, String method) {
    streams++;
    record(new Happening.Opened(channel, streams, method));
    return new StreamTap(channel, streams, this::record);
  }

  private final class OnDiscovery implements Tap {

    private final boolean asks;

    OnDiscovery(boolean asks) {
      this.asks = asks;
    }

    @Override
    public void message(Side side, byte[] bytes) {
      if (!asks) {
        if (side == Side.IN) {
          record(new Happening.Reported(Claims.text(bytes)));
        }
      } else if (side == Side.IN) {
        record(new Happening.Discovered(ByteString.copyFrom(bytes)));
      } else {
        record(new Happening.Returned(DISCOVER, "OK", "", Optional.of(ByteString.copyFrom(bytes))));
      }
    }

    @Override
    public void halfClosed() {}

    @Override
    public void cancelled() {}

    @Override
    public void finished(Status status) {
      if (asks && !status.isOk()) {
        record(
            new Happening.Returned(
                DISCOVER,
                status.getCode().name(),
                Optional.ofNullable(status.getDescription()).orElse(""),
                Optional.empty()));
      }
    }
  }
}
