package io.cloudstate.tck.specs.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudstate.tck.specs.Dispute;
import io.cloudstate.tck.specs.Scenario;
import io.cloudstate.tck.specs.ScenarioSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The catalogue and the scenarios hold together. */
final class SpecsTest {

  private static final String CATALOGUE =
      """
      protocol: "0.2"
      source: a test
      areas:
        - area: Event sourced entities
          prefix: ES
          requirements:
            - id: ES-05
              subject: service
              level: M
              text: One reply a command.
            - id: ES-15
              subject: both
              level: S
              text: Streams are apart.
              unverified: needs many streams
      """;

  private static ScenarioSet read(String catalogue, String... themes) {
    return Specs.read(
        new Specs.Source("requirements.yaml", catalogue),
        List.of(themes).stream().map(text -> new Specs.Source("theme.yaml", text)).toList(),
        Scenario::steps);
  }

  @Test
  void everyRequirementIsVerifiedOrSaysWhyNot() {
    String theme = ThemeText.direct("- init\n- silence\n");

    assertThatCode(() -> read(CATALOGUE, theme)).doesNotThrowAnyException();
    assertThatThrownBy(() -> read(CATALOGUE.replaceFirst("(?m)^ *unverified:.*$", ""), theme))
        .isInstanceOf(SpecException.class)
        .hasMessage(
            "requirements.yaml:1:1: ES-15 is verified by no scenario; write one or give the reason"
                + " under \"unverified\".");
    assertThatThrownBy(() -> read(CATALOGUE, theme.replace("[ES-05]", "[ES-15]")))
        .hasMessageContaining("ES-05 is verified by no scenario")
        .hasMessageContaining(
            "ES-15 says why no scenario verifies it, but one does; remove the reason.");
  }

  @Test
  void aRequirementThatIsVerifiedMaySayWhatOfItIsNotShown() {
    String theme = ThemeText.direct("- init\n- silence\n");
    String partly =
        CATALOGUE.replace(
            "One reply a command.\n",
            "One reply a command.\n        notShown: what a kill leaves\n");
    String wholly =
        CATALOGUE.replace("unverified: needs", "notShown: all of it\n        unverified: needs");

    assertThat(read(partly, theme).catalogue().get("ES-05").notShown())
        .contains("what a kill leaves");
    assertThat(read(partly, theme).catalogue().get("ES-15").notShown()).isEmpty();
    assertThatThrownBy(() -> read(partly.replace("what a kill leaves", "\"\""), theme))
        .hasMessage("requirements.yaml:11:19: \"notShown\" needs a reason.");
    assertThatThrownBy(() -> read(wholly, theme))
        .hasMessageStartingWith("requirements.yaml:15:19: \"notShown\" says what is missing where")
        .hasMessageEndingWith("Write one of them.");
  }

  @Test
  void noTwoFilesUseTheSameId() {
    String theme = ThemeText.direct("- init\n- silence\n");

    assertThatThrownBy(() -> read(CATALOGUE, theme, theme))
        .isInstanceOf(SpecException.class)
        .hasMessage("theme.yaml:4:9: The id t/one is taken already, at theme.yaml:4:9.");
  }

  @Test
  void saysTheProblemsOfAllFiles() {
    String first = ThemeText.direct("- inti\n");
    String second = ThemeText.direct("- silense\n").replace("t/one", "t/two");

    assertThatThrownBy(() -> read(CATALOGUE, first, second))
        .hasMessageContainingAll("\"inti\"", "\"silense\"");
  }

  @Test
  void findsScenariosByWhatTheyWereCalledToo() {
    ScenarioSet set =
        read(
            CATALOGUE,
            ThemeText.direct("- init\n- silence\n")
                .replace("t/one", "t/one\n    aliases: [t/was]"));

    assertThat(set.find("t/one")).isPresent().isEqualTo(set.find("t/was"));
    assertThat(set.find("t/other")).isEmpty();
    assertThat(set.verifying("ES-05")).hasSize(1);
    assertThat(set.verifying("ES-15")).isEmpty();
    assertThat(set.catalogue().get("ES-15").unverified()).contains("needs many streams");
  }

  @Test
  void aDisputeIsNoPartOfTheScenarioAndChangesTheSet() {
    String theme = ThemeText.direct("- init\n- silence\n");
    String disputed =
        theme.replace(
            "    steps:",
            "    disputed: { reason: unclear, link: \"https://tracker.example/9\" }\n    steps:");

    ScenarioSet plain = read(CATALOGUE, theme);
    ScenarioSet set = read(CATALOGUE, disputed);

    assertThat(plain.scenarios().get(0).disputed()).isEmpty();
    assertThat(set.scenarios().get(0).disputed())
        .contains(new Dispute("unclear", "https://tracker.example/9"));
    assertThat(set.scenarios().get(0).hash()).isEqualTo(plain.scenarios().get(0).hash());
    assertThat(set.hash()).isNotEqualTo(plain.hash());
  }

  @Test
  void aDisputeHasAReasonAndALink() {
    String theme = ThemeText.direct("- init\n- silence\n");
    for (String[] wrong :
        new String[][] {
          {"disputed: yes", "Expected a map"},
          {"disputed: { reason: unclear }", "\"link\" is missing here; found [reason]"},
          {"disputed: { reason: \" \", link: \"https://x.example\" }", "says what is in dispute"},
          {"disputed: { reason: x, link: \"javascript:alert(1)\" }", "begins with https://"},
          {"disputed: { reason: x, link: \"https://x.example\", until: x }", "Unknown word"},
        }) {
      assertThatThrownBy(
              () ->
                  read(CATALOGUE, theme.replace("    steps:", "    " + wrong[0] + "\n    steps:")))
          .isInstanceOf(SpecException.class)
          .hasMessageContaining(wrong[1]);
    }
  }

  @Test
  void theCatalogueNamesWhatItCannotRead() {
    assertThatThrownBy(() -> read(CATALOGUE.replace("level: M", "level: X")))
        .hasMessageContaining("requirements.yaml:9:16: Unknown X.")
        .hasMessageContaining("Known here: M, S, Y.");
    assertThatThrownBy(() -> read(CATALOGUE.replace("id: ES-15", "id: ES-05")))
        .hasMessageContaining("The id ES-05 stands here for the second time.");
  }

  /** Commands read the steps of those that they want; here it is seen that all can be. */
  @Test
  void everyStepOfTheKitsOwnScenariosCanBeRead() {
    assertThat(Specs.load().scenarios())
        .hasSizeGreaterThan(700)
        .allSatisfy(scenario -> assertThat(scenario.steps()).isNotEmpty());
  }

  @Test
  void theKitsOwnCatalogueIsRead() {
    assertThat(Specs.load("t.yaml", "theme: t\nscenarios: []\n").catalogue().requirements())
        .hasSizeGreaterThan(90)
        .allSatisfy(requirement -> assertThat(requirement.id()).matches("[A-Z]+-[0-9]{2}"));
  }
}
