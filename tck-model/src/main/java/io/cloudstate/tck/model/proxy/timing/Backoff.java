package io.cloudstate.tck.model.proxy.timing;

import java.time.Duration;

/** How long to wait before another attempt: 50 ms, growing to 1 s. */
public final class Backoff {
  public static final Duration FIRST = Duration.ofMillis(50);
  private static final Duration LONGEST = Duration.ofSeconds(1);

  private Backoff() {}

  public static Duration after(Duration former) {
    Duration next = former.multipliedBy(2);
    return next.compareTo(LONGEST) < 0 ? next : LONGEST;
  }
}
