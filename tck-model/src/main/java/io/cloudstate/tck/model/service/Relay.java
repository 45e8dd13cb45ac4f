package io.cloudstate.tck.model.service;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;

/**
 * Stands between the proxy and the conforming handler on one stream, and passes everything on; a
 * defect overrides what it spoils. All relays of a service share a lock, since some defects reach
 * from one stream to another.
 */
abstract class Relay<I, O> implements StreamObserver<I> {
  /**
   * What a relay stands between.
   *
   * @param proxy where answers go
   * @param service the handler behind
   * @param frames how to look into frames
   * @param lock held while anything passes
   */
  record Ends<I, O>(
      StreamObserver<O> proxy, StreamHandler<I, O> service, Frames<I, O> frames, Object lock) {}

  private final Object lock;
  private final Frames<I, O> frames;
  private final StreamObserver<O> proxy;
  private final StreamObserver<I> handler;
  private boolean over;

  Relay(Ends<I, O> ends) {
    this.lock = ends.lock();
    this.frames = ends.frames();
    this.proxy = ends.proxy();
    this.handler = ends.service().handle(new Answers());
    if (proxy instanceof ServerCallStreamObserver<O> call) {
      // With a handler of its own, a call that is gone takes late answers silently.
      call.setOnCancelHandler(() -> onError(new IllegalStateException("cancelled")));
    }
  }

  /** A frame came from the proxy. */
  void received(I frame) {
    deliver(frame);
  }

  /** The proxy half-closed. */
  void halfClosed() {
    endInput();
  }

  /** The handler answered. */
  void answered(O frame) {
    send(frame);
  }

  /** The handler completed the stream. */
  void completed() {
    complete();
  }

  /** The proxy cancelled the stream, or is gone; called after {@link #ended}. */
  void cancelled() {}

  /** The stream is over, however it ended; called once. */
  void ended() {}

  final Frames<I, O> frames() {
    return frames;
  }

  final void deliver(I frame) {
    handler.onNext(frame);
  }

  final void endInput() {
    handler.onCompleted();
  }

  final void send(O frame) {
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
  public final void onNext(I frame) {
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
  public final void onError(Throwable error) {
    synchronized (lock) {
      if (!over) {
        handler.onError(error);
        end();
        cancelled();
      }
    }
  }

  /** What the handler answers to. */
  private final class Answers implements StreamObserver<O> {
    @Override
    public void onNext(O frame) {
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
        completed();
      }
    }
  }
}
