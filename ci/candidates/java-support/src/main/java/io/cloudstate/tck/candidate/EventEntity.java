package io.cloudstate.tck.candidate;

import com.google.protobuf.Empty;
import io.cloudstate.javasupport.eventsourced.CommandContext;
import io.cloudstate.javasupport.eventsourced.CommandHandler;
import io.cloudstate.javasupport.eventsourced.EventHandler;
import io.cloudstate.javasupport.eventsourced.EventSourcedEntity;
import io.cloudstate.tck.protocol.model.eventlogeventing.EmitEventRequest;
import io.cloudstate.tck.protocol.model.eventlogeventing.EventOne;
import io.cloudstate.tck.protocol.model.eventlogeventing.EventTwo;

/** Emits the event that it is given. */
@EventSourcedEntity(persistenceId = "eventlogeventing-one")
public final class EventEntity {
  @CommandHandler
  public Empty emitEvent(EmitEventRequest request, CommandContext context) {
    context.emit(request.hasEventOne() ? request.getEventOne() : request.getEventTwo());
    return Empty.getDefaultInstance();
  }

  @EventHandler
  public void one(EventOne event) {}

  @EventHandler
  public void two(EventTwo event) {}
}
