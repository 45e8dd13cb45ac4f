package io.cloudstate.tck.reports.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class LogExcerptTest {

  @Test
  void twoHundredLinesAreShownWhole() {
    List<String> log = IntStream.rangeClosed(1, 200).mapToObj(line -> "line " + line).toList();
    assertThat(LogExcerpt.of(log).lines()).containsExactlyElementsOf(log);
  }

  @Test
  void ofMoreTheLastAreShown() {
    List<String> log = IntStream.rangeClosed(1, 203).mapToObj(line -> "line " + line).toList();
    assertThat(LogExcerpt.of(log).lines())
        .hasSize(201)
        .startsWith("… 3 earlier lines are in results.jsonl", "line 4")
        .endsWith("line 203");
  }

  @Test
  void asManyAreShownAsTheBudgetHasRoomFor() {
    // With its end, each is a hundredth of the budget.
    List<String> log = Collections.nCopies(150, "x".repeat(VisibleText.LIMIT / 100 - 1));
    assertThat(LogExcerpt.of(log).lines())
        .hasSize(101)
        .startsWith("… 50 earlier lines are in results.jsonl");
  }
}
