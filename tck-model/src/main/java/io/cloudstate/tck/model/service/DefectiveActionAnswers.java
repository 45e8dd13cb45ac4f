package io.cloudstate.tck.model.service;

import io.cloudstate.tck.model.service.DefectiveStreams.Opening;
import io.cloudstate.tck.model.support.Payloads;
import io.cloudstate.tck.model.support.action.ActionRpc;
import io.cloudstate.tck.protocol.Reply;
import io.cloudstate.tck.protocol.SideEffect;
import io.cloudstate.tck.protocol.action.ActionCommand;
import io.cloudstate.tck.protocol.action.ActionResponse;
import io.cloudstate.tck.protocol.model.action.Response;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Defects in what actions answer: in single responses, and in a call's responses together. */
final class DefectiveActionAnswers implements DefectiveActions.OfRpc {
  private static final Reply EMPTY_REPLY =
      Reply.newBuilder().setPayload(Payloads.pack(Response.getDefaultInstance())).build();

  @Override
  public Optional<Opening<ActionCommand, ActionResponse>> opening(
      ServiceDefect defect, ActionRpc rpc) {
    Opening<ActionCommand, ActionResponse> opening =
        switch (defect) {
          case EMPTY_ANSWER_SENT_AS_REPLY ->
              edited(
                  DefectiveActionAnswers::hasNoOutcome,
                  response -> response.toBuilder().setReply(EMPTY_REPLY).build());
          case EMPTY_ANSWER_LOSES_EFFECTS ->
              edited(DefectiveActionAnswers::hasNoOutcome, DefectiveActionAnswers::withoutEffects);
          case ACTION_FAILURE_LOSES_EFFECTS ->
              edited(ActionResponse::hasFailure, DefectiveActionAnswers::withoutEffects);
          case ACTION_FORWARD_LOSES_EFFECTS ->
              edited(ActionResponse::hasForward, DefectiveActionAnswers::withoutEffects);
          case SYNCHRONOUS_EFFECTS_FIRST ->
              edited(response -> true, DefectiveActionAnswers::synchronousFirst);
          case ACTION_EFFECTS_CARRIED_OVER -> EffectsCarriedOver::new;
          case UNARY_WITHOUT_OUTCOME_UNANSWERED ->
              rpc == ActionRpc.UNARY ? UnansweredWithoutOutcome::new : null;
          case STREAMS_SKIP_EMPTY_ANSWERS -> rpc.streamsOut() ? EmptySkipped::new : null;
          case STREAMED_OUT_REVERSED -> rpc == ActionRpc.STREAMED_OUT ? Reversed::new : null;
          case STREAMED_OUT_LOSES_LAST -> rpc == ActionRpc.STREAMED_OUT ? LastLost::new : null;
          case STREAMED_OUT_NOT_COMPLETED ->
              rpc == ActionRpc.STREAMED_OUT ? NotCompleted::new : null;
          case STREAMED_OUT_NEVER_EMPTY -> rpc == ActionRpc.STREAMED_OUT ? NeverEmpty::new : null;
          case DUPLEX_FIRST_ANSWER_ONLY -> rpc == ActionRpc.STREAMED ? FirstOnly::new : null;
          case DUPLEX_ANSWERS_REVERSED -> rpc == ActionRpc.STREAMED ? Reversed::new : null;
          default -> null;
        };
    return Optional.ofNullable(opening);
  }

  private static Opening<ActionCommand, ActionResponse> edited(
      Predicate<ActionResponse> which, UnaryOperator<ActionResponse> edit) {
    return ends -> new Edited(ends, which, edit);
  }

  private static boolean hasNoOutcome(ActionResponse response) {
    return response.getResponseCase() == ActionResponse.ResponseCase.RESPONSE_NOT_SET;
  }

  private static ActionResponse withoutEffects(ActionResponse response) {
    return response.toBuilder().clearSideEffects().build();
  }

  private static ActionResponse synchronousFirst(ActionResponse response) {
    List<SideEffect> effects = response.getSideEffectsList();
    return response.toBuilder()
        .clearSideEffects()
        .addAllSideEffects(effects.stream().filter(SideEffect::getSynchronous).toList())
        .addAllSideEffects(effects.stream().filter(effect -> !effect.getSynchronous()).toList())
        .build();
  }

