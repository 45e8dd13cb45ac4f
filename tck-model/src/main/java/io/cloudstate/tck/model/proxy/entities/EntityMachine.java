package io.cloudstate.tck.model.proxy.entities;

import io.cloudstate.tck.model.proxy.routing.Invocation;
import io.cloudstate.tck.model.proxy.routing.Outcome;
import io.cloudstate.tck.model.proxy.settings.ProxyDefect;
import io.cloudstate.tck.model.proxy.settings.ProxyHabit;
import io.cloudstate.tck.protocol.ClientAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Decides, for one entity on streams, what each happening leads to; pure. A stream lives from the
 * first command until it idles, restarts, breaks or violates the protocol; what comes from an
 * earlier stream is ignored.
 */
final class EntityMachine {
  private final Set<ProxyDefect> defects;
  private final Set<ProxyHabit> habits;

  EntityMachine(Set<ProxyDefect> defects, Set<ProxyHabit> habits) {
    this.defects = defects;
    this.habits = habits;
  }

  /** A command to run and where its outcome goes. */
  record Call(Invocation invocation, CompletableFuture<Outcome> result) {

    /** Whether nobody waits for the outcome, which only a defect minds. */
    boolean forsaken() {
      return result.isCancelled();
    }
  }

  /** A command that the service has not answered. */
  record Outstanding(long commandId, Call call) {}

  /** The open stream; a conforming proxy never has more than one command outstanding. */
  record Live(long stream, long lastCommandId, List<Outstanding> outstanding) {}

  /**
   * Where the entity stands.
   *
   * @param streams how many streams there have been
   * @param lastCommandId the latest command id on any stream
   * @param live the open stream, if there is one
   * @param queue calls that wait
   */
  record State(long streams, long lastCommandId, Optional<Live> live, List<Call> queue) {
    static final State DORMANT = new State(0, 0, Optional.empty(), List.of());

    Optional<Live> live(long stream) {
      return live.filter(open -> open.stream() == stream);
    }

    private State with(Optional<Live> next) {
      return new State(streams, lastCommandId, next, queue);
    }

    private State with(List<Call> waiting) {
      return new State(streams, lastCommandId, live, waiting);
    }
  }

  /** What is to be done, in order. */
  sealed interface Act {}

  /** Open the stream, and send init and history. */
  record Open(long stream) implements Act {}

  /** Send a command and start its clock. */
  record Send(long stream, long commandId, Call call) implements Act {}

  /** Persist what the reply says to. */
  record Persist(Heard.Reply reply) implements Act {}

  /** Carry out the reply's effects and its forward or reply. */
  record Finish(Call call, Heard.Reply reply) implements Act {}

  /** Fail a call with this description. */
  record Fail(Call call, String description) implements Act {}

  /** Half-close the stream. */
  record HalfClose(long stream) implements Act {}

  /** Cancel the stream. */
  record Drop(long stream, String reason) implements Act {}

  /** Start the idle clock. */
  record AwaitIdle(long stream, long lastCommandId) implements Act {}

  /** Lose what is persisted; only a defect does. */
  record Forget() implements Act {}

  /** Where the entity stands next, and what is to be done. */
  record Step(State state, List<Act> acts) {}

  Step called(State state, Call call) {
    if (state.queue().size() >= 3 && defects.contains(ProxyDefect.QUEUE_OF_THREE)) {
      return new Step(state, List.of(new Fail(call, "too many calls are waiting")));
    }
    List<Call> queue = new ArrayList<>(state.queue());
    queue.add(call);
    return advance(state.with(List.copyOf(queue)), List.of());
  }

  Step received(State state, long stream, Heard heard) {
    Optional<Live> live = state.live(stream);
    if (live.isEmpty()) {
      return new Step(state, List.of());
    }
    if (heard instanceof Heard.Reply reply) {
      return replied(state, live.get(), reply);
    }
    if (heard instanceof Heard.StreamFailure failure) {
      if (live.get().outstanding().isEmpty()
          && defects.contains(ProxyDefect.IDLE_STREAM_FAILURE_IGNORED)) {
        return new Step(state, List.of());
      }
      return lost(
          state,
          live.get(),
          "the service failed the entity's stream: " + failure.description(),
          ProxyDefect.STREAM_FAILURE_HANGS,
          List.of());
    }
    return defects.contains(ProxyDefect.EMPTY_FRAME_IGNORED)
        ? new Step(state, List.of())
        : violated(state, live.get(), "the service sent an empty frame", List.of());
  }

