package io.cloudstate.tck.model.support.crdt;

import com.google.protobuf.Any;
import io.cloudstate.tck.model.support.Primitives;
import io.cloudstate.tck.protocol.crdt.CrdtDelta;
import io.cloudstate.tck.protocol.crdt.ORMapDelta;
import io.cloudstate.tck.protocol.crdt.ORMapEntryDelta;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A map of CRDTs of any types, maps included; immutable. An entry that is removed and added again
 * is another entry: what it had counted, say, is no part of the new one.
 */
public final class ORMap implements Crdt {
  /** The map of nothing. */
  public static final ORMap EMPTY = new ORMap(Map.of(), 0);

  private final Map<Any, Entry> entries;
  private final long births;

  /**
   * A value, and which of the map's entries it is.
   *
   * @param born how many entries the map had ever had before this one
   */
  private record Entry(Crdt value, long born) {}

  private ORMap(Map<Any, Entry> entries, long births) {
    this.entries = Collections.unmodifiableMap(entries);
    this.births = births;
  }

  /** The keys as they travel. */
  public Set<Any> keys() {
    return entries.keySet();
  }

  /** The value of a key. */
  public Optional<Crdt> get(Any key) {
    return Optional.ofNullable(entries.get(Primitives.canonical(key))).map(Entry::value);
  }

  /** Adds an entry, unless its key is there. */
  public ORMap add(Any key, Crdt value) {
    return get(key).isPresent() ? this : put(key, value);
  }

  /** Gives an entry the value that it has changed to, or adds it if its key is not there. */
  public ORMap put(Any key, Crdt value) {
    Any found = Primitives.canonical(key);
    Map<Any, Entry> next = new LinkedHashMap<>(entries);
    @Nullable Entry former = entries.get(found);
    next.put(found, new Entry(value, former == null ? births : former.born()));
    return new ORMap(next, former == null ? births + 1 : births);
  }

  /** Removes an entry, if its key is there. */
  public ORMap remove(Any key) {
    Map<Any, Entry> next = new LinkedHashMap<>(entries);
    next.remove(Primitives.canonical(key));
    return new ORMap(next, births);
  }

  /** Removes all entries. */
  public ORMap clear() {
    return new ORMap(Map.of(), births);
  }

  @Override
  public CrdtDelta.DeltaCase type() {
    return CrdtDelta.DeltaCase.ORMAP;
  }

  @Override
  public Optional<Crdt> zero() {
    return Optional.of(EMPTY);
  }

  @Override
  public CrdtDelta whole() {
    ORMapDelta.Builder delta = ORMapDelta.newBuilder();
    entries.forEach((key, entry) -> delta.addAdded(entry(key, entry.value().whole())));
    return CrdtDelta.newBuilder().setOrmap(delta).build();
  }

  @Override
  public Optional<CrdtDelta> changeFrom(Crdt before) {
    Map<Any, Entry> former = Types.require(ORMap.class, before).entries;
    ORMapDelta.Builder delta = ORMapDelta.newBuilder();
    delta.setCleared(
        !former.isEmpty() && former.keySet().stream().noneMatch(key -> kept(key, former)));
    for (Any key : former.keySet()) {
      if (!delta.getCleared() && !kept(key, former)) {
        delta.addRemoved(key);
      }
    }
    entries.forEach(
        (key, entry) -> {
          @Nullable Entry was = former.get(key);
          if (was != null && kept(key, former)) {
            entry
                .value()
                .changeFrom(was.value())
                .ifPresent(change -> delta.addUpdated(entry(key, change)));
          } else {
            delta.addAdded(entry(key, entry.value().whole()));
          }
        });
    return delta.build().equals(ORMapDelta.getDefaultInstance())
        ? Optional.empty()
        : Optional.of(CrdtDelta.newBuilder().setOrmap(delta).build());
  }

  @Override
  public ORMap with(CrdtDelta delta) {
    ORMapDelta change = Types.require(type(), delta).getOrmap();
    ORMap next = change.getCleared() ? clear() : this;
    for (Any key : change.getRemovedList()) {
      next = next.remove(key);
    }
    for (ORMapEntryDelta updated : change.getUpdatedList()) {
      Optional<Crdt> present = next.get(updated.getKey());
      next =
          next.put(
              updated.getKey(),
              present.isPresent()
                  ? present.get().with(updated.getDelta())
                  : Crdt.of(updated.getDelta()));
    }
    for (ORMapEntryDelta added : change.getAddedList()) {
      next = next.add(added.getKey(), Crdt.of(added.getDelta()));
    }
    return next;
  }

  /** Whether an entry of a former state is still there. */
  private boolean kept(Any key, Map<Any, Entry> former) {
    @Nullable Entry was = former.get(key);
    @Nullable Entry is = entries.get(key);
    return was != null && is != null && was.born() == is.born();
  }

  private static ORMapEntryDelta entry(Any key, CrdtDelta delta) {
    return ORMapEntryDelta.newBuilder().setKey(key).setDelta(delta).build();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ORMap map && entries.equals(map.entries);
  }

  @Override
  public int hashCode() {
    return entries.hashCode();
  }

  @Override
  public String toString() {
    return entries.toString();
  }
}
