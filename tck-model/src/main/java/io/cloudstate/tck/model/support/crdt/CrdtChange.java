package io.cloudstate.tck.model.support.crdt;

import io.cloudstate.tck.protocol.crdt.CrdtDelta;
import java.util.List;
import java.util.Optional;

/**
 * What a command, or a cancellation, did to the state.
 *
 * @param before the CRDT before it; empty if the proxy has not heard of one
 * @param states the state it started from, and the one after each of its changes, in order
 */
public record CrdtChange(Optional<Crdt> before, List<Crdt> states) {

  /** The state reached. */
  public Crdt after() {
    return states.get(states.size() - 1);
  }

  /** All steps in one (CRDT-03); empty if they lead nowhere. */
  public Optional<CrdtDelta> net() {
    return before.isPresent() ? after().changeFrom(before.get()) : after().changeFromNothing();
  }
}
