package io.cloudstate.tck.runner.wire;

import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/** Decides, by its first messages, whose a stream is and who answers it. */
public interface Attribution {

  /**
   * Decides for one stream, or waits for its next message.
   *
   * @param method full name of the rpc
   * @param messages what has come so far; none where the stream ended without any
   * @param ended whether nothing more comes, so that it must be decided
   * @param served the service's end, should the runner answer
   */
  Route route(String method, List<byte[]> messages, boolean ended, Served served);

  /** What becomes of a stream. */
  sealed interface Route {

    /**
     * The candidate answers; what it sends may be edited on the way.
     *
     * @param heldBack whether what it sends goes no further at this moment
     * @param unanswered whether, besides, a call that it ends is kept open for the caller at this
     *     moment, until it is {@link Served#lose lost}
     */
    record Relay(
        Tap tap,
        UnaryOperator<byte[]> editOut,
        BooleanSupplier heldBack,
        BooleanSupplier unanswered)
        implements Route {

      /** Ends go on. */
      public Relay(Tap tap, UnaryOperator<byte[]> editOut, BooleanSupplier heldBack) {
        this(tap, editOut, heldBack, () -> false);
      }

      /** All that it sends goes on. */
      public Relay(Tap tap, UnaryOperator<byte[]> editOut) {
        this(tap, editOut, () -> false);
      }
    }

    /** The runner answers. */
    record Serve(Tap tap) implements Route {}

    /** It is the runner's to answer, and nobody waits for it: it ends at once, with status OK. */
    record Dismiss() implements Route {}

    /** It cannot be told yet; what has come is held back. */
    record Hold() implements Route {}
  }

  /** Everything is relayed and nobody listens. */
  static Attribution none() {
    return (method, messages, ended, served) -> new Route.Relay(Tap.NONE, UnaryOperator.identity());
  }
}
