package io.cloudstate.tck.model.proxy.timing;

import java.time.Duration;

/** How long to wait before another attempt: 50 ms, growing to 1 s. */
public final class Backoff {
  /** The first wait. */
  public static final Duration FIRST = Duration.ofMillis(50);

  private static final Duration LONGEST = Duration.ofSeconds(1);

  private Backoff() {}

  /**
   * The wait that follows another.
   *
   * @param former how long it was waited before
   * @return how long to wait now
   */
  public static Duration after(Duration former) {
    Duration next = former.multipliedBy(2);
    return next.compareTo(LONGEST) < 0 ? next : LONGEST;
  }
}
