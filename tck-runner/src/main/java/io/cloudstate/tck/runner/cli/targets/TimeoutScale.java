package io.cloudstate.tck.runner.cli.targets;

import io.cloudstate.tck.runner.cli.exit.UsageException;

/** The factor on deadlines that {@code --timeout-scale} gives. */
public final class TimeoutScale {

  /** More than a day for each answer is 0 to whoever waits, and too long for a clock to count. */
  private static final double MOST = 10_000;

  private TimeoutScale() {}

  /**
   * Looks whether it is one.
   *
   * @throws UsageException if it is not
   */
  public static void check(double given) throws UsageException {
    if (!(given >= 0 && given <= MOST)) {
      throw new UsageException(
          "--timeout-scale "
              + given
              + ": a factor is a number above 0 and at most 10000, for example 2; or 0 for no deadlines.");
    }
  }
}
