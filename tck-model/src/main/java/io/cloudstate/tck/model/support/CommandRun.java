package io.cloudstate.tck.model.support;

import io.cloudstate.tck.protocol.SideEffect;
import java.util.ArrayList;
import java.util.List;

/** One command being carried out: what it has asked for so far. */
abstract class CommandRun implements CommandContext {
  private final String entityId;
  private final List<SideEffect> effects = new ArrayList<>();

  CommandRun(String entityId) {
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

  final List<SideEffect> effects() {
    return List.copyOf(effects);
  }
}
