package io.cloudstate.tck.runner.judge;

import com.google.protobuf.InvalidProtocolBufferException;
import io.cloudstate.tck.protocol.ClientAction;
import io.cloudstate.tck.protocol.Command;
import io.cloudstate.tck.protocol.Failure;
import io.cloudstate.tck.protocol.SideEffect;
import io.cloudstate.tck.protocol.crdt.CrdtReply;
import io.cloudstate.tck.protocol.crdt.CrdtStreamCancelledResponse;
import io.cloudstate.tck.protocol.crdt.CrdtStreamIn;
import io.cloudstate.tck.protocol.crdt.CrdtStreamOut;
import io.cloudstate.tck.protocol.crdt.CrdtStreamedMessage;
import io.cloudstate.tck.protocol.eventsourced.EventSourcedReply;
import io.cloudstate.tck.protocol.eventsourced.EventSourcedStreamIn;
import io.cloudstate.tck.protocol.eventsourced.EventSourcedStreamOut;
import io.cloudstate.tck.protocol.valueentity.ValueEntityReply;
import io.cloudstate.tck.protocol.valueentity.ValueEntityStreamIn;
import io.cloudstate.tck.protocol.valueentity.ValueEntityStreamOut;
import io.cloudstate.tck.specs.EntityType;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What holds on every stream of an entity. */
final class EntityRules extends StreamRules {

  private final EntityType type;
  private final Signatures signatures;

  /** Commands without a reply, by id. */
  private final Map<Long, Asked> outstanding = new LinkedHashMap<>();

  /** Commands that a failure may have answered, or what came before them; they may get a reply. */
  private final Map<Long, Asked> perhapsAnswered = new HashMap<>();

  /** Whether a failure that names no command may be of an event or a change, rather. */
  private boolean otherThanCommands;

  /** Commands whose reply said that more comes, by id; what is cancelled stays until answered. */
  private final Map<Long, Asked> streamed = new LinkedHashMap<>();

  private final Set<Long> cancelled = new HashSet<>();

  /** Commands whose cancellation is answered. */
  private final Set<Long> over = new HashSet<>();

  /** The rule by which a reply to what the proxy sent last is none that it may get. */
  private String unasked;

  private boolean begun;
  private String service = "";
  private String entity = "";
  private long sequence;
  private long commands;
  private boolean halfClosed;
  private boolean restarts;
  private boolean broken;

  /** Whether the service has said so, and may end the stream accordingly. */
  private boolean failed;

  EntityRules(EntityType type, Signatures signatures) {
    this.type = type;
    this.signatures = signatures;
    this.unasked = replyRule();
  }

  @Override
  String firstRule() {
    return byType("ES-01", "VE-01", "CRDT-01");
  }

  @Override
  String replyRule() {
    return byType("ES-05", "VE-07", "CRDT-21");
  }

  private String byType(String eventSourced, String value, String crdt) {
    return switch (type) {
      case EVENT_SOURCED -> eventSourced;
      case VALUE_ENTITY -> value;
      default -> crdt;
    };
  }

  // What the proxy sends.

  @Override
  void incoming(byte[] bytes) throws InvalidProtocolBufferException {
    switch (type) {
      case EVENT_SOURCED -> incoming(EventSourcedStreamIn.parseFrom(bytes));
      case VALUE_ENTITY -> incoming(ValueEntityStreamIn.parseFrom(bytes));
      default -> incoming(CrdtStreamIn.parseFrom(bytes));
    }
  }

  private void incoming(EventSourcedStreamIn in) {
    switch (in.getMessageCase()) {
      case INIT -> {
        init(in.getInit().getServiceName(), in.getInit().getEntityId());
        sequence = in.getInit().getSnapshot().getSnapshotSequence();
        unasked = sequence > 0 ? "ES-04" : replyRule();
      }
      case EVENT -> event(in.getEvent().getSequence());
      case COMMAND -> command(in.getCommand());
      case MESSAGE_NOT_SET -> lose(firstRule(), Blame.PROXY, "an empty frame");
    }
  }

