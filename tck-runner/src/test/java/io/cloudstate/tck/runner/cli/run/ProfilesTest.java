package io.cloudstate.tck.runner.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudstate.tck.reports.document.Disputed;
import io.cloudstate.tck.reports.document.Outcome;
import io.cloudstate.tck.reports.document.ProfileResult;
import io.cloudstate.tck.reports.document.ScenarioResult;
import io.cloudstate.tck.runner.Sample;
import io.cloudstate.tck.runner.cli.exit.UsageException;
import io.cloudstate.tck.specs.Profile;
import io.cloudstate.tck.specs.Scenario;
import io.cloudstate.tck.specs.ScenarioSet;
import io.cloudstate.tck.specs.read.Specs;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a library claims, and what a run says of it. All of the sample is event sourced. */
final class ProfilesTest {

  private static final ScenarioSet SET = Sample.set();

  private static ProfileResult after(Outcome first, Outcome others, Profile profile) {
    Profiles profiles = new Profiles(Set.of(Profile.EVENT_SOURCED));
    SET.scenarios().forEach(scenario -> profiles.ended(scenario, result(others, null)));
    profiles.ended(SET.scenarios().get(0), result(first, null));
    return of(profiles, profile);
  }

  private static ScenarioResult result(Outcome outcome, @Nullable Disputed disputed) {
    return new ScenarioResult(
        "id", "title", "theme", "direct", "hash", outcome, null, null, List.of(), List.of(),
        List.of(), List.of(), 0, 0, List.of(), "tck run", null, null, disputed, null, null);
  }

  private static ProfileResult of(Profiles profiles, Profile profile) {
    return profiles.results(SET).stream()
        .filter(result -> result.profile().equals(profile.word()))
        .findFirst()
        .orElseThrow();
  }

  private static ProfileResult.State state(Outcome first, Outcome others) {
    return after(first, others, Profile.EVENT_SOURCED).state();
  }

  @Test
  void aProfileConformsWhenAllOfItWasRunAndNothingFailed() {
    assertThat(state(Outcome.PASSED, Outcome.PASSED)).isEqualTo(ProfileResult.State.CONFORMS);
    assertThat(state(Outcome.WARNED, Outcome.PASSED)).isEqualTo(ProfileResult.State.CONFORMS);
    assertThat(state(Outcome.FAILED, Outcome.PASSED)).isEqualTo(ProfileResult.State.FAILS);
    assertThat(state(Outcome.ERRORED, Outcome.PASSED)).isEqualTo(ProfileResult.State.NOT_SHOWN);
    assertThat(state(Outcome.NOT_RUN, Outcome.PASSED)).isEqualTo(ProfileResult.State.NOT_SHOWN);
    assertThat(state(Outcome.FAILED, Outcome.NOT_RUN)).isEqualTo(ProfileResult.State.FAILS);
  }

  @Test
  void whatIsNotAnnouncedIsAbsentAndHalfOfItIsAFailure() {
    assertThat(state(Outcome.UNSUPPORTED, Outcome.UNSUPPORTED))
        .isEqualTo(ProfileResult.State.ABSENT);
    assertThat(state(Outcome.UNSUPPORTED, Outcome.PASSED)).isEqualTo(ProfileResult.State.FAILS);
  }

  @Test
  void aFailureThatIsInDisputeSaysNothing() {
    Profiles profiles = new Profiles(Set.of());
    SET.scenarios().forEach(scenario -> profiles.ended(scenario, result(Outcome.PASSED, null)));
    Scenario disputed = SET.scenarios().get(0);
    Profiles set = new Profiles(Set.of());
    SET.scenarios()
        .forEach(
            scenario ->
                set.ended(
                    scenario,
                    scenario.equals(disputed)
                        ? result(Outcome.FAILED, new Disputed("unclear", "https://x.example"))
                        : result(Outcome.PASSED, null)));

    assertThat(of(set, Profile.EVENT_SOURCED).state()).isEqualTo(ProfileResult.State.CONFORMS);
    assertThat(of(set, Profile.EVENT_SOURCED).detail())
        .isNotEqualTo(of(profiles, Profile.EVENT_SOURCED).detail());
  }

  @Test
  void whatTheKitCannotDoToATargetSaysNothing() {
    ScenarioSet whole = Specs.load();
    Profiles profiles = new Profiles(Set.of());
    whole
        .scenarios()
        .forEach(
            scenario ->
                profiles.ended(
                    scenario,
                    result(
                        scenario.fates().isEmpty() ? Outcome.PASSED : Outcome.UNSUPPORTED, null)));

    assertThat(profiles.results(whole))
        .extracting(ProfileResult::state)
        .containsOnly(ProfileResult.State.CONFORMS);
  }

  @Test
  void ofAProfileThatWasNotAllSelectedNothingIsSaid() {
    Profiles profiles = new Profiles(Set.of(Profile.EVENT_SOURCED));
    profiles.ended(SET.scenarios().get(0), result(Outcome.PASSED, null));
    assertThat(profiles.results(SET)).isEmpty();
    profiles.ended(SET.scenarios().get(0), result(Outcome.FAILED, null));
    assertThat(profiles.results(SET)).isEmpty();
    SET.scenarios().forEach(scenario -> profiles.ended(scenario, result(Outcome.PASSED, null)));
    assertThat(profiles.results(SET))
        .as("the sample has none of the others")
        .extracting(ProfileResult::profile)
        .containsExactly("event-sourced");
  }

  @Test
  void aClaimCoversWhatNeedsNothingElse() {
    Scenario scenario = SET.scenarios().get(0);
    assertThat(new Profiles(Set.of(Profile.EVENT_SOURCED)).claims(scenario)).isTrue();
    assertThat(new Profiles(Set.of(Profile.CRDT)).claims(scenario)).isFalse();
    assertThat(after(Outcome.PASSED, Outcome.PASSED, Profile.EVENT_SOURCED).claimed()).isTrue();
  }

  @Test
  void profilesAreNamedAndAnythingElseIsRefused() throws Exception {
    assertThat(Profiles.parse("event-sourced, crdt"))
        .containsExactlyInAnyOrder(Profile.EVENT_SOURCED, Profile.CRDT);
    assertThat(Profiles.parse("full")).containsExactlyInAnyOrder(Profile.values());
    assertThatThrownBy(() -> Profiles.parse("event-sourced,crtd"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("\"crtd\"")
        .hasMessageContaining("value-entity");
  }
}
