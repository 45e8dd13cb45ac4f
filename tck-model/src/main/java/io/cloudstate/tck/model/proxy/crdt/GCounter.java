package io.cloudstate.tck.model.proxy.crdt;

import io.cloudstate.tck.protocol.crdt.CrdtDelta;
import io.cloudstate.tck.protocol.crdt.CrdtDelta.DeltaCase;
import io.cloudstate.tck.protocol.crdt.GCounterDelta;

/** A counter that only grows; its value is unsigned. */
record GCounter(long value) implements Crdt {

  @Override
  public DeltaCase type() {
    return DeltaCase.GCOUNTER;
  }

  @Override
  public GCounter merged(CrdtDelta delta) {
    return new GCounter(value + delta.getGcounter().getIncrement());
  }

  @Override
  public CrdtDelta full() {
    return CrdtDelta.newBuilder()
        .setGcounter(GCounterDelta.newBuilder().setIncrement(value))
        .build();
  }
}
