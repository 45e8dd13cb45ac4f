package io.cloudstate.tck.model.support.crdt;

import io.cloudstate.tck.protocol.SideEffect;
import io.cloudstate.tck.protocol.crdt.CrdtDelta;
import io.cloudstate.tck.protocol.crdt.CrdtReply;
import io.cloudstate.tck.protocol.crdt.CrdtStreamOut;
import io.cloudstate.tck.protocol.crdt.CrdtStreamedMessage;
import io.cloudstate.tck.protocol.crdt.CrdtWriteConsistency;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a CRDT entity's stream decides. As they stand the decisions are functions of their
 * arguments, and conform; a test of the kit itself overrides one to get a service with a defect
 * that cannot be seen from outside. Each stream has its own, so that a defect may have memory.
 */
public class CrdtRules {
  /** The CRDT that a stream starts with: the one in init. */
  protected Optional<Crdt> started(String entityId, Crdt given) {
    return Optional.of(given);
  }

  /** The CRDT created on first use (CRDT-02): the one that the author starts from. */
  protected Crdt created(String entityId, Crdt initial) {
    return initial;
  }

  /**
   * The CRDT after a change made elsewhere (CRDT-04), which is created by it if need be.
   *
   * @param delta of the entity's type
   */
  protected Optional<Crdt> replicated(Optional<Crdt> before, CrdtDelta delta) {
    return Optional.of(before.isPresent() ? before.get().with(delta) : Crdt.of(delta));
  }

  /** The CRDT after a deletion by the proxy (CRDT-22). */
  protected Optional<Crdt> deletedElsewhere(Optional<Crdt> before) {
    return Optional.empty();
  }

  /**
   * The state to go on with after a failed command (CRDT-23).
   *
   * @param reached the state as the command had changed it before it failed
   */
  protected Optional<Crdt> afterFailure(Optional<Crdt> before, Crdt reached) {
    return before;
  }

  /**
   * The reply of a failed command: the failure, without its changes (CRDT-23) and its effects
   * (EFF-04).
   *
   * @param failure the failure alone
   * @param change what the command had done to the state before it failed
   * @param effects what it had asked for
   */
  protected CrdtReply failed(CrdtReply failure, CrdtChange change, List<SideEffect> effects) {
    return failure;
  }

  /**
   * The state that a handler sees after a change of its own.
   *
   * @param former the state before that change
   * @param next the state that the handler has made of it
   */
  protected Crdt reached(Crdt former, Crdt next) {
    return next;
  }

  /** The state that a handler sees once it has deleted the CRDT (CRDT-13). */
  protected Crdt deleted(Crdt state) {
    return state;
  }

  /** Whether a command that deleted the CRDT sends that, whatever else it changed (CRDT-13). */
  protected boolean deletionGoesFirst(CrdtChange change) {
    return true;
  }

  /** The update that a command sends (CRDT-03). */
  protected Optional<CrdtDelta> update(CrdtChange change) {
    return change.net();
  }

  /** The update that the cancellation of a streamed command sends (CRDT-17). */
  protected Optional<CrdtDelta> updateOnCancel(CrdtChange change) {
    return change.net();
  }

  /** The write consistency of a state action (CRDT-15). */
  protected CrdtWriteConsistency writeConsistency(CrdtWriteConsistency asked) {
    return asked;
  }

  /** What streamed commands are told after a command or a cancellation (CRDT-16). */
  protected Optional<Crdt> told(CrdtChange change) {
    return change.net().isPresent() ? Optional.of(change.after()) : Optional.empty();
  }

  /** What streamed commands are told after a delta (CRDT-16). */
  protected Optional<Crdt> toldOfDelta(Optional<Crdt> before, Optional<Crdt> after) {
    return after.equals(before) ? Optional.empty() : after;
  }

  /**
   * The order in which streamed commands are told of one change (CRDT-16): any.
   *
   * @param messages those that are sent, in the order of the commands
   */
  protected List<CrdtStreamOut> ordered(List<CrdtStreamOut> messages) {
    return messages;
  }

  /** Whether a streamed message is sent: one that says something is. */
  protected boolean sends(CrdtStreamedMessage message) {
    return message.hasClientAction() || message.getSideEffectsCount() > 0 || message.getEndStream();
  }

  /**
   * The streamed commands that are over once one of them has ended.
   *
   * @param ended the id of that one
   * @param open the ids of all that were open, that one included
   */
  protected Set<Long> overAfterEnd(long ended, Set<Long> open) {
    return Set.of(ended);
  }

  /**
   * The streamed commands that are over once one of them is cancelled (CRDT-17).
   *
   * @param cancelled the id of that one
   * @param open the ids of all that were open, that one included
   */
  protected Set<Long> overAfterCancel(long cancelled, Set<Long> open) {
    return Set.of(cancelled);
  }
}
