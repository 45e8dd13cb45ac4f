package io.cloudstate.tck.runner.judge;

import io.cloudstate.tck.runner.trace.Happening;
import io.cloudstate.tck.runner.trace.TraceEvent;
import io.cloudstate.tck.specs.Scenario;
import io.cloudstate.tck.specs.ScenarioSet;
import io.cloudstate.tck.specs.match.Bindings;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Judges a scenario again from its trace, with nothing running. */
public final class Replay {

  private final Stepper stepper;
  private final ScenarioSet set;

  private Replay(Scenario scenario, String entity, ScenarioSet set) {
    this.stepper = new Stepper(scenario, set.types(), Bindings.ofEntity(entity));
    this.set = set;
  }

  /**
   * What came of it.
   *
   * @param position number of the written step that the scenario came to
   */
  public record Result(Verdict verdict, int position) {}

  /** The verdict; a trace that ends too early gives none. */
  public static Result judge(
      Scenario scenario, String entity, List<TraceEvent> trace, ScenarioSet set) {
    if (!trace.isEmpty() && trace.get(0).what() instanceof Happening.Announced announced) {
      Optional<Verdict> verdict = Announcement.judge(scenario, announced);
      return new Result(
          verdict.orElseGet(
              () ->
                  new Verdict.Errored(
                      Blame.ENVIRONMENT,
                      "The trace says that something was not announced, and all is.")),
          0);
    }
    Replay replay = new Replay(scenario, entity, set);
    if (!trace.isEmpty()
        && trace.get(trace.size() - 1).what() instanceof Happening.ProcessEnded end) {
      replay.verdict(trace.subList(0, trace.size() - 1));
      int position = replay.stepper.position();
      return new Result(new Verdict.Failed(Mismatch.processEnded(position, end)), position);
    }
    Verdict verdict = replay.verdict(trace);
    return new Result(verdict, replay.stepper.position());
  }

  private Verdict verdict(List<TraceEvent> trace) {
    Iterator<TraceEvent> events = trace.iterator();
    while (true) {
      Next next = settle();
      if (next instanceof Next.Done done) {
        Next.Ending ending =
            done.ending() instanceof Next.Ending.Held ? withTheRest(done, events) : done.ending();
        return Grading.grade(ending, trace, set);
      }
      if (!events.hasNext()) {
        return new Verdict.Errored(
            Blame.ENVIRONMENT,
            "The trace ends before the scenario does, at step " + stepper.position() + ".");
      }
      stepper.accept(events.next());
    }
  }

  /** As a run does: what came before the end is judged too, and nothing more is done. */
  private Next.Ending withTheRest(Next.Done held, Iterator<TraceEvent> events) {
    Next last = held;
    while (events.hasNext()) {
      stepper.accept(events.next());
      last = stepper.next();
    }
    return last instanceof Next.Done done ? done.ending() : held.ending();
  }

  /** Goes past what the runner did. */
  private Next settle() {
    Next next = stepper.next();
    while (next instanceof Next.Perform || next instanceof Next.AnswerAgain) {
      next = stepper.next();
    }
    return next;
  }
}