  Step ended(State state, long stream, String how) {
    Optional<Live> live = state.live(stream);
    if (live.isEmpty()) {
      return new Step(state, List.of());
    }
    boolean idle = live.get().outstanding().isEmpty();
    if (defects.contains(ProxyDefect.SERVICE_LOSS_UNNOTICED)
        || (idle && defects.contains(ProxyDefect.SERVICE_LOSS_STRANDS_IDLE))) {
      return new Step(state, List.of());
    }
    List<Act> forget =
        defects.contains(ProxyDefect.BROKEN_STREAM_LOSES_STATE)
                || (idle && defects.contains(ProxyDefect.SERVICE_LOSS_LOSES_IDLE))
            ? List.of(new Forget())
            : List.of();
    Step step =
        lost(
            state,
            live.get(),
            "the entity's stream ended with a command outstanding: " + how,
            ProxyDefect.BROKEN_STREAM_HANGS,
            forget);
    boolean stuck = defects.contains(ProxyDefect.BROKEN_STREAM_FOR_EVER) && !idle;
    return stuck ? new Step(state.with(live), step.acts()) : step;
  }

  /**
   * The service has not answered a command in time.
   *
   * @param reached whether the stream ever reached the service; if not, nothing that waits would
   */
  Step overdue(State state, long stream, long commandId, boolean reached) {
    Optional<Live> live =
        state
            .live(stream)
            .filter(open -> open.outstanding().stream().anyMatch(o -> o.commandId() == commandId));
    if (live.isEmpty()) {
      return new Step(state, List.of());
    }
    if (reached) {
      return violated(state, live.get(), "the service did not answer in time", List.of());
    }
    String reason = "the service could not be reached in time";
    List<Act> acts = state.queue().stream().map(call -> (Act) new Fail(call, reason)).toList();
    return violated(state.with(List.<Call>of()), live.get(), reason, acts);
  }

  Step idled(State state, long stream, long lastCommandId) {
    Optional<Live> live = state.live(stream).filter(open -> open.lastCommandId() == lastCommandId);
    if (live.isEmpty() || defects.contains(ProxyDefect.NO_PASSIVATION)) {
      return new Step(state, List.of());
    }
    if (!live.get().outstanding().isEmpty()) {
      return new Step(
          state,
          defects.contains(ProxyDefect.PASSIVATES_WHILE_BUSY)
              ? List.of(new HalfClose(stream))
              : List.of());
    }
    Act close =
        defects.contains(ProxyDefect.PASSIVATES_BY_CANCELLING)
            ? new Drop(stream, "idle")
            : new HalfClose(stream);
    return new Step(
        state.with(Optional.empty()),
        defects.contains(ProxyDefect.PASSIVATION_LOSES_STATE)
            ? List.of(close, new Forget())
            : List.of(close));
  }

  private Step replied(State state, Live live, Heard.Reply reply) {
    Optional<Outstanding> answered =
        live.outstanding().stream()
            .filter(
                outstanding ->
                    outstanding.commandId() == reply.commandId() || takesAny(reply.action()))
            .findFirst();
    if (answered.isEmpty()) {
      if (live.outstanding().isEmpty() && defects.contains(ProxyDefect.UNSOLICITED_REPLY_IGNORED)) {
        return new Step(state, List.of());
      }
      String reason =
          "the service replied to command %d, but outstanding was %s"
              .formatted(
                  reply.commandId(),
                  live.outstanding().stream().map(Outstanding::commandId).toList());
      return violated(state, live, reason, persistedAnyway(reply));
    }
    if (reply.flaw().isPresent()) {
      return violated(state, live, reply.flaw().get(), persistedAnyway(reply));
    }
    return switch (reply.action().getActionCase()) {
      case ACTION_NOT_SET ->
          violated(
              state,
              live,
              "the service replied to command %d without a client action"
                  .formatted(reply.commandId()),
              persistedAnyway(reply));
      case FAILURE -> failed(state, live, answered.get(), reply);
      case REPLY, FORWARD -> {
        List<Act> acts = new ArrayList<>();
        if (persistsNow(reply.action()) && !persistsNothingOf(answered.get().call())) {
          acts.add(new Persist(reply));
        }
        acts.add(new Finish(answered.get().call(), reply));
        yield goOn(state, live, answered.get(), acts);
      }
    };
  }

