package io.cloudstate.tck.model.proxy.crdt;

import io.cloudstate.tck.protocol.ClientAction;
import io.cloudstate.tck.protocol.SideEffect;
import io.cloudstate.tck.protocol.crdt.CrdtDelta;
import java.util.List;
import java.util.Optional;

/**
 * Something to be done for a CRDT.
 *
 * @param <C> whose commands its commands are
 */
public sealed interface CrdtAct<C> {

  /**
   * Open the stream, and send init.
   *
   * @param stream the stream's number, greater than that of any before
   * @param full the whole state, if there is any
   */
  record Open<C>(long stream, Optional<CrdtDelta> full) implements CrdtAct<C> {}

  /** Send a command, and start the clock of its reply. */
  record Send<C>(long stream, long commandId, C call) implements CrdtAct<C> {}

  /** Send that a streamed command's client has gone, and start the clock of the response. */
  record SendCancelled<C>(long stream, long commandId) implements CrdtAct<C> {}

  /**
   * Carry out effects, then the client action, and give the outcome to the client.
   *
   * @param action a reply or a forward, or none of them: then the client gets nothing
   * @param last whether the call is complete with it
   */
  record Deliver<C>(C call, ClientAction action, List<SideEffect> effects, boolean last)
      implements CrdtAct<C> {}

  /** Carry out effects of a call for which no client waits any more. */
  record RunEffects<C>(C call, List<SideEffect> effects) implements CrdtAct<C> {}

  /** Fail a call with this description, once what came before is delivered. */
  record Fail<C>(C call, String description) implements CrdtAct<C> {}

  /** Half-close the stream. */
  record HalfClose<C>(long stream) implements CrdtAct<C> {}

  /** Cancel the stream. */
  record Drop<C>(long stream, String reason) implements CrdtAct<C> {}

  /** Send a delta; only a defect does, since on one node there is nothing to tell. */
  record SendDelta<C>(long stream, CrdtDelta delta) implements CrdtAct<C> {}

  /** Start the idle clock. */
  record AwaitIdle<C>(long stream, long lastCommandId) implements CrdtAct<C> {}
}
