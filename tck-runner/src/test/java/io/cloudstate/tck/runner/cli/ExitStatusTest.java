package io.cloudstate.tck.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstate.tck.reports.RunFooter.Counts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a run's counts make of its exit status. */
final class ExitStatusTest {

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
    "0, 3, 0, 0, 0, 0, false, 0",
    "0, 0, 0, 0, 4, 0, false, 1",
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
    assertThat(ExitStatus.of(counts, silent)).isEqualTo(status);
    assertThat(ExitStatus.sentence(status, counts))
        .startsWith(
            switch (status) {
              case 0 -> "Conforms: ";
              case 1 -> "Does not conform: ";
              default -> "No verdict: ";
            });
  }

  @Test
  void aSentenceSaysWhatWasLeftOut() {
    assertThat(ExitStatus.sentence(0, new Counts(5, 2, 0, 0, 3, 0)))
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
    assertThat(ExitStatus.sentence(status, counts, setAside, stale)).startsWith(sentence);
  }
}
