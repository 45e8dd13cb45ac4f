package io.cloudstate.tck.runner;

import io.cloudstate.tck.runner.wire.Bytes;
import io.grpc.Server;
import io.grpc.ServerCallHandler;
import io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** A gRPC server that takes any method as bytes and leaves the answers to a test. */
public final class OpenServer implements AutoCloseable {

  private final Server server;

  private OpenServer(Server server) {
    this.server = server;
  }

  public static OpenServer start(ServerCallHandler<byte[], byte[]> handler) throws IOException {
    return new OpenServer(
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .directExecutor()
            .maxInboundMessageSize(Bytes.LARGEST_MESSAGE)
            .fallbackHandlerRegistry(Bytes.registry(handler))
            .build()
            .start());
  }

  public int port() {
    return server.getPort();
  }

  @Override
  public void close() {
    server.shutdownNow();
  }
}