  private boolean takesAny(ClientAction action) {
    return defects.contains(ProxyDefect.WRONG_COMMAND_ID_ACCEPTED)
        || (action.hasFailure() && defects.contains(ProxyDefect.WRONG_FAILURE_ACCEPTED))
        || (action.hasForward() && defects.contains(ProxyDefect.WRONG_FORWARD_ACCEPTED));
  }

  private Step failed(State state, Live live, Outstanding failed, Heard.Reply reply) {
    boolean restart = reply.action().getFailure().getRestart();
    List<Act> acts = new ArrayList<>();
    if (restart && defects.contains(ProxyDefect.EVENTS_PERSISTED_ON_RESTART)) {
      acts.add(new Persist(reply));
    }
    String description = reply.action().getFailure().getDescription();
    boolean told =
        !defects.contains(ProxyDefect.FAILURE_DESCRIPTION_LOST)
            && !(restart && defects.contains(ProxyDefect.RESTART_DESCRIPTION_LOST));
    acts.add(new Fail(failed.call(), told ? description : "the command failed"));
    boolean closes = restart || habits.contains(ProxyHabit.CLOSES_AFTER_FAILURES);
    if (!closes || (restart && defects.contains(ProxyDefect.RESTART_IGNORED))) {
      Step step = goOn(state, live, failed, acts);
      return defects.contains(ProxyDefect.NO_PASSIVATION_AFTER_FAILURE)
          ? new Step(
              step.state(),
              step.acts().stream().filter(act -> !(act instanceof AwaitIdle)).toList())
          : step;
    }
    acts.add(new HalfClose(live.stream()));
    State dormant = state.with(Optional.empty());
    if (defects.contains(ProxyDefect.QUEUE_STALLS_AFTER_RESTART)) {
      return new Step(dormant, List.copyOf(acts));
    }
    if (!restart || !habits.contains(ProxyHabit.REOPENS_AT_ONCE)) {
      return advance(dormant, acts);
    }
    State reopened = opened(dormant, acts);
    acts.add(new AwaitIdle(reopened.streams(), beforeFirst(reopened)));
    return advance(reopened, acts);
  }

  /** After an answer the stream stays, for the next command or to idle. */
  private Step goOn(State state, Live live, Outstanding answered, List<Act> acts) {
    List<Outstanding> others =
        live.outstanding().stream().filter(other -> !other.equals(answered)).toList();
    Live next = new Live(live.stream(), live.lastCommandId(), others);
    List<Act> all = new ArrayList<>(acts);
    if (defects.contains(ProxyDefect.STREAM_PER_COMMAND)) {
      all.add(new HalfClose(live.stream()));
      return advance(state.with(Optional.empty()), all);
    }
    if (others.isEmpty() && state.queue().isEmpty()) {
      all.add(new AwaitIdle(live.stream(), live.lastCommandId()));
    }
    return advance(state.with(Optional.of(next)), all);
  }

  private Step violated(State state, Live live, String reason, List<Act> first) {
    List<Act> acts = new ArrayList<>(first);
    live.outstanding().forEach(broken -> acts.add(new Fail(broken.call(), reason)));
    if (defects.contains(ProxyDefect.STREAM_KEPT_AFTER_VIOLATION)) {
      Live kept = new Live(live.stream(), live.lastCommandId(), List.of());
      return advance(state.with(Optional.of(kept)), acts);
    }
    acts.add(
        habits.contains(ProxyHabit.HALF_CLOSES_BROKEN_STREAMS)
            ? new HalfClose(live.stream())
            : new Drop(live.stream(), reason));
    State dormant = state.with(Optional.empty());
    if (!habits.contains(ProxyHabit.FAILS_QUEUED_CALLS)) {
      return advance(dormant, acts);
    }
    dormant.queue().forEach(waiting -> acts.add(new Fail(waiting, reason)));
    return new Step(dormant.with(List.<Call>of()), List.copyOf(acts));
  }

