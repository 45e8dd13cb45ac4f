package io.cloudstate.tck.candidate;

import io.cloudstate.javasupport.ServiceCall;
import io.cloudstate.javasupport.eventsourced.CommandContext;
import io.cloudstate.javasupport.eventsourced.CommandHandler;
import io.cloudstate.javasupport.eventsourced.EventHandler;
import io.cloudstate.javasupport.eventsourced.EventSourcedEntity;
import io.cloudstate.javasupport.eventsourced.Snapshot;
import io.cloudstate.javasupport.eventsourced.SnapshotHandler;
import io.cloudstate.tck.protocol.model.Persisted;
import io.cloudstate.tck.protocol.model.Request;
import io.cloudstate.tck.protocol.model.RequestAction;
import io.cloudstate.tck.protocol.model.Response;
import java.util.Optional;

/**
 * A string that grows by the value of each event; a request says which events to emit and what else
 * to do.
 */
@EventSourcedEntity(persistenceId = "event-sourced-tck-model", snapshotEvery = 5)
public final class ModelEntity {
  private String state = "";

  @Snapshot
  public Persisted snapshot() {
    return Persisted.newBuilder().setValue(state).build();
  }

  @SnapshotHandler
  public void restore(Persisted snapshot) {
    state = snapshot.getValue();
  }

  @EventHandler
  public void persisted(Persisted event) {
    state += event.getValue();
  }

  @CommandHandler
  public Optional<Response> process(Request request, CommandContext context) {
    // Version 0.4 applies an event when it is emitted, 0.5 after this method has returned.
    var result = new StringBuilder(state);
    var forwarded = false;
    for (RequestAction action : request.getActionsList()) {
      switch (action.getActionCase()) {
        case EMIT -> {
          var value = action.getEmit().getValue();
          context.emit(Persisted.newBuilder().setValue(value).build());
          result.append(value);
        }
        case FORWARD -> {
          context.forward(callTwo(context, action.getForward().getId()));
          forwarded = true;
        }
        case EFFECT ->
            context.effect(
                callTwo(context, action.getEffect().getId()), action.getEffect().getSynchronous());
        // Leaves this method by an exception of the library's.
        case FAIL -> context.fail(action.getFail().getMessage());
        case ACTION_NOT_SET ->
            throw new IllegalArgumentException("An action without content in " + request);
      }
    }
    return forwarded
        ? Optional.empty()
        : Optional.of(Response.newBuilder().setMessage(result.toString()).build());
  }

  private static ServiceCall callTwo(CommandContext context, String id) {
    return context
        .serviceCallFactory()
        .lookup("cloudstate.tck.model.EventSourcedTwo", "Call", Request.class)
        .createCall(Request.newBuilder().setId(id).build());
  }
}
