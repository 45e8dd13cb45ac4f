package io.cloudstate.tck.runner.judge;

import io.cloudstate.tck.runner.trace.TraceEvent;
import io.cloudstate.tck.specs.Scenario;
import io.cloudstate.tck.specs.ScenarioSet;
import io.cloudstate.tck.specs.match.Bindings;
import java.util.List;

/** Judges a scenario again from its trace, with nothing running. */
public final class Replay {

  private Replay() {}

  /** The verdict; a trace that ends too early gives none. */
  public static Verdict judge(
      Scenario scenario, String entity, List<TraceEvent> trace, ScenarioSet set) {
    Stepper stepper = new Stepper(scenario, set.types(), Bindings.ofEntity(entity));
    for (TraceEvent event : trace) {
      Next next = settle(stepper);
      if (next instanceof Next.Done done && done.ending() instanceof Next.Ending.Diverged) {
        return Grading.grade(done.ending(), set.catalogue());
      }
      stepper.accept(event);
    }
    return settle(stepper) instanceof Next.Done done
        ? Grading.grade(done.ending(), set.catalogue())
        : new Verdict.Errored(
            Blame.ENVIRONMENT,
            "The trace ends before the scenario does, at step " + stepper.position() + ".");
  }

  /** Goes past what the runner did. */
  private static Next settle(Stepper stepper) {
    Next next = stepper.next();
    while (next instanceof Next.Perform) {
      next = stepper.next();
    }
    return next;
  }
}
