package io.cloudstate.tck.model.proxy.settings;

/**
 * What the reference proxy does otherwise when told to, and may: other proxies do so, no
 * requirement forbids it, and the kit must not mind.
 */
public enum ProxyHabit {
  /** Fails the calls that wait behind one whose answer breaks the protocol. */
  FAILS_QUEUED_CALLS,
  /** Half-closes a stream on which the protocol was broken, where others cancel it. */
  HALF_CLOSES_BROKEN_STREAMS,
  /** Opens a fresh stream as soon as a failure asks for a restart, with no command to send yet. */
  REOPENS_AT_ONCE,
  /** Half-closes a stream when a command on it has failed and no other is under way. */
  CLOSES_AFTER_FAILURES,
  /** Half-closes an idle stream some time after its timeout. */
  PASSIVATES_LATE,
  /** Starts asynchronous effects a while after the reply, and the last of them first. */
  RUNS_ASYNCHRONOUS_EFFECTS_LAST,
  /** Begins a call of an action whose client streams only when there is something to pass on. */
  BEGINS_STREAMED_CALLS_LATE,
  /** Puts entries of its own into the metadata of entities' commands. */
  COMMANDS_CARRY_METADATA,
  /** Says by a state without a value that a value entity has none. */
  TELLS_NO_STATE_AS_EMPTY,
  /** Tells the whole of a set or map as what is added once all before it is cleared. */
  CLEARS_BEFORE_FULL_STATE,
  /** Tells HTTP clients of a failure in JSON. */
  TELLS_FAILURES_IN_JSON,
  /** Serves a method that has HTTP bindings of its own by these alone. */
  SERVES_BOUND_METHODS_BY_BINDINGS,
  /** Delivers each event once more after its subscriber has taken it. */
  DELIVERS_EVENTS_TWICE,
  /** Delivers an event to one consumer group once the other has taken it. */
  SERVES_GROUPS_IN_TURN,
  /** The same, the last of the groups first. */
  SERVES_GROUPS_IN_TURN_LAST_FIRST
}
