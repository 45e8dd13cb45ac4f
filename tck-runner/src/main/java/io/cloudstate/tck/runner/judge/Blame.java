package io.cloudstate.tck.runner.judge;

import java.util.Locale;

/** Who caused a divergence. */
public enum Blame {
  CANDIDATE,
  PROXY,
  HARNESS,
  ENVIRONMENT;

  /** As reports write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
