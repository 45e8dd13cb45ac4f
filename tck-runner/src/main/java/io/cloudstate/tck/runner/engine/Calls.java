package io.cloudstate.tck.runner.engine;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import io.cloudstate.tck.runner.trace.Happening;
import io.cloudstate.tck.runner.trace.Recorder;
import io.cloudstate.tck.runner.wire.Bytes;
import io.cloudstate.tck.specs.Channel;
import io.cloudstate.tck.specs.Step;
import io.cloudstate.tck.specs.match.Bindings;
import io.cloudstate.tck.specs.match.Builder;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;

/** Calls that the runner makes, over gRPC and over HTTP. Used by one thread. */
final class Calls {

  private final io.grpc.Channel candidate;
  private final Optional<ProxyClients> proxy;
  private final Recorder recorder;
  private final Bindings bindings;
  private final List<ClientCall<byte[], byte[]>> open = new ArrayList<>();
  private final List<CompletableFuture<HttpResponse<String>>> openHttp = new ArrayList<>();

  Calls(
      io.grpc.Channel candidate,
      Optional<ProxyClients> proxy,
      Recorder recorder,
      Bindings bindings) {
    this.candidate = candidate;
    this.proxy = proxy;
    this.recorder = recorder;
    this.bindings = bindings;
  }

  private ProxyClients proxy() {
    return proxy.orElseThrow(
        () -> new IllegalStateException("This scenario needs a proxy, and none was started."));
  }

  void call(Step.Call call) {
    Message request = Builder.build(call.request(), bindings);
    switch (call.via()) {
      case PROTOCOL -> grpc(candidate, call, request);
      case GRPC -> grpc(proxy().grpc(), call, request);
      case POST -> http(call.channel(), HttpBinding.post(call.method(), request));
      case HTTP -> http(call.channel(), HttpBinding.of(call.method(), request));
    }
  }

  void call(Step.HttpCall call) {
    http(
        call.channel(),
        new HttpBinding(
            call.verb(),
            bindings.resolve(call.path()),
            call.contentType(),
            bindings.resolve(call.body())));
  }

  /** Cancels whatever has not ended. */
  void close() {
    open.forEach(call -> call.cancel("the scenario is over", null));
    openHttp.forEach(call -> call.cancel(true));
  }

  private void grpc(io.grpc.Channel to, Step.Call call, Message request) {
    String method = call.method().getService().getFullName() + "/" + call.method().getName();
    recorder.record(new Happening.Called(call.channel(), "grpc", method, request.toByteString()));
    ClientCall<byte[], byte[]> started =
        to.newCall(Bytes.method(MethodType.UNARY, method), CallOptions.DEFAULT);
    open.add(started);
    started.start(new Listener(call.channel()), new Metadata());
    started.request(2);
    started.sendMessage(request.toByteArray());
    started.halfClose();
  }

  private void http(Channel.OfCall channel, HttpBinding binding) {
    recorder.record(
        new Happening.Called(
            channel,
            "http",
            binding.verb() + " " + binding.path(),
            ByteString.copyFromUtf8(binding.body())));
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(proxy().http() + binding.path()))
            .header("Content-Type", binding.contentType())
            .method(binding.verb(), HttpRequest.BodyPublishers.ofString(binding.body()))
            .build();
    CompletableFuture<HttpResponse<String>> exchange =
        connection().sendAsync(request, HttpResponse.BodyHandlers.ofString());
    openHttp.add(exchange);
    openHttp.add(
        exchange.whenComplete((response, failure) -> responded(channel, response, failure)));
  }

  /**
   * A client for one call. What a call does to its connection must not be seen by the next, and the
   * protocol asks no proxy for an upgrade to HTTP/2.
   */
  private static HttpClient connection() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .executor(ForkJoinPool.commonPool())
        .build();
  }

  private void responded(
      Channel.OfCall channel,
      @Nullable HttpResponse<String> response,
      @Nullable Throwable failure) {
    if (response != null) {
      recorder.record(
          new Happening.Responded(
              channel,
              response.statusCode(),
              response.headers().firstValue("content-type").orElse(""),
              response.body()));
    } else {
      recorder.record(new Happening.Responded(channel, 0, "", "no response: " + failure));
    }
  }

  private final class Listener extends ClientCall.Listener<byte[]> {

    private final Channel.OfCall channel;
    private Optional<ByteString> message = Optional.empty();
    private boolean several;

    Listener(Channel.OfCall channel) {
      this.channel = channel;
    }

    @Override
    public void onMessage(byte[] bytes) {
      several = message.isPresent();
      message = Optional.of(ByteString.copyFrom(bytes));
    }

    @Override
    public void onClose(Status ended, @Nullable Metadata trailers) {
      // As gRPC's own stubs report it.
      Status status =
          several
              ? Status.INTERNAL.withDescription("More than one message answered a unary call")
              : ended;
      recorder.record(
          new Happening.Returned(
              channel,
              status.getCode().name(),
              status.getDescription() == null ? "" : status.getDescription(),
              message));
    }
  }

  /**
   * The ways to a proxy.
   *
   * @param http scheme and authority
   */
  record ProxyClients(io.grpc.Channel grpc, String http) {}
}
