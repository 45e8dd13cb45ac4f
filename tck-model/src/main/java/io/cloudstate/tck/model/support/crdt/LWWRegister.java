package io.cloudstate.tck.model.support.crdt;

import com.google.protobuf.Any;
import io.cloudstate.tck.model.support.Primitives;
import io.cloudstate.tck.protocol.crdt.CrdtClock;
import io.cloudstate.tck.protocol.crdt.CrdtDelta;
import io.cloudstate.tck.protocol.crdt.LWWRegisterDelta;
import java.util.Optional;

/**
 * A register in which the last write wins. Unlike the other types it has no zero: without a write
 * there is no register.
 *
 * @param value the value written last, as it travels
 * @param clock the clock of that write
 * @param customClockValue the time on that clock, if it is one of the custom kinds
 */
public record LWWRegister(Any value, CrdtClock clock, long customClockValue) implements Crdt {

  /** A register written by the default clock. */
  public static LWWRegister of(Any value) {
    return new LWWRegister(value, CrdtClock.DEFAULT, 0);
  }

  /** Writes a value by a clock. */
  public LWWRegister set(Any written, CrdtClock by, long time) {
    return new LWWRegister(written, by, time);
  }

  @Override
  public CrdtDelta.DeltaCase type() {
    return CrdtDelta.DeltaCase.LWWREGISTER;
  }

  @Override
  public Optional<Crdt> zero() {
    return Optional.empty();
  }

  @Override
  public CrdtDelta whole() {
    return CrdtDelta.newBuilder()
        .setLwwregister(
            LWWRegisterDelta.newBuilder()
                .setValue(value)
                .setClock(clock)
                .setCustomClockValue(customClockValue))
        .build();
  }

  @Override
  public Optional<CrdtDelta> changeFrom(Crdt before) {
    // The clock counts: the same value written by another one is a change.
    return Types.require(LWWRegister.class, before).equals(this)
        ? Optional.empty()
        : Optional.of(whole());
  }

  @Override
  public LWWRegister with(CrdtDelta delta) {
    // Which write is the last one has been decided by the proxy.
    return written(Types.require(type(), delta).getLwwregister());
  }

  static LWWRegister written(LWWRegisterDelta delta) {
    return new LWWRegister(
        Primitives.canonical(delta.getValue()), delta.getClock(), delta.getCustomClockValue());
  }
}
