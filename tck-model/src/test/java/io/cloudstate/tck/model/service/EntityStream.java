package io.cloudstate.tck.model.service;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.cloudstate.tck.protocol.ClientAction;
import io.cloudstate.tck.protocol.Command;
import io.cloudstate.tck.protocol.eventsourced.EventSourcedEvent;
import io.cloudstate.tck.protocol.eventsourced.EventSourcedInit;
import io.cloudstate.tck.protocol.eventsourced.EventSourcedReply;
import io.cloudstate.tck.protocol.eventsourced.EventSourcedSnapshot;
import io.cloudstate.tck.protocol.eventsourced.EventSourcedStreamIn;
import io.cloudstate.tck.protocol.eventsourced.EventSourcedStreamOut;
import io.cloudstate.tck.protocol.model.Effect;
import io.cloudstate.tck.protocol.model.Emit;
import io.cloudstate.tck.protocol.model.Fail;
import io.cloudstate.tck.protocol.model.Forward;
import io.cloudstate.tck.protocol.model.Persisted;
import io.cloudstate.tck.protocol.model.Request;
import io.cloudstate.tck.protocol.model.RequestAction;
import io.cloudstate.tck.protocol.model.Response;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** A stream of the model entity, driven in this thread, with answers as short text. */
final class EntityStream {
  static final String MODEL = "cloudstate.tck.model.EventSourcedTckModel";

  final Recorded<EventSourcedStreamOut> out = new Recorded<>();
  private final StreamObserver<EventSourcedStreamIn> in;
  private final String entityId;
  private long commandId;

  EntityStream(ModelService service, String entityId) {
    this.entityId = entityId;
    this.in = service.eventSourced().handle(out);
  }

  static EntityStream started(ModelService service, String entityId) {
    return new EntityStream(service, entityId).init();
  }

  EntityStream init() {
    return send(in -> in.getInitBuilder().setServiceName(MODEL).setEntityId(entityId));
  }

  EntityStream init(long sequence, String snapshot) {
    EventSourcedInit init =
        EventSourcedInit.newBuilder()
            .setServiceName(MODEL)
            .setEntityId(entityId)
            .setSnapshot(
                EventSourcedSnapshot.newBuilder()
                    .setSnapshotSequence(sequence)
                    .setSnapshot(persisted(snapshot)))
            .build();
    return send(in -> in.setInit(init));
  }

  EntityStream event(long sequence, String value) {
    return send(
        in ->
            in.setEvent(
                EventSourcedEvent.newBuilder().setSequence(sequence).setPayload(persisted(value))));
  }

  EntityStream process(RequestAction... actions) {
    return command(
        "Process",
        Any.pack(Request.newBuilder().setId(entityId).addAllActions(List.of(actions)).build()));
  }

  EntityStream command(String name, Any payload) {
    return command(entityId, name, payload);
  }

  EntityStream command(String to, String name, Any payload) {
    commandId++;
    return send(
        in ->
            in.setCommand(
                Command.newBuilder()
                    .setEntityId(to)
                    .setId(commandId)
                    .setName(name)
                    .setPayload(payload)));
  }

  EntityStream send(Consumer<EventSourcedStreamIn.Builder> frame) {
    EventSourcedStreamIn.Builder built = EventSourcedStreamIn.newBuilder();
    frame.accept(built);
    in.onNext(built.build());
    return this;
  }

  EntityStream halfClose() {
    in.onCompleted();
    return this;
  }

  EntityStream cancel() {
    in.onError(new IllegalStateException("cancelled"));
    return this;
  }

  /** All answers so far, then how the stream stands: {@code open} or its status. */
  String transcript() {
    return out.values.stream().map(EntityStream::text).collect(Collectors.joining("; "))
        + " | "
        + out.end;
  }

  static RequestAction emit(String value) {
    return RequestAction.newBuilder().setEmit(Emit.newBuilder().setValue(value)).build();
  }

  static RequestAction forward(String id) {
    return RequestAction.newBuilder().setForward(Forward.newBuilder().setId(id)).build();
  }

  static RequestAction effect(String id, boolean synchronous) {
    return RequestAction.newBuilder()
        .setEffect(Effect.newBuilder().setId(id).setSynchronous(synchronous))
        .build();
  }

  static RequestAction fail(String message) {
    return RequestAction.newBuilder().setFail(Fail.newBuilder().setMessage(message)).build();
  }

  static Any unreadable() {
    return Any.newBuilder()
        .setTypeUrl("type.googleapis.com/cloudstate.tck.model.Request")
        .setValue(ByteString.copyFromUtf8("\u0007\u0007"))
        .build();
  }

  private static Any persisted(String value) {
    return Any.pack(Persisted.newBuilder().setValue(value).build());
  }

  /** {@code ID:ANSWER[events]{snapshot}(effects)}, without the parts that are absent. */
  static String text(EventSourcedStreamOut frame) {
    if (frame.hasFailure()) {
      return "FAILURE " + frame.getFailure().getCommandId();
    }
    EventSourcedReply reply = frame.getReply();
    String text = reply.getCommandId() + ":" + text(reply.getClientAction());
    if (reply.getEventsCount() > 0) {
      text +=
          reply.getEventsList().stream()
              .map(event -> read(event, Persisted.getDefaultInstance()).getValue())
              .collect(Collectors.joining(",", "[", "]"));
    }
    if (reply.hasSnapshot()) {
      text += "{" + read(reply.getSnapshot(), Persisted.getDefaultInstance()).getValue() + "}";
    }
    if (reply.getSideEffectsCount() > 0) {
      text +=
          reply.getSideEffectsList().stream()
              .map(
                  effect ->
                      call(effect.getServiceName(), effect.getCommandName(), effect.getPayload())
                          + (effect.getSynchronous() ? "!" : ""))
              .collect(Collectors.joining(",", "(", ")"));
    }
    return text;
  }

  private static String text(ClientAction action) {
    return switch (action.getActionCase()) {
      case REPLY ->
          read(action.getReply().getPayload(), Response.getDefaultInstance()).getMessage();
      case FORWARD ->
          "->"
              + call(
                  action.getForward().getServiceName(),
                  action.getForward().getCommandName(),
                  action.getForward().getPayload());
      case FAILURE ->
          "failed "
              + action.getFailure().getCommandId()
              + " "
              + action.getFailure().getDescription()
              + (action.getFailure().getRestart() ? " restart" : "");
      case ACTION_NOT_SET -> "nothing";
    };
  }

  private static String call(String service, String command, Any payload) {
    Request request = read(payload, Request.getDefaultInstance());
    return service.substring(service.lastIndexOf('.') + 1)
        + "/"
        + command
        + " "
        + request.getId()
        + (request.getActionsCount() > 0 ? " with actions" : "");
  }

  private static <M extends Message> M read(Any payload, M prototype) {
    if (!payload
        .getTypeUrl()
        .equals("type.googleapis.com/" + prototype.getDescriptorForType().getFullName())) {
      throw new AssertionError("Unexpected type url: " + payload.getTypeUrl());
    }
    try {
      @SuppressWarnings("unchecked") // a message's parser yields messages of its own class
      M read = (M) prototype.getParserForType().parseFrom(payload.getValue());
      return read;
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }
}
