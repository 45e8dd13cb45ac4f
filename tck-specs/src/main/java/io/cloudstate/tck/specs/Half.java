package io.cloudstate.tck.specs;

import java.util.Locale;

/** One of the pair that is run. */
public enum Half {
  SERVICE,
  PROXY;

  /** As written in scenario files and in reports. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