  private void incoming(ValueEntityStreamIn in) {
    switch (in.getMessageCase()) {
      case INIT -> init(in.getInit().getServiceName(), in.getInit().getEntityId());
      case COMMAND -> command(in.getCommand());
      case MESSAGE_NOT_SET -> lose(firstRule(), Blame.PROXY, "an empty frame");
    }
  }

  private void incoming(CrdtStreamIn in) {
    switch (in.getMessageCase()) {
      case INIT -> init(in.getInit().getServiceName(), in.getInit().getEntityId());
      case DELTA, DELETE -> {
        if (!isFirst("a change") && !outstanding.isEmpty()) {
          violates("CRDT-19", Blame.PROXY, "a change while " + theOutstanding());
        }
        unasked = in.hasDelete() ? "CRDT-13" : "CRDT-04";
        otherThanCommands = true;
      }
      case COMMAND -> command(in.getCommand());
      case STREAM_CANCELLED -> cancelled.add(in.getStreamCancelled().getId());
      case MESSAGE_NOT_SET -> lose(firstRule(), Blame.PROXY, "an empty frame");
    }
  }

  private void init(String serviceName, String entityId) {
    if (begun) {
      lose(firstRule(), Blame.PROXY, "a second init");
      return;
    }
    begun = true;
    service = serviceName;
    entity = entityId;
    if (serviceName.isEmpty() || entityId.isEmpty()) {
      violates(firstRule(), Blame.PROXY, "an init that does not name service and entity");
    }
  }

  /** Whether nothing came before; then the stream is lost, since init should have. */
  private boolean isFirst(String what) {
    if (!begun) {
      lose(firstRule(), Blame.PROXY, what + " before init");
    }
    return !begun;
  }

  private void event(long number) {
    if (isFirst("an event")) {
      return;
    }
    if (commands > 0) {
      lose("ES-03", Blame.PROXY, "event " + number + " after a command");
    } else if (number != sequence + 1) {
      lose("ES-03", Blame.PROXY, "event " + number + " where " + (sequence + 1) + " is next");
    }
    sequence = number;
    unasked = "ES-04";
    otherThanCommands = true;
  }

  private void command(Command command) {
    if (isFirst("command " + command.getId())) {
      return;
    }
    String name = "command " + command.getId();
    commands++;
    unasked = replyRule();
    if (command.getId() != commands) {
      lose("ES-11", Blame.PROXY, name + " where " + commands + " is next");
      return;
    }
    if (type != EntityType.CRDT && !outstanding.isEmpty()) {
      lose("ES-10", Blame.PROXY, name + " while " + theOutstanding());
      return;
    }
    if (restarts) {
      lose("ES-13", Blame.PROXY, name + " on a stream whose service asked for a restart");
      return;
    }
    if (broken) {
      lose("FAI-04", Blame.PROXY, name + " on a stream that failed");
      return;
    }
    if (!command.getEntityId().equals(entity)) {
      violates("CMD-02", Blame.PROXY, name + " for another entity than the stream's");
    }
    violates(
        "CMD-02",
        Blame.PROXY,
        signatures.wrongInput(service, command.getName(), command.getPayload()));
    outstanding.put(command.getId(), new Asked(service, command.getName(), signatures));
  }

  private String theOutstanding() {
    return "command " + outstanding.keySet().iterator().next() + " has no reply";
  }

  // What the service sends.

  @Override
  void outgoing(byte[] bytes) throws InvalidProtocolBufferException {
    switch (type) {
      case EVENT_SOURCED -> outgoing(EventSourcedStreamOut.parseFrom(bytes));
      case VALUE_ENTITY -> outgoing(ValueEntityStreamOut.parseFrom(bytes));
      default -> outgoing(CrdtStreamOut.parseFrom(bytes));
    }
  }

