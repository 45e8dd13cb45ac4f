package io.cloudstate.tck.runner.judge;

import io.cloudstate.tck.specs.Catalogue;
import io.cloudstate.tck.specs.Level;

/** Grades a divergence by the level of the requirement that it violates. */
public final class Grading {

  private Grading() {}

  /** A violated must fails; anything less warns. */
  public static Verdict grade(Next.Ending ending, Catalogue catalogue) {
    if (ending instanceof Next.Ending.Held held) {
      return new Verdict.Passed(held.branches());
    }
    Mismatch mismatch = ((Next.Ending.Diverged) ending).mismatch();
    return catalogue.get(mismatch.requirement()).level() == Level.M
        ? new Verdict.Failed(mismatch)
        : new Verdict.Warned(mismatch);
  }
}
