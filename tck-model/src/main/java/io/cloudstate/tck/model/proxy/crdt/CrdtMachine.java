package io.cloudstate.tck.model.proxy.crdt;

import io.cloudstate.tck.model.proxy.crdt.CrdtState.Live;
import io.cloudstate.tck.model.proxy.crdt.Pending.Stage;
import io.cloudstate.tck.model.proxy.settings.ProxyDefect;
import io.cloudstate.tck.model.proxy.settings.ProxyHabit;
import io.cloudstate.tck.protocol.ClientAction;
import io.cloudstate.tck.protocol.Failure;
import io.cloudstate.tck.protocol.SideEffect;
import io.cloudstate.tck.protocol.crdt.CrdtDelta;
import io.cloudstate.tck.protocol.crdt.CrdtReply;
import io.cloudstate.tck.protocol.crdt.CrdtStateAction;
import io.cloudstate.tck.protocol.crdt.CrdtStreamCancelledResponse;
import io.cloudstate.tck.protocol.crdt.CrdtStreamOut;
import io.cloudstate.tck.protocol.crdt.CrdtStreamedMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Decides, for one CRDT, what each happening leads to; pure. A stream lives from the first command
 * until it idles, restarts, breaks, violates the protocol or is completed after a delete; what
 * comes from an earlier stream is ignored. The CRDT itself is changed here too.
 *
 * @param <C> whose commands the commands are
 */
public final class CrdtMachine<C> {
  private static final String DELETED = "the CRDT has been deleted";

  private final Set<ProxyDefect> defects;
  private final Set<ProxyHabit> habits;
  private final Bookkeeping bookkeeping;

  /**
   * A machine.
   *
   * @param defects the bugs to imitate
   * @param habits what it does otherwise, and may
   */
  public CrdtMachine(Set<ProxyDefect> defects, Set<ProxyHabit> habits) {
    this.defects = defects;
    this.habits = habits;
    this.bookkeeping = DefectiveBookkeeping.of(defects);
  }

  /**
   * Where the CRDT stands next, and what is to be done, in order.
   *
   * @param <C> whose commands its commands are
   */
  public record Step<C>(CrdtState<C> state, List<CrdtAct<C>> acts) {}

  /**
   * Somebody calls.
   *
   * @param streamed whether the method streams its output
   */
  public Step<C> called(CrdtState<C> before, C call, boolean streamed) {
    CrdtState<C> state =
        before.deleted() && has(ProxyDefect.DELETED_CRDT_STARTS_AFRESH)
            ? new CrdtState<>(
                before.streams(), before.lastCommandId(), Optional.empty(), Optional.empty(), false)
            : before;
    List<CrdtAct<C>> acts = new ArrayList<>();
    if (state.deleted()) {
      acts.add(new CrdtAct.Fail<>(call, DELETED));
      return new Step<>(state, acts);
    }
    long streams = state.streams();
    Live<C> live;
    if (state.live().isPresent()) {
      live = state.live().get();
    } else {
      streams++;
      live = new Live<>(streams, beforeFirst(state), List.of());
      acts.add(new CrdtAct.Open<>(streams, full(state)));
    }
    long id = next(live.lastCommandId());
    acts.add(new CrdtAct.Send<>(live.stream(), id, call));
    if (has(ProxyDefect.PASSIVATES_WHILE_BUSY)) {
      acts.add(new CrdtAct.AwaitIdle<>(live.stream(), id));
    }
    List<Pending<C>> pending = new ArrayList<>(live.pending());
    pending.add(new Pending<>(id, call, streamed, Stage.ASKED));
    Live<C> asked = new Live<>(live.stream(), id, List.copyOf(pending));
    return new Step<>(new CrdtState<>(streams, id, Optional.of(asked), state.crdt(), false), acts);
  }

