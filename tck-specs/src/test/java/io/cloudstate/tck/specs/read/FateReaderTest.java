package io.cloudstate.tck.specs.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudstate.tck.specs.Fate;
import io.cloudstate.tck.specs.Half;
import io.cloudstate.tck.specs.Step;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Steps that kill, start, pause or cut off one half of the pair. */
final class FateReaderTest {

  /** What is between commas is a step. */
  private static String steps(String befalls) {
    StringBuilder steps = new StringBuilder();
    for (String befall : befalls.split(",", -1)) {
      steps.append("- ").append(befall.strip()).append('\n');
    }
    return steps + "- silence\n";
  }

  @Test
  void eachIsAnActThatIsSaidInWords() {
    String text =
        ThemeText.proxied(
            steps(
                "service: paused, service: resumed, service: cut off, service: joined, service: held back, service: killed, service: started, service: killed, service: started elsewhere, proxy: killed, proxy: started"));
    assertThat(ThemeText.lines(text))
        .startsWith(
            "the kit pauses the service",
            "the kit lets the service go on",
            "the kit cuts the service off the network",
            "the kit joins the service to the network again",
            "from here on the kit holds back what the service answers, until one of the two is killed",
            "the kit kills the service",
            "the kit starts the service again",
            "the kit kills the service",
            "the kit starts the service again, elsewhere",
            "the kit kills the proxy",
            "the kit starts the proxy again");
    assertThat(ThemeText.read(text).fates())
        .hasSize(11)
        .startsWith(new Step.Befall(Half.SERVICE, Fate.PAUSED))
        .endsWith(new Step.Befall(Half.PROXY, Fate.STARTED));
    assertThat(ThemeText.read(ThemeText.proxied("- silence\n")).fates()).isEmpty();
  }

  @Test
  void whatTheServiceIsHeldBackFromEndsWithTheProxyToo() {
    String text =
        ThemeText.proxied(
            steps(
                "service: held back, proxy: killed, proxy: started, service: killed, service: started"));
    assertThat(ThemeText.read(text).fates()).hasSize(5);
  }

  @Test
  void callsToOneMayBeKeptWithoutAnAnswer() {
    String text =
        ThemeText.proxied(
            "- service: held back\n  on: ActionTwo\n- service: killed\n- service: started\n- silence\n");
    assertThat(ThemeText.read(text).fates().get(0).on())
        .hasValueSatisfying(channel -> assertThat(channel.label()).isEqualTo("ActionTwo"));
    assertThat(ThemeText.lines(text))
        .startsWith(
            "ActionTwo: from here on calls are kept without an answer, until the service was killed and is there again");
    assertThatThrownBy(
            () ->
                ThemeText.read(
                    ThemeText.proxied(
                        "- service: killed\n  on: ActionTwo\n- service: started\n- silence\n")))
        .hasMessageContaining("on");
  }

  @Test
  void aProxyThatIsStartedAgainIsSeenComingUp() {
    assertThat(
            ThemeText.lines(
                ThemeText.proxied(
                    """
                    - proxy: killed
                    - proxy: started
                    - silence: port
                    - discovered: { proxyName: any }
                    - spec: same-as-first
                    - serving
                    """)))
        .anyMatch(line -> line.startsWith("the proxy's port: expect nothing"))
        .anyMatch(line -> line.startsWith("expect that the proxy calls discover"))
        .anyMatch(line -> line.contains("expect of the spec: same-as-first"))
        .anyMatch(line -> line.startsWith("expect that the proxy opens its port"));
  }

  @Test
  void theWaysOfTheLastStepNeedNotComeToTheSame() {
    String ways = "- either: { a: [reply: {}], b: [silence] }\n";
    String command = "- command: { Process: {} }\n";
    assertThat(ThemeText.read(ThemeText.direct(command + ways)).steps()).hasSize(2);
    assertThatThrownBy(() -> ThemeText.read(ThemeText.direct(command + ways + "- silence\n")))
        .hasMessageContaining("The ways leave different commands open");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "service: kiled           | Unknown fate kiled. Did you mean \"killed\"?",
        "proxy: paused            | The proxy of a proxied scenario cannot be paused. Known here: killed, started.",
        "service: started         | The service is up and running at this point, and so cannot be started.",
        "service: resumed         | The service is up and running at this point, and so cannot be resumed.",
        "service: joined          | The service is up and running at this point, and so cannot be joined.",
        "service: killed, service: killed   | The service is killed at this point, and so cannot be killed.",
        "service: paused, service: started  | The service is paused at this point, and so cannot be started.",
        "service: killed, service: paused   | The service is killed at this point, and so cannot be paused.",
        "service: cut off         | The scenario leaves the service cut off, and the next one needs it",
        "service: held back       | The scenario leaves the service held back",
        "proxy: killed            | The scenario leaves the proxy killed",
        "serving                  | or start that of the pair again with \"proxy: started\"",
        "proxy: killed, proxy: started, disconnect | is about a proxy of the scenario's own",
        "spec: same-as-first      | Nothing was discovered before this step.",
      })
  void whatDoesNotFitIsRefused(String befalls, String message) {
    assertThatThrownBy(() -> ThemeText.read(ThemeText.proxied(steps(befalls))))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"service: killed", "proxy: killed"})
  void aScriptedScenarioHasNoPair(String befall) {
    assertThatThrownBy(() -> ThemeText.read(ThemeText.scripted(steps(befall))))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("the runner is the service");
  }

  @Test
  void aDirectScenarioHasNoProxyAndNothingToHoldBack() {
    assertThatThrownBy(() -> ThemeText.read(ThemeText.direct(steps("proxy: killed"))))
        .hasMessageContaining("A direct scenario has no proxy.");
    assertThatThrownBy(() -> ThemeText.read(ThemeText.direct(steps("service: held back"))))
        .hasMessageContaining("The service of a direct scenario cannot be held back.");
  }

  @Test
  void whereItIsChosenOrRepeatedNobodyKnowsWhatHasBecomeOfThePair() {
    for (String steps :
        List.of(
            "- either: { a: [silence, { service: killed }], b: [silence] }\n",
            "- anyOrder: [{ service: killed }, silence]\n",
            "- repeat: 2\n  steps: [{ service: killed }, { service: started }]\n")) {
      assertThatThrownBy(() -> ThemeText.read(ThemeText.proxied(steps)))
          .isInstanceOf(SpecException.class)
          .hasMessageContaining("\"service\" stands only among the scenario's own steps.");
    }
  }
}
