package io.cloudstate.tck.reports.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstate.tck.reports.Fixtures;
import io.cloudstate.tck.reports.document.Outcome;
import io.cloudstate.tck.reports.document.ResultDocument;
import io.cloudstate.tck.reports.document.RunFooter;
import io.cloudstate.tck.reports.document.ScenarioResult;
import io.cloudstate.tck.reports.document.Tally;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a site says of a library, by what its run says as a whole. */
class LibraryVerdictTest {

  private static LibraryVerdict conforming(ScenarioResult... results) {
    List<ScenarioResult> scenarios = List.of(results);
    RunFooter footer =
        new RunFooter(
            "2026-11-23T18:31:02.5Z",
            1,
            Tally.of(scenarios),
            true,
            "The verdict.",
            0,
            false,
            List.of(),
            List.of());
    return LibraryVerdict.of(
        new ResultDocument(Fixtures.header(scenarios.size()), scenarios, footer));
  }

  @Test
  void oneThatConformsIsOneInPartWhereSomethingIsUnsupported() {
    assertThat(conforming(Fixtures.passing(1)))
        .isEqualTo(new LibraryVerdict(LibraryVerdict.Tone.GOOD, "conforms", "The verdict."));
    assertThat(conforming(Fixtures.passing(1), Fixtures.skipped(Outcome.UNSUPPORTED)))
        .isEqualTo(
            new LibraryVerdict(LibraryVerdict.Tone.PART, "conforms in part", "The verdict."));
  }
}
