package io.cloudstate.tck.runner.cli.tap;

import io.cloudstate.tck.runner.judge.DiscoveryRules;
import io.cloudstate.tck.runner.judge.OpenStreams;
import io.cloudstate.tck.runner.judge.Signatures;
import io.cloudstate.tck.runner.judge.Violation;
import io.cloudstate.tck.runner.trace.Happening;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Judges live traffic as it comes and counts what was seen. */
final class LiveVerdict {

  private final OpenStreams open;
  private final Map<String, Tally> tallies = new TreeMap<>();
  private int streams;
  private int frames;

  LiveVerdict(Signatures signatures) {
    this.open = new OpenStreams(signatures);
  }

  /** How often a requirement was violated, and how at first. */
  record Tally(int count, Violation first) {}

  /** What this event violates. */
  List<Violation> accept(Happening what) {
    List<Violation> violations = judge(what);
    violations.forEach(
        violation ->
            tallies.merge(
                violation.requirement(),
                new Tally(1, violation),
                (before, one) -> new Tally(before.count() + one.count(), before.first())));
    return violations;
  }

  private List<Violation> judge(Happening what) {
    if (what instanceof Happening.Discovered question) {
      return DiscoveryRules.of(question);
    }
    if (what instanceof Happening.Returned answer) {
      return DiscoveryRules.of(answer);
    }
    if (what instanceof Happening.Opened) {
      streams++;
    } else if (what instanceof Happening.Message) {
      frames++;
    }
    return what instanceof Happening.OnStream onStream ? open.accept(onStream) : List.of();
  }

  /** By requirement. */
  Map<String, Tally> tallies() {
    return Map.copyOf(tallies);
  }

  int streams() {
    return streams;
  }

  int frames() {
    return frames;
  }
}
