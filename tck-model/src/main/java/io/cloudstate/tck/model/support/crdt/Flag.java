package io.cloudstate.tck.model.support.crdt;

import io.cloudstate.tck.protocol.crdt.CrdtDelta;
import io.cloudstate.tck.protocol.crdt.FlagDelta;
import java.util.Optional;

/**
 * A boolean that only ever becomes true.
 *
 * @param enabled whether it has
 */
public record Flag(boolean enabled) implements Crdt {
  /** The flag as it starts. */
  public static final Flag DISABLED = new Flag(false);

  /** Enables it, if it is not. */
  public Flag enable() {
    return new Flag(true);
  }

  @Override
  public CrdtDelta.DeltaCase type() {
    return CrdtDelta.DeltaCase.FLAG;
  }

  @Override
  public Optional<Crdt> zero() {
    return Optional.of(DISABLED);
  }

  @Override
  public CrdtDelta whole() {
    return CrdtDelta.newBuilder().setFlag(FlagDelta.newBuilder().setValue(enabled)).build();
  }

  @Override
  public Optional<CrdtDelta> changeFrom(Crdt before) {
    boolean former = Types.require(Flag.class, before).enabled();
    if (former && !enabled) {
      throw new IllegalStateException("A Flag went back to false, but it can only become true.");
    }
    return former == enabled ? Optional.empty() : Optional.of(whole());
  }

  @Override
  public Flag with(CrdtDelta delta) {
    return new Flag(Types.require(type(), delta).getFlag().getValue() || enabled);
  }
}
