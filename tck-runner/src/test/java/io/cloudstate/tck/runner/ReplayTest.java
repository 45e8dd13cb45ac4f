package io.cloudstate.tck.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstate.tck.runner.defect.EmbeddedRun;
import io.cloudstate.tck.runner.deploy.Mutation;
import io.cloudstate.tck.runner.engine.FixedDeadlines;
import io.cloudstate.tck.runner.engine.ScenarioOutcome;
import io.cloudstate.tck.runner.judge.Replay;
import io.cloudstate.tck.runner.judge.Verdict;
import io.cloudstate.tck.runner.trace.TraceEvent;
import io.cloudstate.tck.runner.trace.TraceJson;
import io.cloudstate.tck.runner.wire.InterceptorScript;
import io.cloudstate.tck.specs.Scenario;
import io.cloudstate.tck.specs.ScenarioSet;
import io.cloudstate.tck.specs.read.Specs;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A stored trace is judged as the run was, with nothing running. */
@Timeout(300)
final class ReplayTest {

  private static final ScenarioSet SET = Specs.load();

  private static List<ScenarioOutcome> run(Mutation mutation, List<Scenario> scenarios)
      throws Exception {
    List<ScenarioOutcome> outcomes =
        EmbeddedRun.of(SET, scenarios, mutation, FixedDeadlines.of(0.5));
    assertThat(outcomes).hasSameSizeAs(scenarios);
    // What cannot be done to a pair in one process has no trace.
    return outcomes.stream()
        .filter(outcome -> !(outcome.verdict() instanceof Verdict.Unsupported))
        .toList();
  }

  private static Verdict again(ScenarioOutcome outcome) {
    TraceJson.Stored stored = TraceJson.read(outcome.lines().collect(Collectors.joining()));
    return Replay.judge(outcome.scenario(), stored.header().entity(), stored.events(), SET)
        .verdict();
  }

  @Test
  void whatPassedPassesAgain() throws Exception {
    assertThat(run(Mutation.none(), SET.scenarios()))
        .allSatisfy(
            outcome -> {
              assertThat(outcome.verdict()).isInstanceOf(Verdict.Passed.class);
              assertThat(again(outcome)).isEqualTo(outcome.verdict());
            });
  }

  @ParameterizedTest
  @CsvSource({
    "REPLY_BEFORE_EVENTS, GCOUNTER_DOUBLES",
    "REPLIES_TO_REPLAYED_EVENTS, COMMAND_IDS_FROM_ZERO",
    "HALF_CLOSE_ANSWERED_WITH_ERROR, WRONG_COMMAND_ID_ACCEPTED",
    "ACTION_FAILURE_LOSES_EFFECTS, HTTP_DEFAULTS_OMITTED",
    "SERVICE_INFO_EMPTY, ACCEPTS_OTHER_VERSION",
    "VOTE_SENT_AGAIN, STREAMED_EFFECTS_NOT_AWAITED",
  })
  void whatFailedFailsAgainAtTheSamePlace(String service, String proxy) throws Exception {
    List<ScenarioOutcome> outcomes =
        run(
            new Mutation(
                Set.of(service),
                proxy == null ? Set.of() : Set.of(proxy),
                InterceptorScript.transparent(),
                InterceptorScript.transparent()),
            SET.scenarios().stream().filter(scenario -> scenario.fates().isEmpty()).toList());
    assertThat(outcomes)
        .anySatisfy(
            outcome ->
                assertThat(outcome.verdict())
                    .isInstanceOfAny(Verdict.Failed.class, Verdict.Warned.class))
        .allSatisfy(outcome -> assertThat(again(outcome)).isEqualTo(outcome.verdict()));
  }

  @Test
  void aTraceThatWasCutOffGivesNoVerdict() throws Exception {
    Scenario one = SET.find("event-sourced/emits-in-order").orElseThrow();
    ScenarioOutcome outcome = run(Mutation.none(), List.of(one)).get(0);
    List<TraceEvent> half = outcome.trace().subList(0, 3);
    assertThat(Replay.judge(outcome.scenario(), outcome.entity(), half, SET).verdict())
        .isInstanceOf(Verdict.Errored.class);
  }
}
