package io.cloudstate.tck.model.support;

import io.cloudstate.tck.protocol.Command;
import io.cloudstate.tck.protocol.eventsourced.EventSourcedEvent;
import io.cloudstate.tck.protocol.eventsourced.EventSourcedInit;
import io.cloudstate.tck.protocol.eventsourced.EventSourcedReply;

/**
 * One entity on one stream: its state comes from this stream's frames and from nothing else (ES-14,
 * ES-15).
 */
final class EventSourcedInstance<S> {
  private final EventSourcedDefinition<S> definition;
  private final EventSourcedRules rules;
  private final String entityId;
  private Versioned<S> current;

  EventSourcedInstance(
      EventSourcedDefinition<S> definition, EventSourcedRules rules, EventSourcedInit init) {
    this.definition = definition;
    this.rules = rules;
    this.entityId = init.getEntityId();
    this.current =
        init.hasSnapshot()
            ? new Versioned<>(
                definition.entity().restore(entityId, init.getSnapshot().getSnapshot()),
                init.getSnapshot().getSnapshotSequence())
            : new Versioned<>(definition.entity().emptyState(entityId), 0);
  }

  void replay(EventSourcedEvent event) {
    current =
        new Versioned<>(
            definition.entity().apply(current.state(), event.getPayload()), event.getSequence());
  }

  /** Carries out a command; an exception leaves the state as it was. */
  EventSourcedReply handle(Command command) {
    EntityCommand known = EntityCommand.of(definition.service(), command);
    Versioned<S> before = current;
    EventSourcedRun<S> run = new EventSourcedRun<>(definition.entity(), entityId, before);
    Answer answer = definition.entity().handle(known, run);
    EventSourcedReply.Builder reply =
        EventSourcedReply.newBuilder()
            .setCommandId(command.getId())
            .setClientAction(ClientActions.of(answer, known.method(), command.getId()));
    if (answer instanceof Answer.Failure) {
      current = rules.afterFailure(before, run.reached());
      return rules.failed(reply.build(), run.events(), run.effects());
    }
    reply.addAllEvents(run.events()).addAllSideEffects(run.effects());
    rules
        .snapshot(before, run.reached(), definition.snapshotEvery())
        .map(definition.entity()::snapshot)
        .map(Payloads::pack)
        .ifPresent(reply::setSnapshot);
    current = run.reached();
    return reply.build();
  }
}
