package io.cloudstate.tck.model.support.crdt;

import com.google.protobuf.Any;
import io.cloudstate.tck.protocol.crdt.CrdtDelta;
import io.cloudstate.tck.protocol.crdt.ORSetDelta;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A set that elements can be removed from.
 *
 * @param elements its elements as they travel
 */
public record ORSet(Set<Any> elements) implements Crdt {
  /** The set of nothing. */
  public static final ORSet EMPTY = new ORSet(Set.of());

  /** Copies the elements. */
  public ORSet {
    elements = Elements.copy(elements);
  }

  /** Adds an element, unless it is there. */
  public ORSet add(Any element) {
    return new ORSet(Elements.union(elements, List.of(element)));
  }

  /** Removes an element, if it is there. */
  public ORSet remove(Any element) {
    return new ORSet(Elements.difference(elements, List.of(element)));
  }

  @Override
  public CrdtDelta.DeltaCase type() {
    return CrdtDelta.DeltaCase.ORSET;
  }

  @Override
  public Optional<Crdt> zero() {
    return Optional.of(EMPTY);
  }

  @Override
  public CrdtDelta whole() {
    return delta(ORSetDelta.newBuilder().addAllAdded(elements));
  }

  @Override
  public Optional<CrdtDelta> changeFrom(Crdt before) {
    Set<Any> former = Types.require(ORSet.class, before).elements();
    if (elements.equals(former)) {
      return Optional.empty();
    }
    if (!former.isEmpty() && Collections.disjoint(elements, former)) {
      return Optional.of(delta(ORSetDelta.newBuilder().setCleared(true).addAllAdded(elements)));
    }
    return Optional.of(
        delta(
            ORSetDelta.newBuilder()
                .addAllRemoved(Elements.difference(former, elements))
                .addAllAdded(Elements.difference(elements, former))));
  }

  @Override
  public ORSet with(CrdtDelta delta) {
    ORSetDelta change = Types.require(type(), delta).getOrset();
    Set<Any> kept = change.getCleared() ? Set.of() : elements;
    Set<Any> left = Elements.difference(kept, change.getRemovedList());
    return new ORSet(Elements.union(left, change.getAddedList()));
  }

  private static CrdtDelta delta(ORSetDelta.Builder change) {
    return CrdtDelta.newBuilder().setOrset(change).build();
  }
}
