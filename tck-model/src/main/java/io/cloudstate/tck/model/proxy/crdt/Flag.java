package io.cloudstate.tck.model.proxy.crdt;

import io.cloudstate.tck.protocol.crdt.CrdtDelta;
import io.cloudstate.tck.protocol.crdt.CrdtDelta.DeltaCase;
import io.cloudstate.tck.protocol.crdt.FlagDelta;

/** A boolean that only ever becomes true. */
record Flag(boolean value) implements Crdt {

  @Override
  public DeltaCase type() {
    return DeltaCase.FLAG;
  }

  @Override
  public Flag merged(CrdtDelta delta) {
    return new Flag(value || delta.getFlag().getValue());
  }

  @Override
  public CrdtDelta full() {
    return CrdtDelta.newBuilder().setFlag(FlagDelta.newBuilder().setValue(value)).build();
  }
}
