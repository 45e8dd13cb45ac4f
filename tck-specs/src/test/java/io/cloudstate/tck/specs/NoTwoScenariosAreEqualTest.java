package io.cloudstate.tck.specs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cloudstate.tck.specs.read.Specs;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No scenario only repeats another with other names and texts. */
final class NoTwoScenariosAreEqualTest {

  private static final String THEME =
      """
      theme: t
      service: EventSourcedTckModel
      scenarios:
        - id: t/one
          title: One
          verifies: [ES-05, ES-06]
          steps:
            - init: {}
              on: b
            - command: { Process: { actions: [{ emit: { value: A } }] } }
              on: b
            - reply: { message: A }
              events: [{ Persisted: { value: A } }]
              on: b
              proves: ES-06
            - passivate:
              on: b
      """;

  private static String shape(String theme) {
    return ScenarioShape.of(Specs.load("theme.yaml", theme).scenarios().get(0));
  }

  private static List<List<String>> equal(List<Scenario> scenarios) {
    Map<String, List<String>> byShape =
        scenarios.stream()
            .collect(
                Collectors.groupingBy(
                    ScenarioShape::of,
                    TreeMap::new,
                    Collectors.mapping(Scenario::id, Collectors.toList())));
    return byShape.values().stream().filter(ids -> ids.size() > 1).toList();
  }

  @Test
  void noTwoOfTheKitAre() {
    assumeTrue(
        Specs.class.getResource("/io/cloudstate/tck/specs/scenarios/event-sourced.yaml") != null,
        "the scenarios are not there yet");

    assertThat(equal(Specs.load().scenarios()))
        .as("groups of scenarios that do the same")
        .isEmpty();
  }

  @Test
  void twoThatDifferInNamesAndTextsOnlyAreFound() {
    String second =
        THEME
            .substring(THEME.indexOf("  - id"))
            .replace("t/one", "t/two")
            .replace("title: One", "title: Two")
            .replace("value: A", "value: Long")
            .replace("message: A", "message: Long")
            .replace("on: b", "on: c");

    assertThat(equal(Specs.load("theme.yaml", THEME + second).scenarios()))
        .containsExactly(List.of("t/one", "t/two"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "value: A } }] } }->value: A } }, { fail: { message: x } }] } }",
        "Persisted: { value: A }->Persisted: {}",
        "Persisted: { value: A }->Persisted: { value: B }",
        "{ value: A } }] } }->{ value: '${kib}' } }] } }",
        "events: [{->snapshot: any\n        events: [{",
        "- passivate:->- cancel:\n        on: b\n      - silence:",
        "- reply: { message: A }->- reply: { message: A }\n        commandId: 2",
        "verifies:->service: EventSourcedConfigured\n    verifies:"
      })
  void aDifferenceInWhatIsDoneCounts(String change) {
    String[] parts = change.split("->", -1);
    String changed = THEME.replace(parts[0], parts[1]);
    if (changed.contains("Configured")) {
      changed = changed.replace("Process: { actions: [{ emit: { value: A } }] }", "Call: {}");
    }

    assertThat(changed).isNotEqualTo(THEME);
    assertThat(shape(changed)).isNotEqualTo(shape(THEME));
  }

  @Test
  void channelsOfAnotherEntityCount() {
    assertThat(shape(THEME.replaceFirst("(?s)on: b\n$", "on: c\n"))).isNotEqualTo(shape(THEME));
  }
}
