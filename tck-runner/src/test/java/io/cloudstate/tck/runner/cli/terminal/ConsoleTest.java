package io.cloudstate.tck.runner.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstate.tck.reports.document.Outcome;
import io.cloudstate.tck.reports.document.RunFooter;
import io.cloudstate.tck.reports.document.RunFooter.Counts;
import io.cloudstate.tck.reports.document.ScenarioResult;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What strangers send cannot command a terminal. */
final class ConsoleTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u001b[31mred\u001b[0m",
        "\u001b]0;title\u0007",
        "over\rwritten",
        "back\b\b\bspaced",
        "nul\u0000",
        "\u009b31mred",
        "right to left \u202e override",
        "zero\u200bwidth",
        "delete\u007f",
        "line\u2028separator",
      })
  void nothingThatATerminalObeysIsLeft(String hostile) {
    assertThat(Console.visible(hostile, 200))
        .matches(
            shown ->
                shown
                    .codePoints()
                    .noneMatch(
                        point ->
                            Character.isISOControl(point)
                                || Character.getType(point) == Character.FORMAT
                                || Character.getType(point) == Character.LINE_SEPARATOR));
  }

  @Test
  void linesBecomeOneAndOrdinaryTextStaysAsItIs() {
    assertThat(Console.visible("one\ntwo\tthree", 200)).isEqualTo("one two three");
    assertThat(Console.visible("ümläut \uD83D\uDE00 {\"a\":1}", 200))
        .isEqualTo("ümläut \uD83D\uDE00 {\"a\":1}");
  }

  @Test
  void longTextIsCutBetweenCharacters() {
    assertThat(Console.visible("\uD83D\uDE00".repeat(10), 3))
        .isEqualTo("\uD83D\uDE00".repeat(3) + "…");
    assertThat(Console.visible("abc", 3)).isEqualTo("abc");
  }

  private static String progress(boolean colours, boolean shown, ScenarioResult... results) {
    StringWriter out = new StringWriter();
    Console console = new Console(new PrintWriter(out), colours, shown, false);
    console.planned("theme");
    console.planned("theme");
    for (ScenarioResult result : results) {
      console.ended(result);
    }
    return out.toString();
  }

  private static ScenarioResult result(String id, Outcome outcome) {
    return result(id, outcome, "why");
  }

  private static ScenarioResult result(String id, Outcome outcome, String reason) {
    return new ScenarioResult(
        id, "Title", "theme", "direct", "h", outcome, reason, null, List.of(), List.of(), List.of(),
        List.of(), 0, 0, List.of(), "tck run", null, null, null, null, null);
  }

  @Test
  void theBarShowsHowFarItIsAndWhatFailedOnOneLine() {
    String shown = progress(false, true, result("a/b", Outcome.ERRORED));
    assertThat(shown).isEqualTo("\r1/2 [##########..........] 1 failed  a/b\u001b[K");
    String whole =
        progress(false, true, result("a/b", Outcome.PASSED), result("c/d", Outcome.PASSED));
    assertThat(whole)
        .contains("\r\u001b[K  theme            2 passed\n")
        .endsWith("\r2/2 [####################] c/d\u001b[K");
  }

  @Test
  void aHostileIdCannotLeaveTheBar() {
    assertThat(progress(false, true, result("\u001b[2J\r\n\u202e".repeat(100), Outcome.PASSED)))
        .doesNotContain("\u001b[2J", "\u202e", "\n")
        .hasSizeLessThan(500);
  }

  @Test
  void whereNobodyLooksOnThereIsNoBarAndWithoutColoursNone() {
    ScenarioResult[] both = {result("a/b", Outcome.PASSED), result("c/d", Outcome.FAILED)};
    assertThat(progress(false, false, both)).isEqualTo("  theme            1 passed, 1 failed\n");
    assertThat(progress(true, false, both)).contains("\u001b[32m1 passed\u001b[0m");
    assertThat(progress(false, true, both)).doesNotContain("\u001b[3");
    assertThat(
            progress(false, true, result("a/" + "b".repeat(200), Outcome.FAILED))
                .split("[\r\u001b]"))
        .allSatisfy(line -> assertThat(line).hasSizeLessThan(80));
    assertThat(Progress.isWatched(Map.of("CI", "true"))).isFalse();
    assertThat(Progress.isWatched(Map.of("TERM", "dumb"))).isFalse();
  }

  private static ScenarioResult unsupported(String id, String reason) {
    return result(id, Outcome.UNSUPPORTED, reason);
  }

  @Test
  void whyScenariosAreNotSupportedIsSaidOncePerReasonTheMostFrequentFirst() {
    StringWriter out = new StringWriter();
    Console console = new Console(new PrintWriter(out), false, false, false);
    console.ended(result("a/passed", Outcome.PASSED));
    new LastWords(console).unsupported();
    assertThat(out.toString()).isEmpty();

    console.ended(unsupported("a/1", "rare"));
    for (int i = 0; i < 12; i++) {
      console.ended(unsupported("b/" + i, "often \u001b[31m"));
    }
    for (int i = 0; i < 5; i++) {
      console.ended(unsupported("c/" + i, "reason " + i));
    }
    new LastWords(console).unsupported();
    assertThat(out.toString().lines())
        .containsSequence("Not supported:", "    12  often \\u001B[31m", "     1  rare")
        .contains("  … and 2 more, in the report.")
        .doesNotContain("     1  reason 4");
  }

  /** A candidate that crashes now and then may pass, and who reads no report should know. */
  @Test
  void whatAReaderShouldKnowIsSaidBeforeTheVerdict() {
    StringWriter out = new StringWriter();
    RunFooter footer =
        new RunFooter(
            "now",
            0,
            new Counts(1, 0, 0, 0, 0, 0),
            true,
            "Conforms.",
            0,
            false,
            List.of(),
            List.of("It ended once:\n\u001b[31mgone"));
    new LastWords(new Console(new PrintWriter(out), false, false, false))
        .summary(footer, false, "report.html");
    assertThat(out.toString().lines())
        .containsSequence("Note: It ended once: \\u001B[31mgone", "Conforms.");
  }
}
