package io.cloudstate.tck.runner.wire;

import io.grpc.ClientCall;

/**
 * The upstream half of a relayed stream. What comes after its half-close or its end goes nowhere,
 * since nobody could receive it.
 */
final class UpstreamCall {

  private final ClientCall<byte[], byte[]> call;
  private boolean closed;

  UpstreamCall(ClientCall<byte[], byte[]> call) {
    this.call = call;
  }

  synchronized void send(byte[] message) {
    if (!closed) {
      call.sendMessage(message);
    }
  }

  synchronized void halfClose() {
    if (!closed) {
      closed = true;
      call.halfClose();
    }
  }

  synchronized void cancel(String why) {
    closed = true;
    call.cancel(why, null);
  }

  boolean isReady() {
    return call.isReady();
  }

  void requestOne() {
    call.request(1);
  }
}
