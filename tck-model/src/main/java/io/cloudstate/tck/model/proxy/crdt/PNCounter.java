package io.cloudstate.tck.model.proxy.crdt;

import io.cloudstate.tck.protocol.crdt.CrdtDelta;
import io.cloudstate.tck.protocol.crdt.CrdtDelta.DeltaCase;
import io.cloudstate.tck.protocol.crdt.PNCounterDelta;

/** A counter that goes both ways. */
record PNCounter(long value) implements Crdt {

  @Override
  public DeltaCase type() {
    return DeltaCase.PNCOUNTER;
  }

  @Override
  public PNCounter merged(CrdtDelta delta) {
    return new PNCounter(value + delta.getPncounter().getChange());
  }

  @Override
  public CrdtDelta full() {
    return CrdtDelta.newBuilder()
        .setPncounter(PNCounterDelta.newBuilder().setChange(value))
        .build();
  }
}
