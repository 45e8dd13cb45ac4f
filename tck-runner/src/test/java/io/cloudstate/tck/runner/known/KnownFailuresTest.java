package io.cloudstate.tck.runner.known;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstate.tck.reports.document.Disputed;
import io.cloudstate.tck.reports.document.KnownFailure;
import io.cloudstate.tck.reports.document.KnownFailure.State;
import io.cloudstate.tck.reports.document.KnownSummary;
import io.cloudstate.tck.reports.document.MismatchView;
import io.cloudstate.tck.reports.document.Outcome;
import io.cloudstate.tck.reports.document.ScenarioResult;
import io.cloudstate.tck.runner.Sample;
import io.cloudstate.tck.specs.Scenario;
import io.cloudstate.tck.specs.ScenarioSet;
import io.cloudstate.tck.specs.read.Place;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is said of a file of known failures once scenarios have ended. */
final class KnownFailuresTest {

  private static final LocalDate TODAY = LocalDate.of(2026, 11, 26);
  private static final ScenarioSet SET = Sample.set();
  private static final String EMITS = "sample/emits-in-order";
  private static final String REPLAYS = "sample/replay-is-silent";

  private final List<KnownEntry> entries = new ArrayList<>();

  private KnownEntry entry(String scenario, @Nullable String requirement, @Nullable String path) {
    return entry(scenario, requirement, path, null);
  }

  private KnownEntry entry(
      String scenario,
      @Nullable String requirement,
      @Nullable String path,
      @Nullable LocalDate expires) {
    KnownEntry entry =
        new KnownEntry(
            new Place("k.yaml", entries.size() + 2, 3),
            scenario,
            Optional.ofNullable(requirement),
            Optional.ofNullable(path),
            "late",
            Optional.of("https://example.org/1"),
            Optional.ofNullable(expires));
    entries.add(entry);
    return entry;
  }

  private KnownFailures failures() {
    return new KnownFailures("k.yaml", entries, TODAY);
  }

  private static MismatchView mismatch(String requirement, String path) {
    return new MismatchView(
        1, "", requirement, path, "", "", "candidate", "", List.of(), null, null, null);
  }

  private static ScenarioResult result(
      String id, Outcome outcome, @Nullable MismatchView mismatch, @Nullable Disputed disputed) {
    return new ScenarioResult(
        id, "", "sample", "direct", "h", outcome, null, mismatch, List.of(), List.of(), List.of(),
        List.of(), 0, 0, List.of(), "tck run", null, null, disputed, null, null);
  }

  private static ScenarioResult failed(String id, String requirement, String path) {
    return result(id, Outcome.FAILED, mismatch(requirement, path), null);
  }

  private static ScenarioResult passed(String id) {
    return result(id, Outcome.PASSED, null, null);
  }

  private static Scenario scenario(String id) {
    return SET.find(id).orElseThrow();
  }

  private static ScenarioResult ended(KnownFailures failures, ScenarioResult result) {
    return failures.ended(scenario(result.id()), result);
  }

  private static KnownFailure said(KnownEntry entry, State state) {
    return new KnownFailure(
        entry.scenario(),
        state,
        "late",
        "https://example.org/1",
        entry.expires().map(LocalDate::toString).orElse(null));
  }

  private KnownSummary summary(ScenarioResult... results) {
    KnownFailures failures = failures();
    Arrays.stream(results).forEach(result -> ended(failures, result));
    return failures.summary(SET);
  }

  private String onlyComplaint(ScenarioResult... results) {
    List<KnownSummary.Stale> stale = summary(results).stale();
    assertThat(stale).hasSize(1);
    return stale.get(0).why();
  }

  @Test
  void whatNoEntryIsOfStaysAsItIs() {
    entry(EMITS, "ES-06", null);
    ScenarioResult other = failed(REPLAYS, "ES-04", "stream");
    assertThat(ended(failures(), other)).isSameAs(other);
    assertThat(summary(other).known()).isZero();
  }