  /** The stream is gone or as good as gone. */
  private Step lost(State state, Live live, String reason, ProxyDefect hanging, List<Act> first) {
    List<Act> acts = new ArrayList<>(first);
    live.outstanding().stream()
        .map(Outstanding::call)
        .filter(call -> !defects.contains(hanging) && !hangs(call))
        .forEach(broken -> acts.add(new Fail(broken, reason)));
    acts.add(new Drop(live.stream(), reason));
    State dormant = state.with(Optional.empty());
    return defects.contains(ProxyDefect.QUEUE_STALLS_AFTER_LOSS)
        ? new Step(dormant, List.copyOf(acts))
        : advance(dormant, acts);
  }

  private boolean hangs(Call call) {
    return call.invocation().forwarded()
        && defects.contains(ProxyDefect.FORWARD_HANGS_WITH_ITS_TARGET);
  }

  private List<Act> persistedAnyway(Heard.Reply reply) {
    return defects.contains(ProxyDefect.VIOLATING_EVENTS_PERSISTED)
        ? List.of(new Persist(reply))
        : List.of();
  }

  private boolean persistsNothingOf(Call call) {
    return call.forsaken() && defects.contains(ProxyDefect.FORSAKEN_COMMAND_NOT_PERSISTED);
  }

  private boolean persistsNow(ClientAction action) {
    return !action.hasForward()
        || !(defects.contains(ProxyDefect.FORWARD_LOSES_EVENTS)
            || defects.contains(ProxyDefect.FORWARD_BEFORE_PERSISTENCE));
  }

  /** Sends what may be sent, on a fresh stream if there is none. */
  private Step advance(State state, List<Act> before) {
    List<Act> acts = new ArrayList<>(before);
    State now = state;
    while (!now.queue().isEmpty() && maySend(now)) {
      State sending = now.live().isPresent() ? now : opened(now, acts);
      Live live = sending.live().orElseThrow();
      long id = next(live.lastCommandId());
      Call call = now.queue().get(0);
      acts.add(new Send(live.stream(), id, call));
      if (defects.contains(ProxyDefect.PASSIVATES_WHILE_BUSY)) {
        acts.add(new AwaitIdle(live.stream(), id));
      }
      List<Outstanding> outstanding = new ArrayList<>(live.outstanding());
      outstanding.add(new Outstanding(id, call));
      now =
          new State(
              sending.streams(),
              id,
              Optional.of(new Live(live.stream(), id, List.copyOf(outstanding))),
              now.queue().subList(1, now.queue().size()));
    }
    return new Step(now, List.copyOf(acts));
  }

  private State opened(State state, List<Act> acts) {
    long stream = state.streams() + 1;
    acts.add(new Open(stream));
    return new State(
        stream,
        state.lastCommandId(),
        Optional.of(new Live(stream, beforeFirst(state), List.of())),
        state.queue());
  }

  private boolean maySend(State state) {
    return state
            .live()
            .map(live -> live.outstanding().stream().noneMatch(this::isAwaited))
            .orElse(true)
        || defects.contains(ProxyDefect.COMMANDS_NOT_QUEUED);
  }

  private boolean isAwaited(Outstanding outstanding) {
    return !outstanding.call().forsaken()
        || !defects.contains(ProxyDefect.FORSAKEN_COMMAND_NOT_AWAITED);
  }

  private long beforeFirst(State state) {
    if (defects.contains(ProxyDefect.COMMAND_IDS_ACROSS_STREAMS)) {
      return state.lastCommandId();
    }
    return defects.contains(ProxyDefect.COMMAND_IDS_FROM_ZERO) ? -1 : 0;
  }

  private long next(long lastCommandId) {
    if (defects.contains(ProxyDefect.COMMAND_IDS_CONSTANT)) {
      return 1;
    }
    boolean first = lastCommandId == 0;
    return lastCommandId + (defects.contains(ProxyDefect.COMMAND_IDS_WITH_GAPS) && !first ? 2 : 1);
  }
}
