package io.cloudstate.tck.model.proxy;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;

/** The lines of one HTTP response as they come; after the last, status and content type. */
final class JsonLines implements Flow.Subscriber<String> {
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();

  private JsonLines() {}

  static JsonLines of(HttpClient client, HttpRequest request) {
    JsonLines lines = new JsonLines();
    var unused =
        client
            .sendAsync(request, HttpResponse.BodyHandlers.fromLineSubscriber(lines))
            .whenComplete(
                (response, failure) ->
                    lines.lines.add(
                        failure != null
                            ? failure.toString()
                            : response.statusCode()
                                + " "
                                + response.headers().firstValue("content-type").orElse("")));
    return lines;
  }

  String next() {
    return ScriptedFunction.next(lines, "a line");
  }

  void cancel() {
    ProxyUnderTest.await(subscription).cancel();
  }

  @Override
  public void onSubscribe(Flow.Subscription begun) {
    begun.request(Long.MAX_VALUE);
    subscription.complete(begun);
  }

  @Override
  public void onNext(String line) {
    lines.add(line);
  }

  @Override
  public void onError(Throwable e) {
    // The response's own end tells of it.
  }

  @Override
  public void onComplete() {}
}