  @Test
  void aFailureHoldsByTheFirstEntryThatDescribesItAndStillCounts() {
    KnownEntry elsewhere = entry(EMITS, "ES-05", null);
    KnownEntry old = entry(EMITS, "ES-06", null, TODAY.minusDays(1));
    KnownEntry lastDay = entry("sample/*", "ES-06", "reply.*", TODAY);
    ScenarioResult result = failed(EMITS, "ES-06", "reply.events[1]");
    assertThat(elsewhere.isExpiredOn(TODAY)).isFalse();
    assertThat(old.isExpiredOn(TODAY)).isTrue();
    assertThat(ended(failures(), result).known()).isEqualTo(said(lastDay, State.HOLDS));
    assertThat(failures().knows(scenario(EMITS), result)).isTrue();
    assertThat(summary(result, result).known()).isEqualTo(2);
  }

  @Test
  void anEntryPastItsDayDescribesAndDoesNotCount() {
    KnownEntry old = entry(EMITS, "ES-06", null, TODAY.minusDays(1));
    ScenarioResult result = failed(EMITS, "ES-06", "stream");
    assertThat(ended(failures(), result).known()).isEqualTo(said(old, State.EXPIRED));
    assertThat(failures().knows(scenario(EMITS), result)).isFalse();
    assertThat(summary(result).known()).isZero();
    assertThat(onlyComplaint(result))
        .isEqualTo("It expired on 2026-11-25; mend what fails, or give a new day.");
  }

  @Test
  void aFailureOtherThanSaidIsSaid() {
    KnownEntry entry = entry("sample/*", "ES-06", "reply");
    ScenarioResult result = failed(EMITS, "ES-06", "stream");
    assertThat(ended(failures(), result).known()).isEqualTo(said(entry, State.OTHERWISE));
    assertThat(failures().knows(scenario(EMITS), result)).isFalse();
    assertThat(onlyComplaint(result))
        .isEqualTo(EMITS + " fails otherwise than with ES-06 at reply; see what changed.");
    assertThat(onlyComplaint(result, failed(REPLAYS, "ES-06", "stream")))
        .startsWith(EMITS + " and 1 more, each of them, fails otherwise");
  }

  @Test
  void anEntryWithoutARequirementIsNamedByItsPath() {
    entry(EMITS, null, "reply");
    assertThat(onlyComplaint(failed(EMITS, "ES-06", "stream")))
        .contains("than with a failure at reply;");
  }

  @Test
  void whatPassesIsToBeTakenOutUnlessTheEntryHoldsElsewhere() {
    KnownEntry entry = entry(EMITS, "ES-06", null);
    assertThat(ended(failures(), passed(EMITS)).known()).isEqualTo(said(entry, State.PASSES));
    assertThat(onlyComplaint(passed(EMITS))).isEqualTo(EMITS + " passes; remove it.");
    assertThat(summary(passed(EMITS), failed(EMITS, "ES-06", "stream")).stale()).isEmpty();
  }

  @Test
  void ofAPatternNoSingleScenarioIsSaidToPass() {
    entry("sample/emits-*", "ES-06", null);
    ScenarioResult result = passed(EMITS);
    assertThat(ended(failures(), result)).isSameAs(result);
    assertThat(onlyComplaint(result)).isEqualTo(EMITS + " passes; remove it.");
  }

  @Test
  void ofAPatternThatIsSelectedInPartNothingIsSaidByWhatPasses() {
    entry("sample/*", "ES-06", null);
    entry("sample/*", "ES-05", null);
    assertThat(summary(passed(EMITS)).stale()).isEmpty();
    assertThat(summary(failed(EMITS, "ES-06", "stream")).stale()).isEmpty();
    assertThat(summary(failed(EMITS, "ES-04", "stream"), passed(REPLAYS)).stale()).hasSize(2);
  }

  @Test
  void anEntryBesideOneThatHoldsIsStale() {
    entry(EMITS, "ES-06", null);
    entry(EMITS, "ES-05", null);
    assertThat(onlyComplaint(failed(EMITS, "ES-06", "stream")))
        .isEqualTo(EMITS + " fails as another entry says, and not with ES-05; remove it.");
  }

