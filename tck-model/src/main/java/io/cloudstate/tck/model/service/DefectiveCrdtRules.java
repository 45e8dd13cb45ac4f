package io.cloudstate.tck.model.service;

import io.cloudstate.tck.model.support.Primitives;
import io.cloudstate.tck.model.support.crdt.Crdt;
import io.cloudstate.tck.model.support.crdt.CrdtChange;
import io.cloudstate.tck.model.support.crdt.CrdtRules;
import io.cloudstate.tck.model.support.crdt.LWWRegister;
import io.cloudstate.tck.model.support.crdt.Vote;
import io.cloudstate.tck.protocol.SideEffect;
import io.cloudstate.tck.protocol.crdt.CrdtDelta;
import io.cloudstate.tck.protocol.crdt.CrdtReply;
import io.cloudstate.tck.protocol.crdt.CrdtStreamedMessage;
import io.cloudstate.tck.protocol.crdt.CrdtWriteConsistency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Defects in what a CRDT's stream decides, and in what it remembers from one frame to the next. */
final class DefectiveCrdtRules extends CrdtRules {
  private final Set<ServiceDefect> defects;

  /** What the next update is reckoned from, if not from the state before its command. */
  private Optional<Base> base = Optional.empty();

  private Optional<Crdt> afterLastCommand = Optional.empty();
  private CrdtWriteConsistency widened = CrdtWriteConsistency.LOCAL;

  /**
   * A state that the proxy is believed to know.
   *
   * @param state empty if the proxy is believed to know of no CRDT
   */
  private record Base(Optional<Crdt> state) {}

  /** What the entities of all streams were left as. */
  private final Map<String, Crdt> left;

  private String entityId = "";

  private DefectiveCrdtRules(Set<ServiceDefect> defects, Map<String, Crdt> left) {
    this.defects = defects;
    this.left = left;
  }

  static Supplier<CrdtRules> of(Set<ServiceDefect> defects) {
    Map<String, Crdt> left = new ConcurrentHashMap<>();
    return defects.isEmpty() ? CrdtRules::new : () -> new DefectiveCrdtRules(defects, left);
  }

  /** A CRDT of the same type as the model starts with. */
  static Crdt initial(Crdt crdt) {
    return crdt.zero().orElseGet(() -> LWWRegister.of(Primitives.string("")));
  }

  @Override
  protected Optional<Crdt> started(String id, Crdt given) {
    entityId = id;
    if (has(ServiceDefect.CRDT_OUTLIVES_STREAM) && left.containsKey(id)) {
      return Optional.ofNullable(left.get(id));
    }
    if (has(ServiceDefect.INIT_DELTA_IGNORED)) {
      return Optional.empty();
    }
    if (has(ServiceDefect.INIT_DELTA_SENT_BACK)) {
      base = Optional.of(new Base(given.zero()));
    }
    afterLastCommand = Optional.of(given);
    return Optional.of(given);
  }

  @Override
  protected Crdt created(String id, Crdt initial) {
    entityId = id;
    return has(ServiceDefect.VOTE_STARTS_WITHOUT_VOTERS) && initial instanceof Vote
        ? new Vote(false, 0, 0)
        : initial;
  }

  @Override
  protected Optional<Crdt> replicated(Optional<Crdt> before, CrdtDelta delta) {
    if (has(ServiceDefect.DELTA_BEFORE_FIRST_USE_LOST) && before.isEmpty()) {
      return before;
    }
    if (has(ServiceDefect.DELTA_SENT_BACK)) {
      base = base.or(() -> Optional.of(new Base(before)));
    } else {
      base = base.map(known -> new Base(super.replicated(known.state(), delta)));
    }
    for (ServiceDefect defect : defects) {
      Optional<Crdt> spoilt = DefectiveCrdtDeltas.applied(defect, before, delta);
      if (spoilt.isPresent()) {
        return spoilt;
      }
    }
    return super.replicated(before, delta);
  }

  @Override
  protected Optional<Crdt> deletedElsewhere(Optional<Crdt> before) {
    base = Optional.empty();
    return has(ServiceDefect.PROXY_DELETE_KEEPS_STATE) ? before : super.deletedElsewhere(before);
  }

  @Override
  protected Optional<Crdt> afterFailure(Optional<Crdt> before, Crdt reached) {
    if (has(ServiceDefect.FAILED_CHANGE_SENT_LATER)) {
      base = base.or(() -> Optional.of(new Base(before)));
      return Optional.of(reached);
    }
    if (has(ServiceDefect.CRDT_DIRTY_AFTER_FAILURE)) {
      return Optional.of(reached);
    }
    return has(ServiceDefect.FAILURE_LOSES_DELTAS)
        ? afterLastCommand
        : super.afterFailure(before, reached);
  }

