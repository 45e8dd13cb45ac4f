package io.cloudstate.tck.runner.wire;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.netty.NettyChannelBuilder;

/** A channel to somebody who may come back at another place; it connects with the first call. */
public final class MovableChannel extends Channel implements AutoCloseable {

  private volatile ManagedChannel current;

  /** To who serves there. */
  public MovableChannel(String host, int port) {
    this.current = open(host, port);
  }

  /** A plain one to who serves there, which connects with the first call. */
  public static ManagedChannel open(String host, int port) {
    return NettyChannelBuilder.forAddress(host, port)
        .usePlaintext()
        .directExecutor()
        .maxInboundMessageSize(Bytes.LARGEST_MESSAGE)
        .build();
  }

  /**
   * From now on calls go there, over a connection of their own; calls that have not ended fail.
   * Where it is the same place, what was tried there in vain is forgotten.
   */
  public synchronized void moveTo(String host, int port) {
    ManagedChannel before = current;
    current = open(host, port);
    before.shutdownNow();
  }

  /** Connects at once where it would wait before it tries again. */
  public void resetConnectBackoff() {
    current.resetConnectBackoff();
  }

  @Override
  public <I, O> ClientCall<I, O> newCall(MethodDescriptor<I, O> method, CallOptions options) {
    return current.newCall(method, options);
  }

  @Override
  public String authority() {
    return current.authority();
  }

  @Override
  public synchronized void close() {
    current.shutdownNow();
  }
}
