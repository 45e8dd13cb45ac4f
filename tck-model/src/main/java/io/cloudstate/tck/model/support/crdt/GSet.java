package io.cloudstate.tck.model.support.crdt;

import com.google.protobuf.Any;
import io.cloudstate.tck.protocol.crdt.CrdtDelta;
import io.cloudstate.tck.protocol.crdt.GSetDelta;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A set that only grows.
 *
 * @param elements its elements as they travel
 */
public record GSet(Set<Any> elements) implements Crdt {
  /** The set of nothing. */
  public static final GSet EMPTY = new GSet(Set.of());

  /** Copies the elements. */
  public GSet {
    elements = Elements.copy(elements);
  }

  /** Adds an element, unless it is there. */
  public GSet add(Any element) {
    return new GSet(Elements.union(elements, List.of(element)));
  }

  @Override
  public CrdtDelta.DeltaCase type() {
    return CrdtDelta.DeltaCase.GSET;
  }

  @Override
  public Optional<Crdt> zero() {
    return Optional.of(EMPTY);
  }

  @Override
  public CrdtDelta whole() {
    return added(elements);
  }

  @Override
  public Optional<CrdtDelta> changeFrom(Crdt before) {
    Set<Any> former = Types.require(GSet.class, before).elements();
    if (!elements.containsAll(former)) {
      throw new IllegalStateException("A GSet has lost elements, but it can only grow.");
    }
    Set<Any> added = Elements.difference(elements, former);
    return added.isEmpty() ? Optional.empty() : Optional.of(added(added));
  }

  @Override
  public GSet with(CrdtDelta delta) {
    return new GSet(
        Elements.union(elements, Types.require(type(), delta).getGset().getAddedList()));
  }

  private static CrdtDelta added(Collection<Any> elements) {
    return CrdtDelta.newBuilder().setGset(GSetDelta.newBuilder().addAllAdded(elements)).build();
  }
}
