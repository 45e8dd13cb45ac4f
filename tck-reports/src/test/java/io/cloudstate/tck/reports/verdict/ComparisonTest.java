package io.cloudstate.tck.reports.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.cloudstate.tck.reports.Fixtures;
import io.cloudstate.tck.reports.document.MismatchView;
import io.cloudstate.tck.reports.document.Outcome;
import io.cloudstate.tck.reports.document.ResultDocument;
import io.cloudstate.tck.reports.document.ScenarioResult;
import io.cloudstate.tck.reports.verdict.Comparison.Kind;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What two runs make of each other. */
class ComparisonTest {

  private static ScenarioResult result(String id, String hash, String text) {
    String[] words = text.split(" ", -1);
    Outcome outcome = Outcome.valueOf(words[0]);
    MismatchView mismatch =
        words.length == 1
            ? null
            : new MismatchView(
                1, "s", words[1], words[2], "e", "a", words[3], "w", List.of(), null, null, null);
    return new ScenarioResult(
        id, "t", "theme", "direct", hash, outcome, null, mismatch, List.of(), List.of(), List.of(),
        List.of(), 0, 0, List.of(), "r", null, null, null, null, null);
  }

  private static ResultDocument run(ScenarioResult... results) {
    return Fixtures.of(List.of(results));
  }

  private static Comparison compare(ResultDocument older, ResultDocument newer) {
    return Comparison.of(older, newer, UnaryOperator.identity());
  }

  @ParameterizedTest
  @CsvSource({
    "PASSED, FAILED ES-06 p candidate, BROKE",
    "WARNED ES-06 p candidate, FAILED ES-06 p candidate, BROKE",
    "PASSED, UNSUPPORTED, BROKE",
    "PASSED, ERRORED, UNKNOWN",
    "PASSED, NOT_RUN, UNKNOWN",
    "PASSED, WARNED ES-06 p candidate, WARNS",
    "FAILED ES-06 p candidate, PASSED, MENDED",
    "FAILED ES-06 p candidate, WARNED ES-06 p candidate, MENDED",
    "WARNED ES-06 p candidate, PASSED, MENDED",
    "FAILED ES-06 p candidate, FAILED ES-06 p proxy, BLAME",
    "FAILED ES-06 p candidate, FAILED ES-05 p candidate, OTHERWISE",
    "FAILED ES-06 p candidate, FAILED ES-06 q candidate, OTHERWISE",
    "FAILED ES-06 p candidate, NOT_RUN, SHOWN",
    "UNSUPPORTED, PASSED, SHOWN",
    "PASSED, PASSED, ",
    "FAILED ES-06 p candidate, FAILED ES-06 p candidate, ",
    "NOT_RUN, NOT_RUN, ",
  })
  void eachPairOfOutcomesIsOneChangeOrNone(String was, String is, @Nullable Kind kind) {
    Comparison comparison = compare(run(result("a", "h", was)), run(result("a", "h", is)));
    if (kind == null) {
      assertThat(comparison).isEqualTo(new Comparison(List.of(), 1));
    } else {
      assertThat(comparison.changes()).extracting(Comparison.Change::kind).containsExactly(kind);
      assertThat(comparison.count(kind)).isEqualTo(1);
      assertThat(comparison.same()).isZero();
    }
  }

  @Test
  void whatOnlyOneRunHasAppearedOrVanished() {
    Comparison comparison =
        compare(
            run(result("a", "h", "PASSED"), result("b", "h", "PASSED")),
            run(result("b", "h", "PASSED"), result("c", "h", "FAILED ES-06 p candidate")));
    assertThat(comparison.changes())
        .extracting(Comparison.Change::kind, Comparison.Change::id)
        .containsExactly(tuple(Kind.APPEARED, "c"), tuple(Kind.VANISHED, "a"));
  }

  @Test
  void whatHeldAndIsMissingFromARunThatWasCutOffIsUnknown() {
    ResultDocument older = run(result("a", "h", "PASSED"), result("b", "h", "PASSED"));
    ResultDocument cut =
        new ResultDocument(Fixtures.header(2), List.of(result("b", "h", "PASSED")), null);
    assertThat(compare(older, cut).count(Kind.UNKNOWN)).isEqualTo(1);
  }

  @Test
  void aScenarioThatIsAnotherNowIsNotCompared() {
    assertThat(
            compare(
                    run(result("a", "h", "PASSED")),
                    run(result("a", "other", "FAILED ES-06 p candidate")))
                .changes())
        .extracting(Comparison.Change::kind)
        .containsExactly(Kind.REWRITTEN);
  }

  @Test
  void aRenamedScenarioIsTheSame() {
    Comparison comparison =
        Comparison.of(
            run(result("old-name", "h", "PASSED")),
            run(result("name", "h", "PASSED")),
            id -> id.equals("old-name") ? "name" : id);
    assertThat(comparison).isEqualTo(new Comparison(List.of(), 1));
  }
}
