package io.cloudstate.tck.model.support.crdt;

import io.cloudstate.tck.model.support.CommandRun;
import io.cloudstate.tck.protocol.crdt.CrdtWriteConsistency;
import java.util.ArrayList;
import java.util.List;

/** A command of a CRDT entity, or a cancellation: the states it has gone through. */
final class CrdtRun extends CommandRun implements CrdtContext {
  private final CrdtRules rules;
  private final List<Crdt> states = new ArrayList<>();
  private CrdtWriteConsistency consistency = CrdtWriteConsistency.LOCAL;
  private boolean deleted;
  private Crdt visible;

  CrdtRun(String entityId, CrdtRules rules, Crdt start) {
    super(entityId);
    this.rules = rules;
    this.visible = start;
    states.add(start);
  }

  @Override
  public Crdt state() {
    return visible;
  }

  @Override
  public void update(Crdt state) {
    if (state.type() != visible.type()) {
      throw new IllegalStateException(
          "A CRDT of type %s was replaced by one of type %s; a CRDT keeps its type."
              .formatted(visible.type(), state.type()));
    }
    visible = rules.reached(visible, state);
    states.add(visible);
  }

  @Override
  public void delete() {
    deleted = true;
    visible = rules.deleted(visible);
  }

  @Override
  public void writeConsistency(CrdtWriteConsistency asked) {
    consistency = asked;
  }

  List<Crdt> states() {
    return List.copyOf(states);
  }

  boolean isDeleted() {
    return deleted;
  }

  CrdtWriteConsistency writeConsistency() {
    return consistency;
  }
}
