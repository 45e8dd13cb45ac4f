package io.cloudstate.tck.benchmark;

import io.cloudstate.tck.runner.wire.Bytes;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetSocketAddress;

/** A service that answers each message with itself, as soon as the caller can take it. */
final class Echo implements AutoCloseable {

  private final Server server;

  Echo() throws IOException {
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
            .directExecutor()
            .maxInboundMessageSize(Bytes.LARGEST_MESSAGE)
            .fallbackHandlerRegistry(Bytes.registry((call, headers) -> new Stream(call)))
            .build()
            .start();
  }

  int port() {
    return server.getPort();
  }

  @Override
  public void close() {
    server.shutdownNow();
  }

  private static final class Stream extends ServerCall.Listener<byte[]> {

    private final ServerCall<byte[], byte[]> call;
    private boolean asks;

    Stream(ServerCall<byte[], byte[]> call) {
      this.call = call;
      call.sendHeaders(new Metadata());
      call.request(1);
    }

    @Override
    public void onMessage(byte[] message) {
      call.sendMessage(message);
      asks = !call.isReady();
      if (!asks) {
        call.request(1);
      }
    }

    @Override
    public void onReady() {
      if (asks) {
        asks = false;
        call.request(1);
      }
    }

    @Override
    public void onHalfClose() {
      call.close(Status.OK, new Metadata());
    }
  }
}
