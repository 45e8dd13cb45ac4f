package io.cloudstate.tck.runner.engine;

import com.google.protobuf.ByteString;
import io.cloudstate.tck.runner.trace.Happening;
import io.cloudstate.tck.runner.trace.Recorder;
import io.cloudstate.tck.runner.wire.Bytes;
import io.cloudstate.tck.specs.Channel;
import io.cloudstate.tck.specs.EntityType;
import io.cloudstate.tck.specs.Side;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Entity streams and calls to actions that the runner opens to the candidate, in a proxy's place.
 * Used by one thread.
 */
final class DirectStreams {

  private final io.grpc.Channel candidate;
  private final Recorder recorder;
  private final Map<Channel.OfEntity, Stream> current = new HashMap<>();
  private final List<Stream> all = new ArrayList<>();

  DirectStreams(io.grpc.Channel candidate, Recorder recorder) {
    this.candidate = candidate;
    this.recorder = recorder;
  }

  private record Stream(int instance, ClientCall<byte[], byte[]> call) {}

  /** Sends a frame; on a fresh stream of an rpc whose caller sends one message, that is all. */
  void send(Channel.OfEntity channel, boolean fresh, String rpc, byte[] frame) {
    Stream stream = current.get(channel);
    if (fresh || stream == null) {
      stream = open(channel, rpc, stream == null ? 1 : stream.instance() + 1);
    }
    recorder.record(
        new Happening.Message(channel, stream.instance(), Side.IN, ByteString.copyFrom(frame)));
    stream.call().sendMessage(frame);
    if (EntityType.isUnaryIn(rpc)) {
      stream.call().halfClose();
    }
  }

  void halfClose(Channel.OfEntity channel) {
    Stream stream = existing(channel);
    recorder.record(new Happening.HalfClosed(channel, stream.instance()));
    stream.call().halfClose();
  }

  void cancel(Channel.OfEntity channel) {
    Stream stream = existing(channel);
    recorder.record(new Happening.Cancelled(channel, stream.instance()));
    stream.call().cancel("cancelled by the scenario", null);
  }

  /** Cancels whatever is still open. */
  void close() {
    all.forEach(stream -> stream.call().cancel("the scenario is over", null));
  }

  private Stream existing(Channel.OfEntity channel) {
    Stream stream = current.get(channel);
    if (stream == null) {
      throw new IllegalStateException("The scenario opened no stream for " + channel.label() + ".");
    }
    return stream;
  }

  private Stream open(Channel.OfEntity channel, String rpc, int instance) {
    ClientCall<byte[], byte[]> call =
        candidate.newCall(Bytes.method(kind(rpc), rpc), CallOptions.DEFAULT);
    Stream stream = new Stream(instance, call);
    current.put(channel, stream);
    all.add(stream);
    recorder.record(new Happening.Opened(channel, instance, rpc));
    call.start(new Listener(new StreamTap(channel, instance, recorder::record)), new Metadata());
    call.request(Integer.MAX_VALUE);
    return stream;
  }

  /** Of which kind an rpc is matters only for the frame that ends the request. */
  private static MethodType kind(String rpc) {
    return EntityType.isUnaryIn(rpc) ? MethodType.SERVER_STREAMING : MethodType.BIDI_STREAMING;
  }

  private static final class Listener extends ClientCall.Listener<byte[]> {

    private final StreamTap tap;

    Listener(StreamTap tap) {
      this.tap = tap;
    }

    @Override
    public void onMessage(byte[] message) {
      tap.message(Side.OUT, message);
    }

    @Override
    public void onClose(Status status, @Nullable Metadata trailers) {
      tap.finished(status);
    }
  }
}
