package io.cloudstate.tck.candidate;

import io.cloudstate.javasupport.eventsourced.CommandHandler;
import io.cloudstate.javasupport.eventsourced.EventSourcedEntity;
import io.cloudstate.tck.protocol.model.Request;
import io.cloudstate.tck.protocol.model.Response;

/** The target of the model's forwards and side effects: answers, and keeps nothing. */
@EventSourcedEntity(persistenceId = "event-sourced-two")
public final class TwoEntity {
  @CommandHandler
  public Response call(Request request) {
    return Response.getDefaultInstance();
  }
}
