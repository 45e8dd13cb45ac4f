package io.cloudstate.tck.runner.judge;

import io.cloudstate.tck.runner.trace.TraceEvent;
import io.cloudstate.tck.specs.Level;
import io.cloudstate.tck.specs.ScenarioSet;
import java.util.List;

/** Grades a divergence by the level of the requirement that it violates. */
public final class Grading {

  private Grading() {}

  /**
   * A violated must fails; anything less warns. What no stream may hold, be the scenario about what
   * it may, is put down to the rule that forbids it.
   *
   * @param seen what happened, at least until the divergence
   */
  public static Verdict grade(Next.Ending ending, List<TraceEvent> seen, ScenarioSet set) {
    if (ending instanceof Next.Ending.Held held) {
      return new Verdict.Passed(held.branches());
    }
    Mismatch diverged = ((Next.Ending.Diverged) ending).mismatch();
    Mismatch mismatch =
        BrokenRule.in(diverged, seen, new Signatures(set.types()))
            .map(diverged::breaking)
            .orElse(diverged);
    return set.catalogue().get(mismatch.requirement()).level() == Level.M
        ? new Verdict.Failed(mismatch)
        : new Verdict.Warned(mismatch);
  }
}
