package io.cloudstate.tck.runner.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.cloudstate.tck.runner.OpenServer;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The service's side of a test: each stream that arrives waits in a queue. */
final class Callee implements AutoCloseable {

  static final int PATIENCE_SECONDS = 30;

  private final BlockingQueue<Stream> streams = new LinkedBlockingQueue<>();
  private final OpenServer server;

  Callee() throws IOException {
    this(true);
  }

  /**
   * A callee.
   *
   * @param reads whether its streams ask for messages by themselves
   */
  Callee(boolean reads) throws IOException {
    server =
        OpenServer.start(
            (call, headers) -> {
              Stream stream = new Stream(call, headers, reads);
              streams.add(stream);
              return stream;
            });
  }

  int port() {
    return server.port();
  }

  Stream next() throws InterruptedException {
    Stream stream = streams.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertThat(stream).as("a stream at the service").isNotNull();
    return stream;
  }

  boolean isUntouched() {
    return streams.isEmpty();
  }

  @Override
  public void close() {
    server.close();
  }

  /** One stream. */
  static final class Stream extends ServerCall.Listener<byte[]> {

    final ServerCall<byte[], byte[]> call;
    final Metadata headers;
    final BlockingQueue<ByteString> messages = new LinkedBlockingQueue<>();
    final CompletableFuture<Boolean> halfClosed = new CompletableFuture<>();
    final CompletableFuture<Boolean> cancelled = new CompletableFuture<>();
    private final boolean reads;
    private boolean headersSent;

    Stream(ServerCall<byte[], byte[]> call, Metadata headers, boolean reads) {
      this.call = call;
      this.headers = headers;
      this.reads = reads;
      if (reads) {
        call.request(1);
      }
    }

    String method() {
      return call.getMethodDescriptor().getFullMethodName();
    }

    ByteString message() throws InterruptedException {
      ByteString message = messages.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      assertThat(message).as("a message at the service").isNotNull();
      return message;
    }

    void sendHeaders(Metadata responseHeaders) {
      headersSent = true;
      call.sendHeaders(responseHeaders);
    }

    void send(ByteString message) {
      if (!headersSent) {
        sendHeaders(new Metadata());
      }
      call.sendMessage(message.toByteArray());
    }

    void end(Status status) {
      call.close(status, new Metadata());
    }

    @Override
    public void onMessage(byte[] message) {
      messages.add(ByteString.copyFrom(message));
      if (reads) {
        call.request(1);
      }
    }

    @Override
    public void onHalfClose() {
      halfClosed.complete(true);
    }

    @Override
    public void onCancel() {
      cancelled.complete(true);
    }
  }
}
