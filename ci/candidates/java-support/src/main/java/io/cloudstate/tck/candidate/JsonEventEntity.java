package io.cloudstate.tck.candidate;

import com.google.protobuf.Empty;
import io.cloudstate.javasupport.Jsonable;
import io.cloudstate.javasupport.eventsourced.CommandContext;
import io.cloudstate.javasupport.eventsourced.CommandHandler;
import io.cloudstate.javasupport.eventsourced.EventHandler;
import io.cloudstate.javasupport.eventsourced.EventSourcedEntity;
import io.cloudstate.tck.protocol.model.eventlogeventing.JsonEvent;

/** Emits an event in JSON. */
@EventSourcedEntity(persistenceId = "eventlogeventing-two")
public final class JsonEventEntity {
  /** What is written as JSON, as the library's JSON mapper wants it: with public fields. */
  @Jsonable
  public static final class Message {
    public String message = "";
  }

  @CommandHandler
  public Empty emitJsonEvent(JsonEvent request, CommandContext context) {
    var event = new Message();
    event.message = request.getMessage();
    context.emit(event);
    return Empty.getDefaultInstance();
  }

  @EventHandler
  public void message(Message event) {}
}
