package io.cloudstate.tck.model.support;

import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Message;
import io.cloudstate.tck.protocol.ClientAction;
import io.cloudstate.tck.protocol.Failure;
import io.cloudstate.tck.protocol.Reply;

/** Answers as the client actions that every entity type's reply carries. */
public final class ClientActions {
  private ClientActions() {}

  /**
   * An answer as a client action.
   *
   * @param method the method called
   * @param commandId the id of the command answered; 0 where commands have none
   * @throws IllegalStateException if the answer is a reply and not of the method's output type
   */
  public static ClientAction of(Answer answer, MethodDescriptor method, long commandId) {
    ClientAction.Builder action = ClientAction.newBuilder();
    if (answer instanceof Answer.Reply reply) {
      requireOutputOf(method, reply.payload());
      action.setReply(Reply.newBuilder().setPayload(Payloads.pack(reply.payload())));
    } else if (answer instanceof Answer.Forward forward) {
      action.setForward(forward.call().toForward());
    } else if (answer instanceof Answer.Failure failure) {
      // No restart: the state is kept clean, so the stream stays as good as it was.
      action.setFailure(
          Failure.newBuilder().setCommandId(commandId).setDescription(failure.description()));
    }
    return action.build();
  }

  private static void requireOutputOf(MethodDescriptor method, Message payload) {
    if (!payload.getDescriptorForType().equals(method.getOutputType())) {
      throw new IllegalStateException(
          "The handler of %s answered a %s, but the method returns a %s."
              .formatted(
                  method.getFullName(),
                  payload.getDescriptorForType().getFullName(),
                  method.getOutputType().getFullName()));
    }
  }
}
