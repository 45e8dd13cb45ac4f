package io.cloudstate.tck.runner.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.opentest4j.AssertionFailedError;

/** Scenarios as tests, as a build tool sees them. */
final class TckEngineTest {

  private static final UniqueId ENGINE = UniqueId.forEngine(TckEngine.ID);

  private final Launcher launcher = LauncherFactory.create();
  private final Map<String, TestExecutionResult> ended = new HashMap<>();
  private final List<String> skipped = new ArrayList<>();

  private static LauncherDiscoveryRequest request(
      Map<String, String> parameters, DiscoverySelector... selectors) {
    return LauncherDiscoveryRequestBuilder.request()
        .selectors(selectors)
        .filters(EngineFilter.includeEngines(TckEngine.ID))
        .configurationParameters(parameters)
        .build();
  }

  private static DiscoverySelector scenario(String theme, String name) {
    return DiscoverySelectors.selectUniqueId(
        ENGINE.append("theme", theme).append("scenario", theme + "/" + name));
  }

  private void execute(LauncherDiscoveryRequest request) {
    launcher.execute(
        request,
        new TestExecutionListener() {
          @Override
          public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            ended.put(test.getLegacyReportingName(), result);
          }

          @Override
          public void executionSkipped(TestIdentifier test, String reason) {
            skipped.add(test.getLegacyReportingName() + ": " + reason);
          }
        });
  }

  private TestExecutionResult outcome(String test) {
    return Objects.requireNonNull(ended.get(test), test);
  }

  @Test
  void withoutACandidateThereAreNoTests() {
    assertThat(launcher.discover(request(Map.of(), scenario("discovery", "x"))).containsTests())
        .isFalse();
  }

  @Test
  void eachScenarioIsATest() {
    long tests =
        launcher
            .discover(
                request(
                    Map.of(TckEngine.SERVICE, "embedded"),
                    DiscoverySelectors.selectClass(TckEngineTest.class)))
            .countTestIdentifiers(TestIdentifier::isTest);
    assertThat(tests).isGreaterThan(700);
  }

  @Test
  void oneScenarioIsRunByItsId() {
    execute(
        request(
            Map.of(TckEngine.SERVICE, "embedded", TckEngine.PROXY, "embedded"),
            scenario("event-sourced", "emits-in-order")));
    assertThat(outcome("event-sourced/emits-in-order").getStatus()).isEqualTo(Status.SUCCESSFUL);
    assertThat(outcome("Cloudstate TCK").getStatus()).isEqualTo(Status.SUCCESSFUL);
    assertThat(skipped).isEmpty();
  }

  @Test
  void aCandidateThatIsNotThereFailsTheRun() {
    execute(
        request(
            Map.of(TckEngine.SERVICE, "exec:echo nobody; exit 9"),
            scenario("event-sourced", "emits-in-order")));
    assertThat(outcome("Cloudstate TCK").getThrowable())
        .hasValueSatisfying(
            why ->
                assertThat(why)
                    .isInstanceOf(AssertionFailedError.class)
                    .hasMessageContaining("ended with status 9")
                    .hasMessageContaining("nobody"));
    assertThat(skipped).containsExactly("event-sourced/emits-in-order: the run left it out");
  }
}
