package io.cloudstate.tck.model.service;

import com.google.protobuf.Any;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Message;
import io.cloudstate.tck.model.support.Answer;
import io.cloudstate.tck.model.support.EntityCommand;
import io.cloudstate.tck.model.support.Payloads;
import io.cloudstate.tck.model.support.ServiceCall;
import io.cloudstate.tck.model.support.ValueEntity;
import io.cloudstate.tck.model.support.ValueEntityContext;
import io.cloudstate.tck.protocol.model.valueentity.Persisted;
import io.cloudstate.tck.protocol.model.valueentity.Request;
import io.cloudstate.tck.protocol.model.valueentity.RequestAction;
import io.cloudstate.tck.protocol.model.valueentity.Response;
import io.cloudstate.tck.protocol.model.valueentity.ValueentityProto;

/** {@code ValueEntityTckModel}: a string, driven by the actions of each request. */
final class ValueEntityTckModelEntity implements ValueEntity<String> {
  private static final MethodDescriptor CALL_TWO =
      ValueentityProto.getDescriptor().findServiceByName("ValueEntityTwo").findMethodByName("Call");

  @Override
  public String emptyState(String entityId) {
    return "";
  }

  @Override
  public String restore(String entityId, Any stored) {
    return Payloads.unpack(stored, Persisted.getDefaultInstance()).getValue();
  }

  @Override
  public Message store(String state) {
    return Persisted.newBuilder().setValue(state).build();
  }

  @Override
  public Answer handle(EntityCommand command, ValueEntityContext<String> context) {
    Answer.Forward forward = null;
    for (RequestAction action : command.payload(Request.getDefaultInstance()).getActionsList()) {
      switch (action.getActionCase()) {
        case UPDATE -> context.update(action.getUpdate().getValue());
        case DELETE -> context.delete();
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
