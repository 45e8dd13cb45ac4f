package io.cloudstate.tck.runner.deploy;

import java.util.Optional;

/** A target that was started, or that ran already. */
interface Running extends AutoCloseable {

  /** Where it serves, or will. */
  Endpoint endpoint();

  /** Why it cannot come up any more, where that is known. */
  Optional<String> failure();

  /** What it wrote, if the runner can see that. */
  Log log();

  @Override
  void close();
}
