package io.cloudstate.tck.runner.cli.exit;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstate.tck.reports.document.RunFooter.Counts;
import io.cloudstate.tck.reports.verdict.Scope;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a run's counts make of its exit status. */
final class ExitStatusTest {

  private static final Scope WHOLE = new Scope(10, 10, null);

  private static String sentence(int status, Counts counts) {
    return ExitStatus.sentence(status, counts, SetAside.NONE, 0, WHOLE, List.of());
  }

  @ParameterizedTest
  @CsvSource({
    // passed, warned, failed, errored, unsupported, not run; candidate silent; status
    "5, 0, 0, 0, 0, 0, false, 0",
    "5, 2, 0, 0, 3, 0, false, 0",
    "5, 0, 1, 0, 0, 0, false, 1",
    "5, 0, 1, 1, 0, 1, false, 1",
    "5, 0, 0, 1, 0, 0, false, 3",
    "5, 0, 0, 1, 0, 1, true, 3",
    "5, 0, 0, 0, 0, 1, false, 3",
    "5, 0, 0, 0, 0, 1, true, 1",
    "0, 0, 0, 0, 0, 0, false, 1",
    "0, 3, 0, 0, 0, 0, false, 1",
    "1, 3, 0, 0, 0, 0, false, 0",
    "0, 0, 0, 0, 4, 0, false, 3",
    "0, 0, 0, 0, 4, 0, true, 1",
    "0, 0, 0, 0, 0, 4, true, 1",
    "0, 0, 0, 0, 0, 4, false, 3",
  })
  void failuresOutrankErrorsAndNothingPassedIsNeverConformance(
      int passed,
      int warned,
      int failed,
      int errored,
      int unsupported,
      int notRun,
      boolean silent,
      int status) {
    Counts counts = new Counts(passed, warned, failed, errored, unsupported, notRun);
    assertThat(ExitStatus.of(counts, silent, SetAside.NONE, false)).isEqualTo(status);
    assertThat(sentence(status, counts))
        .startsWith(
            switch (status) {
              case 0 -> "Conforms: ";
              case 1 -> "Does not conform: ";
              default -> "No verdict: ";
            });
  }

  @Test
  void aSentenceSaysWhatWasLeftOut() {
    assertThat(sentence(0, new Counts(5, 2, 0, 0, 3, 0)))
        .isEqualTo("Conforms: 5 of 10 scenarios passed, 2 with a warning, 3 not supported.");
  }

