package io.cloudstate.tck.runner.judge;

import io.cloudstate.tck.runner.trace.Happening;
import io.cloudstate.tck.runner.trace.TraceEvent;
import io.cloudstate.tck.specs.Step;
import io.cloudstate.tck.specs.match.Difference;
import java.util.List;
import java.util.Optional;

/**
 * Tells what a divergence breaks by itself: a reply with another command's id violates the rule on
 * ids, also where a scenario on side effects is what met it.
 */
final class BrokenRule {

  private static final String ENDED = Endings.words(new Step.Ending.Finished(Optional.of("OK")));

  private BrokenRule() {}

  /** The first rule of all streams that the event which diverges breaks, by the side blamed. */
  static Optional<Violation> in(Mismatch mismatch, List<TraceEvent> seen, Signatures signatures) {
    return mismatch
        .seq()
        .map(seq -> byEvent(seq, seen, signatures))
        .orElseGet(() -> byNothing(mismatch, seen, signatures))
        .stream()
        .filter(violation -> violation.blame() == mismatch.blame())
        .findFirst()
        .or(() -> byTypeUrl(mismatch));
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

  /** Nothing came where a stream was to end; which one that is must not be open to doubt. */
  private static List<Violation> byNothing(
      Mismatch mismatch, List<TraceEvent> seen, Signatures signatures) {
    if (!mismatch.expected().equals(ENDED)) {
      return List.of();
    }
    OpenStreams streams = new OpenStreams(signatures);
    for (TraceEvent event : seen) {
      if (event.what() instanceof Happening.OnStream what) {
        streams.accept(what);
      }
    }
    List<Violation> unended = streams.unended();
    return unended.size() == 1 ? unended : List.of();
  }

  /** The right message under a url that is not how it is named. */
  private static Optional<Violation> byTypeUrl(Mismatch mismatch) {
    Difference first = mismatch.first();
    return first.path().endsWith(".typeUrl")
            && first.expected().startsWith("\"" + Signatures.HOST)
            && simpleName(first.expected()).equals(simpleName(first.actual()))
        ? Optional.of(
            new Violation(
                "SER-01",
                mismatch.blame(),
                "a type url that is not " + Signatures.HOST + "<full name>"))
        : Optional.empty();
  }

  private static String simpleName(String url) {
    return url.substring(Math.max(url.lastIndexOf('/'), url.lastIndexOf('.')) + 1);
  }
}
