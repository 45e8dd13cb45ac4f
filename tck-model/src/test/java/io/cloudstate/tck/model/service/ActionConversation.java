package io.cloudstate.tck.model.service;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.cloudstate.tck.model.support.action.ActionRpc;
import io.cloudstate.tck.protocol.action.ActionCommand;
import io.cloudstate.tck.protocol.action.ActionResponse;
import io.cloudstate.tck.protocol.model.action.Fail;
import io.cloudstate.tck.protocol.model.action.Forward;
import io.cloudstate.tck.protocol.model.action.OtherRequest;
import io.cloudstate.tck.protocol.model.action.ProcessGroup;
import io.cloudstate.tck.protocol.model.action.ProcessStep;
import io.cloudstate.tck.protocol.model.action.Reply;
import io.cloudstate.tck.protocol.model.action.Request;
import io.cloudstate.tck.protocol.model.action.Response;
import io.cloudstate.tck.protocol.model.action.SideEffect;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.stream.Collectors;

/** A call of the action model, driven in this thread, with answers as short text. */
final class ActionConversation {
  private static final String MODEL = "cloudstate.tck.model.action.ActionTckModel";

  private final StreamObserver<ActionCommand> in;
  private final Recorded<ActionResponse> out;

  private ActionConversation(StreamObserver<ActionCommand> in, Recorded<ActionResponse> out) {
    this.in = in;
    this.out = out;
  }

  /** A call of {@code ProcessUnary}; it is over. */
  static ActionConversation unary(ModelService service, ProcessGroup... groups) {
    return one(service, ActionRpc.UNARY, command("ProcessUnary", packed(groups)));
  }

  /** A call of {@code ProcessStreamedOut}; the client has said all. */
  static ActionConversation streamedOut(ModelService service, ProcessGroup... groups) {
    return one(service, ActionRpc.STREAMED_OUT, command("ProcessStreamedOut", packed(groups)));
  }

  /** A call of {@code ProcessStreamedIn} before its first payload. */
  static ActionConversation streamedIn(ModelService service) {
    return streaming(service, ActionRpc.STREAMED_IN, MODEL, "ProcessStreamedIn");
  }

  /** A call of {@code ProcessStreamed} before its first payload. */
  static ActionConversation streamed(ModelService service) {
    return streaming(service, ActionRpc.STREAMED, MODEL, "ProcessStreamed");
  }

  /** A call by an rpc that takes one message. */
  static ActionConversation one(ModelService service, ActionRpc rpc, ActionCommand command) {
    Recorded<ActionResponse> out = new Recorded<>();
    if (rpc == ActionRpc.UNARY) {
      service.action().handleUnary(command, out);
    } else {
      service.action().handleStreamedOut(command, out);
    }
    return new ActionConversation(new Recorded<>(), out);
  }

  /** A call by an rpc that takes a stream, with its first message. */
  static ActionConversation streaming(
      ModelService service, ActionRpc rpc, String serviceName, String name) {
    Recorded<ActionResponse> out = new Recorded<>();
    StreamObserver<ActionCommand> in =
        rpc == ActionRpc.STREAMED_IN
            ? service.action().handleStreamedIn(out)
            : service.action().handleStreamed(out);
    ActionConversation call = new ActionConversation(in, out);
    in.onNext(ActionCommand.newBuilder().setServiceName(serviceName).setName(name).build());
    return call;
  }

  ActionConversation request(ProcessGroup... groups) {
    return payload(packed(groups));
  }

  ActionConversation payload(Any payload) {
    in.onNext(ActionCommand.newBuilder().setPayload(payload).build());
    return this;
  }

  ActionConversation halfClose() {
    in.onCompleted();
    return this;
  }

  ActionConversation cancel() {
    in.onError(new IllegalStateException("cancelled"));
    return this;
  }

  static ActionCommand command(String name, Any payload) {
    return ActionCommand.newBuilder()
        .setServiceName(MODEL)
        .setName(name)
        .setPayload(payload)
        .build();
  }

  static Any packed(ProcessGroup... groups) {
    return Any.pack(Request.newBuilder().addAllGroups(List.of(groups)).build());
  }

  static Any unreadable() {
    return packed().toBuilder().setValue(ByteString.copyFromUtf8("\u0007\u0007")).build();
  }

  static ProcessGroup group(ProcessStep... steps) {
    return ProcessGroup.newBuilder().addAllSteps(List.of(steps)).build();
  }

  static ProcessStep reply(String message) {
    return ProcessStep.newBuilder().setReply(Reply.newBuilder().setMessage(message)).build();
  }

  static ProcessStep forward(String id) {
    return ProcessStep.newBuilder().setForward(Forward.newBuilder().setId(id)).build();
  }

  static ProcessStep fail(String message) {
    return ProcessStep.newBuilder().setFail(Fail.newBuilder().setMessage(message)).build();
  }

  static ProcessStep effect(String id, boolean synchronous) {
    return ProcessStep.newBuilder()
        .setEffect(SideEffect.newBuilder().setId(id).setSynchronous(synchronous))
        .build();
  }

  /** All answers so far, then how the call stands: {@code open} or its status. */
  String transcript() {
    return out.values.stream().map(ActionConversation::text).collect(Collectors.joining("; "))
        + " | "
        + out.end;
  }

  /** {@code ANSWER(effects)}, without what is absent. */
  static String text(ActionResponse response) {
    String outcome =
        switch (response.getResponseCase()) {
          case REPLY ->
              read(response.getReply().getPayload(), Response.getDefaultInstance()).getMessage();
          case FORWARD ->
              "->"
                  + call(
                      response.getForward().getServiceName(),
                      response.getForward().getCommandName(),
                      response.getForward().getPayload());
          case FAILURE -> "failed " + response.getFailure().getDescription();
          case RESPONSE_NOT_SET -> "nothing";
        };
    return response.getSideEffectsCount() == 0
        ? outcome
        : outcome
            + response.getSideEffectsList().stream()
                .map(
                    effect ->
                        call(effect.getServiceName(), effect.getCommandName(), effect.getPayload())
                            + (effect.getSynchronous() ? "!" : ""))
                .collect(Collectors.joining(",", "(", ")"));
  }

  private static String call(String service, String command, Any payload) {
    return service.substring(service.lastIndexOf('.') + 1)
        + "/"
        + command
        + " "
        + read(payload, OtherRequest.getDefaultInstance()).getId();
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
