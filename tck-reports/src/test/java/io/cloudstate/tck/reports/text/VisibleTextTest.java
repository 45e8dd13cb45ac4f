package io.cloudstate.tck.reports.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class VisibleTextTest {

  @Test
  void plainTextOfAnyScriptStays() {
    String text = "Grüße, 你好, שלום, e\u0301, \uD83D\uDE00";
    assertThat(VisibleText.line(text, 100)).isEqualTo(text);
  }

  @Test
  void whatCannotBeSeenBecomesAnEscape() {
    assertThat(
            VisibleText.block("a\u0000\u001B[31m\u009B\u202E\u200B\uFEFF\u00A0\u2066\u3164", 100))
        .isEqualTo("a\\u0000\\u001B[31m\\u009B\\u202E\\u200B\\uFEFF\\u00A0\\u2066\\u3164");
    assertThat(VisibleText.block("\uD800x\uDC00\uFFFE\uE000\uDB40\uDC01", 100))
        .isEqualTo("\\uD800x\\uDC00\\uFFFE\\uE000\\u{E0001}");
  }

  @Test
  void lineFeedsStayInABlockOnly() {
    assertThat(VisibleText.block("a\r\n\tb", 100)).isEqualTo("a\\u000D\n\tb");
    assertThat(VisibleText.line("a\r\n\tb", 100)).isEqualTo("a\\u000D\\n\\tb");
  }

  @Test
  void aTowerOfCombiningMarksIsTakenDown() {
    assertThat(VisibleText.line("e" + "\u0301".repeat(6), 100))
        .isEqualTo("e\u0301\u0301\u0301\u0301\\u0301\\u0301");
  }

  @Test
  void longTextIsCutBetweenCharactersAndSaysSo() {
    assertThat(VisibleText.line("x".repeat(30_000), 20_000))
        .endsWith("x … (cut: 20,000 of 30,000 characters shown)")
        .hasSize(20_000 + 43);
    String between = "ab\uD83D\uDE00" + "x".repeat(50);
    assertThat(VisibleText.line(between, 3)).startsWith("ab … (cut: 2 of 54");
    assertThat(VisibleText.cut(between, 3)).startsWith("ab … (cut: 2 of 54");
  }

  @Test
  void whatIsShorterThanTheWordsThatSayItIsCutIsNotCut() {
    String text = "x".repeat(160);
    assertThat(VisibleText.line(text, 120)).isEqualTo(text);
    assertThat(VisibleText.block(text, 120)).isEqualTo(text);
    assertThat(VisibleText.cut(text, 120)).isEqualTo(text);
    assertThat(VisibleText.cut(text, 119)).endsWith("(cut: 119 of 160 characters shown)");
  }

  @Test
  void aLogKeepsItsEnd() {
    List<String> log = Collections.nCopies(1_000, "line");
    assertThat(LogExcerpt.of(log)).startsWith("… 800 earlier lines are in results.jsonl\nline\n");
    assertThat(LogExcerpt.of(log).lines()).hasSize(201);
  }

  @Test
  void timesAreReadable() {
    assertThat(List.of(5L, 1_500L, 2_345_678L, 125_000_000L).stream().map(Durations::human))
        .containsExactly("5 µs", "1.5 ms", "2.35 s", "2 min 5 s");
    assertThat(Durations.seconds(12_345)).isEqualTo("0.012345");
  }
}
