package io.cloudstate.tck.model.support.action;

import io.cloudstate.tck.model.support.Answer;
import io.cloudstate.tck.protocol.SideEffect;
import java.util.List;
import java.util.Optional;

/**
 * One answer of an action.
 *
 * @param outcome what the client gets; empty for nothing
 * @param effects the calls beside it, in order (ACT-05); a failure keeps them
 */
public record ActionAnswer(Optional<Answer> outcome, List<SideEffect> effects) {
  /** Copies the effects. */
  public ActionAnswer {
    effects = List.copyOf(effects);
  }

  /** An outcome without effects. */
  public static ActionAnswer of(Answer outcome) {
    return new ActionAnswer(Optional.of(outcome), List.of());
  }
}
