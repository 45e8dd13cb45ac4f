package io.cloudstate.tck.runner.judge;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstate.tck.runner.trace.Happening;
import io.cloudstate.tck.runner.trace.TraceEvent;
import io.cloudstate.tck.runner.trace.TraceJson;
import io.cloudstate.tck.specs.Scenario;
import io.cloudstate.tck.specs.ScenarioSet;
import io.cloudstate.tck.specs.read.Specs;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * Recorded traces, judged word for word as was read and accepted. A scenario that changes may need
 * another trace: with {@code -Djudged.record=true} all are recorded anew, with {@code
 * -Djudged.accept=true} what is said of them is accepted, to be read in the diff.
 */
final class JudgedTest {

  private static final ScenarioSet SET = Specs.load();

  private static Scenario scenario(TraceJson.Stored stored) {
    return SET.find(stored.header().scenario()).orElseThrow();
  }

  private static Verdict verdict(TraceJson.Stored stored, List<TraceEvent> events) {
    return Replay.judge(scenario(stored), stored.header().entity(), events, SET).verdict();
  }

  private static String line(String name, Object said) {
    return name + "\t" + said.toString().replace("\n", "\\n");
  }

  @Test
  void eachTraceIsJudgedAsWasAccepted() throws Exception {
    if (Boolean.getBoolean("judged.record")) {
      JudgedTraces.record(SET);
    }
    List<String> said = new ArrayList<>();
    for (Map.Entry<String, String> each : JudgedTraces.read().entrySet()) {
      TraceJson.Stored stored = TraceJson.read(each.getValue());
      Replay.Result judged =
          Replay.judge(scenario(stored), stored.header().entity(), stored.events(), SET);
      said.add(line(each.getKey(), judged));
    }
    if (Boolean.getBoolean("judged.accept")) {
      Files.write(JudgedTraces.VERDICTS, said);
    }
    assertThat(said).hasSizeGreaterThan(100);
    assertThat(said).isEqualTo(Files.readAllLines(JudgedTraces.VERDICTS));
  }

  @Test
  void aTraceThatEndsEarlyPassesNothing() throws Exception {
    for (Map.Entry<String, String> each : JudgedTraces.read().entrySet()) {
      TraceJson.Stored stored = TraceJson.read(each.getValue());
      if (each.getKey().startsWith("none.")) {
        for (int end = 0; end < stored.events().size() - 1; end++) {
          assertThat(verdict(stored, stored.events().subList(0, end)))
              .as(each.getKey() + " cut off after " + end)
              .isInstanceOf(Verdict.Errored.class);
        }
      }
    }
  }

  @Test
  void theEndOfTheProcessFailsWhateverCameBefore() throws Exception {
    Map<String, String> traces = JudgedTraces.read();
    String passing =
        traces.keySet().stream().filter(name -> name.startsWith("none.")).findFirst().orElseThrow();
    TraceJson.Stored stored = TraceJson.read(Objects.requireNonNull(traces.get(passing)));
    List<TraceEvent> longer = new ArrayList<>(stored.events());
    longer.add(new TraceEvent(longer.size() + 1, 0, new Happening.ProcessEnded("status 137", 0)));
    assertThat(verdict(stored, longer))
        .isInstanceOfSatisfying(
            Verdict.Failed.class,
            failed -> {
              assertThat(failed.mismatch().requirement()).isEqualTo("FAI-03");
              assertThat(failed.mismatch().actual()).contains("status 137");
            });
  }
}
