package io.cloudstate.tck.model.service;

import io.cloudstate.tck.protocol.eventsourced.EventSourcedGrpc;
import io.cloudstate.tck.protocol.eventsourced.EventSourcedStreamIn;
import io.cloudstate.tck.protocol.eventsourced.EventSourcedStreamOut;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;

/**
 * Stands between the proxy and the conforming handler on one stream, and passes everything on; a
 * defect overrides what it spoils. All relays of a service share a lock, since some defects reach
 * from one stream to another.
 */
abstract class Relay implements StreamObserver<EventSourcedStreamIn> {
  /**
   * What a relay stands between.
   *
   * @param proxy where answers go
   * @param service the handler behind
   * @param lock held while anything passes
   */
  record Ends(
      StreamObserver<EventSourcedStreamOut> proxy,
      EventSourcedGrpc.AsyncService service,
      Object lock) {}

  private final Object lock;
  private final StreamObserver<EventSourcedStreamOut> proxy;
  private final StreamObserver<EventSourcedStreamIn> handler;
  private boolean over;

  Relay(Ends ends) {
    this.lock = ends.lock();
    this.proxy = ends.proxy();
    this.handler = ends.service().handle(new Answers());
    if (proxy instanceof ServerCallStreamObserver<EventSourcedStreamOut> call) {
      // With a handler of its own, a call that is gone takes late answers silently.
      call.setOnCancelHandler(() -> onError(new IllegalStateException("cancelled")));
    }
  }

  /** A frame came from the proxy. */
  void received(EventSourcedStreamIn frame) {
    deliver(frame);
  }

  /** The proxy half-closed. */
  void halfClosed() {
    endInput();
  }

  /** The handler answered. */
  void answered(EventSourcedStreamOut frame) {
    send(frame);
  }

  /** The stream is over, however it ended; called once. */
  void ended() {}

  final void deliver(EventSourcedStreamIn frame) {
    handler.onNext(frame);
  }

  final void endInput() {
    handler.onCompleted();
  }

  final void send(EventSourcedStreamOut frame) {
    if (!over) {
      proxy.onNext(frame);
    }
  }

  final void complete() {
    if (!over) {
      proxy.onCompleted();
      end();
    }
  }

  final void abort(Throwable error) {
    if (!over) {
      proxy.onError(error);
      end();
    }
  }

  private void end() {
    if (!over) {
      over = true;
      ended();
    }
  }

  @Override
  public final void onNext(EventSourcedStreamIn frame) {
    synchronized (lock) {
      if (!over) {
        received(frame);
      }
    }
  }

  @Override
  public final void onCompleted() {
    synchronized (lock) {
      if (!over) {
        halfClosed();
      }
    }
  }

  @Override
  public final void onError(Throwable cancelled) {
    synchronized (lock) {
      if (!over) {
        handler.onError(cancelled);
        end();
      }
    }
  }

  /** What the handler answers to. */
  private final class Answers implements StreamObserver<EventSourcedStreamOut> {
    @Override
    public void onNext(EventSourcedStreamOut frame) {
      synchronized (lock) {
        answered(frame);
      }
    }

    @Override
    public void onError(Throwable error) {
      synchronized (lock) {
        abort(error);
      }
    }

    @Override
    public void onCompleted() {
      synchronized (lock) {
        complete();
      }
    }
  }
}
