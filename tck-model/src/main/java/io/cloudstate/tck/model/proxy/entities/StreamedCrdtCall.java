package io.cloudstate.tck.model.proxy.entities;

import com.google.protobuf.ByteString;
import io.cloudstate.tck.model.proxy.routing.Aftermath;
import io.cloudstate.tck.model.proxy.routing.Caller;
import io.cloudstate.tck.model.proxy.routing.Invocation;
import io.cloudstate.tck.model.proxy.routing.Outcome;
import io.cloudstate.tck.model.proxy.settings.ProxyDefect;
import io.cloudstate.tck.protocol.ClientAction;
import io.cloudstate.tck.protocol.SideEffect;
import java.util.List;
import java.util.Set;
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
  private final boolean answersSilence;

  // Grows in the entity's turns only.
  private CompletionStage<Void> done = CompletableFuture.completedFuture(null);
  // Touched by one step after another.
  private boolean over;

  /**
   * A call.
   *
   * @param abandon is told when the call fails by what the service cannot know, such as a forward
   * @param defects the bugs to imitate
   */
  StreamedCrdtCall(
      Invocation invocation, Caller caller, Consumer<CrdtCall> abandon, Set<ProxyDefect> defects) {
    this.invocation = invocation;
    this.caller = caller;
    this.abandon = abandon;
    this.answersSilence = defects.contains(ProxyDefect.CRDT_SILENT_MESSAGE_DELIVERED);
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
            aftermath
                .of(invocation, action, effects)
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

  private void tell(Outcome outcome) {
    if (outcome instanceof Outcome.Replied reply) {
      caller.reply(reply);
    } else if (outcome instanceof Outcome.Failed failure) {
      over = true;
      caller.fail(failure);
      abandon.accept(this);
    } else if (answersSilence) {
      caller.reply(new Outcome.Replied(ByteString.EMPTY));
    }
  }

  private void then(Supplier<CompletionStage<Void>> step) {
    done = done.thenCompose(before -> over ? CompletableFuture.completedFuture(null) : step.get());
  }
}
