package io.cloudstate.tck.model.proxy.action;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.MethodDescriptor;
import io.cloudstate.tck.model.proxy.routing.Aftermath;
import io.cloudstate.tck.model.proxy.routing.Outcome;
import io.cloudstate.tck.model.proxy.settings.ProxyDefect;
import io.cloudstate.tck.protocol.ClientAction;
import io.cloudstate.tck.protocol.SideEffect;
import io.cloudstate.tck.protocol.action.ActionResponse;
import io.grpc.Status;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Carries out the responses of one call, each as the caller is to see it. */
final class ActionResponses {
  private final MethodDescriptor method;
  private final boolean forwarded;
  private final Aftermath aftermath;
  private final Set<ProxyDefect> defects;

  // Only a defect puts anything off.
  private final Deque<ActionResponse> late = new ArrayDeque<>();

  ActionResponses(
      MethodDescriptor method, boolean forwarded, Aftermath aftermath, Set<ProxyDefect> defects) {
    this.method = method;
    this.forwarded = forwarded;
    this.aftermath = aftermath;
    this.defects = defects;
  }

  /** Runs effects, and then the forward if there is one; never completes exceptionally. */
  CompletionStage<Outcome> carryOut(ActionResponse response) {
    ActionResponse now = method.isServerStreaming() ? inPlace(response) : response;
    if (now.hasFailure() && has(ProxyDefect.ACTION_FAILURE_LOSES_EFFECTS)) {
      now = now.toBuilder().clearSideEffects().build();
    }
    return run(now);
  }

  /** Carries out what was put off, before a good end; there is nothing without a defect. */
  Optional<CompletionStage<Outcome>> carryOutRest() {
    return Optional.ofNullable(late.poll()).map(this::run);
  }

  /** Whether the call ends well after this, although the service goes on; only with a defect. */
  boolean stopAfter(Outcome outcome) {
    return method.isServerStreaming()
        && (has(ProxyDefect.STREAM_STOPS_AFTER_FIRST)
            || (outcome instanceof Outcome.Unanswered
                && has(ProxyDefect.EMPTY_RESPONSE_ENDS_STREAM)));
  }

  private CompletionStage<Outcome> run(ActionResponse response) {
    return aftermath
        .of(method, forwarded, action(response), response.getSideEffectsList())
        .thenCompose(method.isServerStreaming() ? this::streamed : this::single);
  }

  private static ClientAction action(ActionResponse response) {
    ClientAction.Builder action = ClientAction.newBuilder();
    return switch (response.getResponseCase()) {
      case REPLY -> action.setReply(response.getReply()).build();
      case FORWARD -> action.setForward(response.getForward()).build();
      case FAILURE -> action.setFailure(response.getFailure()).build();
      case RESPONSE_NOT_SET -> action.build();
    };
  }

  /** What defects leave of a streamed response for now. */
  private ActionResponse inPlace(ActionResponse response) {
    ActionResponse.Builder now = response.toBuilder();
    if (now.hasForward() && has(ProxyDefect.STREAMED_FORWARD_AT_END)) {
      late.add(ActionResponse.newBuilder().setForward(now.getForward()).build());
      now.clearForward();
    }
    if (now.hasForward() && has(ProxyDefect.STREAMED_FORWARD_LOST)) {
      now.clearForward();
    }
    if (now.getSideEffectsCount() > 0 && has(ProxyDefect.STREAMED_EFFECTS_AT_END)) {
      late.add(
          ActionResponse.newBuilder().addAllSideEffects(response.getSideEffectsList()).build());
      now.clearSideEffects();
    }
    if (has(ProxyDefect.STREAMED_EFFECTS_LOST)) {
      now.clearSideEffects();
    }
    if (has(ProxyDefect.STREAMED_EFFECTS_NOT_AWAITED)) {
      now.getSideEffectsBuilderList().forEach(SideEffect.Builder::clearSynchronous);
    }
    return now.build();
  }

  private CompletionStage<Outcome> streamed(Outcome outcome) {
    if (outcome instanceof Outcome.Failed failed && failed.refused()) {
      if (has(ProxyDefect.STREAMED_FAILURE_IGNORED)) {
        return done(new Outcome.Unanswered());
      }
      if (has(ProxyDefect.STREAMED_FAILURE_DESCRIPTION_LOST)) {
        return done(Outcome.refused("the call failed"));
      }
      return done(coded(failed, ProxyDefect.STREAMED_FAILURE_STATUS_INTERNAL));
    }
    return done(
        outcome instanceof Outcome.Unanswered && has(ProxyDefect.EMPTY_RESPONSE_SENDS_EMPTY_MESSAGE)
            ? new Outcome.Replied(ByteString.EMPTY)
            : outcome);
  }

  private CompletionStage<Outcome> single(Outcome outcome) {
    if (outcome instanceof Outcome.Unanswered) {
      if (has(ProxyDefect.EMPTY_UNARY_HANGS)) {
        return new CompletableFuture<>();
      }
      if (has(ProxyDefect.EMPTY_UNARY_ANSWERED)) {
        return done(new Outcome.Replied(ByteString.EMPTY));
      }
    }
    if (outcome instanceof Outcome.Failed failed && failed.refused()) {
      return done(
          has(ProxyDefect.ACTION_FAILURE_DESCRIPTION_LOST)
              ? Outcome.refused("the call failed")
              : coded(failed, ProxyDefect.ACTION_FAILURE_STATUS_INTERNAL));
    }
    return done(outcome);
  }

  private Outcome coded(Outcome.Failed failed, ProxyDefect internal) {
    return has(internal)
        ? new Outcome.Failed(
            Status.INTERNAL.withDescription(failed.status().getDescription()), true)
        : failed;
  }

  private static CompletionStage<Outcome> done(Outcome outcome) {
    return CompletableFuture.completedFuture(outcome);
  }

  private boolean has(ProxyDefect defect) {
    return defects.contains(defect);
  }
}
