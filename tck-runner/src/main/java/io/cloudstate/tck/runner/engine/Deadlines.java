package io.cloudstate.tck.runner.engine;

import io.cloudstate.tck.runner.judge.Next;
import java.time.Duration;

/**
 * How long to wait. One factor scales all; and what must happen is waited for longer on a busy
 * machine.
 */
public final class Deadlines {

  private static final Duration MUST = Duration.ofSeconds(5);
  private static final Duration MUST_NOT = Duration.ofMillis(200);
  private static final Duration START = Duration.ofSeconds(30);

  /** Longer than anybody waits, and short enough to be added to the time. */
  private static final Duration NEVER = Duration.ofDays(10_000);

  private final double scale;
  private final Load load;

  Deadlines(double scale, Load load) {
    this.scale = scale;
    this.load = load;
  }

  /**
   * Deadlines on this machine.
   *
   * @param scale the factor; with 0, what must happen has no deadline, and what must not happen is
   *     watched for as long as usual
   */
  public static Deadlines scaled(double scale) {
    return new Deadlines(scale, Load.ofThisMachine());
  }

  /** How many times as long as on an idle machine was waited, at most; 1 where it was idle. */
  public double stretch() {
    return load.mostGiven();
  }

  /** Whether what must happen has no deadline. */
  public boolean areLifted() {
    return scale == 0;
  }

  /** For what must happen, in nanoseconds, as busy as the machine is now. */
  public long mustNanos() {
    return areLifted() ? NEVER.toNanos() : stretched(MUST);
  }

  /** For what must not happen, in nanoseconds: as long as is watched. */
  public long mustNotNanos() {
    return areLifted() ? MUST_NOT.toNanos() : (long) (MUST_NOT.toNanos() * scale);
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
    return areLifted() ? NEVER : Duration.ofNanos(stretched(START));
  }

  private long stretched(Duration duration) {
    return (long) (duration.toNanos() * scale * load.factor());
  }
}
