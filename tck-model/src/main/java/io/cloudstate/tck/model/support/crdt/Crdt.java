package io.cloudstate.tck.model.support.crdt;

import io.cloudstate.tck.model.support.PayloadException;
import io.cloudstate.tck.model.support.ProtocolException;
import io.cloudstate.tck.protocol.crdt.CrdtDelta;
import java.util.Optional;

/**
 * What a CRDT entity holds: an immutable value, whose operations give the next one. What to tell
 * the proxy is the difference between two of them.
 */
public sealed interface Crdt
    permits GCounter, PNCounter, GSet, ORSet, LWWRegister, Flag, ORMap, Vote {

  /** The type, by the kind of delta that changes it. */
  CrdtDelta.DeltaCase type();

  /** What every node has of this type before any change; a register has no such value. */
  Optional<Crdt> zero();

  /** All that this node has to tell of it, as a change from nothing. */
  CrdtDelta whole();

  /**
   * The net change that leads here; empty if there is none.
   *
   * @throws IllegalStateException if no delta leads from that state to this one
   */
  Optional<CrdtDelta> changeFrom(Crdt before);

  /**
   * The state after a change made elsewhere.
   *
   * @throws ProtocolException if the delta is of another type
   * @throws PayloadException if an element, key or value in it cannot be read
   */
  Crdt with(CrdtDelta delta);

  /** What to tell of a CRDT that the proxy has not heard of: nothing, if it is still zero. */
  default Optional<CrdtDelta> changeFromNothing() {
    Optional<Crdt> zero = zero();
    return zero.isPresent() ? changeFrom(zero.get()) : Optional.of(whole());
  }

  /**
   * The CRDT that a delta from nothing makes.
   *
   * @throws ProtocolException if the delta is of no type
   * @throws PayloadException if an element, key or value in it cannot be read
   */
  static Crdt of(CrdtDelta delta) {
    return switch (delta.getDeltaCase()) {
      case GCOUNTER -> GCounter.ZERO.with(delta);
      case PNCOUNTER -> PNCounter.ZERO.with(delta);
      case GSET -> GSet.EMPTY.with(delta);
      case ORSET -> ORSet.EMPTY.with(delta);
      case LWWREGISTER -> LWWRegister.written(delta.getLwwregister());
      case FLAG -> Flag.DISABLED.with(delta);
      case ORMAP -> ORMap.EMPTY.with(delta);
      case VOTE -> Vote.ALONE.with(delta);
      case DELTA_NOT_SET -> throw new ProtocolException("A delta came that tells no type.");
    };
  }
}
