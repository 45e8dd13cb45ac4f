package io.cloudstate.tck.model.proxy;

import io.cloudstate.tck.protocol.ClientAction;
import io.cloudstate.tck.protocol.SideEffect;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A client's call that is answered by many messages. Each is carried out, with its effects and its
 * forward, before the next one is.
 */
final class StreamedCrdtCall implements CrdtCall {
  private final Invocation invocation;
  private final Caller caller;
  private final Consumer<CrdtCall> abandon;

  // Grows in the entity's turns only.
  private CompletionStage<Void> done = CompletableFuture.completedFuture(null);
  // Touched by one step after another.
  private boolean over;

  /**
   * A call.
   *
   * @param abandon is told when the call fails by what the service cannot know, such as a forward
   */
  StreamedCrdtCall(Invocation invocation, Caller caller, Consumer<CrdtCall> abandon) {
    this.invocation = invocation;
    this.caller = caller;
    this.abandon = abandon;
  }

  @Override
  public Invocation invocation() {
    return invocation;
  }

  @Override
  public void deliver(
      Aftermath aftermath, ClientAction action, List<SideEffect> effects, boolean last) {
    then(
        () ->
            outcome(aftermath, action, effects)
                .thenAccept(
                    outcome -> {
                      tell(outcome);
                      if (last && !over) {
                        over = true;
                        caller.complete();
                      }
                    }));
  }

  @Override
  public void fail(Outcome.Failed failure) {
    then(
        () -> {
          over = true;
          caller.fail(failure);
          return CompletableFuture.completedFuture(null);
        });
  }

  private CompletionStage<Outcome> outcome(
      Aftermath aftermath, ClientAction action, List<SideEffect> effects) {
    return action.getActionCase() == ClientAction.ActionCase.ACTION_NOT_SET
        ? aftermath.of(effects)
        : aftermath.of(invocation, action, effects);
  }

  private void tell(Outcome outcome) {
    if (outcome instanceof Outcome.Replied reply) {
      caller.reply(reply);
    } else if (outcome instanceof Outcome.Failed failure) {
      over = true;
      caller.fail(failure);
      abandon.accept(this);
    }
  }

  private void then(Supplier<CompletionStage<Void>> step) {
    done = done.thenCompose(before -> over ? CompletableFuture.completedFuture(null) : step.get());
  }
}
