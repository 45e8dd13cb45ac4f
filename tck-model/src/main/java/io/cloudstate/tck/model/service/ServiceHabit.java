package io.cloudstate.tck.model.service;

/**
 * What the reference service does otherwise when told to, and may: support libraries differ in it,
 * no requirement forbids it, and the kit must not mind.
 */
public enum ServiceHabit {
  /** Lists entities, and elements of sets and maps, the other way round. */
  LISTS_BACKWARDS,
  /** Announces an entity of its own, too, and describes files that no entity needs. */
  ANNOUNCES_MORE,
  /** Puts metadata of its own on replies, forwards and side effects. */
  ADDS_METADATA,
  /** Leaves the command's id out of failures. */
  FAILURES_NAME_NO_COMMAND,
  /** Says {@code restart} with each failed command of an entity, and completes the stream. */
  FAILURES_RESTART,
  /** Answers what it cannot serve with status {@code INTERNAL} and no frame. */
  ERRORS_ARE_STATUS,
  /** Leaves a stream that it has failed open until the proxy half-closes it. */
  FAILED_STREAMS_STAY_OPEN,
  /** Sends all changes of sets and maps as {@code cleared} and what is in them then. */
  CHANGES_CLEAR,
  /** Sends them as the removal of all that was in them, and what is in them then. */
  CHANGES_REMOVE,
  /** Sends a write to a register that changes nothing. */
  REPEATS_WRITES,
  /** Tells the streamed command that came last of a change first. */
  TELLS_THE_LAST_FIRST,
  /** Takes a while for every answer. */
  ANSWERS_LATE,
  /** Sends compressed messages. */
  COMPRESSES,
  /** Sends its headers at once, and some of its own, and trailers. */
  HEADERS_COME_FIRST,
  /** Takes few calls on a connection at a time, and few bytes of each. */
  TAKES_LITTLE,
  /** Asks for another connection every now and then; calls on the former one may end there. */
  RENEWS_CONNECTIONS
}