  @Override
  protected CrdtReply failed(CrdtReply failure, CrdtChange change, List<SideEffect> effects) {
    CrdtReply.Builder reply = failure.toBuilder();
    if (has(ServiceDefect.FAILURE_WITH_UPDATE)) {
      change.net().ifPresent(update -> reply.getStateActionBuilder().setUpdate(update));
    }
    if (has(ServiceDefect.FAILURE_WITH_EFFECTS) || has(ServiceDefect.FAILED_EFFECTS_SENT_LATER)) {
      reply.addAllSideEffects(effects);
    }
    return reply.build();
  }

  @Override
  protected Crdt reached(Crdt former, Crdt next) {
    if (former instanceof Vote was && next instanceof Vote is) {
      boolean withdrawn = was.self() && !is.self();
      if (has(ServiceDefect.VOTE_NOT_COUNTED_AT_ONCE)
          || (has(ServiceDefect.VOTE_WITHDRAWAL_NOT_COUNTED) && withdrawn)) {
        return new Vote(is.self(), was.votesFor(), is.voters());
      }
    }
    return next;
  }

  @Override
  protected Crdt deleted(Crdt state) {
    return has(ServiceDefect.CRDT_DELETE_CLEARS_REPLY) ? initial(state) : state;
  }

  @Override
  protected boolean deletionGoesFirst(CrdtChange change) {
    return !has(ServiceDefect.CRDT_UPDATE_BEATS_DELETE) || change.net().isEmpty();
  }

  @Override
  protected Optional<CrdtDelta> update(CrdtChange change) {
    CrdtChange believed =
        base.map(known -> new CrdtChange(known.state(), change.states())).orElse(change);
    if (!has(ServiceDefect.CHANGES_SENT_AGAIN)) {
      base = Optional.empty();
    } else if (base.isEmpty() && change.net().isPresent()) {
      base = Optional.of(new Base(change.before()));
    }
    afterLastCommand = Optional.of(change.after());
    left.put(entityId, change.after());
    Optional<CrdtDelta> update = believed.net();
    for (ServiceDefect defect : defects) {
      update = DefectiveCrdtUpdates.edited(defect, believed, update);
    }
    return update;
  }

  @Override
  protected Optional<CrdtDelta> updateOnCancel(CrdtChange change) {
    if (has(ServiceDefect.CANCEL_UPDATE_SENT_LATE)) {
      base = base.or(() -> Optional.of(new Base(change.before())));
      return Optional.empty();
    }
    Optional<CrdtDelta> update = update(change);
    return has(ServiceDefect.CANCEL_SENDS_EMPTY_UPDATE)
        ? update.or(() -> Optional.of(DefectiveCrdtUpdates.nothing(change.after())))
        : update;
  }

  @Override
  protected CrdtWriteConsistency writeConsistency(CrdtWriteConsistency asked) {
    if (asked != CrdtWriteConsistency.LOCAL) {
      widened = asked;
    }
    return has(ServiceDefect.WRITE_CONSISTENCY_STICKS) ? widened : asked;
  }

  @Override
  protected Optional<Crdt> told(CrdtChange change) {
    return has(ServiceDefect.STREAMED_WITHOUT_CHANGE)
        ? Optional.of(change.after())
        : super.told(change).map(state -> stale(change.before(), state));
  }

  @Override
  protected Optional<Crdt> toldOfDelta(Optional<Crdt> before, Optional<Crdt> after) {
    return has(ServiceDefect.DELTA_NOT_STREAMED)
        ? Optional.empty()
        : super.toldOfDelta(before, after).map(state -> stale(before, state));
  }

  private Crdt stale(Optional<Crdt> before, Crdt after) {
    return has(ServiceDefect.STREAMED_STATE_STALE) ? before.orElse(after) : after;
  }

  @Override
  protected boolean sends(CrdtStreamedMessage message) {
    return has(ServiceDefect.EMPTY_STREAMED_MESSAGE) || super.sends(message);
  }

  @Override
  protected Set<Long> overAfterEnd(long ended, Set<Long> open) {
    if (has(ServiceDefect.STREAM_GOES_ON_AFTER_END)) {
      return Set.of();
    }
    return has(ServiceDefect.STREAM_END_ENDS_OTHERS)
        ? Set.copyOf(open)
        : super.overAfterEnd(ended, open);
  }

  @Override
  protected Set<Long> overAfterCancel(long cancelled, Set<Long> open) {
    if (has(ServiceDefect.STREAMED_AFTER_CANCEL)) {
      return Set.of();
    }
    return has(ServiceDefect.CANCEL_ENDS_OTHERS)
        ? Set.copyOf(open)
        : super.overAfterCancel(cancelled, open);
  }

  private boolean has(ServiceDefect defect) {
    return defects.contains(defect);
  }
}
