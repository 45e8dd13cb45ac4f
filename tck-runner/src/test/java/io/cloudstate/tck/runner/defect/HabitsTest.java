package io.cloudstate.tck.runner.defect;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstate.tck.model.proxy.settings.ProxyHabit;
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
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What does otherwise what no requirement forbids passes as the reference pair does. */
class HabitsTest {
  private static final ScenarioSet SET = Specs.load();

  private static final Set<ProxyHabit> OF_SUBSCRIPTIONS =
      EnumSet.of(
          ProxyHabit.DELIVERS_EVENTS_TWICE,
          ProxyHabit.SERVES_GROUPS_IN_TURN,
          ProxyHabit.SERVES_GROUPS_IN_TURN_LAST_FIRST);

  private static final Set<ServiceHabit> SLOW =
      EnumSet.of(ServiceHabit.ANSWERS_LATE, ServiceHabit.TELLS_THE_LAST_FIRST);

  @ParameterizedTest
  @FieldSource("OF_SUBSCRIPTIONS")
  void aProxyMayHave(ProxyHabit habit) throws Exception {
    assertAllPass(eventing(habit));
  }

  /** None of them comes in another's way, so that one run shows them all. */
  @Test
  void aProxyMayHaveAllOthersTogether() throws Exception {
    assertAllPass(
        run(
            Set.of(),
            EnumSet.complementOf(EnumSet.copyOf(OF_SUBSCRIPTIONS)),
            scenario ->
                scenario.topology() != Topology.DIRECT
                    && !Set.of("discovery", "eventing", "lifecycle").contains(scenario.theme())));
  }

  /** Many at once, of those that go together. */
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

  @ParameterizedTest
  @MethodSource
  void aServiceMayHave(Set<ServiceHabit> habits) throws Exception {
    assertAllPass(
        run(
            habits,
            Set.of(),
            scenario ->
                scenario.topology() != Topology.SCRIPTED && !scenario.theme().equals("lifecycle")));
  }

  /** Where most frames are under way at once, since it takes its time for each. */
  @Test
  void aServiceMayBeSlow() throws Exception {
    assertAllPass(
        run(
            SLOW,
            Set.of(),
            scenario ->
                scenario.topology() != Topology.SCRIPTED
                    && scenario.theme().equals("crdt-streamed")));
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

  private static void assertAllPass(List<ScenarioOutcome> outcomes) {
    assertThat(outcomes)
        .isNotEmpty()
        .filteredOn(outcome -> !(outcome.verdict() instanceof Verdict.Passed))
        .extracting(outcome -> outcome.scenario().id() + ": " + outcome.verdict())
        .isEmpty();
  }

  private static List<ScenarioOutcome> eventing(ProxyHabit habit) throws Exception {
    return run(Set.of(), Set.of(habit), scenario -> scenario.theme().equals("eventing"));
  }

  private static List<ScenarioOutcome> run(
      Set<ServiceHabit> ofService, Set<ProxyHabit> ofProxy, Predicate<Scenario> concerned)
      throws Exception {
    InterceptorScript none = InterceptorScript.transparent();
    return EmbeddedRun.of(
        SET,
        SET.scenarios().stream().filter(concerned).toList(),
        new Mutation(names(ofService), names(ofProxy), none, none),
        Deadlines.scaled(1));
  }

  private static Set<String> names(Set<? extends Enum<?>> habits) {
    return habits.stream().map(Enum::name).collect(Collectors.toSet());
  }
}
