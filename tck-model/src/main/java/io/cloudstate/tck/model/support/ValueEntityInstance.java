package io.cloudstate.tck.model.support;

import io.cloudstate.tck.protocol.Command;
import io.cloudstate.tck.protocol.valueentity.ValueEntityInit;
import io.cloudstate.tck.protocol.valueentity.ValueEntityReply;

/** One value entity on one stream: its state comes from this stream's init and its commands. */
final class ValueEntityInstance<S> {
  private final ValueEntityDefinition<S> definition;
  private final ValueEntityRules rules;
  private final String entityId;
  private S current;

  ValueEntityInstance(
      ValueEntityDefinition<S> definition, ValueEntityRules rules, ValueEntityInit init) {
    this.definition = definition;
    this.rules = rules;
    this.entityId = init.getEntityId();
    // A state without a value is none (VE-01).
    this.current =
        init.getState().hasValue()
            ? definition.entity().restore(entityId, init.getState().getValue())
            : definition.entity().emptyState(entityId);
  }

  /** Carries out a command; an exception leaves the state as it was. */
  ValueEntityReply handle(Command command) {
    EntityCommand known = EntityCommand.of(definition.service(), command);
    S before = current;
    ValueEntityRun<S> run = new ValueEntityRun<>(definition.entity(), rules, entityId, before);
    Answer answer = definition.entity().handle(known, run);
    ValueEntityReply.Builder reply =
        ValueEntityReply.newBuilder()
            .setCommandId(command.getId())
            .setClientAction(ClientActions.of(answer, known.method(), command.getId()));
    if (answer instanceof Answer.Failure) {
      current = rules.afterFailure(before, run.state());
      return rules.failed(reply.build(), run.changes(), run.effects());
    }
    rules.action(run.changes(), run.whole()).ifPresent(reply::setStateAction);
    current = run.state();
    return reply.addAllSideEffects(run.effects()).build();
  }
}
