package io.cloudstate.tck.runner.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The proxy's side of a test: one call, everything that comes back in queues. */
final class Caller extends ClientCall.Listener<byte[]> {

  final BlockingQueue<ByteString> messages = new LinkedBlockingQueue<>();
  final CompletableFuture<Metadata> headers = new CompletableFuture<>();
  final CompletableFuture<End> end = new CompletableFuture<>();
  final ClientCall<byte[], byte[]> call;

  record End(Status status, Metadata trailers) {}

  Caller(Channel channel, MethodType type, String method, Metadata headers, int requested) {
    call = channel.newCall(Bytes.method(type, method), CallOptions.DEFAULT);
    call.start(this, headers);
    if (requested > 0) {
      call.request(requested);
    }
  }

  Caller(Channel channel, String method) {
    this(channel, MethodType.BIDI_STREAMING, method, new Metadata(), Integer.MAX_VALUE);
  }

  Caller send(ByteString message) {
    call.sendMessage(message.toByteArray());
    return this;
  }

  ByteString message() throws InterruptedException {
    ByteString message = messages.poll(Callee.PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertThat(message).as("a message at the proxy; the call: %s", end).isNotNull();
    return message;
  }

  End end() throws Exception {
    return end.get(Callee.PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void onHeaders(Metadata responseHeaders) {
    headers.complete(responseHeaders);
  }

  @Override
  public void onMessage(byte[] message) {
    messages.add(ByteString.copyFrom(message));
  }

  @Override
  public void onClose(Status status, @Nullable Metadata trailers) {
    end.complete(new End(status, trailers == null ? new Metadata() : trailers));
  }
}
