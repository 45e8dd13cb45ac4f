package io.cloudstate.tck.model.support.crdt;

import io.cloudstate.tck.protocol.crdt.CrdtDelta;
import io.cloudstate.tck.protocol.crdt.PNCounterDelta;
import java.util.Optional;

/**
 * A counter that grows and shrinks.
 *
 * @param value the count
 */
public record PNCounter(long value) implements Crdt {
  /** The counter that has counted nothing. */
  public static final PNCounter ZERO = new PNCounter(0);

  /**
   * Counts on, or back.
   *
   * @param by by how much; negative to count back
   * @throws ArithmeticException if the count would not fit into 64 bits
   */
  public PNCounter change(long by) {
    return new PNCounter(Math.addExact(value, by));
  }

  @Override
  public CrdtDelta.DeltaCase type() {
    return CrdtDelta.DeltaCase.PNCOUNTER;
  }

  @Override
  public Optional<Crdt> zero() {
    return Optional.of(ZERO);
  }

  @Override
  public CrdtDelta whole() {
    return changed(value);
  }

  @Override
  public Optional<CrdtDelta> changeFrom(Crdt before) {
    long by = Math.subtractExact(value, Types.require(PNCounter.class, before).value());
    return by == 0 ? Optional.empty() : Optional.of(changed(by));
  }

  @Override
  public PNCounter with(CrdtDelta delta) {
    return change(Types.require(type(), delta).getPncounter().getChange());
  }

  private static CrdtDelta changed(long by) {
    return CrdtDelta.newBuilder().setPncounter(PNCounterDelta.newBuilder().setChange(by)).build();
  }
}
