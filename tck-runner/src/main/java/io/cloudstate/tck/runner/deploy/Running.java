package io.cloudstate.tck.runner.deploy;

import io.cloudstate.tck.specs.Fate;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** A target that was started, or that ran already. */
interface Running extends AutoCloseable {

  /** Where it serves, or will. */
  Endpoint endpoint();

  /** Why it cannot come up any more, where that is known. */
  Optional<String> failure();

  /**
   * Waits until it has ended, for a time at most; not at all where that cannot be known.
   *
   * @throws InterruptedException if interrupted meanwhile
   */
  default void awaitEnd(Duration patience) throws InterruptedException {}

  /** What to look at when nothing accepts connections there. */
  default String whyUnreachable() {
    return "Is it started, and does it listen on that address?";
  }

  /** Whether something else accepts its connections before it does. */
  default boolean isRelayed() {
    return false;
  }

  /** What it wrote, if the runner can see that. */
  Log log();

  /** What is known of it from its start, for the report. */
  default Map<String, String> facts() {
    return Map.of();
  }

  /**
   * Has it suffer this.
   *
   * @return what runs in its place from now on; after its death itself, until it is started again
   * @throws DeploymentException if that could not be done
   * @throws UnsupportedOperationException if it never can, which {@link Powers} knows
   */
  default Running befall(Fate fate) throws DeploymentException {
    throw new UnsupportedOperationException("The kit cannot do this to it: " + fate.word());
  }

  @Override
  void close();
}
