package io.cloudstate.tck.model.proxy.action;

import io.cloudstate.tck.model.proxy.routing.Caller;
import io.cloudstate.tck.model.proxy.routing.Outcome;
import java.util.concurrent.CompletableFuture;

/** Waits for the one answer to a forward or a side effect. */
final class SingleAnswer implements Caller {
  private final CompletableFuture<Outcome> result;
  private Outcome answer = new Outcome.Unanswered();

  SingleAnswer(CompletableFuture<Outcome> result) {
    this.result = result;
  }

  @Override
  public void reply(Outcome.Replied reply) {
    answer = reply;
  }

  @Override
  public void complete() {
    result.complete(answer);
  }

  @Override
  public void fail(Outcome.Failed failure) {
    result.complete(failure);
  }

  @Override
  public boolean isReady() {
    return true;
  }

  @Override
  public void pull() {}
}
