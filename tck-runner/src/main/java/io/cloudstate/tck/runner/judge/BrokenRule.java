package io.cloudstate.tck.runner.judge;

import io.cloudstate.tck.runner.trace.Happening;
import io.cloudstate.tck.runner.trace.TraceEvent;
import java.util.List;
import java.util.Optional;

/**
 * Tells what a divergence breaks by itself: a reply with another command's id violates the rule on
 * ids, also where a scenario on side effects is what met it.
 */
final class BrokenRule {

  private BrokenRule() {}

  /** The first rule of all streams that the event which diverges breaks, by the side blamed. */
  static Optional<Violation> in(Mismatch mismatch, List<TraceEvent> seen, Signatures signatures) {
    return mismatch.seq().stream()
        .flatMap(seq -> byEvent(seq, seen, signatures).stream())
        .filter(violation -> violation.blame() == mismatch.blame())
        .findFirst();
  }

  private static List<Violation> byEvent(int seq, List<TraceEvent> seen, Signatures signatures) {
    OpenStreams streams = new OpenStreams(signatures);
    for (TraceEvent event : seen) {
      List<Violation> violations =
          event.what() instanceof Happening.OnStream what ? streams.accept(what) : List.of();
      if (event.seq() == seq) {
        return violations;
      }
    }
    return List.of();
  }
}
