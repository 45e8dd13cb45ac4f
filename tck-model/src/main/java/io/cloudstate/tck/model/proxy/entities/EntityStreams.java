package io.cloudstate.tck.model.proxy.entities;

import io.cloudstate.tck.model.proxy.timing.Turns;
import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The streams of one entity, by their numbers; all of it happens in the entity's turns.
 *
 * @param <I> frames to the service
 * @param <O> frames from the service
 */
final class EntityStreams<I, O> {
  private final Turns turns;
  private final Duration patience;
  private final Events<O> events;
  private final Map<Long, ClientCallStreamObserver<I>> open = new HashMap<>();
  private final Set<Long> reached = new HashSet<>();

  /**
   * No streams yet.
   *
   * @param patience how long a service may take to complete a half-closed stream
   */
  EntityStreams(Turns turns, Duration patience, Events<O> events) {
    this.turns = turns;
    this.patience = patience;
    this.events = events;
  }

  /** What comes on streams. */
  interface Events<O> {

    /** A frame. */
    void received(long stream, O frame);

    /** The end, also that of a stream that was half-closed or cancelled from here. */
    void ended(long stream, String how);
  }

  void open(long stream, Consumer<ClientResponseObserver<I, O>> connect) {
    connect.accept(new Listener(stream));
  }

  /** Whether a stream that is open ever had a connection to the service. */
  boolean reached(long stream) {
    return reached.contains(stream);
  }

  /** Sends a frame, unless the stream is closed. */
  void send(long stream, I frame) {
    ClientCallStreamObserver<I> out = open.get(stream);
    if (out != null) {
      out.onNext(frame);
    }
  }

  /** Half-closes, and sees to it that a service which never completes does not keep the stream. */
  void halfClose(long stream) {
    ClientCallStreamObserver<I> out = open.remove(stream);
    if (out != null) {
      out.onCompleted();
      turns.later(patience, () -> out.cancel("not completed after half-close", null));
    }
  }

  void cancel(long stream, String reason) {
    ClientCallStreamObserver<I> out = open.remove(stream);
    if (out != null) {
      out.cancel(reason, null);
    }
  }

  /** Brings what comes on one stream into the entity's turns. */
  private final class Listener implements ClientResponseObserver<I, O> {
    private final long stream;

    private Listener(long stream) {
      this.stream = stream;
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<I> out) {
      open.put(stream, out);
      out.setOnReadyHandler(() -> turns.execute(() -> reached.add(stream)));
    }

    @Override
    public void onNext(O frame) {
      turns.execute(() -> events.received(stream, frame));
    }

    @Override
    public void onError(Throwable e) {
      Status status = Status.fromThrowable(e);
      ended("%s %s".formatted(status.getCode(), status.getDescription()));
    }

    @Override
    public void onCompleted() {
      ended("the service completed it");
    }

    private void ended(String how) {
      turns.execute(
          () -> {
            open.remove(stream);
            reached.remove(stream);
            events.ended(stream, how);
          });
    }
  }
}
