package io.cloudstate.tck.runner.report;

import io.cloudstate.tck.reports.document.MismatchView;
import io.cloudstate.tck.reports.document.Outcome;
import io.cloudstate.tck.reports.document.ScenarioResult;
import io.cloudstate.tck.runner.engine.ScenarioOutcome;
import io.cloudstate.tck.runner.judge.Replay;
import io.cloudstate.tck.runner.judge.Verdict;
import io.cloudstate.tck.runner.trace.TraceJson;
import io.cloudstate.tck.specs.Scenario;
import io.cloudstate.tck.specs.ScenarioSet;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What comes of judging a recorded scenario once more, from its trace alone. */
public sealed interface JudgedAgain {

  /** The same verdict, for the same reason. */
  record Agrees() implements JudgedAgain {}

  /**
   * Another verdict, or another reason for it.
   *
   * @param differences what differs, a line each
   */
  record Differs(List<String> differences) implements JudgedAgain {

    public Differs {
      differences = List.copyOf(differences);
    }
  }

  /** No verdict was recorded, so there is nothing to compare with. */
  record NoVerdict() implements JudgedAgain {}

  /** It cannot be judged; why. */
  record Impossible(String why) implements JudgedAgain {}

  /**
   * Judges one again.
   *
   * @param otherHash whether a trace of a scenario that has changed since is judged all the same
   */
  static JudgedAgain of(
      ScenarioResult recorded, TraceFiles traces, ScenarioSet set, boolean otherHash) {
    if (recorded.outcome() == Outcome.ERRORED || recorded.outcome() == Outcome.NOT_RUN) {
      return new NoVerdict();
    }
    String name = recorded.trace();
    if (name == null) {
      return recorded.outcome() == Outcome.UNSUPPORTED
          ? new NoVerdict()
          : new Impossible("No trace of it was recorded.");
    }
    Optional<Scenario> known = set.find(recorded.id());
    if (known.isEmpty()) {
      return new Impossible(
          "This kit has no scenario of this id; where it came from a file, give --scenarios FILE.");
    }
    Scenario scenario = known.get();
    TraceJson.Stored stored;
    try {
      stored = traces.read(name);
    } catch (NoSuchFileException gone) {
      return new Impossible(
          "Its trace "
              + name
              + " is not in the folder of the results. Keep the traces beside them, or run it again.");
    } catch (IOException unreadable) {
      return new Impossible("Its trace " + name + " cannot be read: " + unreadable + ".");
    } catch (IllegalArgumentException broken) {
      return new Impossible("Its trace " + name + " is broken. " + broken.getMessage());
    }
    if (!stored.header().scenario().equals(recorded.id())) {
      return new Impossible("Its trace " + name + " is of " + stored.header().scenario() + ".");
    }
    if (!stored.header().hash().equals(scenario.hash()) && !otherHash) {
      return new Impossible(
          "Its trace is of the scenario with hash %s, and this kit has %s; judge it with the kit that ran it, or give --other-hash."
              .formatted(stored.header().hash(), scenario.hash()));
    }
    return compared(recorded, scenario, stored, set);
  }

  private static JudgedAgain compared(
      ScenarioResult recorded, Scenario scenario, TraceJson.Stored stored, ScenarioSet set) {
    String entity = stored.header().entity();
    Replay.Result again = Replay.judge(scenario, entity, stored.events(), set);
    if (again.verdict() instanceof Verdict.Errored errored) {
      return new Impossible(errored.reason());
    }
    ScenarioResult result =
        new ResultMapping(set, 0, "")
            .result(
                new ScenarioOutcome(
                    scenario, entity, again.verdict(), again.position(), stored.events(), 0, 0),
                List.of(),
                null);
    List<String> differences = differences(recorded, result);
    return differences.isEmpty() ? new Agrees() : new Differs(differences);
  }

  private static List<String> differences(ScenarioResult recorded, ScenarioResult again) {
    List<String> found = new ArrayList<>();
    if (recorded.outcome() != again.outcome()) {
      found.add(
          "recorded is %s, judged again it is %s".formatted(word(recorded), word(again))
              + (again.reason() == null ? "" : ": " + again.reason()));
      return found;
    }
    differ(found, "reason", recorded.reason(), again.reason());
    if (!Objects.equals(recorded.mismatch(), again.mismatch())) {
      differ(found, "mismatch", words(recorded.mismatch()), words(again.mismatch()));
    }
    differ(found, "requirements", recorded.requirements(), again.requirements());
    differ(found, "branches", recorded.branches(), again.branches());
    return found;
  }

  private static void differ(
      List<String> found, String what, @Nullable Object recorded, @Nullable Object again) {
    if (!Objects.equals(recorded, again)) {
      found.add(
          "%s: recorded is %s, judged again it is %s"
              .formatted(
                  what,
                  Objects.requireNonNullElse(recorded, "none"),
                  Objects.requireNonNullElse(again, "none")));
    }
  }

  private static String words(@Nullable MismatchView mismatch) {
    return mismatch == null
        ? "none"
        : "step %d, %s, blame %s (%s), frame %s, %s"
            .formatted(
                mismatch.step(),
                mismatch.requirement(),
                mismatch.blame(),
                mismatch.why(),
                mismatch.frame(),
                mismatch.differences());
  }

  private static String word(ScenarioResult result) {
    return result.outcome().name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