  private static final class Edited extends Relay<ActionCommand, ActionResponse> {
    private final Predicate<ActionResponse> which;
    private final UnaryOperator<ActionResponse> edit;

    Edited(
        Ends<ActionCommand, ActionResponse> ends,
        Predicate<ActionResponse> which,
        UnaryOperator<ActionResponse> edit) {
      super(ends);
      this.which = which;
      this.edit = edit;
    }

    @Override
    void answered(ActionResponse response) {
      send(which.test(response) ? edit.apply(response) : response);
    }
  }

  private static final class EffectsCarriedOver extends Relay<ActionCommand, ActionResponse> {
    private List<SideEffect> former = List.of();

    EffectsCarriedOver(Ends<ActionCommand, ActionResponse> ends) {
      super(ends);
    }

    @Override
    void answered(ActionResponse response) {
      List<SideEffect> own = frames().effects(response);
      send(frames().withEffects(response, Stream.concat(former.stream(), own.stream()).toList()));
      former = own;
    }
  }

  private static final class UnansweredWithoutOutcome extends Relay<ActionCommand, ActionResponse> {
    private boolean hanging;

    UnansweredWithoutOutcome(Ends<ActionCommand, ActionResponse> ends) {
      super(ends);
    }

    @Override
    void answered(ActionResponse response) {
      hanging = hasNoOutcome(response);
      if (!hanging) {
        send(response);
      }
    }

    @Override
    void completed() {
      if (!hanging) {
        complete();
      }
    }
  }

  private static final class EmptySkipped extends Relay<ActionCommand, ActionResponse> {
    EmptySkipped(Ends<ActionCommand, ActionResponse> ends) {
      super(ends);
    }

    @Override
    void answered(ActionResponse response) {
      if (!hasNoOutcome(response)) {
        send(response);
      }
    }
  }

  /** Turns round the responses to each request. */
  private static final class Reversed extends Relay<ActionCommand, ActionResponse> {
    private final List<ActionResponse> held = new ArrayList<>();

    Reversed(Ends<ActionCommand, ActionResponse> ends) {
      super(ends);
    }

    @Override
    void received(ActionCommand message) {
      deliver(message);
      flush();
    }

    @Override
    void answered(ActionResponse response) {
      held.add(response);
    }

    @Override
    void completed() {
      flush();
      complete();
    }

    private void flush() {
      Collections.reverse(held);
      held.forEach(this::send);
      held.clear();
    }
  }

  private static final class LastLost extends Relay<ActionCommand, ActionResponse> {
    private @Nullable ActionResponse held;

    LastLost(Ends<ActionCommand, ActionResponse> ends) {
      super(ends);
    }

    @Override
    void answered(ActionResponse response) {
      if (held != null) {
        send(held);
      }
      held = response;
    }
  }

  private static final class NotCompleted extends Relay<ActionCommand, ActionResponse> {
    NotCompleted(Ends<ActionCommand, ActionResponse> ends) {
      super(ends);
    }

    @Override
    void completed() {
      // As if more might come.
    }
  }

  private static final class NeverEmpty extends Relay<ActionCommand, ActionResponse> {
    private boolean answered;

    NeverEmpty(Ends<ActionCommand, ActionResponse> ends) {
      super(ends);
    }

    @Override
    void answered(ActionResponse response) {
      answered = true;
      send(response);
    }

    @Override
    void completed() {
      if (!answered) {
        send(ActionResponse.getDefaultInstance());
      }
      complete();
    }
  }

  private static final class FirstOnly extends Relay<ActionCommand, ActionResponse> {
    private boolean answered;

    FirstOnly(Ends<ActionCommand, ActionResponse> ends) {
      super(ends);
    }

    @Override
    void received(ActionCommand message) {
      answered = false;
      deliver(message);
    }

    @Override
    void answered(ActionResponse response) {
      if (!answered) {
        send(response);
      }
      answered = true;
    }
  }
}