  /** The client of a call has gone, or has been told of a failure that the service cannot know. */
  public Step<C> abandoned(CrdtState<C> state, C call) {
    Optional<Live<C>> live = state.live();
    Optional<Pending<C>> gone =
        live.flatMap(
            open ->
                open.first(
                    command ->
                        command.streamed()
                            && command.call().equals(call)
                            && command.stage().hasClient()));
    if (gone.isEmpty() || isOverlooked(gone.get().stage())) {
      return new Step<>(state, List.of());
    }
    if (has(ProxyDefect.STREAM_CANCELLED_BY_CANCELLING)) {
      return lost(state, live.get(), "a client has gone", told());
    }
    Stage next = gone.get().stage() == Stage.ASKED ? Stage.FORSAKEN : Stage.CANCELLED;
    CrdtAct<C> send = new CrdtAct.SendCancelled<>(live.get().stream(), gone.get().id());
    List<CrdtAct<C>> acts = new ArrayList<>();
    if (!state.deleted()) { // else it is half-closed
      acts.add(send);
      if (has(ProxyDefect.STREAM_CANCELLED_SENT_TWICE)) {
        acts.add(send);
      }
    }
    return new Step<>(state.withLive(Optional.of(live.get().with(gone.get(), next))), acts);
  }

  /** Whether the client goes unnoticed; only with a defect. */
  private boolean isOverlooked(Stage stage) {
    return has(ProxyDefect.STREAM_CANCELLED_NOT_SENT)
        || (stage == Stage.ASKED && has(ProxyDefect.EARLY_STREAM_CANCELLED_NOT_SENT));
  }

  /** The service has sent a frame. */
  public Step<C> received(CrdtState<C> state, long stream, CrdtStreamOut frame) {
    Optional<Live<C>> live = state.live(stream);
    if (live.isEmpty()) {
      return new Step<>(state, List.of());
    }
    return switch (frame.getMessageCase()) {
      case REPLY -> replied(state, live.get(), frame.getReply());
      case STREAMED_MESSAGE -> messaged(state, live.get(), frame.getStreamedMessage());
      case STREAM_CANCELLED_RESPONSE ->
          responded(state, live.get(), frame.getStreamCancelledResponse());
      case FAILURE ->
          lost(
              state,
              live.get(),
              "the service failed the entity's stream: " + frame.getFailure().getDescription(),
              told(ProxyDefect.STREAM_FAILURE_HANGS));
      case MESSAGE_NOT_SET ->
          has(ProxyDefect.EMPTY_FRAME_IGNORED)
              ? new Step<>(state, List.of())
              : violated(state, live.get(), "the service sent an empty frame");
    };
  }

  /** The stream has ended, other than by what this machine decided. */
  public Step<C> ended(CrdtState<C> state, long stream, String how) {
    Optional<Live<C>> live = state.live(stream);
    if (live.isEmpty()) {
      return new Step<>(state, List.of());
    }
    CrdtState<C> kept =
        has(ProxyDefect.BROKEN_STREAM_LOSES_STATE) ? state.withCrdt(Optional.empty()) : state;
    String reason =
        state.deleted() ? DELETED : "the entity's stream ended with a call outstanding: " + how;
    ProxyDefect hanging =
        state.deleted()
            ? ProxyDefect.DELETION_HANGS_STREAMED_CALLS
            : ProxyDefect.BROKEN_STREAM_HANGS;
    Step<C> step = lost(kept, live.get(), reason, told(hanging));
    boolean stuck = has(ProxyDefect.BROKEN_STREAM_FOR_EVER) && live.get().any(Stage::owesReply);
    return stuck ? new Step<>(step.state().withLive(live), step.acts()) : step;
  }

  /** The time for a command's reply is up. */
  public Step<C> overdue(CrdtState<C> state, long stream, long commandId) {
    Optional<Live<C>> live =
        state
            .live(stream)
            .filter(
                open ->
                    open.first(command -> command.id() == commandId)
                        .filter(command -> command.stage().owesReply())
                        .isPresent());
    return live.isEmpty()
        ? new Step<>(state, List.of())
        : violated(state, live.get(), "the service did not answer in time");
  }