  private void outgoing(EventSourcedStreamOut out) {
    switch (out.getMessageCase()) {
      case REPLY -> reply(out.getReply());
      case FAILURE -> failure(out.getFailure());
      case MESSAGE_NOT_SET -> lose(replyRule(), Blame.CANDIDATE, "an empty frame");
    }
  }

  private void outgoing(ValueEntityStreamOut out) {
    switch (out.getMessageCase()) {
      case REPLY -> reply(out.getReply());
      case FAILURE -> failure(out.getFailure());
      case MESSAGE_NOT_SET -> lose(replyRule(), Blame.CANDIDATE, "an empty frame");
    }
  }

  private void outgoing(CrdtStreamOut out) {
    switch (out.getMessageCase()) {
      case REPLY -> reply(out.getReply());
      case STREAMED_MESSAGE -> streamedMessage(out.getStreamedMessage());
      case STREAM_CANCELLED_RESPONSE -> cancelResponse(out.getStreamCancelledResponse());
      case FAILURE -> failure(out.getFailure());
      case MESSAGE_NOT_SET -> lose(replyRule(), Blame.CANDIDATE, "an empty frame");
    }
  }

  private void reply(EventSourcedReply reply) {
    boolean changes = reply.getEventsCount() > 0 || reply.hasSnapshot();
    answer(
        reply.getCommandId(), reply.getClientAction(), reply.getSideEffectsList(), changes, false);
    if (reply.hasSnapshot() && reply.getEventsCount() == 0) {
      violates("ES-07", Blame.CANDIDATE, "a snapshot without events");
    }
    restarts = reply.getClientAction().getFailure().getRestart();
  }

  private void reply(ValueEntityReply reply) {
    boolean changes = reply.hasStateAction();
    answer(
        reply.getCommandId(), reply.getClientAction(), reply.getSideEffectsList(), changes, false);
    if (reply.getStateAction().hasUpdate() && !reply.getStateAction().getUpdate().hasValue()) {
      violates("VE-02", Blame.CANDIDATE, "an update without a value");
    }
  }

  private void reply(CrdtReply reply) {
    Asked asked =
        outstanding.getOrDefault(reply.getCommandId(), perhapsAnswered.get(reply.getCommandId()));
    boolean changes = reply.hasStateAction();
    answer(
        reply.getCommandId(),
        reply.getClientAction(),
        reply.getSideEffectsList(),
        changes,
        reply.getStreamed());
    if (asked != null && reply.getStreamed()) {
      streamed.put(reply.getCommandId(), asked);
    }
  }

  /**
   * A reply.
   *
   * @param changes whether a change of state goes with it
   * @param quiet whether it may say nothing to the client
   */
  private void answer(
      long id, ClientAction action, List<SideEffect> effects, boolean changes, boolean quiet) {
    Optional<Asked> asked = answered(id);
    if (asked.isEmpty()) {
      lose(
          action.hasFailure() ? "FAI-01" : unasked,
          Blame.CANDIDATE,
          "a reply to command " + id + ", which waits for none");
      return;
    }
    if (action.getActionCase() == ClientAction.ActionCase.ACTION_NOT_SET && !quiet) {
      violates(replyRule(), Blame.CANDIDATE, "a reply that neither replies nor forwards nor fails");
    }
    asked.get().check(action, this);
    Asked.check(effects, this);
    long failed = action.getFailure().getCommandId();
    if (failed != 0 && failed != id) {
      violates(
          "FAI-01",
          Blame.CANDIDATE,
          "a failure of command " + failed + " in the reply to command " + id);
    }
    if (action.hasFailure() && !effects.isEmpty()) {
      violates("EFF-04", Blame.CANDIDATE, "side effects beside a failure");
    }
    if (action.hasFailure() && changes && !action.getFailure().getRestart()) {
      violates(
          byType("ES-12", "VE-05", "CRDT-23"),
          Blame.CANDIDATE,
          "a change of state beside a failure");
    }
  }

