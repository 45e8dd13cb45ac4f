package io.cloudstate.tck.model.service.action;

import io.cloudstate.tck.model.support.Answer;
import io.cloudstate.tck.model.support.action.ActionAnswer;
import io.cloudstate.tck.protocol.SideEffect;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes one answer out of several, for methods that give one. As it stands it conforms; a test of
 * the kit itself overrides it to get a model with a defect.
 */
public class Folding {
  /** Two answers as one: the last outcome that there is, with all effects in order. */
  protected ActionAnswer fold(ActionAnswer earlier, ActionAnswer later) {
    Optional<Answer> outcome = later.outcome().or(earlier::outcome);
    List<SideEffect> effects = new ArrayList<>(earlier.effects());
    effects.addAll(later.effects());
    return new ActionAnswer(outcome, effects);
  }
}
