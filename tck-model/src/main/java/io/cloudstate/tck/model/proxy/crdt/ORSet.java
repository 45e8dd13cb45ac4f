package io.cloudstate.tck.model.proxy.crdt;

import com.google.protobuf.Any;
import io.cloudstate.tck.protocol.crdt.CrdtDelta;
import io.cloudstate.tck.protocol.crdt.CrdtDelta.DeltaCase;
import io.cloudstate.tck.protocol.crdt.ORSetDelta;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/** A set with removal. */
record ORSet(Set<Any> elements) implements Crdt {

  @Override
  public DeltaCase type() {
    return DeltaCase.ORSET;
  }

  @Override
  public ORSet merged(CrdtDelta delta) {
    ORSetDelta change = delta.getOrset();
    Set<Any> next = new LinkedHashSet<>(change.getCleared() ? Set.of() : elements);
    change.getRemovedList().forEach(next::remove);
    next.addAll(change.getAddedList());
    return new ORSet(Collections.unmodifiableSet(next));
  }

  @Override
  public CrdtDelta full() {
    return CrdtDelta.newBuilder().setOrset(ORSetDelta.newBuilder().addAllAdded(elements)).build();
  }
}
