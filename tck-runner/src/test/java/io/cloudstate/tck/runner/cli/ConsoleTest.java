package io.cloudstate.tck.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

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
}
