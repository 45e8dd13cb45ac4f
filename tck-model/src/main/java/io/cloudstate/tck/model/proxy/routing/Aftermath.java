package io.cloudstate.tck.model.proxy.routing;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.MethodDescriptor;
import io.cloudstate.tck.model.proxy.discovery.ErrorReports;
import io.cloudstate.tck.model.proxy.settings.ProxyDefect;
import io.cloudstate.tck.model.proxy.settings.ProxyHabit;
import io.cloudstate.tck.protocol.ClientAction;
import io.cloudstate.tck.protocol.Forward;
import io.cloudstate.tck.protocol.Reply;
import io.cloudstate.tck.protocol.SideEffect;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * What follows once a command's state is persisted: side effects, then the forward or the reply.
 */
public class Aftermath {
  private static final Outcome EMPTY = new Outcome.Replied(ByteString.EMPTY);
  private static final Executor A_WHILE_LATER =
      CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS);
  private final Router router;
  private final ErrorReports reports;
  private final Set<ProxyDefect> defects;
  private final Set<ProxyHabit> habits;

  /**
   * What follows in one proxy.
   *
   * @param router where forwards and effects lead
   * @param reports told of those that lead nowhere
   * @param defects the bugs to imitate
   * @param habits what it does otherwise, and may
   */
  public Aftermath(
      Router router, ErrorReports reports, Set<ProxyDefect> defects, Set<ProxyHabit> habits) {
    this.router = router;
    this.reports = reports;
    this.defects = defects;
    this.habits = habits;
  }

  /**
   * Carries out what answers a command.
   *
   * @param invocation the command
   * @param action what answers it
   * @param effects the effects that come with the answer
   * @return the outcome for the caller; never completes exceptionally
   */
  public CompletionStage<Outcome> of(
      Invocation invocation, ClientAction action, List<SideEffect> effects) {
    boolean lost =
        invocation.forwarded() && defects.contains(ProxyDefect.EFFECTS_OF_THE_TARGET_LOST);
    return of(invocation.method(), invocation.forwarded(), action, lost ? List.of() : effects);
  }

  /**
   * Carries out a client action, or the absence of one, with its effects.
   *
   * @param method whose answer this is
   * @param forwarded whether a forward led there
   * @param action the client action; empty for the absence of one
   * @param effects its effects
   * @return the outcome for the caller; never completes exceptionally
   */
  public CompletionStage<Outcome> of(
      MethodDescriptor method, boolean forwarded, ClientAction action, List<SideEffect> effects) {
    if (!habits.contains(ProxyHabit.RUNS_ASYNCHRONOUS_EFFECTS_LAST)) {
      return inOrder(method, forwarded, action, effects);
    }
    List<SideEffect> last =
        new ArrayList<>(effects.stream().filter(effect -> !effect.getSynchronous()).toList());
    Collections.reverse(last);
    return inOrder(
            method, forwarded, action, effects.stream().filter(SideEffect::getSynchronous).toList())
        .thenApply(
            outcome -> {
              A_WHILE_LATER.execute(() -> runAll(last));
              return outcome;
            });
  }

  private CompletionStage<Outcome> inOrder(
      MethodDescriptor method, boolean forwarded, ClientAction action, List<SideEffect> effects) {
    if (defects.contains(ProxyDefect.REPLY_BEFORE_EFFECTS)) {
      return answer(method, forwarded, action)
          .thenApply(
              outcome -> {
                // Even a bug needs the client to have its answer before the effects are seen.
                A_WHILE_LATER.execute(() -> runAll(effects));
                return outcome;
              });
    }
    if (defects.contains(ProxyDefect.FORWARD_BEFORE_EFFECTS) && action.hasForward()) {
      CompletionStage<Outcome> forward = answer(method, forwarded, action);
      return runAll(effects).thenCompose(done -> forward);
    }
    return runAll(effects)
        .thenCompose(
            worst ->
                worst instanceof Outcome.Failed
                    ? CompletableFuture.completedFuture(worst)
                    : answer(method, forwarded, action));
  }

  /** Starts the effects in order, waiting for each synchronous one; fails only with a defect. */
  private CompletionStage<Outcome> runAll(List<SideEffect> effects) {
    CompletionStage<Outcome> done = CompletableFuture.completedFuture(EMPTY);
    for (SideEffect effect : chosen(effects)) {
      done =
          done.thenCompose(
              before -> {
                CompletionStage<Outcome> run = run(effect);
                return effect.getSynchronous()
                        && !defects.contains(ProxyDefect.SYNCHRONOUS_NOT_AWAITED)
                    ? run.thenApply(outcome -> worse(before, outcome))
                    : CompletableFuture.completedFuture(before);
              });
    }
    return done;
  }

  private List<SideEffect> chosen(List<SideEffect> effects) {
    List<SideEffect> chosen = new ArrayList<>(effects);
    if (defects.contains(ProxyDefect.EFFECTS_REVERSED)) {
      Collections.reverse(chosen);
    }
    if (defects.contains(ProxyDefect.LAST_EFFECT_LOST) && !chosen.isEmpty()) {
      chosen.remove(chosen.size() - 1);
    }
    if (defects.contains(ProxyDefect.ASYNCHRONOUS_EFFECTS_LOST)) {
      chosen.removeIf(effect -> !effect.getSynchronous());
    }
    if (defects.contains(ProxyDefect.UNKNOWN_EFFECT_STOPS_OTHERS)) {
      long known =
          chosen.stream()
              .takeWhile(effect -> router.resolve(effect) instanceof Router.Found)
              .count();
      return chosen.stream().limit(known + 1).toList();
    }
    if (defects.contains(ProxyDefect.EFFECTS_TWICE)) {
      chosen.addAll(effects);
    }
    return chosen;
  }

  private CompletionStage<Outcome> run(SideEffect effect) {
    Router.Resolution resolution = router.resolve(effect);
    if (resolution instanceof Router.Nowhere nowhere) {
      if (!defects.contains(ProxyDefect.UNKNOWN_EFFECT_UNREPORTED)) {
        reports.report(nowhere.reason());
      }
      return CompletableFuture.completedFuture(
          defects.contains(ProxyDefect.UNKNOWN_EFFECT_SPREADS)
              ? Outcome.failed(nowhere.reason())
              : EMPTY);
    }
    return router
        .run(((Router.Found) resolution).invocation())
        .thenApply(
            outcome -> defects.contains(ProxyDefect.EFFECT_FAILURE_SPREADS) ? outcome : EMPTY);
  }

  private CompletionStage<Outcome> answer(
      MethodDescriptor method, boolean forwarded, ClientAction action) {
    return switch (action.getActionCase()) {
      case REPLY -> CompletableFuture.completedFuture(reply(method, action.getReply()));
      case FORWARD ->
          forwarded && defects.contains(ProxyDefect.FORWARD_CHAIN_CUT)
              ? CompletableFuture.completedFuture(EMPTY)
              : forward(action.getForward());
      case FAILURE ->
          CompletableFuture.completedFuture(Outcome.refused(action.getFailure().getDescription()));
      case ACTION_NOT_SET -> CompletableFuture.completedFuture(new Outcome.Unanswered());
    };
  }

  private Outcome reply(MethodDescriptor method, Reply reply) {
    Any payload = reply.getPayload();
    if (Invocation.isOf(payload, method.getOutputType())) {
      return new Outcome.Replied(payload.getValue(), reply.getMetadata());
    }
    String reason =
        "%s was replied to with a payload of type '%s', but gives %s"
            .formatted(
                method.getFullName(), payload.getTypeUrl(), method.getOutputType().getFullName());
    if (!defects.contains(ProxyDefect.REPLY_TYPE_UNREPORTED)) {
      reports.report(reason);
    }
    return Outcome.failed(reason);
  }

  private CompletionStage<Outcome> forward(Forward forward) {
    if (defects.contains(ProxyDefect.FORWARD_NOT_RUN)) {
      return CompletableFuture.completedFuture(EMPTY);
    }
    Router.Resolution resolution = router.resolve(forward);
    if (resolution instanceof Router.Nowhere nowhere) {
      return nowhere(nowhere.reason());
    }
    return router
        .run(((Router.Found) resolution).invocation())
        .thenApply(outcome -> defects.contains(ProxyDefect.FORWARD_REPLY_LOST) ? EMPTY : outcome);
  }

  private CompletionStage<Outcome> nowhere(String reason) {
    if (!defects.contains(ProxyDefect.UNKNOWN_FORWARD_UNREPORTED)) {
      reports.report(reason);
    }
    if (defects.contains(ProxyDefect.UNKNOWN_FORWARD_HANGS)) {
      return new CompletableFuture<>();
    }
    if (defects.contains(ProxyDefect.UNKNOWN_FORWARD_DISCONNECTS)) {
      return CompletableFuture.completedFuture(
          new Outcome.Failed(Status.UNAVAILABLE.withDescription(reason)));
    }
    return CompletableFuture.completedFuture(
        defects.contains(ProxyDefect.UNKNOWN_FORWARD_SUCCEEDS) ? EMPTY : Outcome.failed(reason));
  }

  private static Outcome worse(Outcome one, Outcome other) {
    return one instanceof Outcome.Failed ? one : other;
  }
}
