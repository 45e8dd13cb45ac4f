package io.cloudstate.tck.model.support.crdt;

import io.cloudstate.tck.protocol.crdt.CrdtDelta;
import io.cloudstate.tck.protocol.crdt.GCounterDelta;
import java.util.Optional;

/**
 * A counter that only grows.
 *
 * @param value the count; unsigned
 */
public record GCounter(long value) implements Crdt {
  /** The counter that has counted nothing. */
  public static final GCounter ZERO = new GCounter(0);

  /**
   * Counts on.
   *
   * @param by by how much; unsigned
   * @throws ArithmeticException if the count would not fit into 64 bits
   */
  public GCounter increment(long by) {
    if (Long.compareUnsigned(value + by, value) < 0) {
      throw new ArithmeticException(
          "%s incremented by %s does not fit into 64 bits."
              .formatted(Long.toUnsignedString(value), Long.toUnsignedString(by)));
    }
    return new GCounter(value + by);
  }

  @Override
  public CrdtDelta.DeltaCase type() {
    return CrdtDelta.DeltaCase.GCOUNTER;
  }

  @Override
  public Optional<Crdt> zero() {
    return Optional.of(ZERO);
  }

  @Override
  public CrdtDelta whole() {
    return incremented(value);
  }

  @Override
  public Optional<CrdtDelta> changeFrom(Crdt before) {
    long former = Types.require(GCounter.class, before).value();
    if (Long.compareUnsigned(value, former) < 0) {
      throw new IllegalStateException(
          "A GCounter went from %s to %s, but it can only grow."
              .formatted(Long.toUnsignedString(former), Long.toUnsignedString(value)));
    }
    return value == former ? Optional.empty() : Optional.of(incremented(value - former));
  }

  @Override
  public GCounter with(CrdtDelta delta) {
    return increment(Types.require(type(), delta).getGcounter().getIncrement());
  }

  private static CrdtDelta incremented(long by) {
    return CrdtDelta.newBuilder().setGcounter(GCounterDelta.newBuilder().setIncrement(by)).build();
  }
}
