package io.cloudstate.tck.candidate;

import io.cloudstate.javasupport.eventsourced.CommandHandler;
import io.cloudstate.javasupport.eventsourced.EventSourcedEntity;
import io.cloudstate.tck.protocol.model.Request;
import io.cloudstate.tck.protocol.model.Response;

/** Meant to be passivated after 100 ms of idling; no version of the library can announce a timeout, so this one is not. */
@EventSourcedEntity(persistenceId = "event-sourced-configured")
public final class ConfiguredEntity {
  @CommandHandler
  public Response call(Request request) {
    return Response.getDefaultInstance();
  }
}
