package io.cloudstate.tck.model.service;

import io.cloudstate.tck.model.support.ValueEntityRules;
import io.cloudstate.tck.protocol.SideEffect;
import io.cloudstate.tck.protocol.valueentity.ValueEntityAction;
import io.cloudstate.tck.protocol.valueentity.ValueEntityReply;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Defects in what a value entity's stream decides. */
final class DefectiveValueRules extends ValueEntityRules {
  private final Set<ServiceDefect> defects;

  private DefectiveValueRules(Set<ServiceDefect> defects) {
    this.defects = defects;
  }

  static ValueEntityRules of(Set<ServiceDefect> defects) {
    return defects.isEmpty() ? new ValueEntityRules() : new DefectiveValueRules(defects);
  }

  @Override
  protected <S> S afterFailure(S before, S reached) {
    return has(ServiceDefect.VALUE_DIRTY_AFTER_FAILURE) ? reached : before;
  }

  @Override
  protected ValueEntityReply failed(
      ValueEntityReply failure, List<ValueEntityAction> changes, List<SideEffect> effects) {
    ValueEntityReply.Builder reply = failure.toBuilder();
    if (has(ServiceDefect.FAILURE_WITH_STATE_ACTION) && !changes.isEmpty()) {
      reply.setStateAction(changes.get(changes.size() - 1));
    }
    if (has(ServiceDefect.FAILURE_WITH_EFFECTS) || has(ServiceDefect.FAILED_EFFECTS_SENT_LATER)) {
      reply.addAllSideEffects(effects);
    }
    return reply.build();
  }

  @Override
  protected <S> S afterDelete(S before, S empty) {
    return has(ServiceDefect.DELETE_KEEPS_STATE) ? before : empty;
  }

  @Override
  protected Optional<ValueEntityAction> action(
      List<ValueEntityAction> changes, ValueEntityAction whole) {
    if (changes.isEmpty()) {
      return has(ServiceDefect.STATE_SENT_ALWAYS) ? Optional.of(whole) : Optional.empty();
    }
    ValueEntityAction first = changes.get(0);
    ValueEntityAction last = changes.get(changes.size() - 1);
    if (has(ServiceDefect.DELETE_SENT_AS_EMPTY_UPDATE) && last.hasDelete()) {
      return Optional.of(whole);
    }
    if (has(ServiceDefect.FIRST_UPDATE_WINS)
        && changes.stream().allMatch(ValueEntityAction::hasUpdate)) {
      return Optional.of(first);
    }
    if (has(ServiceDefect.DELETE_BEATS_UPDATE)) {
      return one(changes, true).or(() -> Optional.of(last));
    }
    return has(ServiceDefect.UPDATE_BEATS_DELETE) && last.hasDelete()
        ? one(changes, false).or(() -> Optional.of(last))
        : super.action(changes, whole);
  }

  private static Optional<ValueEntityAction> one(List<ValueEntityAction> changes, boolean delete) {
    return changes.stream().filter(change -> change.hasDelete() == delete).findFirst();
  }

  private boolean has(ServiceDefect defect) {
    return defects.contains(defect);
  }
}
