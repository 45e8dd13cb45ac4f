package io.cloudstate.tck.runner.engine;

import io.cloudstate.tck.runner.judge.Next;
import java.time.Duration;

/**
 * How long to wait. One factor scales all.
 *
 * @param scale the factor
 */
public record Deadlines(double scale) {

  private static final Duration MUST = Duration.ofSeconds(5);
  private static final Duration MUST_NOT = Duration.ofMillis(200);
  private static final Duration START = Duration.ofSeconds(30);

  /** For what must happen, in nanoseconds. */
  public long mustNanos() {
    return scaled(MUST);
  }

  /** For what must not happen, in nanoseconds: as long as is watched. */
  public long mustNotNanos() {
    return scaled(MUST_NOT);
  }

  /** For a wait of a scenario, in nanoseconds. */
  long nanos(Next.WaitsFor what) {
    return switch (what) {
      case ANSWER -> mustNanos();
      case START -> start().toNanos();
      case NOTHING -> mustNotNanos();
    };
  }

  /** For a target to come up. */
  public Duration start() {
    return Duration.ofNanos(scaled(START));
  }

  private long scaled(Duration duration) {
    return (long) (duration.toNanos() * scale);
  }
}
