package io.cloudstate.tck.runner.engine;

import io.cloudstate.tck.runner.wire.Bytes;
import java.io.IOException;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** A response's body that fails, rather than fill the memory, once it is larger than a message. */
final class LimitedBody<T> implements BodySubscriber<T> {

  private final BodySubscriber<T> body;
  private Flow.@Nullable Subscription subscription;
  private long received;

  private LimitedBody(BodySubscriber<T> body) {
    this.body = body;
  }

  /** Bodies that are read so, but for those that are too large. */
  static <T> BodyHandler<T> of(BodyHandler<T> handler) {
    return info -> new LimitedBody<>(handler.apply(info));
  }

  @Override
  public CompletionStage<T> getBody() {
    return body.getBody();
  }

  @Override
  public void onSubscribe(Flow.Subscription made) {
    subscription = made;
    body.onSubscribe(made);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    if (received > Bytes.LARGEST_MESSAGE) {
      return; // what was under way when it was cancelled
    }
    received += buffers.stream().mapToLong(ByteBuffer::remaining).sum();
    if (received > Bytes.LARGEST_MESSAGE) {
      Objects.requireNonNull(subscription).cancel();
      body.onError(new IOException("The body is larger than " + Bytes.LARGEST_MESSAGE + " bytes."));
    } else {
      body.onNext(buffers);
    }
  }

  @Override
  public void onError(Throwable failure) {
    body.onError(failure);
  }

  @Override
  public void onComplete() {
    if (received <= Bytes.LARGEST_MESSAGE) {
      body.onComplete();
    }
  }
}
