package io.cloudstate.tck.benchmark;

import io.cloudstate.tck.runner.trace.Happening;
import io.cloudstate.tck.runner.trace.TraceEvent;
import io.cloudstate.tck.runner.wire.Bytes;
import io.cloudstate.tck.specs.EntityType;
import io.cloudstate.tck.specs.Side;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sends the frames of a recorded scenario again, in the recorded order, and waits for as many as
 * came back; it looks at none of them. No engine could be faster.
 */
final class BareFrames {

  private static final int PATIENCE_SECONDS = 30;

  private final Channel candidate;
  private final Map<String, Stream> streams = new HashMap<>();

  private BareFrames(Channel candidate) {
    this.candidate = candidate;
  }

  /**
   * Whether a trace has nothing but streams on which frames are sent and come, and that end well.
   */
  static boolean canSend(List<TraceEvent> trace) {
    return !trace.isEmpty()
        && trace.stream()
            .map(TraceEvent::what)
            .allMatch(
                what ->
                    what instanceof Happening.Opened
                        || what instanceof Happening.Message
                        || what instanceof Happening.HalfClosed
                        || (what instanceof Happening.Finished finished
                            && finished.code().equals("OK")));
  }

  static void send(Channel candidate, List<TraceEvent> trace) throws InterruptedException {
    BareFrames frames = new BareFrames(candidate);
    for (TraceEvent event : trace) {
      frames.happen(event.what());
    }
  }

  private void happen(Happening what) throws InterruptedException {
    if (what instanceof Happening.Opened opened) {
      streams.put(key(opened), new Stream(candidate, opened.rpc()));
      return;
    }
    Happening.OnStream on = (Happening.OnStream) what;
    Stream stream = streams.get(key(on));
    if (stream == null) {
      throw new IllegalStateException("Nobody opened " + key(on));
    }
    if (on instanceof Happening.Message message) {
      if (message.side() == Side.IN) {
        stream.send(message.bytes().toByteArray());
      } else {
        await(stream.messages, key(on));
      }
    } else if (on instanceof Happening.HalfClosed) {
      stream.halfClose();
    } else {
      await(stream.ended, key(on));
    }
  }

  private static String key(Happening.OnStream on) {
    return on.channel() + " " + on.instance();
  }

  private static void await(Semaphore come, String what) throws InterruptedException {
    if (!come.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException("Less comes back than in the recorded run, on " + what);
    }
  }

  private static final class Stream {

    private final Semaphore messages = new Semaphore(0);
    private final Semaphore ended = new Semaphore(0);
    private final ClientCall<byte[], byte[]> call;
    private final boolean unaryIn;
    private boolean halfClosed;

    Stream(Channel candidate, String rpc) {
      unaryIn = EntityType.isUnaryIn(rpc);
      MethodType type =
          EntityType.isUnaryIn(rpc)
              ? (EntityType.isUnaryOut(rpc) ? MethodType.UNARY : MethodType.SERVER_STREAMING)
              : MethodType.BIDI_STREAMING;
      call = candidate.newCall(Bytes.method(type, rpc), CallOptions.DEFAULT);
      call.start(
          new ClientCall.Listener<byte[]>() {
            @Override
            public void onMessage(byte @Nullable [] message) {
              messages.release();
            }

            @Override
            public void onClose(Status status, @Nullable Metadata trailers) {
              ended.release();
            }
          },
          new Metadata());
      call.request(Integer.MAX_VALUE);
    }

    void send(byte[] message) {
      call.sendMessage(message);
      if (unaryIn) {
        halfClose();
      }
    }

    void halfClose() {
      if (!halfClosed) {
        halfClosed = true;
        call.halfClose();
      }
    }
  }
}
