package io.cloudstate.tck.model.service.action;

import com.google.protobuf.Descriptors.MethodDescriptor;
import io.cloudstate.tck.model.support.Answer;
import io.cloudstate.tck.model.support.action.Action;
import io.cloudstate.tck.model.support.action.ActionAnswer;
import io.cloudstate.tck.model.support.action.ActionCall;
import io.cloudstate.tck.model.support.action.ActionMetadata;
import io.cloudstate.tck.protocol.model.action.OtherRequest;
import io.cloudstate.tck.protocol.model.action.Response;
import java.util.List;

/** {@code ActionTwo}: each call is answered by an empty response. */
final class ActionTwoAction implements Action {
  @Override
  public ActionCall open(MethodDescriptor method, ActionMetadata metadata) {
    return message -> {
      OtherRequest unused =
          message.payload(OtherRequest.getDefaultInstance()); // refuses what does not parse
      return List.of(ActionAnswer.of(new Answer.Reply(Response.getDefaultInstance())));
    };
  }
}