  private Optional<Asked> answered(long id) {
    otherThanCommands = false;
    return Optional.ofNullable(outstanding.remove(id))
        .or(() -> Optional.ofNullable(perhapsAnswered.remove(id)));
  }

  private void streamedMessage(CrdtStreamedMessage message) {
    Asked asked = streamed.get(message.getCommandId());
    if (asked == null) {
      boolean isOver = over.contains(message.getCommandId());
      lose(
          isOver ? "CRDT-17" : "CRDT-16",
          Blame.CANDIDATE,
          "a streamed message for command "
              + message.getCommandId()
              + (isOver ? ", whose cancellation is answered" : ", which streams nothing"));
      return;
    }
    asked.check(message.getClientAction(), this);
    Asked.check(message.getSideEffectsList(), this);
    if (message.getEndStream() || message.getClientAction().hasFailure()) {
      streamed.remove(message.getCommandId());
    }
  }

  private void cancelResponse(CrdtStreamCancelledResponse response) {
    if (!cancelled.remove(response.getCommandId())) {
      lose(
          "CRDT-17",
          Blame.CANDIDATE,
          "a cancel response for command " + response.getCommandId() + ", which waits for none");
      return;
    }
    streamed.remove(response.getCommandId());
    over.add(response.getCommandId());
    Asked.check(response.getSideEffectsList(), this);
  }

  /**
   * An unasked one may cross with a command; one that answers a command ends the stream. It names
   * no command where the service means another frame, too, and may then go on to the commands.
   */
  private void failure(Failure failure) {
    String name = "a failure of command " + failure.getCommandId();
    if (failure.getCommandId() > commands || failure.getCommandId() < 0) {
      lose(replyRule(), Blame.CANDIDATE, name + ", which was never sent");
      return;
    }
    if (isAnswered(failure.getCommandId())) {
      lose(replyRule(), Blame.CANDIDATE, name + ", which is answered already");
      return;
    }
    failed = true;
    broken = !outstanding.isEmpty() && type != EntityType.CRDT;
    if (failure.getCommandId() == 0) {
      if (otherThanCommands) {
        perhapsAnswered.putAll(outstanding);
      }
      otherThanCommands = false;
      outstanding.clear();
    } else {
      outstanding.remove(failure.getCommandId());
    }
  }

  /** What a failure has answered may be told again: it may have been of another frame. */
  private boolean isAnswered(long id) {
    return id > 0
        && !failed
        && !outstanding.containsKey(id)
        && !perhapsAnswered.containsKey(id)
        && !streamed.containsKey(id);
  }

  // How it ends.

  @Override
  void halfClosed() {
    halfClosed = true;
    if (!outstanding.isEmpty()) {
      violates("PAS-01", Blame.PROXY, "half-close while " + theOutstanding());
    } else {
      streamed.keySet().stream()
          .filter(id -> !cancelled.contains(id))
          .findFirst()
          .ifPresent(
              id -> violates("PAS-01", Blame.PROXY, "half-close while command " + id + " streams"));
    }
  }

  /** Without a deadline nobody can say so of a stream that merely has not ended yet. */
  @Override
  Optional<Violation> unended() {
    return halfClosed && outstanding.isEmpty()
        ? Optional.of(new Violation(endRule(), Blame.CANDIDATE, "no end after half-close"))
        : Optional.empty();
  }

  private String endRule() {
    return unasked.equals("CRDT-13") ? unasked : "ES-16";
  }

  @Override
  void finished(String code) {
    if (code.equals("OK") && !outstanding.isEmpty()) {
      violates(replyRule(), Blame.CANDIDATE, "the end of the stream while " + theOutstanding());
    } else if (!code.equals("OK") && halfClosed && outstanding.isEmpty() && !failed) {
      violates(endRule(), Blame.CANDIDATE, "status " + code + " as the answer to half-close");
    }
  }
}
