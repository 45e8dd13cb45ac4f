package io.cloudstate.tck.specs;

/** How binding a requirement is. */
public enum Level {
  /** Must: a violation fails the scenario. */
  M,
  /** Should: a violation is a warning. */
  S,
  /** May: observed, never gated. */
  Y
}