  @Test
  void anEntryOfNoScenarioIsStaleWhateverHappened() {
    entry("sample/nothing-like-it", "ES-06", null);
    assertThat(summary().stale())
        .containsExactly(
            new KnownSummary.Stale(
                "sample/nothing-like-it",
                "k.yaml:2:3",
                "It matches no scenario of this set; remove it, or correct the id."));
    assertThat(summary().entries()).isEqualTo(1);
    assertThat(summary().file()).isEqualTo("k.yaml");
  }

  @ParameterizedTest
  @EnumSource(names = {"ERRORED", "UNSUPPORTED", "NOT_RUN"})
  void whatWasNotJudgedSaysNothingOfAnEntry(Outcome outcome) {
    entry(EMITS, "ES-06", null);
    ScenarioResult result = result(EMITS, outcome, mismatch("ES-06", "stream"), null);
    assertThat(ended(failures(), result)).isSameAs(result);
    assertThat(summary(result).stale()).isEmpty();
    assertThat(summary(result).known()).isZero();
  }

  @Test
  void aWarningIsKnownAsAFailureIs() {
    KnownEntry entry = entry(EMITS, "ES-06", null);
    ScenarioResult warned = result(EMITS, Outcome.WARNED, mismatch("ES-06", "stream"), null);
    assertThat(ended(failures(), warned).known()).isEqualTo(said(entry, State.HOLDS));
    ScenarioResult noMismatch = result(EMITS, Outcome.FAILED, null, null);
    assertThat(ended(failures(), noMismatch)).isSameAs(noMismatch);
    assertThat(failures().knows(scenario(EMITS), noMismatch)).isFalse();
    assertThat(failures().knows(scenario(REPLAYS), failed(REPLAYS, "ES-06", "stream"))).isFalse();
  }

  @Test
  void anUpdateKeepsWhatHoldsDropsWhatDoesNotAndAddsTheRest() {
    KnownEntry holds = entry(EMITS, "ES-06", null);
    KnownEntry expired = entry("sample/failure", "ES-12", null, TODAY.minusDays(9));
    KnownEntry otherwise = entry(REPLAYS, "ES-05", null);
    KnownEntry passes = entry("sample/names-itself", "DIS-10", null);
    KnownEntry nothingSeen = entry("sample/over-http", "HTTP-01", null);
    KnownEntry ofNothing = entry("sample/nothing-like-it", "ES-06", null);
    List<ScenarioResult> results =
        List.of(
            failed(EMITS, "ES-06", "stream"),
            failed("sample/failure", "ES-12", "stream"),
            failed(REPLAYS, "ES-04", "reply"),
            passed("sample/names-itself"),
            failed("sample/refuses-foreign-command-id", "CMD-04", "status"),
            result(
                "sample/relays-and-persists",
                Outcome.FAILED,
                mismatch("ES-08", "frame"),
                new Disputed("why", "https://example.org/2")),
            result("sample/over-http", Outcome.WARNED, null, null),
            failed("sample/of-another-set", "ES-06", "stream"));

    KnownUpdate update = KnownUpdate.of("k.yaml", entries, results, SET, TODAY);

    assertThat(update.kept()).containsExactly(holds, expired, nothingSeen);
    assertThat(update.dropped()).containsExactly(otherwise, passes, ofNothing);
    assertThat(update.added())
        .containsExactly(
            added(REPLAYS, "ES-04", "reply"),
            added("sample/refuses-foreign-command-id", "CMD-04", "status"));
    assertThat(update.entries())
        .containsExactly(holds, expired, nothingSeen, update.added().get(0), update.added().get(1));
  }

  private static KnownEntry added(String id, String requirement, String path) {
    return new KnownEntry(
        new Place("k.yaml", 1, 1),
        id,
        Optional.of(requirement),
        Optional.of(path),
        "Not looked into yet.",
        Optional.empty(),
        Optional.empty());
  }

  @Test
  void onlyFailuresAreAdded() {
    List<ScenarioResult> results =
        List.of(
            result(EMITS, Outcome.WARNED, mismatch("ES-06", "stream"), null),
            result(REPLAYS, Outcome.FAILED, null, null));
    assertThat(KnownUpdate.of("k.yaml", entries, results, SET, TODAY).entries()).isEmpty();
  }
}
