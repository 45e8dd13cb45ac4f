package io.cloudstate.tck.model.support;

import io.cloudstate.tck.protocol.SideEffect;
import java.util.ArrayList;
import java.util.List;

/** One command being carried out: what it has asked for so far. */
public abstract class CommandRun implements CommandContext {
  private final String entityId;
  private final List<SideEffect> effects = new ArrayList<>();

  /** A command that has asked for nothing yet. */
  protected CommandRun(String entityId) {
    this.entityId = entityId;
  }

  @Override
  public final String entityId() {
    return entityId;
  }

  @Override
  public final void effect(ServiceCall call, boolean synchronous) {
    effects.add(call.toSideEffect(synchronous));
  }

  /** The side effects asked for, in order. */
  public final List<SideEffect> effects() {
    return List.copyOf(effects);
  }
}
