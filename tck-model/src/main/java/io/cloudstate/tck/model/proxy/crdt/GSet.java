package io.cloudstate.tck.model.proxy.crdt;

import com.google.protobuf.Any;
import io.cloudstate.tck.protocol.crdt.CrdtDelta;
import io.cloudstate.tck.protocol.crdt.CrdtDelta.DeltaCase;
import io.cloudstate.tck.protocol.crdt.GSetDelta;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/** A set that only grows. */
record GSet(Set<Any> elements) implements Crdt {

  @Override
  public DeltaCase type() {
    return DeltaCase.GSET;
  }

  @Override
  public GSet merged(CrdtDelta delta) {
    Set<Any> next = new LinkedHashSet<>(elements);
    next.addAll(delta.getGset().getAddedList());
    return new GSet(Collections.unmodifiableSet(next));
  }

  @Override
  public CrdtDelta full() {
    return CrdtDelta.newBuilder().setGset(GSetDelta.newBuilder().addAllAdded(elements)).build();
  }
}
