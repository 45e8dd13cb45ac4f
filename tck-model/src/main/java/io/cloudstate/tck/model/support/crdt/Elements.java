package io.cloudstate.tck.model.support.crdt;

import com.google.protobuf.Any;
import io.cloudstate.tck.model.support.Primitives;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/** Sets of elements as immutable values. They keep the order of insertion, which means nothing. */
final class Elements {
  private Elements() {}

  static Set<Any> copy(Collection<Any> elements) {
    return Collections.unmodifiableSet(new LinkedHashSet<>(elements));
  }

  /** These and those, each in its one form. */
  static Set<Any> union(Set<Any> these, Collection<Any> those) {
    Set<Any> union = new LinkedHashSet<>(these);
    those.forEach(element -> union.add(Primitives.canonical(element)));
    return Collections.unmodifiableSet(union);
  }

  /** These without those. */
  static Set<Any> difference(Set<Any> these, Collection<Any> those) {
    Set<Any> difference = new LinkedHashSet<>(these);
    those.forEach(element -> difference.remove(Primitives.canonical(element)));
    return Collections.unmodifiableSet(difference);
  }
}
