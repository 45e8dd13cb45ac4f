package io.cloudstate.tck.candidate;

import io.cloudstate.javasupport.eventsourced.CommandHandler;
import io.cloudstate.javasupport.eventsourced.EventSourcedEntity;
import io.cloudstate.tck.protocol.model.Request;
import io.cloudstate.tck.protocol.model.Response;

/**
 * Meant to be passivated after 100 ms without a command; no version of the library here can
 * announce a timeout.
 */
@EventSourcedEntity(persistenceId = "event-sourced-configured")
public final class ConfiguredEntity {
  @CommandHandler
  public Response call(Request request) {
    return Response.getDefaultInstance();
  }
}
