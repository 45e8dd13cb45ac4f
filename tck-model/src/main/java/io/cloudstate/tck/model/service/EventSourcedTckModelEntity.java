package io.cloudstate.tck.model.service;

import com.google.protobuf.Any;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Message;
import io.cloudstate.tck.model.support.Answer;
import io.cloudstate.tck.model.support.EntityCommand;
import io.cloudstate.tck.model.support.EventSourcedContext;
import io.cloudstate.tck.model.support.EventSourcedEntity;
import io.cloudstate.tck.model.support.Payloads;
import io.cloudstate.tck.model.support.ServiceCall;
import io.cloudstate.tck.protocol.model.EventsourcedProto;
import io.cloudstate.tck.protocol.model.Persisted;
import io.cloudstate.tck.protocol.model.Request;
import io.cloudstate.tck.protocol.model.RequestAction;
import io.cloudstate.tck.protocol.model.Response;

/**
 * {@code EventSourcedTckModel}: a string that events append to, driven by the actions of each
 * request.
 */
final class EventSourcedTckModelEntity implements EventSourcedEntity<String> {
  private static final MethodDescriptor CALL_TWO =
      EventsourcedProto.getDescriptor()
          .findServiceByName("EventSourcedTwo")
          .findMethodByName("Call");

  @Override
  public String emptyState(String entityId) {
    return "";
  }

  @Override
  public String restore(String entityId, Any snapshot) {
    return Payloads.unpack(snapshot, Persisted.getDefaultInstance()).getValue();
  }

  @Override
  public Message snapshot(String state) {
    return Persisted.newBuilder().setValue(state).build();
  }

  @Override
  public String apply(String state, Any event) {
    return state + Payloads.unpack(event, Persisted.getDefaultInstance()).getValue();
  }

  @Override
  public Answer handle(EntityCommand command, EventSourcedContext<String> context) {
    Answer.Forward forward = null;
    for (RequestAction action : command.payload(Request.getDefaultInstance()).getActionsList()) {
      switch (action.getActionCase()) {
        case EMIT ->
            context.emit(Persisted.newBuilder().setValue(action.getEmit().getValue()).build());
        case FORWARD -> forward = new Answer.Forward(callTwo(action.getForward().getId()));
        case EFFECT ->
            context.effect(
                callTwo(action.getEffect().getId()), action.getEffect().getSynchronous());
        case FAIL -> {
          return new Answer.Failure(action.getFail().getMessage());
        }
        case ACTION_NOT_SET -> {
          // An action that says nothing does nothing.
        }
      }
    }
    return forward != null
        ? forward
        : new Answer.Reply(Response.newBuilder().setMessage(context.state()).build());
  }

  private static ServiceCall callTwo(String id) {
    return ServiceCall.to(CALL_TWO, Request.newBuilder().setId(id).build());
  }
}
