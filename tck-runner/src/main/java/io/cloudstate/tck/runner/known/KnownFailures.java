package io.cloudstate.tck.runner.known;

import io.cloudstate.tck.reports.document.KnownFailure;
import io.cloudstate.tck.reports.document.KnownFailure.State;
import io.cloudstate.tck.reports.document.KnownSummary;
import io.cloudstate.tck.reports.document.MismatchView;
import io.cloudstate.tck.reports.document.Outcome;
import io.cloudstate.tck.reports.document.ScenarioResult;
import io.cloudstate.tck.specs.Scenario;
import io.cloudstate.tck.specs.ScenarioSet;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Holds what a run shows against what is known to fail. An entry is stale if its day has passed, if
 * it is of no scenario, if all that it is of pass, or if one fails that neither it nor another
 * entry describes. A scenario that cannot be run, or is not supported, says nothing of an entry; as
 * long as one did not end at all, since it was not selected, the others do not say that all pass.
 */
public final class KnownFailures {

  private final String file;
  private final List<KnownEntry> entries;
  private final LocalDate today;
  private final Map<KnownEntry, Seen> seen = new HashMap<>();
  private final Set<String> ended = new HashSet<>();
  private int known;

  /** What the scenarios of one entry did, by id. */
  private static final class Seen {
    private final TreeSet<String> described = new TreeSet<>();
    private final TreeSet<String> passed = new TreeSet<>();
    private final TreeSet<String> otherwise = new TreeSet<>();
    private final TreeSet<String> byAnother = new TreeSet<>();
  }

  /**
   * Nothing shown yet.
   *
   * @param file the path of the file as given
   */
  public KnownFailures(String file, List<KnownEntry> entries, LocalDate today) {
    this.file = file;
    this.entries = List.copyOf(entries);
    this.today = today;
    entries.forEach(entry -> seen.put(entry, new Seen()));
  }

  /** Takes note of how a scenario ended, and gives its result with what is known of it. */
  public ScenarioResult ended(Scenario scenario, ScenarioResult result) {
    ended.add(scenario.id());
    List<KnownEntry> of = entries.stream().filter(entry -> entry.isOf(scenario)).toList();
    if (of.isEmpty()) {
      return result;
    }
    MismatchView mismatch = result.mismatch();
    if (result.outcome() == Outcome.PASSED) {
      of.forEach(entry -> seen(entry).passed.add(scenario.id()));
      return of.stream()
          .filter(entry -> entry.scenario().equals(scenario.id()))
          .findFirst()
          .map(entry -> result.with(entry.said(State.PASSES)))
          .orElse(result);
    }
    if (mismatch == null
        || (result.outcome() != Outcome.FAILED && result.outcome() != Outcome.WARNED)) {
      return result;
    }
    KnownFailure said = failed(scenario, mismatch, of);
    if (said.state() == State.HOLDS) {
      known++;
    }
    return result.with(said);
  }

  /** Whether it failed as some entry says that still counts. */
  public boolean knows(Scenario scenario, ScenarioResult result) {
    MismatchView mismatch = result.mismatch();
    return mismatch != null
        && entries.stream()
            .anyMatch(
                entry ->
                    entry.isOf(scenario) && entry.describes(mismatch) && !entry.isExpiredOn(today));
  }

  private KnownFailure failed(Scenario scenario, MismatchView mismatch, List<KnownEntry> of) {
    List<KnownEntry> describing = of.stream().filter(entry -> entry.describes(mismatch)).toList();
    describing.forEach(entry -> seen(entry).described.add(scenario.id()));
    for (KnownEntry entry : of) {
      if (!describing.contains(entry)) {
        (describing.isEmpty() ? seen(entry).otherwise : seen(entry).byAnother).add(scenario.id());
      }
    }
    Optional<KnownEntry> holding =
        describing.stream().filter(entry -> !entry.isExpiredOn(today)).findFirst();
    return holding
        .map(entry -> entry.said(State.HOLDS))
        .orElseGet(
            () ->
                describing.isEmpty()
                    ? of.get(0).said(State.OTHERWISE)
                    : describing.get(0).said(State.EXPIRED));
  }

  private Seen seen(KnownEntry entry) {
    return seen.getOrDefault(entry, new Seen());
  }

  /** What has become of the file. */
  public KnownSummary summary(ScenarioSet set) {
    List<KnownSummary.Stale> stale = new ArrayList<>();
    for (KnownEntry entry : entries) {
      stale(entry, set)
          .ifPresent(
              why ->
                  stale.add(
                      new KnownSummary.Stale(entry.scenario(), entry.place().toString(), why)));
    }
    return new KnownSummary(file, entries.size(), known, stale);
  }

  private Optional<String> stale(KnownEntry entry, ScenarioSet set) {
    List<Scenario> of = set.scenarios().stream().filter(entry::isOf).toList();
    if (of.isEmpty()) {
      return Optional.of("It matches no scenario of this set; remove it, or correct the id.");
    }
    Seen what = seen(entry);
    if (!what.otherwise.isEmpty()) {
      return Optional.of(
          "%s fails otherwise than with %s; see what changed."
              .formatted(named(what.otherwise), entry.described()));
    }
    boolean nowhere =
        what.described.isEmpty() && of.stream().allMatch(each -> ended.contains(each.id()));
    if (nowhere && !what.byAnother.isEmpty()) {
      return Optional.of(
          "%s fails as another entry says, and not with %s; remove it."
              .formatted(named(what.byAnother), entry.described()));
    }
    if (nowhere && !what.passed.isEmpty()) {
      return Optional.of("%s passes; remove it.".formatted(named(what.passed)));
    }
    return entry.isExpiredOn(today)
        ? Optional.of(
            "It expired on %s; mend what fails, or give a new day."
                .formatted(entry.expires().map(LocalDate::toString).orElse("")))
        : Optional.empty();
  }

  private static String named(SortedSet<String> ids) {
    return ids.size() == 1
        ? ids.first()
        : "%s and %d more, each of them,".formatted(ids.first(), ids.size() - 1);
  }

  /** Entries that describe what was seen, or of which nothing was seen. */
  List<KnownEntry> standing(ScenarioSet set) {
    return entries.stream()
        .filter(entry -> set.scenarios().stream().anyMatch(entry::isOf))
        .filter(
            entry -> {
              Seen what = seen(entry);
              return !what.described.isEmpty()
                  || (what.passed.isEmpty()
                      && what.otherwise.isEmpty()
                      && what.byAnother.isEmpty());
            })
        .toList();
  }
}