  /** The time for a cancel response is up: nobody needs it, so it is not waited for any more. */
  public Step<C> unanswered(CrdtState<C> state, long stream, long commandId) {
    Optional<Live<C>> live = state.live(stream);
    Optional<Pending<C>> cancelled =
        live.flatMap(
            open ->
                open.first(
                    command -> command.id() == commandId && command.stage() == Stage.CANCELLED));
    return cancelled.isEmpty()
        ? new Step<>(state, List.of())
        : goOn(state, live.get().with(cancelled.get(), Stage.RESPONSE_MAY_COME), List.of());
  }

  /** The idle time is up. */
  public Step<C> idled(CrdtState<C> state, long stream, long lastCommandId) {
    Optional<Live<C>> live =
        state.live(stream).filter(open -> open.lastCommandId() == lastCommandId);
    if (live.isEmpty() || state.deleted() || has(ProxyDefect.NO_PASSIVATION)) {
      return new Step<>(state, List.of());
    }
    if (isBusy(live.get())) {
      return new Step<>(
          state,
          live.get().any(Stage::owesReply) && has(ProxyDefect.PASSIVATES_WHILE_BUSY)
              ? List.of(new CrdtAct.HalfClose<>(stream))
              : List.of());
    }
    return new Step<>(
        state.withLive(Optional.empty()),
        List.of(
            has(ProxyDefect.PASSIVATES_BY_CANCELLING)
                ? new CrdtAct.Drop<>(stream, "idle")
                : new CrdtAct.HalfClose<>(stream)));
  }

  private Step<C> replied(CrdtState<C> state, Live<C> live, CrdtReply reply) {
    Optional<Pending<C>> answered = answered(live, reply);
    if (answered.isEmpty()) {
      return !live.any(Stage::owesReply) && has(ProxyDefect.UNSOLICITED_REPLY_IGNORED)
          ? new Step<>(state, List.of())
          : violated(
              anyway(state, reply.getStateAction()),
              live,
              "the service replied to command %d, but outstanding was %s"
                  .formatted(
                      reply.getCommandId(),
                      live.pending().stream()
                          .filter(command -> command.stage().owesReply())
                          .map(Pending::id)
                          .toList()));
    }
    return replied(state, live, answered.get(), reply);
  }

  private Step<C> replied(CrdtState<C> state, Live<C> live, Pending<C> command, CrdtReply reply) {
    ClientAction action = reply.getClientAction();
    if (action.hasFailure()) {
      return refused(state, live, command, action.getFailure());
    }
    if (action.getActionCase() == ClientAction.ActionCase.ACTION_NOT_SET && !command.streamed()) {
      if (has(ProxyDefect.CRDT_REPLY_WITHOUT_ACTION_IGNORED)) {
        return new Step<>(state, List.of());
      }
      return violated(
          anyway(state, reply.getStateAction()),
          live,
          "the service replied to command %d without a client action"
              .formatted(reply.getCommandId()));
    }
    CrdtState<C> changed;
    try {
      changed = changed(state, reply);
    } catch (UnfitDeltaException e) {
      return violated(state, live, "the service replied with an update, but " + e.getMessage());
    }
    return command.stage().hasClient()
        ? delivered(state, changed, live, command, reply)
        : unheard(state, changed, live, command, reply);
  }

  /** The client gets the reply, and what comes later where the command stays open. */
  private Step<C> delivered(
      CrdtState<C> before, CrdtState<C> after, Live<C> live, Pending<C> command, CrdtReply reply) {
    boolean open = staysOpen(command, reply);
    ClientAction given =
        command.streamed() && has(ProxyDefect.CRDT_FIRST_REPLY_LOST)
            ? ClientAction.getDefaultInstance()
            : reply.getClientAction();
    boolean hangs = command.streamed() && has(ProxyDefect.CRDT_STREAMED_FALSE_IGNORED);
    List<CrdtAct<C>> acts = new ArrayList<>();
    acts.add(
        new CrdtAct.Deliver<>(command.call(), given, reply.getSideEffectsList(), !open && !hangs));
    if (reply.getStateAction().hasUpdate() && has(ProxyDefect.UPDATE_SENT_BACK)) {
      acts.add(new CrdtAct.SendDelta<>(live.stream(), reply.getStateAction().getUpdate()));
    }
    return goOn(before, after, open ? live.with(command, Stage.OPEN) : live.without(command), acts);
  }

