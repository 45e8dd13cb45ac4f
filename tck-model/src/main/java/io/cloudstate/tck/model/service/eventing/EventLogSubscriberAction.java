package io.cloudstate.tck.model.service.eventing;

import com.google.protobuf.Any;
import com.google.protobuf.Descriptors.MethodDescriptor;
import io.cloudstate.tck.model.support.Answer;
import io.cloudstate.tck.model.support.Payloads;
import io.cloudstate.tck.model.support.ServiceCall;
import io.cloudstate.tck.model.support.action.Action;
import io.cloudstate.tck.model.support.action.ActionAnswer;
import io.cloudstate.tck.model.support.action.ActionCall;
import io.cloudstate.tck.model.support.action.ActionMessage;
import io.cloudstate.tck.model.support.action.ActionMetadata;
import io.cloudstate.tck.protocol.model.eventlogeventing.EffectRequest;
import io.cloudstate.tck.protocol.model.eventlogeventing.EventOne;
import io.cloudstate.tck.protocol.model.eventlogeventing.EventTwo;
import io.cloudstate.tck.protocol.model.eventlogeventing.EventlogeventingProto;
import io.cloudstate.tck.protocol.model.eventlogeventing.ProcessStep;
import io.cloudstate.tck.protocol.model.eventlogeventing.Response;
import java.util.List;
import java.util.Optional;

/** {@code EventLogSubscriberModel}: does what the events that it gets ask for. */
final class EventLogSubscriberAction implements Action {
  private static final String SUBJECT = "ce-subject";
  private static final MethodDescriptor EFFECT =
      EventlogeventingProto.getDescriptor()
          .findServiceByName("EventLogSubscriberModel")
          .findMethodByName("Effect");

  private final JsonEvents json;

  EventLogSubscriberAction(JsonEvents json) {
    this.json = json;
  }

  @Override
  public ActionCall open(MethodDescriptor method, ActionMetadata metadata) {
    return switch (method.getName()) {
      case "ProcessEventOne" -> EventLogSubscriberAction::eventOne;
      case "ProcessEventTwo" -> EventLogSubscriberAction::eventTwo;
      case "ProcessAnyEvent" -> this::anyEvent;
      case "Effect" -> EventLogSubscriberAction::effect;
      default -> throw new IllegalStateException("There is no handler for " + method.getFullName());
    };
  }

  private static List<ActionAnswer> eventOne(ActionMessage event) {
    return List.of(answer(event.payload(EventOne.getDefaultInstance()).getStep(), subject(event)));
  }

  private static List<ActionAnswer> eventTwo(ActionMessage event) {
    return event.payload(EventTwo.getDefaultInstance()).getStepList().stream()
        .map(step -> answer(step, subject(event)))
        .toList();
  }

  private List<ActionAnswer> anyEvent(ActionMessage event) {
    return List.of(reply(subject(event), json.read(unwrapped(event.payload()))));
  }

  private static List<ActionAnswer> effect(ActionMessage message) {
    EffectRequest request = message.payload(EffectRequest.getDefaultInstance());
    return List.of(reply(request.getId(), request.getMessage()));
  }

  private static ActionAnswer answer(ProcessStep step, String subject) {
    return switch (step.getStepCase()) {
      case REPLY -> reply(subject, step.getReply().getMessage());
      case FORWARD ->
          ActionAnswer.of(
              new Answer.Forward(
                  ServiceCall.to(
                      EFFECT,
                      EffectRequest.newBuilder()
                          .setId(subject)
                          .setMessage(step.getForward().getMessage())
                          .build())));
      case STEP_NOT_SET -> new ActionAnswer(Optional.empty(), List.of());
    };
  }

  private static ActionAnswer reply(String id, String message) {
    return ActionAnswer.of(
        new Answer.Reply(Response.newBuilder().setId(id).setMessage(message).build()));
  }

  /** The entity that the event is of; empty for a call that is no event. */
  private static String subject(ActionMessage event) {
    return event.metadata().text(SUBJECT).orElse("");
  }

  /** An event comes as itself; what a client sends comes in one more {@code Any}. */
  private static Any unwrapped(Any payload) {
    return payload.is(Any.class) ? Payloads.unpack(payload, Any.getDefaultInstance()) : payload;
  }
}
