package io.cloudstate.tck.runner.engine;

import com.google.protobuf.ByteString;
import io.cloudstate.tck.runner.trace.Happening;
import io.cloudstate.tck.runner.wire.Tap;
import io.cloudstate.tck.specs.Channel;
import io.cloudstate.tck.specs.Side;
import io.grpc.Status;
import java.util.function.Consumer;

/**
 * Tells all that passes on one stream of an entity as it is.
 *
 * @param instance which one of that entity's streams, from 1
 * @param told hears of it
 */
public record StreamTap(Channel.OfEntity channel, int instance, Consumer<Happening> told)
    implements Tap {

  @Override
  public void message(Side side, byte[] bytes) {
    told.accept(new Happening.Message(channel, instance, side, ByteString.copyFrom(bytes)));
  }

  @Override
  public void halfClosed() {
    told.accept(new Happening.HalfClosed(channel, instance));
  }

  @Override
  public void cancelled() {
    told.accept(new Happening.Cancelled(channel, instance));
  }

  @Override
  public void finished(Status status) {
    told.accept(
        new Happening.Finished(
            channel,
            instance,
            status.getCode().name(),
            status.getDescription() == null ? "" : status.getDescription()));
  }
}
