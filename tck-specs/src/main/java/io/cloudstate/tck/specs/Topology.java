package io.cloudstate.tck.specs;

import java.util.Locale;

/** Who talks to whom in a scenario, and so who is judged. */
public enum Topology {
  /** The runner plays the proxy; the candidate is judged. */
  DIRECT,
  /** The runner is the client of a real proxy in front of the real candidate; either is judged. */
  PROXIED,
  /** The runner plays client and candidate; the proxy is judged. */
  SCRIPTED;

  /** As written in scenario files. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
