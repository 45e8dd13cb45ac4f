package io.cloudstate.tck.model.proxy.crdt;

import com.google.protobuf.Any;
import io.cloudstate.tck.protocol.crdt.CrdtDelta;
import io.cloudstate.tck.protocol.crdt.CrdtDelta.DeltaCase;
import io.cloudstate.tck.protocol.crdt.ORMapDelta;
import io.cloudstate.tck.protocol.crdt.ORMapEntryDelta;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A map of CRDTs. */
record ORMap(Map<Any, Crdt> entries) implements Crdt {

  @Override
  public DeltaCase type() {
    return DeltaCase.ORMAP;
  }

  Optional<Crdt> at(Any key) {
    return Optional.ofNullable(entries.get(key));
  }

  @Override
  public ORMap merged(CrdtDelta delta) throws UnfitDeltaException {
    ORMapDelta change = delta.getOrmap();
    Map<Any, Crdt> next = new LinkedHashMap<>(change.getCleared() ? Map.of() : entries);
    change.getRemovedList().forEach(next::remove);
    merge(change.getUpdatedList(), next);
    merge(change.getAddedList(), next);
    return new ORMap(Collections.unmodifiableMap(next));
  }

  /** What is there changes, what is not begins, whichever of the two the delta calls it. */
  private static void merge(List<ORMapEntryDelta> changes, Map<Any, Crdt> entries)
      throws UnfitDeltaException {
    for (ORMapEntryDelta change : changes) {
      Crdt before = entries.get(change.getKey());
      CrdtDelta delta = change.getDelta();
      entries.put(change.getKey(), before == null ? Crdt.of(delta) : before.and(delta));
    }
  }

  @Override
  public CrdtDelta full() {
    ORMapDelta.Builder map = ORMapDelta.newBuilder();
    entries.forEach(
        (key, value) ->
            map.addAdded(ORMapEntryDelta.newBuilder().setKey(key).setDelta(value.full())));
    return CrdtDelta.newBuilder().setOrmap(map).build();
  }
}
