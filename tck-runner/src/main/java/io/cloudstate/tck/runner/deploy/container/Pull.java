package io.cloudstate.tck.runner.deploy.container;

/** When an image is fetched from a registry. */
public enum Pull {
  /** Not at all: it is on the engine, or the run cannot start. */
  NEVER,
  /** Where the engine does not have it. */
  MISSING,
  /** Before each run. */
  ALWAYS
}
