package io.cloudstate.tck.runner.wire;

import java.util.function.UnaryOperator;

/** Decides, by its first message, whose a stream is and who answers it. */
public interface Attribution {

  /**
   * Decides for one stream.
   *
   * @param method full name of the rpc
   * @param first the first message, empty where the stream half-closed without one
   * @param served the service's end, should the runner answer
   */
  Route route(String method, byte[] first, Served served);

  /** What becomes of a stream. */
  sealed interface Route {

    /** The candidate answers; what it sends may be edited on the way. */
    record Relay(Tap tap, UnaryOperator<byte[]> editOut) implements Route {}

    /** The runner answers. */
    record Serve(Tap tap) implements Route {}
  }

  /** Everything is relayed and nobody listens. */
  static Attribution none() {
    return (method, first, served) -> new Route.Relay(Tap.NONE, UnaryOperator.identity());
  }
}
