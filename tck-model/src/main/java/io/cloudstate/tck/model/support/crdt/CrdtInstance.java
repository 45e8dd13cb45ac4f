package io.cloudstate.tck.model.support.crdt;

import io.cloudstate.tck.model.support.Answer;
import io.cloudstate.tck.model.support.ClientActions;
import io.cloudstate.tck.model.support.EntityCommand;
import io.cloudstate.tck.model.support.ProtocolException;
import io.cloudstate.tck.protocol.Command;
import io.cloudstate.tck.protocol.crdt.CrdtDelete;
import io.cloudstate.tck.protocol.crdt.CrdtDelta;
import io.cloudstate.tck.protocol.crdt.CrdtInit;
import io.cloudstate.tck.protocol.crdt.CrdtReply;
import io.cloudstate.tck.protocol.crdt.CrdtStateAction;
import io.cloudstate.tck.protocol.crdt.CrdtStreamCancelledResponse;
import io.cloudstate.tck.protocol.crdt.CrdtStreamOut;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One CRDT on one stream: it comes from this stream's init, deltas and commands. States are
 * immutable, so a command that fails leaves nothing behind (CRDT-23), and what to tell the proxy is
 * the difference between two of them (CRDT-03).
 */
final class CrdtInstance {
  private final CrdtDefinition definition;
  private final CrdtRules rules;
  private final String entityId;
  private final Crdt initial;
  private final StreamedCommands streamed;

  /** What the proxy and this service both know of; empty until first use, and once deleted. */
  private Optional<Crdt> current;

  CrdtInstance(CrdtDefinition definition, CrdtRules rules, CrdtInit init) {
    this.definition = definition;
    this.rules = rules;
    this.entityId = init.getEntityId();
    this.initial = definition.entity().initial(entityId);
    this.streamed = new StreamedCommands(entityId, rules);
    this.current =
        init.getDelta().getDeltaCase() == CrdtDelta.DeltaCase.DELTA_NOT_SET
            ? Optional.empty()
            : rules.started(entityId, Crdt.of(ofThisType(init.getDelta())));
  }

  /** A change made elsewhere: answered by nothing but messages to streamed commands (CRDT-04). */
  List<CrdtStreamOut> replicate(CrdtDelta delta) {
    Optional<Crdt> before = current;
    current = rules.replicated(before, ofThisType(delta));
    return rules.toldOfDelta(before, current).map(streamed::tell).orElse(List.of());
  }

  /** A deletion elsewhere: answered by nothing (CRDT-13). */
  void delete() {
    current = rules.deletedElsewhere(current);
  }

  /** Carries out a command; an exception leaves the state as it was. */
  List<CrdtStreamOut> handle(Command command) {
    EntityCommand known = EntityCommand.of(definition.service(), command);
    CrdtRun run = run();
    CrdtAnswer answer = definition.entity().handle(known, run);
    CrdtChange change = new CrdtChange(current, run.states());
    CrdtReply.Builder reply = CrdtReply.newBuilder().setCommandId(command.getId());
    first(answer)
        .map(action -> ClientActions.of(action, known.method(), command.getId()))
        .ifPresent(reply::setClientAction);
    if (reply.getClientAction().hasFailure()) {
      current = rules.afterFailure(current, change.after());
      return List.of(out(rules.failed(reply.build(), change, run.effects())));
    }
    action(run, change, rules::update).ifPresent(reply::setStateAction);
    reply.addAllSideEffects(run.effects());
    if (answer instanceof CrdtAnswer.Streamed stays) {
      requireStreamed(command);
      List<CrdtStreamOut> answers = concluded(out(reply.setStreamed(true).build()), run, change);
      // Only now, since what the command itself changed is in its reply (CRDT-16).
      streamed.open(command.getId(), known.method(), stays.subscriber());
      return answers;
    }
    return concluded(out(reply.build()), run, change);
  }

  /** The client of a streamed command has gone away; an exception leaves the state as it was. */
  List<CrdtStreamOut> cancel(long commandId) {
    CrdtStreamCancelledResponse.Builder response =
        CrdtStreamCancelledResponse.newBuilder().setCommandId(commandId);
    Optional<CrdtSubscriber> cancelled = streamed.cancel(commandId);
    if (cancelled.isEmpty()) {
      return List.of(out(response)); // its last message and the cancellation have crossed
    }
    CrdtRun run = run();
    cancelled.get().cancelled(run);
    CrdtChange change = new CrdtChange(current, run.states());
    action(run, change, rules::updateOnCancel).ifPresent(response::setStateAction);
    return concluded(out(response.addAllSideEffects(run.effects())), run, change);
  }

  private CrdtRun run() {
    return new CrdtRun(entityId, rules, current.orElseGet(() -> rules.created(entityId, initial)));
  }

  /** The change that the proxy is told of: a deletion replaces the update (CRDT-13). */
  private Optional<CrdtStateAction> action(
      CrdtRun run, CrdtChange change, Function<CrdtChange, Optional<CrdtDelta>> update) {
    Optional<CrdtStateAction.Builder> action =
        run.isDeleted() && rules.deletionGoesFirst(change)
            ? Optional.of(CrdtStateAction.newBuilder().setDelete(CrdtDelete.getDefaultInstance()))
            : update.apply(change).map(delta -> CrdtStateAction.newBuilder().setUpdate(delta));
    return action.map(
        told -> told.setWriteConsistency(rules.writeConsistency(run.writeConsistency())).build());
  }

  /** Makes the change the state: the answer comes first, then what streamed commands are told. */
  private List<CrdtStreamOut> concluded(CrdtStreamOut answer, CrdtRun run, CrdtChange change) {
    List<CrdtStreamOut> answers = new ArrayList<>(List.of(answer));
    if (run.isDeleted()) {
      current = Optional.empty(); // which leaves no state to tell
    } else {
      current = Optional.of(change.after());
      rules.told(change).map(streamed::tell).ifPresent(answers::addAll);
    }
    return answers;
  }

  private CrdtDelta ofThisType(CrdtDelta delta) {
    return Types.require(initial.type(), delta);
  }

  private static Optional<Answer> first(CrdtAnswer answer) {
    return answer instanceof CrdtAnswer.Streamed stays
        ? stays.first()
        : Optional.of(((CrdtAnswer.Once) answer).answer());
  }

  private static void requireStreamed(Command command) {
    if (!command.getStreamed()) {
      throw new ProtocolException(
          "Command %d calls %s, which is streamed, but does not say that it is."
              .formatted(command.getId(), command.getName()));
    }
  }

  private static CrdtStreamOut out(CrdtReply reply) {
    return CrdtStreamOut.newBuilder().setReply(reply).build();
  }

  private static CrdtStreamOut out(CrdtStreamCancelledResponse.Builder response) {
    return CrdtStreamOut.newBuilder().setStreamCancelledResponse(response).build();
  }
}
