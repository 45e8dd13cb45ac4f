package io.cloudstate.tck.model.service;

import com.google.protobuf.Message;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Habits in how calls are answered, whatever the service behind decides. */
record HabitualCalls(Set<ServiceHabit> habits) implements ServerInterceptor {
  private static final int FEW_CALLS = 16;
  private static final int FEW_BYTES = 1024;
  private static final int SHORT_LIFE_MILLIS = 500;
  private static final int A_WHILE_MILLIS = 60;
  private static final Metadata.Key<String> OWN =
      Metadata.Key.of("x-own", Metadata.ASCII_STRING_MARSHALLER);

  /** Gives a server the habits. */
  void on(NettyServerBuilder server) {
    if (!habits.isEmpty()) {
      server.intercept(this);
    }
    if (habits.contains(ServiceHabit.TAKES_LITTLE)) {
      server.maxConcurrentCallsPerConnection(FEW_CALLS).flowControlWindow(FEW_BYTES);
    }
    if (habits.contains(ServiceHabit.RENEWS_CONNECTIONS)) {
      server.maxConnectionAge(SHORT_LIFE_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public <I, O> ServerCall.Listener<I> interceptCall(
      ServerCall<I, O> call, Metadata headers, ServerCallHandler<I, O> service) {
    Habitual<I, O> habitual = new Habitual<>(call, habits);
    if (habits.contains(ServiceHabit.HEADERS_COME_FIRST)) {
      habitual.sendHeaders(new Metadata());
    }
    return new SimpleForwardingServerCallListener<>(service.startCall(habitual, headers)) {
      @Override
      public void onHalfClose() {
        super.onHalfClose();
        habitual.halfClosed();
      }
    };
  }

  /** One call; what it is to answer passes here on its way out. */
  private static final class Habitual<I, O> extends SimpleForwardingServerCall<I, O> {
    private final Set<ServiceHabit> habits;
    private final HabitualFrames frames;
    private final Executor turn;
    private boolean begun;
    private boolean over;

    /** Whether the call has failed and is kept open, though the service is done with it. */
    private boolean kept;

    Habitual(ServerCall<I, O> call, Set<ServiceHabit> habits) {
      super(call);
      this.habits = habits;
      this.frames = new HabitualFrames(habits);
      this.turn = habits.contains(ServiceHabit.ANSWERS_LATE) ? new Late() : Runnable::run;
    }

    @Override
    public void sendHeaders(Metadata headers) {
      if (begun) {
        return;
      }
      begun = true;
      if (habits.contains(ServiceHabit.HEADERS_COME_FIRST)) {
        headers.put(OWN, "a header");
      }
      if (habits.contains(ServiceHabit.COMPRESSES)) {
        setCompression("gzip");
        setMessageCompression(true);
      }
      turn.execute(() -> super.sendHeaders(headers));
    }

    @Override
    public void sendMessage(O message) {
      if (over) {
        return;
      }
      if (HabitualFrames.isStreamFailure(message)
          && habits.contains(ServiceHabit.ERRORS_ARE_STATUS)) {
        end(Status.INTERNAL);
        return;
      }
      @SuppressWarnings("unchecked") // an edited message is of the same type
      O edited = (O) frames.edited((Message) message);
      turn.execute(() -> super.sendMessage(edited));
      kept =
          HabitualFrames.isStreamFailure(message)
              && habits.contains(ServiceHabit.FAILED_STREAMS_STAY_OPEN);
      if (HabitualFrames.asksForRestart(edited)) {
        end(Status.OK);
      }
    }

    @Override
    public void close(Status status, Metadata trailers) {
      if (over || kept) {
        return;
      }
      over = true;
      if (habits.contains(ServiceHabit.HEADERS_COME_FIRST)) {
        trailers.put(OWN, "a trailer");
      }
      turn.execute(() -> super.close(status, trailers));
    }

    void halfClosed() {
      if (kept) {
        kept = false;
        end(Status.OK);
      }
    }

    private void end(Status status) {
      close(status, new Metadata());
    }
  }

  /** Does one thing after the other, each a while later. */
  private static final class Late implements Executor {
    private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);

    @Override
    public synchronized void execute(Runnable action) {
      last =
          last.thenRunAsync(
              action, CompletableFuture.delayedExecutor(A_WHILE_MILLIS, TimeUnit.MILLISECONDS));
    }
  }
}