  /** Nobody gets the reply any more; what it changes and its effects count all the same. */
  private Step<C> unheard(
      CrdtState<C> before, CrdtState<C> after, Live<C> live, Pending<C> command, CrdtReply reply) {
    Stage next = staysOpen(command, reply) ? Stage.CANCELLED : Stage.RESPONSE_MAY_COME;
    return goOn(
        before,
        after,
        command.stage() == Stage.FORSAKEN ? live.with(command, next) : live.without(command),
        List.of(new CrdtAct.RunEffects<>(command.call(), reply.getSideEffectsList())));
  }

  private static boolean staysOpen(Pending<?> command, CrdtReply reply) {
    return command.streamed() && reply.getStreamed();
  }

  private Optional<Pending<C>> answered(Live<C> live, CrdtReply reply) {
    Predicate<Pending<C>> awaits = command -> command.stage().awaitsReply();
    if (has(ProxyDefect.REPLIES_MATCHED_BY_ORDER)) {
      return live.first(awaits);
    }
    return live.first(awaits.and(command -> command.id() == reply.getCommandId()))
        .or(() -> takesAny(reply.getClientAction()) ? live.first(awaits) : Optional.empty());
  }

  private boolean takesAny(ClientAction action) {
    return has(ProxyDefect.WRONG_COMMAND_ID_ACCEPTED)
        || (action.hasFailure() && has(ProxyDefect.WRONG_FAILURE_ACCEPTED))
        || (action.hasForward() && has(ProxyDefect.WRONG_FORWARD_ACCEPTED));
  }

  /** The state after a reply. */
  private CrdtState<C> changed(CrdtState<C> state, CrdtReply reply) throws UnfitDeltaException {
    boolean lost =
        (reply.getClientAction().hasForward() && has(ProxyDefect.FORWARD_LOSES_EVENTS))
            || (reply.getStreamed() && has(ProxyDefect.STREAMED_FIRST_UPDATE_LOST));
    return lost ? state : changed(state, reply.getStateAction());
  }

  private Step<C> messaged(CrdtState<C> state, Live<C> live, CrdtStreamedMessage message) {
    Optional<Pending<C>> open =
        live.first(
            command ->
                command.stage().awaitsMessages()
                    && (command.id() == message.getCommandId()
                        || has(ProxyDefect.CRDT_MESSAGE_TO_FIRST_CALL)));
    if (open.isEmpty()) {
      return has(ProxyDefect.UNKNOWN_STREAMED_MESSAGE_IGNORED)
          ? new Step<>(state, List.of())
          : violated(
              state,
              live,
              "the service sent a message to command %d, which is no open streamed command"
                  .formatted(message.getCommandId()));
    }
    Pending<C> command = open.get();
    ClientAction action = message.getClientAction();
    if (action.hasFailure()) {
      return has(ProxyDefect.CRDT_MESSAGE_FAILURE_HANGS)
          ? goOn(state, live.without(command), List.of())
          : refused(state, live, command, action.getFailure());
    }
    List<SideEffect> effects =
        has(ProxyDefect.CRDT_MESSAGE_EFFECTS_NOT_RUN) ? List.of() : message.getSideEffectsList();
    boolean last = message.getEndStream();
    if (command.stage() == Stage.CANCELLED) {
      if (has(ProxyDefect.MESSAGE_UNDERWAY_REFUSED)) {
        return violated(state, live, "the service sent a message to a command that is cancelled");
      }
      return goOn(
          state,
          last ? live.with(command, Stage.RESPONSE_MAY_COME) : live,
          List.of(new CrdtAct.RunEffects<>(command.call(), effects)));
    }
    ClientAction given =
        action.hasForward() && has(ProxyDefect.CRDT_MESSAGE_FORWARD_NOT_RUN)
            ? ClientAction.getDefaultInstance()
            : action;
    boolean completes = last && !has(ProxyDefect.CRDT_END_STREAM_IGNORED);
    return goOn(
        state,
        last ? live.without(command) : live,
        List.of(new CrdtAct.Deliver<>(command.call(), given, effects, completes)));
  }

