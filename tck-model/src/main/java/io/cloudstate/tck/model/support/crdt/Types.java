package io.cloudstate.tck.model.support.crdt;

import io.cloudstate.tck.model.support.ProtocolException;
import io.cloudstate.tck.protocol.crdt.CrdtDelta;

/** Checks that a CRDT stays of one type for as long as it lives. */
final class Types {
  private Types() {}

  /** The delta, if it is of the type expected. */
  static CrdtDelta require(CrdtDelta.DeltaCase expected, CrdtDelta delta) {
    if (delta.getDeltaCase() != expected) {
      throw new ProtocolException(
          "A delta of type %s came for a CRDT of type %s."
              .formatted(delta.getDeltaCase(), expected));
    }
    return delta;
  }

  /** The state from before a change, if it is of the type that it has after it. */
  static <C extends Crdt> C require(Class<C> expected, Crdt before) {
    if (!expected.isInstance(before)) {
      throw new IllegalStateException(
          "A CRDT of type %s was replaced by a %s; a CRDT keeps its type."
              .formatted(before.type(), expected.getSimpleName()));
    }
    return expected.cast(before);
  }
}
