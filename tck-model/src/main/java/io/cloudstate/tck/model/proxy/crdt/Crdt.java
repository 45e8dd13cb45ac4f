package io.cloudstate.tck.model.proxy.crdt;

import io.cloudstate.tck.protocol.crdt.CrdtDelta;
import io.cloudstate.tck.protocol.crdt.CrdtDelta.DeltaCase;
import io.cloudstate.tck.protocol.crdt.LWWRegisterDelta;
import java.util.Map;
import java.util.Set;

/** A CRDT as the proxy keeps it; immutable. */
sealed interface Crdt permits GCounter, PNCounter, GSet, ORSet, LWWRegister, Flag, ORMap, Vote {

  /** The CRDT that a change makes out of nothing. */
  static Crdt of(CrdtDelta delta) throws UnfitDeltaException {
    return zero(delta.getDeltaCase()).and(delta);
  }

  private static Crdt zero(DeltaCase type) throws UnfitDeltaException {
    return switch (type) {
      case GCOUNTER -> new GCounter(0);
      case PNCOUNTER -> new PNCounter(0);
      case GSET -> new GSet(Set.of());
      case ORSET -> new ORSet(Set.of());
      case LWWREGISTER -> new LWWRegister(LWWRegisterDelta.getDefaultInstance());
      case FLAG -> new Flag(false);
      case ORMAP -> new ORMap(Map.of());
      case VOTE -> Vote.of(false);
      case DELTA_NOT_SET -> throw new UnfitDeltaException("a delta has no type");
    };
  }

  /** This CRDT with a change applied. */
  default Crdt and(CrdtDelta delta) throws UnfitDeltaException {
    if (delta.getDeltaCase() != type()) {
      throw new UnfitDeltaException(
          "a delta is for a %s, but the CRDT is a %s".formatted(delta.getDeltaCase(), type()));
    }
    return merged(delta);
  }

  /** What deltas for it say they are for. */
  DeltaCase type();

  /** Applies a delta of its own type. */
  Crdt merged(CrdtDelta delta) throws UnfitDeltaException;

  /** All of it, as a change from nothing. */
  CrdtDelta full();
}
