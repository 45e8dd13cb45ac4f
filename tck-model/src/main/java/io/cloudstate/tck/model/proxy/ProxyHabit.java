package io.cloudstate.tck.model.proxy;

/**
 * What the reference proxy does otherwise when told to, and may: other proxies do so, no
 * requirement forbids it, and the kit must not mind.
 */
public enum ProxyHabit {
  /** Delivers each event once more after its subscriber has taken it. */
  DELIVERS_EVENTS_TWICE,
  /** Delivers an event to one consumer group once the other has taken it. */
  SERVES_GROUPS_IN_TURN,
  /** The same, the last of the groups first. */
  SERVES_GROUPS_IN_TURN_LAST_FIRST
}
