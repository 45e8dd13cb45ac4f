package io.cloudstate.tck.model.proxy;

import io.cloudstate.tck.model.proxy.settings.ProxyDefect;
import io.cloudstate.tck.model.proxy.settings.ProxyHabit;
import io.cloudstate.tck.model.proxy.settings.ProxySettings;
import io.cloudstate.tck.protocol.EntitySpec;
import io.cloudstate.tck.protocol.model.EventSourcedConfiguredGrpc;
import io.cloudstate.tck.protocol.model.EventSourcedTckModelGrpc;
import io.cloudstate.tck.protocol.model.Request;
import io.cloudstate.tck.protocol.model.Response;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A reference proxy, a function that a test plays, and a client. */
public final class ProxyUnderTest implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 60;
  private static final Duration PATIENT = Duration.ofSeconds(30);

  private final ScriptedFunction function;
  private final ReferenceProxy proxy;
  private final int port;
  private final ManagedChannel channel;
  private final HttpClient http = HttpClient.newHttpClient();

  private ProxyUnderTest(
      EntitySpec spec, Duration commandTimeout, Set<ProxyDefect> defects, Set<ProxyHabit> habits) {
    function = new ScriptedFunction(spec, 0);
    proxy =
        ReferenceProxy.start(
            new ProxySettings(
                "127.0.0.1",
                0,
                "127.0.0.1",
                function.port(),
                Duration.ofSeconds(60),
                commandTimeout,
                defects,
                habits));
    port = await(proxy.serving().toCompletableFuture());
    channel = NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
  }

  static ProxyUnderTest start(ProxyDefect... defects) {
    return start(ScriptedFunction.spec(), defects);
  }

  static ProxyUnderTest start(EntitySpec spec, ProxyDefect... defects) {
    return new ProxyUnderTest(spec, PATIENT, Set.of(defects), Set.of());
  }

  static ProxyUnderTest start(EntitySpec spec, ProxyHabit habit) {
    return new ProxyUnderTest(spec, PATIENT, Set.of(), Set.of(habit));
  }

  static ProxyUnderTest impatient(Duration commandTimeout, ProxyDefect... defects) {
    return impatient(ScriptedFunction.spec(), commandTimeout, defects);
  }

  static ProxyUnderTest impatient(
      EntitySpec spec, Duration commandTimeout, ProxyDefect... defects) {
    return new ProxyUnderTest(spec, commandTimeout, Set.of(defects), Set.of());
  }

  ScriptedFunction function() {
    return function;
  }

  ManagedChannel channel() {
    return channel;
  }

  Future<Response> process(String id) {
    return EventSourcedTckModelGrpc.newFutureStub(channel).process(request(id));
  }

  /** Has another entity answer, which shows that the proxy has seen the calls made before. */
  void settle() {
    Future<Response> other = process("other");
    ScriptedFunction.Stream stream = function.stream();
    stream.command();
    stream.reply(1, ScriptedFunction.response(""));
    await(other);
  }

  Future<Response> configured(String id) {
    return EventSourcedConfiguredGrpc.newFutureStub(channel).call(request(id));
  }

  HttpResponse<String> post(String path, String contentType, String body)
      throws IOException, InterruptedException {
    return http.send(httpPost(path, contentType, body), HttpResponse.BodyHandlers.ofString());
  }

  Future<HttpResponse<String>> postJson(String path, String body) {
    return http.sendAsync(
        httpPost(path, "application/json", body), HttpResponse.BodyHandlers.ofString());
  }

  Future<HttpResponse<byte[]>> postBytes(String path, String contentType, byte[] body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Content-Type", contentType)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    return http.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray());
  }

  /** Begins a call whose answers come one by one, on a connection of its own. */
  JsonLines streamJson(String path, String accept, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Content-Type", "application/json")
            .header("Accept", accept)
            .version(HttpClient.Version.HTTP_1_1)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return JsonLines.of(http, request);
  }

  /** Sends a body as JSON, or no body and no content type if it is empty. */
  Future<HttpResponse<String>> http(String method, String path, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    if (body.isEmpty()) {
      request.method(method, HttpRequest.BodyPublishers.noBody());
    } else {
      request
          .header("Content-Type", "application/json")
          .method(method, HttpRequest.BodyPublishers.ofString(body));
    }
    return http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpRequest httpPost(String path, String contentType, String body) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .header("Content-Type", contentType)
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
  }

  static Request request(String id) {
    return Request.newBuilder().setId(id).build();
  }

  public static <T> T await(Future<T> future) {
    try {
      return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError("no good end: " + e, e);
    }
  }

  static String message(Future<Response> call) {
    return await(call).getMessage();
  }

  /** The failure of a call, as {@code CODE description}. */
  static String failure(Future<?> call) {
    try {
      Object result = call.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      throw new AssertionError("did not fail: " + result);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    } catch (TimeoutException e) {
      throw new AssertionError("the call hangs", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof StatusRuntimeException status) {
        return status.getStatus().getCode() + " " + status.getStatus().getDescription();
      }
      throw new AssertionError("failed otherwise: " + e, e);
    }
  }

  @Override
  public void close() {
    channel.shutdownNow();
    proxy.close();
    function.close();
  }
}
