package io.cloudstate.tck.runner.cli.run;

import io.cloudstate.tck.reports.document.Outcome;
import io.cloudstate.tck.reports.document.ProfileResult;
import io.cloudstate.tck.reports.document.ScenarioResult;
import io.cloudstate.tck.runner.cli.exit.UsageException;
import io.cloudstate.tck.runner.cli.terminal.Console;
import io.cloudstate.tck.specs.Profile;
import io.cloudstate.tck.specs.Scenario;
import io.cloudstate.tck.specs.ScenarioSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a caller claims of a candidate, and what a run says of it, profile by profile. */
public final class Profiles {

  /** The word for all of them. */
  static final String FULL = "full";

  private final Set<Profile> claimed;
  private final Map<String, Outcome> outcomes = new HashMap<>();

  /** Scenarios that say nothing of a profile. */
  private final Set<String> silent = new HashSet<>();

  /** What the caller claims; nothing of it is shown yet. */
  public Profiles(Set<Profile> claimed) {
    this.claimed = claimed;
  }

  /**
   * Reads a list of profiles, separated by commas.
   *
   * @throws UsageException if one is unknown
   */
  public static Set<Profile> parse(String text) throws UsageException {
    if (text.equals(FULL)) {
      return EnumSet.allOf(Profile.class);
    }
    Set<Profile> profiles = EnumSet.noneOf(Profile.class);
    for (String word : text.split(",", -1)) {
      profiles.add(
          Profile.named(word.strip())
              .orElseThrow(
                  () ->
                      new UsageException(
                          "--profile \""
                              + word
                              + "\" is not known. Profiles are: "
                              + String.join(", ", Profile.words())
                              + "; or "
                              + FULL
                              + ".")));
    }
    return profiles;
  }

  /** Whether the caller says that the candidate has all that a scenario needs. */
  boolean claims(Scenario scenario) {
    Set<Profile> needed = Profile.of(scenario);
    return !needed.isEmpty() && claimed.containsAll(needed);
  }

  /**
   * One that fails and is in dispute says nothing of a profile, nor does one that the kit could not
   * try on the targets as they were given.
   */
  public void ended(Scenario scenario, ScenarioResult result) {
    boolean beyondTargets = result.outcome() == Outcome.UNSUPPORTED && !scenario.fates().isEmpty();
    if (result.failsAsDisputed() || beyondTargets) {
      silent.add(scenario.id());
    } else {
      outcomes.put(scenario.id(), result.outcome());
    }
  }

  /** Of each profile all of whose scenarios came out in some way: a part of them shows nothing. */
  public List<ProfileResult> results(ScenarioSet set) {
    return Arrays.stream(Profile.values())
        .flatMap(profile -> result(profile, set).stream())
        .toList();
  }

  private Optional<ProfileResult> result(Profile profile, ScenarioSet set) {
    List<Outcome> shown = new ArrayList<>();
    for (Scenario scenario : set.scenarios()) {
      Set<Profile> needed = Profile.of(scenario);
      if (!needed.contains(profile) || silent.contains(scenario.id())) {
        continue;
      }
      Outcome outcome = outcomes.get(scenario.id());
      if (outcome == null) {
        return Optional.empty();
      }
      // What needs another profile too says nothing of this one if that is what is missing.
      if (needed.size() == 1 || outcome != Outcome.UNSUPPORTED) {
        shown.add(outcome);
      }
    }
    return shown.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new ProfileResult(
                profile.word(), claimed.contains(profile), state(shown), detail(shown)));
  }

  private static ProfileResult.State state(List<Outcome> shown) {
    if (shown.contains(Outcome.FAILED)) {
      return ProfileResult.State.FAILS;
    }
    if (shown.contains(Outcome.ERRORED) || shown.contains(Outcome.NOT_RUN)) {
      return ProfileResult.State.NOT_SHOWN;
    }
    Set<Outcome> kinds = new LinkedHashSet<>(shown);
    if (!kinds.contains(Outcome.UNSUPPORTED)) {
      return ProfileResult.State.CONFORMS;
    }
    return kinds.size() == 1 ? ProfileResult.State.ABSENT : ProfileResult.State.FAILS;
  }

  private static String detail(List<Outcome> shown) {
    List<String> words = new ArrayList<>();
    for (Outcome outcome : Outcome.values()) {
      long count = shown.stream().filter(outcome::equals).count();
      if (count > 0) {
        words.add(count + " " + Console.word(outcome));
      }
    }
    return String.join(", ", words) + " of " + shown.size() + " scenarios.";
  }
}
