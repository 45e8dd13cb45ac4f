package io.cloudstate.tck.runner.judge;

import io.cloudstate.tck.specs.Side;
import io.cloudstate.tck.specs.Step;
import java.util.Optional;

/** How streams are to end: by whom, whether one did, and in words. */
final class Endings {

  private Endings() {}

  static Side ender(Step.Ending ending) {
    return ending instanceof Step.Ending.Finished ? Side.OUT : Side.IN;
  }

  static boolean isMet(Step.Ending expected, Observations.End actual) {
    if (expected instanceof Step.Ending.HalfClosed) {
      return actual.kind() == Observations.End.Kind.HALF_CLOSED;
    }
    if (expected instanceof Step.Ending.Cancelled) {
      return actual.kind() == Observations.End.Kind.CANCELLED;
    }
    if (expected instanceof Step.Ending.Dropped) {
      return actual.side() == Side.IN;
    }
    Optional<String> code = ((Step.Ending.Finished) expected).code();
    return actual.kind() == Observations.End.Kind.FINISHED
        && code.map(actual.code()::equals).orElseGet(() -> !actual.code().equals("OK"));
  }

  static String words(Step.Ending expected) {
    if (expected instanceof Step.Ending.HalfClosed) {
      return "half-close by the proxy";
    }
    if (expected instanceof Step.Ending.Cancelled) {
      return "cancellation by the proxy";
    }
    if (expected instanceof Step.Ending.Dropped) {
      return "half-close, cancellation or reset by the proxy";
    }
    return "end of the stream with status "
        + ((Step.Ending.Finished) expected).code().orElse("other than OK");
  }

  static String words(Observations.End actual) {
    return switch (actual.kind()) {
      case HALF_CLOSED -> "half-close by the proxy";
      case CANCELLED -> "cancellation by the proxy";
      case FINISHED ->
          "end of the stream with status "
              + actual.code()
              + (actual.description().isEmpty() ? "" : ": " + actual.description());
    };
  }
}
