package io.cloudstate.tck.runner.wire;

import io.cloudstate.tck.specs.Side;
import io.grpc.Status;

/** Listens to one relayed stream. Calls come from the threads of the wire and must not block. */
public interface Tap {

  /** A message arrived from the side that it names; it is relayed after this returns. */
  void message(Side side, byte[] bytes);

  /** The proxy half-closed. */
  void halfClosed();

  /** The proxy cancelled or reset. */
  void cancelled();

  /** The service ended the stream. */
  void finished(Status status);

  /** Listens to nothing. */
  Tap NONE =
      new Tap() {
        @Override
        public void message(Side side, byte[] bytes) {}

        @Override
        public void halfClosed() {}

        @Override
        public void cancelled() {}

        @Override
        public void finished(Status status) {}
      };
}
