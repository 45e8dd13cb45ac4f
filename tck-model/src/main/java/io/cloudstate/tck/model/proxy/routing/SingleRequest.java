package io.cloudstate.tck.model.proxy.routing;

import com.google.protobuf.ByteString;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** A call with one request, which is run when it comes, and one answer. */
final class SingleRequest implements Requests {
  private final Function<ByteString, CompletionStage<Outcome>> command;
  private final Caller caller;
  private Optional<CompletionStage<Outcome>> running = Optional.empty();

  SingleRequest(Function<ByteString, CompletionStage<Outcome>> command, Caller caller) {
    this.command = command;
    this.caller = caller;
  }

  @Override
  public void next(ByteString request) {
    CompletionStage<Outcome> outcome = command.apply(request);
    running = Optional.of(outcome);
    outcome.thenAccept(this::answer);
  }

  @Override
  public void halfClosed() {}

  /**
   * An entity's command runs to its end: its state does not depend on who waits. Where a proxy has
   * it otherwise, it is by the outcome that it knows.
   */
  @Override
  public void cancelled() {
    running.ifPresent(outcome -> outcome.toCompletableFuture().cancel(false));
  }

  private void answer(Outcome outcome) {
    if (outcome instanceof Outcome.Failed failed) {
      caller.fail(failed);
      return;
    }
    if (outcome instanceof Outcome.Replied replied) {
      caller.reply(replied);
    }
    caller.complete();
  }
}
