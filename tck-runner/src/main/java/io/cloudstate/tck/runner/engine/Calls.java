package io.cloudstate.tck.runner.engine;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.MethodDescriptor;
import io.cloudstate.tck.runner.trace.Happening;
import io.cloudstate.tck.runner.trace.Recorder;
import io.cloudstate.tck.runner.wire.Bytes;
import io.cloudstate.tck.specs.Channel;
import io.cloudstate.tck.specs.Step;
import io.cloudstate.tck.specs.match.Bindings;
import io.cloudstate.tck.specs.match.Builder;
import io.cloudstate.tck.specs.match.Pattern;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Calls that the runner makes, over gRPC and over HTTP. Used by one thread. */
final class Calls {

  private final io.grpc.Channel candidate;
  private final Supplier<Optional<ProxyClients>> proxy;
  private final Recorder recorder;
  private final HttpCalls http;
  private final Map<String, ClientCall<byte[], byte[]>> open = new HashMap<>();

  Calls(io.grpc.Channel candidate, Supplier<Optional<ProxyClients>> proxy, Recorder recorder) {
    this.candidate = candidate;
    this.proxy = proxy;
    this.recorder = recorder;
    this.http = new HttpCalls(() -> proxy().http(), recorder);
  }

  /**
   * The ways to a proxy.
   *
   * @param http scheme and authority
   */
  record ProxyClients(io.grpc.Channel grpc, String http) {}

  private ProxyClients proxy() {
    return proxy
        .get()
        .orElseThrow(
            () -> new IllegalStateException("This scenario needs a proxy, and none serves."));
  }

  void call(Step.Call call, Bindings bindings) {
    List<byte[]> requests =
        call.requests().stream().map(request -> bytes(request, bindings)).toList();
    switch (call.via()) {
      case PROTOCOL -> grpc(candidate, call, requests, bindings);
      case GRPC -> grpc(proxy().grpc(), call, requests, bindings);
      case GRPC_WEB -> http.grpcWeb(call, requests, resolved(call.headers(), bindings));
      case POST -> http.send(call.channel(), HttpBinding.post(call, bindings));
      case HTTP -> http.send(call.channel(), HttpBinding.annotated(call, bindings));
    }
  }

  void call(Step.HttpCall call, Bindings bindings) {
    http.send(
        call.channel(),
        new HttpBinding(
            call.verb(),
            bindings.resolve(call.path()),
            resolved(call.headers(), bindings),
            bindings.resolve(call.body())));
  }

  void call(Step.RawCall call) {
    byte[] request = call.request().toByteArray();
    start(
        proxy().grpc(), call.channel(), MethodType.UNARY, call.method(), Map.of(), call.request());
    ClientCall<byte[], byte[]> started = existing(call.channel());
    started.request(2);
    started.sendMessage(request);
    started.halfClose();
  }

  void send(Step.CallSend send, Bindings bindings) {
    byte[] request = bytes(send.request(), bindings);
    recorder.record(new Happening.Sent(send.channel(), ByteString.copyFrom(request)));
    existing(send.channel()).sendMessage(request);
  }

  void halfClose(Channel.OfCall channel) {
    recorder.record(new Happening.ClientHalfClosed(channel));
    existing(channel).halfClose();
  }

  void cancel(Channel.OfCall channel) {
    recorder.record(new Happening.ClientCancelled(channel));
    if (!http.cancel(channel)) {
      existing(channel).cancel("cancelled by the scenario", null);
    }
  }

  /** Cancels whatever has not ended. */
  void close() {
    open.values().forEach(call -> call.cancel("the scenario is over", null));
    http.close();
  }

  private static byte[] bytes(Pattern.Fields request, Bindings bindings) {
    return Builder.build(request, bindings).toByteArray();
  }

  private static Map<String, String> resolved(Map<String, String> headers, Bindings bindings) {
    Map<String, String> resolved = new HashMap<>();
    headers.forEach((name, value) -> resolved.put(name, bindings.resolve(value)));
    return resolved;
  }

  private ClientCall<byte[], byte[]> existing(Channel.OfCall channel) {
    ClientCall<byte[], byte[]> call = open.get(channel.name());
    if (call == null) {
      throw new IllegalStateException("No gRPC call named " + channel.name() + " was made.");
    }
    return call;
  }

  private void grpc(io.grpc.Channel to, Step.Call call, List<byte[]> requests, Bindings bindings) {
    MethodDescriptor method = call.method();
    start(
        to,
        call.channel(),
        kind(method),
        method.getService().getFullName() + "/" + method.getName(),
        resolved(call.headers(), bindings),
        requests.isEmpty() ? ByteString.EMPTY : ByteString.copyFrom(requests.get(0)));
    ClientCall<byte[], byte[]> started = existing(call.channel());
    // One more than a unary call may have, so that a second one is seen.
    started.request(method.isServerStreaming() ? Integer.MAX_VALUE : 2);
    for (int i = 0; i < requests.size(); i++) {
      if (i > 0) {
        recorder.record(new Happening.Sent(call.channel(), ByteString.copyFrom(requests.get(i))));
      }
      started.sendMessage(requests.get(i));
    }
    if (call.ends()) {
      started.halfClose();
    }
  }

  private static MethodType kind(MethodDescriptor method) {
    if (method.isClientStreaming()) {
      return method.isServerStreaming() ? MethodType.BIDI_STREAMING : MethodType.CLIENT_STREAMING;
    }
    return method.isServerStreaming() ? MethodType.SERVER_STREAMING : MethodType.UNARY;
  }

  private void start(
      io.grpc.Channel to,
      Channel.OfCall channel,
      MethodType kind,
      String method,
      Map<String, String> headers,
      ByteString request) {
    recorder.record(new Happening.Called(channel, "grpc", method, request));
    ClientCall<byte[], byte[]> call = to.newCall(Bytes.method(kind, method), CallOptions.DEFAULT);
    open.put(channel.name(), call);
    call.start(new Listener(channel, !kind.serverSendsOneMessage()), GrpcHeaders.metadata(headers));
  }

  private final class Listener extends ClientCall.Listener<byte[]> {

    private final Channel.OfCall channel;
    private final boolean streams;
    private final Response response = new Response();

    Listener(Channel.OfCall channel, boolean streams) {
      this.channel = channel;
      this.streams = streams;
    }

    @Override
    public void onHeaders(Metadata headers) {
      response.headers(GrpcHeaders.asciiOf(headers));
    }

    @Override
    public void onMessage(byte[] bytes) {
      ByteString message = ByteString.copyFrom(bytes);
      if (streams) {
        recorder.record(new Happening.Received(channel, message));
      } else {
        response.message(message);
      }
    }

    @Override
    public void onClose(io.grpc.Status ended, @Nullable Metadata trailers) {
      recorder.record(response.ended(channel, ended));
    }
  }
}
