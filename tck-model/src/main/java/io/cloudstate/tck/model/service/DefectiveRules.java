package io.cloudstate.tck.model.service;

import com.google.protobuf.Any;
import io.cloudstate.tck.model.support.EventSourcedRules;
import io.cloudstate.tck.model.support.Versioned;
import io.cloudstate.tck.protocol.SideEffect;
import io.cloudstate.tck.protocol.eventsourced.EventSourcedReply;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Defects in what a stream decides. */
final class DefectiveRules extends EventSourcedRules {
  private final Set<ServiceDefect> defects;

  private DefectiveRules(Set<ServiceDefect> defects) {
    this.defects = defects;
  }

  static EventSourcedRules of(Set<ServiceDefect> defects) {
    return defects.isEmpty() ? new EventSourcedRules() : new DefectiveRules(defects);
  }

  @Override
  protected <S> Versioned<S> afterFailure(Versioned<S> before, Versioned<S> reached) {
    return new Versioned<>(
        has(ServiceDefect.STATE_DIRTY_AFTER_FAILURE) ? reached.state() : before.state(),
        has(ServiceDefect.SNAPSHOT_COUNTS_DISCARDED_EVENTS)
            ? reached.sequence()
            : before.sequence());
  }

  @Override
  protected EventSourcedReply failed(
      EventSourcedReply failure, List<Any> events, List<SideEffect> effects) {
    EventSourcedReply.Builder reply = failure.toBuilder();
    if (has(ServiceDefect.FAILURE_WITH_EVENTS)) {
      reply.addAllEvents(events);
    }
    if (has(ServiceDefect.FAILURE_WITH_EFFECTS) || has(ServiceDefect.FAILED_EFFECTS_SENT_LATER)) {
      reply.addAllSideEffects(effects);
    }
    return reply.build();
  }

  @Override
  protected <S> Optional<S> snapshot(Versioned<S> before, Versioned<S> after, int every) {
    Optional<S> conforming = super.snapshot(before, after, every);
    boolean lastIsMultiple = every > 0 && after.sequence() > 0 && after.sequence() % every == 0;
    boolean emitted = after.sequence() > before.sequence();
    if (has(ServiceDefect.SNAPSHOT_ONLY_AT_LAST_EVENT) && !lastIsMultiple) {
      return Optional.empty();
    }
    if (has(ServiceDefect.SNAPSHOT_WITHOUT_EVENTS) && lastIsMultiple && !emitted) {
      return Optional.of(after.state());
    }
    return has(ServiceDefect.SNAPSHOT_BEFORE_EVENTS)
        ? conforming.map(state -> before.state())
        : conforming;
  }

  private boolean has(ServiceDefect defect) {
    return defects.contains(defect);
  }
}
