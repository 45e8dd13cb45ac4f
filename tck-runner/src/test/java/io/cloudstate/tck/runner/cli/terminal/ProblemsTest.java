package io.cloudstate.tck.runner.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstate.tck.reports.document.MismatchView;
import io.cloudstate.tck.reports.document.Outcome;
import io.cloudstate.tck.reports.document.ScenarioResult;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who sees only the terminal learns which rule is broken, and how to see it again. */
final class ProblemsTest {

  private static final int SCREEN = 40;
  private static final String LONG = "word ".repeat(1_000);

  private static List<String> shown(List<ScenarioResult> results) {
    return new Problems(id -> "The text of " + id, (outcome, text) -> text.toUpperCase(Locale.ROOT))
        .of(results);
  }

  private static ScenarioResult failed(int number, String requirement) {
    MismatchView mismatch =
        new MismatchView(
            3, LONG, requirement, LONG, LONG, LONG, "candidate", LONG, List.of(), null, null, null);
    return result(number, Outcome.FAILED, LONG, mismatch);
  }

  private static ScenarioResult result(
      int number, Outcome outcome, String reason, @Nullable MismatchView mismatch) {
    return new ScenarioResult(
        "a/" + number,
        "Title",
        "theme",
        "direct",
        "h",
        outcome,
        reason,
        mismatch,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        0,
        0,
        List.of(),
        "./tck run --service 'exec:" + LONG + "' --include a/" + number,
        null,
        null,
        null,
        null,
        null);
  }

  @Test
  void aFailureTellsTheRuleAndTheWholeCommandInAFewLines() {
    List<String> lines = shown(List.of(failed(1, "ES-06")));
    assertThat(lines)
        .hasSizeLessThanOrEqualTo(9)
        .startsWith("", "  FAILED  a/1 (hash h)", "    ES-06        The text of ES-06")
        .endsWith("    run again    ./tck run --service 'exec:" + LONG + "' --include a/1");
  }

  @Test
  void ofManyEachRequirementIsShownBeforeOneIsShownTwice() {
    List<ScenarioResult> many =
        Stream.concat(
                IntStream.range(0, 48).mapToObj(number -> failed(number, "ES-06")),
                Stream.of(failed(48, "EFF-01"), failed(49, "CMD-04")))
            .toList();
    List<String> lines = shown(many);
    assertThat(lines)
        .hasSizeLessThan(SCREEN)
        .contains(
            "  FAILED  a/0 (hash h)",
            "  FAILED  a/48 (hash h)",
            "  FAILED  a/49 (hash h)",
            "  … and 47 more, all in the report:")
        .endsWith("    47  ES-06     The text of ES-06");
  }

  @Test
  void howeverManyRequirementsAreViolatedItIsAScreen() {
    assertThat(
            shown(
                IntStream.range(0, 500)
                    .mapToObj(number -> failed(number, "ES-" + number / 2))
                    .toList()))
        .hasSizeLessThan(SCREEN)
        .contains("     2  ES-3      The text of ES-3")
        .endsWith("        and 244 requirements more");
  }

  @Test
  void whatKeepsHundredsFromBeingRunIsToldOnce() {
    List<ScenarioResult> none =
        IntStream.range(0, 300)
            .mapToObj(number -> result(number, Outcome.NOT_RUN, "It is gone.", null))
            .toList();
    assertThat(shown(none))
        .endsWith("  … and 299 more, all in the report.")
        .filteredOn(line -> line.contains("It is gone."))
        .containsExactly("    It is gone.");
  }
}
