package io.cloudstate.tck.model.service.action;

import com.google.protobuf.Descriptors.MethodDescriptor;
import io.cloudstate.tck.model.support.Answer;
import io.cloudstate.tck.model.support.ServiceCall;
import io.cloudstate.tck.model.support.action.Action;
import io.cloudstate.tck.model.support.action.ActionAnswer;
import io.cloudstate.tck.model.support.action.ActionCall;
import io.cloudstate.tck.model.support.action.ActionMessage;
import io.cloudstate.tck.model.support.action.ActionMetadata;
import io.cloudstate.tck.protocol.SideEffect;
import io.cloudstate.tck.protocol.model.action.ActionProto;
import io.cloudstate.tck.protocol.model.action.OtherRequest;
import io.cloudstate.tck.protocol.model.action.ProcessGroup;
import io.cloudstate.tck.protocol.model.action.ProcessStep;
import io.cloudstate.tck.protocol.model.action.Request;
import io.cloudstate.tck.protocol.model.action.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code ActionTckModel}: each group of a request makes one answer, and methods that give a single
 * one fold those of all requests.
 */
final class ActionTckModelAction implements Action {
  private static final MethodDescriptor CALL_TWO =
      ActionProto.getDescriptor().findServiceByName("ActionTwo").findMethodByName("Call");

  private final Folding folding;

  ActionTckModelAction(Folding folding) {
    this.folding = folding;
  }

  @Override
  public ActionCall open(MethodDescriptor method, ActionMetadata metadata) {
    return method.isServerStreaming() ? ActionTckModelAction::answers : new Folded(folding);
  }

  private static List<ActionAnswer> answers(ActionMessage message) {
    return message.payload(Request.getDefaultInstance()).getGroupsList().stream()
        .map(ActionTckModelAction::answer)
        .toList();
  }

  private static ActionAnswer answer(ProcessGroup group) {
    Optional<Answer> outcome = Optional.empty();
    List<SideEffect> effects = new ArrayList<>();
    for (ProcessStep step : group.getStepsList()) {
      switch (step.getStepCase()) {
        case REPLY ->
            outcome =
                Optional.of(
                    new Answer.Reply(
                        Response.newBuilder().setMessage(step.getReply().getMessage()).build()));
        case FORWARD ->
            outcome = Optional.of(new Answer.Forward(callTwo(step.getForward().getId())));
        case FAIL -> outcome = Optional.of(new Answer.Failure(step.getFail().getMessage()));
        case EFFECT ->
            effects.add(
                callTwo(step.getEffect().getId()).toSideEffect(step.getEffect().getSynchronous()));
        case STEP_NOT_SET -> {
          // A step that says nothing does nothing.
        }
      }
    }
    return new ActionAnswer(outcome, effects);
  }

  private static ServiceCall callTwo(String id) {
    return ServiceCall.to(CALL_TWO, OtherRequest.newBuilder().setId(id).build());
  }

  /** A call that gives a single answer, at its end. */
  private static final class Folded implements ActionCall {
    private final Folding folding;
    private ActionAnswer soFar = new ActionAnswer(Optional.empty(), List.of());

    Folded(Folding folding) {
      this.folding = folding;
    }

    @Override
    public List<ActionAnswer> message(ActionMessage message) {
      answers(message).forEach(answer -> soFar = folding.fold(soFar, answer));
      return List.of();
    }

    @Override
    public List<ActionAnswer> end() {
      return List.of(soFar);
    }
  }
}
