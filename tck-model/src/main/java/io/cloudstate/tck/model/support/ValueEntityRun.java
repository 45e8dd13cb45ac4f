package io.cloudstate.tck.model.support;

import io.cloudstate.tck.protocol.valueentity.ValueEntityAction;
import io.cloudstate.tck.protocol.valueentity.ValueEntityDelete;
import io.cloudstate.tck.protocol.valueentity.ValueEntityUpdate;
import java.util.ArrayList;
import java.util.List;

/** A command of a value entity: how it has changed the state, and the state it has reached. */
final class ValueEntityRun<S> extends CommandRun implements ValueEntityContext<S> {
  private final ValueEntity<S> entity;
  private final List<ValueEntityAction> changes = new ArrayList<>();
  private final ValueEntityRules rules;
  private S reached;

  ValueEntityRun(ValueEntity<S> entity, ValueEntityRules rules, String entityId, S before) {
    super(entityId);
    this.entity = entity;
    this.rules = rules;
    this.reached = before;
  }

  @Override
  public S state() {
    return reached;
  }

  @Override
  public void update(S state) {
    reached = state;
    changes.add(whole());
  }

  @Override
  public void delete() {
    reached = rules.afterDelete(reached, entity.emptyState(entityId()));
    changes.add(
        ValueEntityAction.newBuilder().setDelete(ValueEntityDelete.getDefaultInstance()).build());
  }

  /** What has been done to the state, in order. */
  List<ValueEntityAction> changes() {
    return List.copyOf(changes);
  }

  /** The state reached, as an update. */
  ValueEntityAction whole() {
    return ValueEntityAction.newBuilder()
        .setUpdate(ValueEntityUpdate.newBuilder().setValue(Payloads.pack(entity.store(reached))))
        .build();
  }
}
