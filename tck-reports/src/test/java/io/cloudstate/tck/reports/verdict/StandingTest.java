package io.cloudstate.tck.reports.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstate.tck.reports.Fixtures;
import io.cloudstate.tck.reports.document.KnownFailure;
import io.cloudstate.tck.reports.document.KnownSummary;
import io.cloudstate.tck.reports.document.Outcome;
import io.cloudstate.tck.reports.document.ResultDocument;
import io.cloudstate.tck.reports.document.RunFooter;
import io.cloudstate.tck.reports.document.ScenarioResult;
import io.cloudstate.tck.reports.document.Tally;
import io.cloudstate.tck.reports.verdict.Standing.Tone;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a document says as a whole, by how the run ended and by what does not gate. */
class StandingTest {

  private static final ScenarioResult PASSED = Fixtures.passing(1);
  private static final ScenarioResult FAILED = Fixtures.failing("event-sourced/fails", "\"B\"");
  private static final ScenarioResult KNOWN =
      FAILED.with(new KnownFailure("x", KnownFailure.State.HOLDS, "late", null, null));
  private static final KnownSummary STALE =
      new KnownSummary(
          "known.yaml", 2, 0, List.of(new KnownSummary.Stale("x", "known.yaml:3:5", "It passes.")));

  private static ScenarioResult disputed(String id) {
    return Fixtures.disputed(Fixtures.failing(id, "\"B\""), "why");
  }

  private static ResultDocument ended(
      boolean conforms, int status, @Nullable KnownSummary known, ScenarioResult... results) {
    return ended(results.length, conforms, "The verdict.", status, known, Arrays.asList(results));
  }

  private static ResultDocument ended(
      int planned,
      boolean conforms,
      String verdict,
      int status,
      @Nullable KnownSummary known,
      List<ScenarioResult> results) {
    return new ResultDocument(
        Fixtures.header(planned),
        results,
        new RunFooter(
            "2026-11-23T18:31:02.5Z",
            1,
            Tally.of(results),
            conforms,
            verdict,
            status,
            false,
            List.of(),
            List.of(),
            known));
  }

  private static void says(
      ResultDocument document, Tone tone, String label, @Nullable String caveat) {
    assertThat(Standing.of(document)).isEqualTo(new Standing(tone, label, "The verdict.", caveat));
  }

  @Test
  void whatConformsSaysWhatIsDisputed() {
    says(ended(true, 0, null, PASSED), Tone.GOOD, "Conforms", null);
    says(
        ended(true, 0, null, PASSED, disputed("event-sourced/a")),
        Tone.GOOD,
        "Conforms",
        "1 failed that the catalogue sets aside: it is in dispute whether it asks for the right thing.");
    says(
        ended(true, 0, null, PASSED, disputed("event-sourced/a"), disputed("event-sourced/b")),
        Tone.GOOD,
        "Conforms",
        "2 failed that the catalogue sets aside: it is in dispute whether they ask for the right thing.");
  }

  @Test
  void knownFailuresAreNoConformanceAndStaleOnesAreSaid() {
    says(
        ended(false, 0, null, PASSED, KNOWN),
        Tone.OPEN,
        "Known failures only",
        "What fails as a file of known failures says does not gate; it is no conformance either.");
    says(
        ended(false, 4, STALE, PASSED),
        Tone.BAD,
        "Stale known failures",
        "1 entries of known.yaml no longer say what is.");
    says(ended(false, 4, null, PASSED), Tone.OPEN, "No verdict", null);
  }

  @Test
  void whatFailedOrEndedWithOneDoesNotConform() {
    says(ended(false, 1, null, PASSED, FAILED), Tone.BAD, "Does not conform", null);
    says(ended(false, 0, null, PASSED, FAILED), Tone.BAD, "Does not conform", null);
    says(ended(false, 3, null, PASSED, FAILED, KNOWN), Tone.BAD, "Does not conform", null);
    says(ended(false, 1, null, PASSED), Tone.BAD, "Does not conform", null);
    says(ended(false, 0, null, PASSED), Tone.OPEN, "No verdict", null);
    says(ended(false, 3, null, PASSED), Tone.OPEN, "No verdict", null);
  }

  private static ResultDocument part(int status, String verdict, ScenarioResult... results) {
    ResultDocument whole =
        ended(results.length, status == 0, verdict, status, null, Arrays.asList(results));
    return new ResultDocument(
        Fixtures.inSet(whole.header(), 60), whole.scenarios(), whole.footer());
  }

  @Test
  void aSelectionThatPassesIsNoVerdict() {
    String limits = "Only 1 of the 60 scenarios of the set was selected.";
    assertThat(Standing.of(part(0, "Conforms: 1 of 1.", PASSED)))
        .as("as an earlier kit had it")
        .isEqualTo(new Standing(Tone.PART, "Selection passed", "Conforms: 1 of 1.", limits));
    assertThat(Standing.of(part(0, "All. " + limits, PASSED)))
        .isEqualTo(new Standing(Tone.PART, "Selection passed", "All. " + limits, null));
    assertThat(Standing.of(part(1, "One failed.", FAILED)))
        .isEqualTo(new Standing(Tone.BAD, "Does not conform", "One failed.", limits));
    assertThat(Standing.of(part(0, "Old.", Fixtures.warned())))
        .isEqualTo(new Standing(Tone.OPEN, "No verdict", "Old.", limits));
  }

  @Test
  void whereNothingPassedNothingConforms() {
    says(ended(false, 1, null, Fixtures.warned()), Tone.BAD, "Does not conform", null);
    says(ended(true, 0, null, Fixtures.warned()), Tone.OPEN, "No verdict", null);
    says(ended(true, 0, null, Fixtures.warned(), PASSED), Tone.GOOD, "Conforms", null);
  }

  @Test
  void whatIsNotAllThereIsIncomplete() {
    assertThat(Standing.of(ended(2, false, "", 3, null, List.of(PASSED))))
        .extracting(Standing::tone, Standing::label, Standing::sentence)
        .containsExactly(
            Tone.OPEN, "Incomplete", "The run is incomplete and shows nothing about conformance.");
    assertThat(Standing.of(ended(3, false, "Cut short.", 3, null, List.of(PASSED, FAILED))))
        .extracting(Standing::tone, Standing::sentence)
        .containsExactly(Tone.BAD, "Cut short.");
    assertThat(Standing.of(ended(3, false, "Cut short.", 3, null, List.of(PASSED, KNOWN))).tone())
        .as("what does not gate is no failure")
        .isEqualTo(Tone.OPEN);
    assertThat(Standing.of(ended(0, false, "Nothing.", 3, null, List.of())).label())
        .isEqualTo("Nothing shown");
  }

  @Test
  void onlyFailuresAndWarningsAreSetAside() {
    List<ScenarioResult> all = new ArrayList<>(List.of(PASSED, Fixtures.errored()));
    all.add(Fixtures.skipped(Outcome.UNSUPPORTED));
    KnownFailure holds = new KnownFailure("x", KnownFailure.State.HOLDS, "late", null, null);
    for (ScenarioResult result : all) {
      assertThat(result.with(holds).failsAsKnown()).as(result.id()).isFalse();
      assertThat(Fixtures.disputed(result, "why").failsAsDisputed()).as(result.id()).isFalse();
    }
    for (ScenarioResult result : List.of(FAILED, Fixtures.warned())) {
      assertThat(result.with(holds).failsAsKnown()).as(result.id()).isTrue();
      assertThat(Fixtures.disputed(result, "why").failsAsDisputed()).as(result.id()).isTrue();
    }
  }
}
