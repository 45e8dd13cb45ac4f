package io.cloudstate.tck.model.proxy.crdt;

import io.cloudstate.tck.protocol.crdt.CrdtDelta;
import java.util.Optional;

/** How the proxy's copy of a CRDT follows the service's updates, and what init tells of it. */
class Bookkeeping {

  /** The CRDT after an update; there was none before the first. */
  Crdt updated(Optional<Crdt> before, CrdtDelta update) throws UnfitDeltaException {
    return before.isPresent() ? before.get().and(update) : Crdt.of(update);
  }

  /** All of the CRDT as one delta. */
  CrdtDelta told(Crdt crdt) {
    return crdt.full();
  }
}
