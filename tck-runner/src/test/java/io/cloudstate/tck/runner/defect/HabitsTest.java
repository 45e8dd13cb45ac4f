package io.cloudstate.tck.runner.defect;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstate.tck.model.proxy.ProxyHabit;
import io.cloudstate.tck.runner.deploy.Mutation;
import io.cloudstate.tck.runner.engine.Deadlines;
import io.cloudstate.tck.runner.engine.ScenarioOutcome;
import io.cloudstate.tck.runner.judge.Verdict;
import io.cloudstate.tck.runner.wire.InterceptorScript;
import io.cloudstate.tck.specs.Scenario;
import io.cloudstate.tck.specs.ScenarioSet;
import io.cloudstate.tck.specs.read.Specs;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A proxy that does otherwise what no requirement forbids passes as the reference proxy does. */
class HabitsTest {

  @ParameterizedTest
  @EnumSource
  void aProxyMayHave(ProxyHabit habit) throws Exception {
    List<ScenarioOutcome> outcomes = eventing(habit);

    assertThat(outcomes)
        .filteredOn(outcome -> !(outcome.verdict() instanceof Verdict.Passed))
        .extracting(outcome -> outcome.scenario().id() + ": " + outcome.verdict())
        .isEmpty();
  }

  @Test
  void isReported() throws Exception {
    assertThat(eventing(ProxyHabit.DELIVERS_EVENTS_TWICE))
        .filteredOn(outcome -> outcome.scenario().id().equals("eventing/proxy-delivers-in-order"))
        .extracting(ScenarioOutcome::verdict)
        .containsExactly(
            new Verdict.Passed(
                List.of(
                    "an event is delivered to EventLogSubscriberModel/ProcessEventOne again, which was taken")));
  }

  private static List<ScenarioOutcome> eventing(ProxyHabit habit) throws Exception {
    ScenarioSet set = Specs.load();
    List<Scenario> scenarios =
        set.scenarios().stream().filter(scenario -> scenario.theme().equals("eventing")).toList();
    InterceptorScript none = InterceptorScript.transparent();
    return EmbeddedRun.of(
        set,
        scenarios,
        new Mutation(Set.of(), Set.of(habit.name()), none, none),
        Deadlines.scaled(1));
  }
}
