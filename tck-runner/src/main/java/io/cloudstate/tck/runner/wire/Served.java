package io.cloudstate.tck.runner.wire;

import io.cloudstate.tck.specs.EntityType;
import io.cloudstate.tck.specs.Side;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;

/**
 * The service's end of a stream: the runner answers on it in the candidate's place, or lets go of a
 * relayed one.
 */
public final class Served {

  private final ServerCall<byte[], byte[]> call;
  private final Runnable halfCloseUpstream;
  private boolean headersSent;
  private boolean closed;
  private boolean keptOpen;

  Served(ServerCall<byte[], byte[]> call, Runnable halfCloseUpstream) {
    this.call = call;
    this.halfCloseUpstream = halfCloseUpstream;
  }

  /**
   * Half-closes a relayed stream towards the candidate, as a passivation would, so that it holds no
   * resources any longer.
   */
  public void release() {
    halfCloseUpstream.run();
  }

  /** Sends a message; one that comes after the end is dropped, since nobody could receive it. */
  public synchronized void send(byte[] message, Tap tap) {
    if (closed) {
      return;
    }
    headers();
    tap.message(Side.OUT, message);
    call.sendMessage(message);
  }

  /** Ends the stream. */
  public synchronized void finish(Status status, Tap tap) {
    if (closed) {
      return;
    }
    closed = true;
    tap.finished(status);
    call.close(status, new Metadata());
  }

  /** Ends a stream that nobody waits for, with an empty answer where it has one. */
  synchronized void dismiss() {
    if (EntityType.isUnaryOut(call.getMethodDescriptor().getFullMethodName())) {
      send(new byte[0], Tap.NONE);
    }
    finish(Status.OK, Tap.NONE);
  }

  /** The candidate has ended it, and who calls is not told. */
  synchronized void keepOpen() {
    keptOpen = true;
  }

  /** Ends a relayed stream that was kept open, as one ends whose service has gone. */
  public synchronized void lose(Tap tap) {
    if (keptOpen) {
      finish(Status.UNAVAILABLE.withDescription("the service has gone"), tap);
    }
  }

  synchronized void cancelled() {
    closed = true;
  }

  private void headers() {
    if (!headersSent) {
      headersSent = true;
      call.sendHeaders(new Metadata());
    }
  }
}
