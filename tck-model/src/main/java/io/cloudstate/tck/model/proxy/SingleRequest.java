package io.cloudstate.tck.model.proxy;

import com.google.protobuf.ByteString;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** A call with one request, which is run when it comes, and one answer. */
record SingleRequest(Function<ByteString, CompletionStage<Outcome>> command, Caller caller)
    implements Requests {

  @Override
  public void next(ByteString request) {
    command.apply(request).thenAccept(this::answer);
  }

  @Override
  public void halfClosed() {}

  /** An entity's command runs to its end: its state does not depend on who waits. */
  @Override
  public void cancelled() {}

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