  private Step<C> responded(
      CrdtState<C> state, Live<C> live, CrdtStreamCancelledResponse response) {
    Optional<Pending<C>> cancelled =
        live.first(
            command -> command.stage().awaitsResponse() && command.id() == response.getCommandId());
    if (cancelled.isEmpty()) {
      return has(ProxyDefect.UNKNOWN_CANCEL_RESPONSE_IGNORED)
          ? new Step<>(state, List.of())
          : violated(
              anyway(state, response.getStateAction()),
              live,
              "the service answered the cancellation of command %d, which is not cancelled"
                  .formatted(response.getCommandId()));
    }
    CrdtState<C> changed;
    try {
      changed =
          has(ProxyDefect.CANCEL_RESPONSE_CHANGE_IGNORED)
              ? state
              : changed(state, response.getStateAction());
    } catch (UnfitDeltaException e) {
      return violated(state, live, "the service answered a cancellation, but " + e.getMessage());
    }
    List<SideEffect> effects =
        has(ProxyDefect.CANCEL_RESPONSE_EFFECTS_IGNORED)
            ? List.of()
            : response.getSideEffectsList();
    return goOn(
        state,
        changed,
        cancelled.get().stage() == Stage.FORSAKEN
            ? live.with(cancelled.get(), Stage.REPLY_MAY_COME)
            : live.without(cancelled.get()),
        List.of(new CrdtAct.RunEffects<>(cancelled.get().call(), effects)));
  }

  /** The user function has failed a command, which ends it; nothing beside the failure counts. */
  private Step<C> refused(CrdtState<C> state, Live<C> live, Pending<C> command, Failure failure) {
    List<CrdtAct<C>> acts = new ArrayList<>();
    if (command.stage().hasClient()) {
      String description =
          has(ProxyDefect.FAILURE_DESCRIPTION_LOST)
              ? "the command failed"
              : failure.getDescription();
      acts.add(new CrdtAct.Fail<>(command.call(), description));
    }
    boolean responds = command.stage() == Stage.FORSAKEN || command.stage() == Stage.CANCELLED;
    Live<C> next = responds ? live.with(command, Stage.RESPONSE_MAY_COME) : live.without(command);
    boolean restart = failure.getRestart();
    boolean closes =
        restart || (!isBusy(next) && habits.contains(ProxyHabit.CLOSES_AFTER_FAILURES));
    if (!closes || (restart && has(ProxyDefect.RESTART_IGNORED))) {
      return goOn(state, next, acts);
    }
    acts.addAll(failures(next, "the service asked for a restart", told()));
    acts.add(new CrdtAct.HalfClose<>(live.stream()));
    return new Step<>(state.withLive(Optional.empty()), acts);
  }

  /** The state after a state action; the CRDT is deleted once. */
  private CrdtState<C> changed(CrdtState<C> state, CrdtStateAction action)
      throws UnfitDeltaException {
    if (state.deleted()) {
      return state;
    }
    return switch (action.getActionCase()) {
      case UPDATE ->
          action.getUpdate().getDeltaCase() == CrdtDelta.DeltaCase.DELTA_NOT_SET
                  && has(ProxyDefect.UPDATE_WITHOUT_DELTA_EMPTIES)
              ? state.withCrdt(Optional.empty())
              : state.withCrdt(Optional.of(bookkeeping.updated(state.crdt(), action.getUpdate())));
      case DELETE -> has(ProxyDefect.DELETE_IGNORED) ? state : state.withoutCrdtForEver();
      case ACTION_NOT_SET -> state;
    };
  }

  private CrdtState<C> anyway(CrdtState<C> state, CrdtStateAction action) {
    try {
      return has(ProxyDefect.VIOLATING_EVENTS_PERSISTED) ? changed(state, action) : state;
    } catch (UnfitDeltaException e) {
      return state;
    }
  }

  private Step<C> goOn(CrdtState<C> state, Live<C> live, List<CrdtAct<C>> acts) {
    return goOn(state, state, live, acts);
  }

