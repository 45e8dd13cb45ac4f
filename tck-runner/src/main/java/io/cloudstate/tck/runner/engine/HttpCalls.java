package io.cloudstate.tck.runner.engine;

import com.google.protobuf.ByteString;
import io.cloudstate.tck.runner.trace.Happening;
import io.cloudstate.tck.runner.trace.Recorder;
import io.cloudstate.tck.specs.Channel;
import io.cloudstate.tck.specs.Step;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Calls over HTTP/1.1: JSON, and gRPC-Web. Used by one thread. */
final class HttpCalls {

  private final Supplier<String> authority;
  private final Recorder recorder;
  private final Map<String, CompletableFuture<?>> open = new HashMap<>();

  HttpCalls(Supplier<String> authority, Recorder recorder) {
    this.authority = authority;
    this.recorder = recorder;
  }

  void send(Channel.OfCall channel, HttpBinding binding) {
    recorder.record(
        new Happening.Called(
            channel,
            "http",
            binding.verb() + " " + binding.path(),
            ByteString.copyFromUtf8(binding.body())));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(authority.get() + binding.path()))
            .method(
                binding.verb(),
                binding.body().isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(binding.body()));
    binding.headers().forEach(request::header);
    CompletableFuture<HttpResponse<String>> exchange =
        connection()
            .sendAsync(request.build(), LimitedBody.of(HttpResponse.BodyHandlers.ofString()));
    open.put(
        channel.name(),
        exchange.whenComplete((response, failure) -> responded(channel, response, failure)));
  }

  private void responded(
      Channel.OfCall channel,
      @Nullable HttpResponse<String> response,
      @Nullable Throwable failure) {
    recorder.record(
        response == null
            ? new Happening.Responded(channel, 0, Map.of(), "no response: " + failure)
            : new Happening.Responded(
                channel, response.statusCode(), first(response.headers()), response.body()));
  }

  private static Map<String, String> first(HttpHeaders headers) {
    Map<String, String> first = new HashMap<>();
    headers
        .map()
        .forEach((name, values) -> first.put(name.toLowerCase(Locale.ROOT), values.get(0)));
    return first;
  }

  /** A gRPC-Web call; its messages come when the whole response has. */
  void grpcWeb(Step.Call call, List<byte[]> requests, Map<String, String> headers) {
    String method = call.method().getService().getFullName() + "/" + call.method().getName();
    byte[] message = requests.get(0);
    recorder.record(
        new Happening.Called(call.channel(), "grpc-web", method, ByteString.copyFrom(message)));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(authority.get() + "/" + method))
            .header("Content-Type", GrpcWeb.CONTENT_TYPE)
            .header("X-Grpc-Web", "1")
            .POST(HttpRequest.BodyPublishers.ofByteArray(GrpcWeb.request(message)));
    headers.forEach(request::header);
    CompletableFuture<HttpResponse<byte[]>> exchange =
        connection()
            .sendAsync(request.build(), LimitedBody.of(HttpResponse.BodyHandlers.ofByteArray()));
    boolean streams = call.method().isServerStreaming();
    open.put(
        call.channel().name(),
        exchange.whenComplete(
            (response, failure) ->
                happened(call.channel(), streams, response, failure).forEach(recorder::record)));
  }

  private static List<Happening> happened(
      Channel.OfCall channel,
      boolean streams,
      @Nullable HttpResponse<byte[]> response,
      @Nullable Throwable failure) {
    if (response == null) {
      return List.of(
          new Happening.Returned(
              channel, "UNAVAILABLE", "no response: " + failure, Optional.empty()));
    }
    Map<String, String> headers = first(response.headers());
    GrpcWeb.Parsed parsed = GrpcWeb.parse(response.statusCode(), headers, response.body());
    List<Happening> happenings = new ArrayList<>();
    Response ending = new Response();
    ending.headers(headers);
    for (ByteString message : parsed.messages()) {
      if (streams) {
        happenings.add(new Happening.Received(channel, message));
      } else {
        ending.message(message);
      }
    }
    happenings.add(ending.ended(channel, parsed.status()));
    return happenings;
  }

  /** Cancels a call that was made over HTTP; false where there was none of this name. */
  boolean cancel(Channel.OfCall channel) {
    CompletableFuture<?> call = open.get(channel.name());
    if (call == null) {
      return false;
    }
    call.cancel(true); // or it has ended, which is no mistake of the scenario's
    return true;
  }

  void close() {
    open.values().forEach(call -> call.cancel(true));
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
}
