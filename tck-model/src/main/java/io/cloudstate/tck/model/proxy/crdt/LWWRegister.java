package io.cloudstate.tck.model.proxy.crdt;

import io.cloudstate.tck.protocol.crdt.CrdtClock;
import io.cloudstate.tck.protocol.crdt.CrdtDelta;
import io.cloudstate.tck.protocol.crdt.CrdtDelta.DeltaCase;
import io.cloudstate.tck.protocol.crdt.LWWRegisterDelta;

/**
 * A register in which the last write wins. Clocks decide between nodes; of the writes of one node,
 * which come in order and are the service's state already, each replaces the one before.
 */
record LWWRegister(LWWRegisterDelta written) implements Crdt {

  @Override
  public DeltaCase type() {
    return DeltaCase.LWWREGISTER;
  }

  @Override
  public LWWRegister merged(CrdtDelta delta) {
    LWWRegisterDelta write = delta.getLwwregister();
    if (write.getClock() != CrdtClock.CUSTOM_AUTO_INCREMENT || !hasCustomClock()) {
      return new LWWRegister(write);
    }
    long time = Math.max(write.getCustomClockValue(), written.getCustomClockValue() + 1);
    return new LWWRegister(write.toBuilder().setCustomClockValue(time).build());
  }

  private boolean hasCustomClock() {
    return written.getClock() == CrdtClock.CUSTOM
        || written.getClock() == CrdtClock.CUSTOM_AUTO_INCREMENT;
  }

  @Override
  public CrdtDelta full() {
    return CrdtDelta.newBuilder().setLwwregister(written).build();
  }
}
