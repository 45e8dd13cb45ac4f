package io.cloudstate.tck.runner.known;

import io.cloudstate.tck.reports.document.KnownFailure;
import io.cloudstate.tck.reports.document.MismatchView;
import io.cloudstate.tck.reports.document.Outcome;
import io.cloudstate.tck.reports.document.ScenarioResult;
import io.cloudstate.tck.specs.Scenario;
import io.cloudstate.tck.specs.ScenarioSet;
import io.cloudstate.tck.specs.read.Place;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a file of known failures should hold after a complete run. An entry that still describes a
 * failure is kept as it is, even past its day, which only people move; of what is not described, a
 * new one is made, unless the catalogue disputes it.
 *
 * @param kept entries that stay
 * @param added new ones
 * @param dropped entries that no longer speak true
 */
public record KnownUpdate(List<KnownEntry> kept, List<KnownEntry> added, List<KnownEntry> dropped) {

  private static final String UNEXPLAINED = "Not looked into yet.";

  public KnownUpdate {
    kept = List.copyOf(kept);
    added = List.copyOf(added);
    dropped = List.copyOf(dropped);
  }

  /** From a complete run. */
  public static KnownUpdate of(
      String file,
      List<KnownEntry> before,
      List<ScenarioResult> results,
      ScenarioSet set,
      LocalDate today) {
    KnownFailures failures = new KnownFailures(file, before, today);
    List<KnownEntry> added = new ArrayList<>();
    for (ScenarioResult result : results) {
      Optional<Scenario> scenario = set.find(result.id());
      if (scenario.isPresent()) {
        ScenarioResult said = failures.ended(scenario.get(), result.with(null));
        KnownFailure known = said.known();
        boolean described =
            known != null
                && (known.state() == KnownFailure.State.HOLDS
                    || known.state() == KnownFailure.State.EXPIRED);
        MismatchView mismatch = result.mismatch();
        if (result.outcome() == Outcome.FAILED
            && mismatch != null
            && !described
            && !result.failsAsDisputed()) {
          added.add(entry(file, result.id(), mismatch));
        }
      }
    }
    List<KnownEntry> kept = failures.standing(set);
    return new KnownUpdate(
        kept, added, before.stream().filter(entry -> !kept.contains(entry)).toList());
  }

  private static KnownEntry entry(String file, String id, MismatchView mismatch) {
    return new KnownEntry(
        new Place(file, 1, 1),
        id,
        Optional.of(mismatch.requirement()),
        Optional.of(mismatch.path()),
        UNEXPLAINED,
        Optional.empty(),
        Optional.empty());
  }

  /** All that the file should hold. */
  public List<KnownEntry> entries() {
    List<KnownEntry> all = new ArrayList<>(kept);
    all.addAll(added);
    return all;
  }
}
