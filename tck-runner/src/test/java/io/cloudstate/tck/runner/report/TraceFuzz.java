package io.cloudstate.tck.runner.report;

import io.cloudstate.tck.runner.engine.ScenarioOutcome;
import io.cloudstate.tck.runner.judge.Replay;
import io.cloudstate.tck.runner.judge.Verdict;
import io.cloudstate.tck.runner.trace.TraceJson;
import io.cloudstate.tck.specs.Scenario;
import io.cloudstate.tck.specs.ScenarioSet;
import io.cloudstate.tck.specs.read.Specs;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** Reads trace files, judges them and shows them, as {@code tck judge} does. */
public final class TraceFuzz {

  private static final ScenarioSet SET = Specs.load();

  private TraceFuzz() {}

  /** One file. */
  public static void fuzzerTestOneInput(byte[] data) {
    TraceJson.Stored stored;
    try {
      stored = TraceJson.read(new String(data, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException refused) {
      String message = String.valueOf(refused.getMessage());
      if (!message.startsWith("Line ") && !message.startsWith("Not a trace")) {
        throw new AssertionError("A refusal without its place.", refused);
      }
      return;
    }
    TraceJson.Stored again =
        TraceJson.read(
            TraceJson.lines(stored.header(), stored.events()).collect(Collectors.joining()));
    if (!again.equals(stored)) {
      throw new AssertionError("A trace that was written is not the one that is read.");
    }
    Scenario scenario = SET.find(stored.header().scenario()).orElse(SET.scenarios().get(0));
    String entity = stored.header().entity();
    Replay.Result judged = Replay.judge(scenario, entity, stored.events(), SET);
    new ResultMapping(SET, 0, "")
        .result(
            new ScenarioOutcome(
                scenario, entity, judged.verdict(), judged.position(), stored.events(), 0, 0),
            List.of(),
            null);
    if (judged.verdict() instanceof Verdict.Passed && stored.events().isEmpty()) {
      throw new AssertionError("Nothing was seen, and it passed.");
    }
  }
}
