package io.cloudstate.tck.model.support;

import io.cloudstate.tck.protocol.Command;
import io.cloudstate.tck.protocol.Failure;
import io.cloudstate.tck.protocol.eventsourced.EventSourcedEvent;
import io.cloudstate.tck.protocol.eventsourced.EventSourcedInit;
import io.cloudstate.tck.protocol.eventsourced.EventSourcedStreamIn;
import io.cloudstate.tck.protocol.eventsourced.EventSourcedStreamOut;
import java.util.List;

/** The event sourced protocol on one stream: init, the events to replay, then commands. */
final class EventSourcedConversation
    implements Conversation<EventSourcedStreamIn, EventSourcedStreamOut> {
  private final ServiceRegistry registry;
  private final EventSourcedRules rules;
  private final Seat<EventSourcedInstance<?>> seat = new Seat<>();
  private boolean commanded;

  EventSourcedConversation(ServiceRegistry registry, EventSourcedRules rules) {
    this.registry = registry;
    this.rules = rules;
  }

  @Override
  public List<EventSourcedStreamOut> answers(EventSourcedStreamIn frame) {
    return switch (frame.getMessageCase()) {
      case INIT -> {
        init(frame.getInit());
        yield List.of();
      }
      case EVENT -> {
        replay(frame.getEvent());
        yield List.of();
      }
      case COMMAND -> List.of(handle(frame.getCommand()));
      case MESSAGE_NOT_SET ->
          throw new ProtocolException(
              "An empty frame came; expected was init, an event or a command.");
    };
  }

  @Override
  public long commandId(EventSourcedStreamIn frame) {
    return frame.getCommand().getId();
  }

  @Override
  public EventSourcedStreamOut failed(Failure failure) {
    return EventSourcedStreamOut.newBuilder().setFailure(failure).build();
  }

  private void init(EventSourcedInit init) {
    seat.take(init.getEntityId(), () -> instance(init));
  }

  private EventSourcedInstance<?> instance(EventSourcedInit init) {
    EntityDefinition definition = registry.find(init.getServiceName()).orElse(null);
    if (!(definition instanceof EventSourcedDefinition<?> eventSourced)) {
      throw new ProtocolException(
          "\"%s\" is not an event sourced entity of this service; discovery tells which there are."
              .formatted(init.getServiceName()));
    }
    return new EventSourcedInstance<>(eventSourced, rules, init);
  }

  private void replay(EventSourcedEvent event) {
    EventSourcedInstance<?> entity = seat.holder("event " + event.getSequence());
    if (commanded) {
      throw new ProtocolException(
          "Event %d came after a command; events are replayed before the first command."
              .formatted(event.getSequence()));
    }
    entity.replay(event);
  }

  private EventSourcedStreamOut handle(Command command) {
    EventSourcedInstance<?> entity = seat.holder(command);
    commanded = true;
    return EventSourcedStreamOut.newBuilder().setReply(entity.handle(command)).build();
  }
}
