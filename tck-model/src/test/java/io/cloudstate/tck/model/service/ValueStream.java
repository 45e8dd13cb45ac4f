package io.cloudstate.tck.model.service;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import io.cloudstate.tck.protocol.ClientAction;
import io.cloudstate.tck.protocol.model.valueentity.Delete;
import io.cloudstate.tck.protocol.model.valueentity.Effect;
import io.cloudstate.tck.protocol.model.valueentity.Fail;
import io.cloudstate.tck.protocol.model.valueentity.Forward;
import io.cloudstate.tck.protocol.model.valueentity.Persisted;
import io.cloudstate.tck.protocol.model.valueentity.Request;
import io.cloudstate.tck.protocol.model.valueentity.RequestAction;
import io.cloudstate.tck.protocol.model.valueentity.Response;
import io.cloudstate.tck.protocol.model.valueentity.Update;
import io.cloudstate.tck.protocol.valueentity.ValueEntityAction;
import io.cloudstate.tck.protocol.valueentity.ValueEntityReply;
import io.cloudstate.tck.protocol.valueentity.ValueEntityStreamIn;
import io.cloudstate.tck.protocol.valueentity.ValueEntityStreamOut;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** A stream of the value model, driven in this thread, with answers as short text. */
final class ValueStream {
  private static final String MODEL = "cloudstate.tck.model.valueentity.ValueEntityTckModel";

  private final Recorded<ValueEntityStreamOut> out = new Recorded<>();
  private final StreamObserver<ValueEntityStreamIn> in;
  private final String entityId;
  private long commandId;

  private ValueStream(ModelService service, String entityId) {
    this.entityId = entityId;
    this.in = service.valueEntity().handle(out);
  }

  /** A stream after an init without state. */
  static ValueStream started(ModelService service, String entityId) {
    return of(service, entityId)
        .send(in -> in.getInitBuilder().setServiceName(MODEL).setEntityId(entityId));
  }

  /** A stream after an init with this state. */
  static ValueStream started(ModelService service, String entityId, String state) {
    return started(service, entityId, Any.pack(Persisted.newBuilder().setValue(state).build()));
  }

  /** A stream after an init with this state, be it readable or not. */
  static ValueStream started(ModelService service, String entityId, Any state) {
    return of(service, entityId)
        .send(
            in ->
                in.getInitBuilder()
                    .setServiceName(MODEL)
                    .setEntityId(entityId)
                    .getStateBuilder()
                    .setValue(state));
  }

  /** A stream before init. */
  static ValueStream of(ModelService service, String entityId) {
    return new ValueStream(service, entityId);
  }

  ValueStream process(RequestAction... actions) {
    Any payload =
        Any.pack(Request.newBuilder().setId(entityId).addAllActions(List.of(actions)).build());
    return command("Process", payload);
  }

  ValueStream command(String name, Any payload) {
    commandId++;
    return send(
        in ->
            in.getCommandBuilder()
                .setEntityId(entityId)
                .setId(commandId)
                .setName(name)
                .setPayload(payload));
  }

  ValueStream send(Consumer<ValueEntityStreamIn.Builder> frame) {
    ValueEntityStreamIn.Builder built = ValueEntityStreamIn.newBuilder();
    frame.accept(built);
    in.onNext(built.build());
    return this;
  }

  ValueStream halfClose() {
    in.onCompleted();
    return this;
  }

  static RequestAction update(String value) {
    return RequestAction.newBuilder().setUpdate(Update.newBuilder().setValue(value)).build();
  }

  static RequestAction delete() {
    return RequestAction.newBuilder().setDelete(Delete.getDefaultInstance()).build();
  }

  static RequestAction forward(String id) {
    return RequestAction.newBuilder().setForward(Forward.newBuilder().setId(id)).build();
  }

  static RequestAction effect(String id) {
    return RequestAction.newBuilder().setEffect(Effect.newBuilder().setId(id)).build();
  }

  static RequestAction fail(String message) {
    return RequestAction.newBuilder().setFail(Fail.newBuilder().setMessage(message)).build();
  }

  /** All answers so far, then how the stream stands: {@code open} or its status. */
  String transcript() {
    return out.values.stream().map(ValueStream::text).collect(Collectors.joining("; "))
        + " | "
        + out.end;
  }

  /** {@code ID:ANSWER=update}, or {@code -} for a deletion, and the number of effects. */
  private static String text(ValueEntityStreamOut frame) {
    if (frame.hasFailure()) {
      return "FAILURE " + frame.getFailure().getCommandId();
    }
    ValueEntityReply reply = frame.getReply();
    return reply.getCommandId()
        + ":"
        + text(reply.getClientAction())
        + text(reply.getStateAction())
        + reply.getSideEffectsList().stream()
            .map(effect -> "(" + request(effect.getPayload()).getId() + ")")
            .collect(Collectors.joining());
  }

  private static String text(ValueEntityAction action) {
    try {
      return switch (action.getActionCase()) {
        case UPDATE -> "=" + action.getUpdate().getValue().unpack(Persisted.class).getValue();
        case DELETE -> "-";
        case ACTION_NOT_SET -> "";
      };
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  private static String text(ClientAction action) {
    try {
      return switch (action.getActionCase()) {
        case REPLY -> action.getReply().getPayload().unpack(Response.class).getMessage();
        case FORWARD -> "->" + request(action.getForward().getPayload()).getId();
        case FAILURE -> "failed " + action.getFailure().getDescription();
        case ACTION_NOT_SET -> "nothing";
      };
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  private static Request request(Any payload) {
    try {
      return payload.unpack(Request.class);
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }
}
