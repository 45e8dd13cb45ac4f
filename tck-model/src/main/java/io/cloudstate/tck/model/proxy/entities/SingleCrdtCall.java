package io.cloudstate.tck.model.proxy.entities;

import io.cloudstate.tck.model.proxy.routing.Aftermath;
import io.cloudstate.tck.model.proxy.routing.Invocation;
import io.cloudstate.tck.model.proxy.routing.Outcome;
import io.cloudstate.tck.protocol.ClientAction;
import io.cloudstate.tck.protocol.SideEffect;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A call that has one answer. */
record SingleCrdtCall(Invocation invocation, CompletableFuture<Outcome> result)
    implements CrdtCall {

  @Override
  public void deliver(
      Aftermath aftermath, ClientAction action, List<SideEffect> effects, boolean last) {
    aftermath.of(invocation, action, effects).thenAccept(result::complete);
  }

  @Override
  public void fail(Outcome.Failed failure) {
    result.complete(failure);
  }
}
