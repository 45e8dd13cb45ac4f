package io.cloudstate.tck.runner.defect;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstate.tck.model.proxy.ProxyHabit;
import io.cloudstate.tck.model.service.ServiceHabit;
import io.cloudstate.tck.runner.deploy.Mutation;
import io.cloudstate.tck.runner.engine.Deadlines;
import io.cloudstate.tck.runner.engine.ScenarioOutcome;
import io.cloudstate.tck.runner.judge.Verdict;
import io.cloudstate.tck.runner.wire.InterceptorScript;
import io.cloudstate.tck.specs.Scenario;
import io.cloudstate.tck.specs.ScenarioSet;
import io.cloudstate.tck.specs.Topology;
import io.cloudstate.tck.specs.read.Specs;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What does otherwise what no requirement forbids passes as the reference pair does. */
class HabitsTest {
  private static final ScenarioSet SET = Specs.load();

  @ParameterizedTest
  @EnumSource
  void aProxyMayHave(ProxyHabit habit) throws Exception {
    assertThat(notPassed(eventing(habit))).isEmpty();
  }

  /** Many at once, of those that go together. */
  @ParameterizedTest
  @MethodSource
  void aServiceMayHave(Set<ServiceHabit> habits) throws Exception {
    assertThat(notPassed(served(habits, scenario -> !scenario.theme().equals("lifecycle"))))
        .isEmpty();
  }

  static List<Set<ServiceHabit>> aServiceMayHave() {
    Set<ServiceHabit> some =
        EnumSet.of(
            ServiceHabit.FAILURES_RESTART,
            ServiceHabit.ERRORS_ARE_STATUS,
            ServiceHabit.CHANGES_REMOVE,
            ServiceHabit.TAKES_LITTLE,
            ServiceHabit.RENEWS_CONNECTIONS);
    Set<ServiceHabit> others = EnumSet.complementOf(EnumSet.copyOf(some));
    others.remove(ServiceHabit.ANSWERS_LATE);
    return List.of(some, others);
  }

  /** Where most frames are under way at once, since it takes its time for each. */
  @Test
  void aServiceMayBeSlow() throws Exception {
    assertThat(
            notPassed(
                served(
                    EnumSet.of(ServiceHabit.ANSWERS_LATE, ServiceHabit.TELLS_THE_LAST_FIRST),
                    scenario -> scenario.theme().equals("crdt-streamed"))))
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
    List<Scenario> scenarios =
        SET.scenarios().stream().filter(scenario -> scenario.theme().equals("eventing")).toList();
    return run(scenarios, Set.of(), Set.of(habit.name()));
  }

  private static List<ScenarioOutcome> served(
      Set<ServiceHabit> habits, Predicate<Scenario> selected) throws Exception {
    List<Scenario> scenarios =
        SET.scenarios().stream()
            .filter(scenario -> scenario.topology() != Topology.SCRIPTED)
            .filter(selected)
            .toList();
    return run(scenarios, habits.stream().map(Enum::name).collect(Collectors.toSet()), Set.of());
  }

  private static List<ScenarioOutcome> run(
      List<Scenario> scenarios, Set<String> serviceSwitches, Set<String> proxySwitches)
      throws Exception {
    InterceptorScript none = InterceptorScript.transparent();
    return EmbeddedRun.of(
        SET,
        scenarios,
        new Mutation(serviceSwitches, proxySwitches, none, none),
        Deadlines.scaled(1));
  }

  private static List<String> notPassed(List<ScenarioOutcome> outcomes) {
    return outcomes.stream()
        .filter(outcome -> !(outcome.verdict() instanceof Verdict.Passed))
        .map(outcome -> outcome.scenario().id() + ": " + outcome.verdict())
        .toList();
  }
}
