package io.cloudstate.tck.specs.match;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Maps in the order in which they were written. There are a hundred for each scenario, most of them
 * with one entry or none, so these are as small as can be.
 */
public final class InOrder {

  private InOrder() {}

  /** A copy that changes to the map do not reach. */
  public static <K, V> Map<K, V> copyOf(Map<K, V> map) {
    return map.size() < 2 ? Map.copyOf(map) : new LinkedHashMap<>(map);
  }
}