  @ParameterizedTest
  @CsvSource({
    // passed, failed, errored, not run; spoken of, stale; status
    "5, 2, 0, 0, 2, 0, 0, No new failure: ",
    "5, 2, 0, 0, 2, 1, 4, The known failures are stale: 1 entry ",
    "5, 0, 0, 0, 0, 2, 4, The known failures are stale: 2 entries ",
    "5, 3, 0, 0, 2, 1, 1, Does not conform: 1 of 8 ",
    "5, 2, 1, 0, 2, 1, 3, No verdict: ",
    "5, 2, 0, 1, 2, 1, 3, No verdict: ",
    "0, 2, 0, 0, 2, 0, 1, Does not conform: 0 of 2 ",
    "5, 0, 0, 0, 0, 0, 0, Conforms: ",
  })
  void knownFailuresDoNotGateAndStaleOnesDo(
      int passed,
      int failed,
      int errored,
      int notRun,
      int spokenOf,
      int stale,
      int status,
      String sentence) {
    Counts counts = new Counts(passed, 0, failed, errored, 0, notRun);
    SetAside setAside = new SetAside(spokenOf, 0);
    assertThat(ExitStatus.of(counts, false, setAside, stale > 0)).isEqualTo(status);
    assertThat(ExitStatus.sentence(status, counts, setAside, stale, WHOLE, List.of()))
        .startsWith(sentence);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // passed | failed | known | disputed | status | the whole sentence
        "5|2|0|1|1|Does not conform: 1 of 7 scenarios failed, besides 1 that is disputed.",
        "5|4|1|2|1|Does not conform: 1 of 9 scenarios failed, besides 1 that the known failures speak of, besides 2 that are disputed.",
        "5|1|0|0|1|Does not conform: 1 of 6 scenarios failed.",
        "5|1|0|1|0|Conforms: 5 of 6 scenarios passed, 1 failed that is disputed.",
        "5|3|1|2|0|No new failure: 5 of 8 scenarios passed, 1 failed that the known failures speak of, 2 failed that are disputed.",
        "5|0|0|0|0|Conforms: 5 of 5 scenarios passed.",
        "0|3|1|2|1|Does not conform: 0 of 3 scenarios passed, 1 failed that the known failures speak of, 2 failed that are disputed, so nothing shows conformance.",
      })
  void aSentenceSaysWhatWasSetAside(
      int passed, int failed, int known, int disputed, int status, String sentence) {
    Counts counts = new Counts(passed, 0, failed, 0, 0, 0);
    SetAside setAside = new SetAside(known, disputed);
    assertThat(ExitStatus.of(counts, false, setAside, false)).isEqualTo(status);
    assertThat(ExitStatus.sentence(status, counts, setAside, 0, WHOLE, List.of()))
        .isEqualTo(sentence);
  }

  @Test
  void aSentenceWithoutAnythingSetAsideIsWhole() {
    assertThat(sentence(1, new Counts(5, 0, 2, 0, 0, 0)))
        .isEqualTo("Does not conform: 2 of 7 scenarios failed.");
    assertThat(sentence(1, new Counts(0, 0, 0, 0, 4, 0)))
        .isEqualTo(
            "Does not conform: 0 of 4 scenarios passed, 4 not supported, so nothing shows conformance.");
    assertThat(sentence(1, new Counts(0, 2, 0, 0, 0, 0)))
        .isEqualTo(
            "Does not conform: 0 of 2 scenarios passed, 2 with a warning, so nothing shows conformance.");
    assertThat(sentence(3, new Counts(5, 0, 0, 2, 0, 1)))
        .isEqualTo("No verdict: 3 of 8 scenarios could not be run.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // passed | failed | known | selected | of | file | status | the whole sentence
        "1|0|0|1|746||0|Selection passed: 1 of 1 selected scenarios passed. Only 1 of the 746 scenarios of the set was selected. That is no verdict on conformance.",
        "2|1|0|3|746||1|Does not conform: 1 of 3 selected scenarios failed. Only 3 of the 746 scenarios of the set were selected.",
        "2|1|1|3|746||0|No new failure: 2 of 3 selected scenarios passed, 1 failed that the known failures speak of. Only 3 of the 746 scenarios of the set were selected. That is no verdict on conformance.",
        "7|0|0|7|7|my.yaml|0|Selection passed: 7 of 7 scenarios passed. The scenarios are those of my.yaml, not the kit's own. That is no verdict on conformance.",
        "2|0|0|2|7|my.yaml|0|Selection passed: 2 of 2 selected scenarios passed. Only 2 of the 7 scenarios of my.yaml were selected, and they are not the kit's own. That is no verdict on conformance.",
      })
  void ofAPartASentenceSaysThatItIsOne(
      int passed,
      int failed,
      int known,
      int selected,
      int all,
      @Nullable String file,
      int status,
      String sentence) {
    Counts counts = new Counts(passed, 0, failed, 0, 0, 0);
    SetAside setAside = new SetAside(known, 0);
    assertThat(ExitStatus.of(counts, false, setAside, false)).isEqualTo(status);
    assertThat(
            ExitStatus.sentence(
                status, counts, setAside, 0, new Scope(selected, all, file), List.of()))
        .isEqualTo(sentence);
  }

  @Test
  void whereNothingCouldBeTriedTheReasonIsSaidAndNobodyIsBlamed() {
    Counts counts = new Counts(0, 0, 0, 0, 2, 0);
    assertThat(ExitStatus.of(counts, false, SetAside.NONE, false)).isEqualTo(3);
    assertThat(ExitStatus.of(counts, true, SetAside.NONE, false)).isEqualTo(1);
    Scope scope = new Scope(2, 746, null);
    assertThat(ExitStatus.sentence(3, counts, SetAside.NONE, 0, scope, List.of("It is tcp:.")))
        .isEqualTo(
            "No verdict: nothing of the 2 selected scenarios could be run: It is tcp:. Only 2 of the 746 scenarios of the set were selected.");
    assertThat(
            ExitStatus.sentence(3, counts, SetAside.NONE, 0, WHOLE, List.of("One.", "Two.", "C.")))
        .isEqualTo(
            "No verdict: nothing of the 2 scenarios could be run: One. 2 more reasons are in the report.");
    assertThat(ExitStatus.nothingThere(scope))
        .isEqualTo(
            "Does not conform: the candidate announces nothing of the model service. Only 2 of the 746 scenarios of the set were selected.");
  }
}
