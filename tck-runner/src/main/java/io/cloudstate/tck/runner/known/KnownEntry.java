package io.cloudstate.tck.runner.known;

import io.cloudstate.tck.reports.document.KnownFailure;
import io.cloudstate.tck.reports.document.MismatchView;
import io.cloudstate.tck.specs.Glob;
import io.cloudstate.tck.specs.Scenario;
import io.cloudstate.tck.specs.read.Place;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A failure that is known.
 *
 * @param place where it stands
 * @param scenario an id, or a pattern in which {@code *} is any text
 * @param requirement the one violated, where that is part of the description
 * @param path where the mismatch is, likewise; {@code *} is any text
 * @param reason why it is known to fail
 * @param link where more is said
 * @param expires the last day on which it counts
 */
public record KnownEntry(
    Place place,
    String scenario,
    Optional<String> requirement,
    Optional<String> path,
    String reason,
    Optional<String> link,
    Optional<LocalDate> expires) {

  boolean isOf(Scenario other) {
    return Glob.of(scenario).names(other);
  }

  boolean describes(MismatchView mismatch) {
    return requirement.map(mismatch.requirement()::equals).orElse(true)
        && path.map(pattern -> Glob.of(pattern).matches(mismatch.path())).orElse(true);
  }

  boolean isExpiredOn(LocalDate today) {
    return expires.filter(today::isAfter).isPresent();
  }

  /** What it describes, in words. */
  String described() {
    return requirement.orElse("a failure") + path.map(where -> " at " + where).orElse("");
  }

  KnownFailure said(KnownFailure.State state) {
    return new KnownFailure(
        scenario, state, reason, link.orElse(null), expires.map(LocalDate::toString).orElse(null));
  }
}