  /** The stream stays, for what is to come or to idle, unless the CRDT has just been deleted. */
  private Step<C> goOn(
      CrdtState<C> before, CrdtState<C> after, Live<C> live, List<CrdtAct<C>> acts) {
    List<CrdtAct<C>> all = new ArrayList<>(acts);
    if (after.deleted() && !before.deleted()) {
      if (has(ProxyDefect.DELETE_CANCELS_STREAM)) {
        Step<C> cancelled = lost(after, live, DELETED, told());
        all.addAll(cancelled.acts());
        return new Step<>(cancelled.state(), all);
      }
      if (!has(ProxyDefect.DELETE_LEAVES_STREAM)) {
        all.add(new CrdtAct.HalfClose<>(live.stream()));
      }
    } else if (!after.deleted() && !isBusy(live)) {
      all.add(new CrdtAct.AwaitIdle<>(live.stream(), live.lastCommandId()));
    }
    return new Step<>(after.withLive(Optional.of(live)), all);
  }

  private Step<C> violated(CrdtState<C> state, Live<C> live, String reason) {
    if (!has(ProxyDefect.STREAM_KEPT_AFTER_VIOLATION)) {
      return lost(state, live, reason, told());
    }
    List<CrdtAct<C>> acts = new ArrayList<>(failures(live, reason, told()));
    return new Step<>(state.withLive(Optional.of(live.with(List.of()))), acts);
  }

  /** The stream is gone or as good as gone. */
  private Step<C> lost(CrdtState<C> state, Live<C> live, String reason, Predicate<Stage> told) {
    List<CrdtAct<C>> acts = new ArrayList<>(failures(live, reason, told));
    acts.add(new CrdtAct.Drop<>(live.stream(), reason));
    return new Step<>(state.withLive(Optional.empty()), acts);
  }

  private List<CrdtAct<C>> failures(Live<C> live, String reason, Predicate<Stage> told) {
    return live.pending().stream()
        .filter(command -> told.test(command.stage()))
        .<CrdtAct<C>>map(command -> new CrdtAct.Fail<>(command.call(), reason))
        .toList();
  }

  /** Whom the end of a stream is told: all who wait. */
  private Predicate<Stage> told() {
    return has(ProxyDefect.CRDT_CALL_OUTLIVES_STREAM)
        ? stage -> stage == Stage.ASKED
        : Stage::hasClient;
  }

  private Predicate<Stage> told(ProxyDefect hanging) {
    return has(hanging) ? stage -> false : told();
  }

  private boolean isBusy(Live<C> live) {
    return live.any(
        stage ->
            stage.isBusy()
                && !(stage == Stage.OPEN && has(ProxyDefect.PASSIVATES_WITH_STREAMED_CALL)));
  }

  private Optional<CrdtDelta> full(CrdtState<C> state) {
    if (state.crdt().isEmpty() && has(ProxyDefect.ABSENT_CRDT_TOLD_AS_EMPTY_DELTA)) {
      return Optional.of(CrdtDelta.getDefaultInstance());
    }
    return state
        .crdt()
        .map(bookkeeping::told)
        .filter(full -> !has(ProxyDefect.CRDT_INIT_WITHOUT_STATE))
        .filter(
            full ->
                !(DefectiveBookkeeping.isZero(full) && has(ProxyDefect.ZERO_CRDT_TOLD_AS_ABSENT)));
  }

  private long beforeFirst(CrdtState<C> state) {
    if (has(ProxyDefect.COMMAND_IDS_ACROSS_STREAMS)) {
      return state.lastCommandId();
    }
    return has(ProxyDefect.COMMAND_IDS_FROM_ZERO) ? -1 : 0;
  }

  private long next(long lastCommandId) {
    if (has(ProxyDefect.COMMAND_IDS_CONSTANT)) {
      return 1;
    }
    boolean first = lastCommandId == 0;
    return lastCommandId + (has(ProxyDefect.COMMAND_IDS_WITH_GAPS) && !first ? 2 : 1);
  }

  private boolean has(ProxyDefect defect) {
    return defects.contains(defect);
  }
}
