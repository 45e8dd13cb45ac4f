package io.cloudstate.tck.model.service;

import io.cloudstate.tck.model.service.action.Folding;
import io.cloudstate.tck.model.support.action.ActionAnswer;
import java.util.Set;

/** Defects in how an action's single answer is made. */
final class DefectiveFolding extends Folding {
  private final Set<ServiceDefect> defects;

  private DefectiveFolding(Set<ServiceDefect> defects) {
    this.defects = defects;
  }

  static Folding of(Set<ServiceDefect> defects) {
    return defects.isEmpty() ? new Folding() : new DefectiveFolding(defects);
  }

  @Override
  protected ActionAnswer fold(ActionAnswer earlier, ActionAnswer later) {
    ActionAnswer conforming = super.fold(earlier, later);
    return new ActionAnswer(
        defects.contains(ServiceDefect.FIRST_OUTCOME_WINS)
            ? earlier.outcome().or(later::outcome)
            : conforming.outcome(),
        defects.contains(ServiceDefect.FOLDED_EFFECTS_OF_LAST_ONLY)
            ? later.effects()
            : conforming.effects());
  }
}
