package io.cloudstate.tck.model.proxy.entities;

import io.cloudstate.tck.model.proxy.routing.Aftermath;
import io.cloudstate.tck.model.proxy.routing.Invocation;
import io.cloudstate.tck.model.proxy.routing.Outcome;
import io.cloudstate.tck.protocol.ClientAction;
import io.cloudstate.tck.protocol.SideEffect;
import java.util.List;

/** A command to run on a CRDT, and where its outcome goes. */
sealed interface CrdtCall permits SingleCrdtCall, StreamedCrdtCall {

  Invocation invocation();

  /** Carries out what the service says in one frame; what came before is done first. */
  void deliver(Aftermath aftermath, ClientAction action, List<SideEffect> effects, boolean last);

  /** Ends the call with a failure, once what came before is done. */
  void fail(Outcome.Failed failure);
}
