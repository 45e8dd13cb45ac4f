package io.cloudstate.tck.runner.cli;

/** The factor on deadlines that {@code --timeout-scale} gives. */
final class TimeoutScale {

  private TimeoutScale() {}

  /**
   * Looks whether it is one.
   *
   * @throws UsageException if it is not
   */
  static void check(double given) throws UsageException {
    if (!(given >= 0) || Double.isInfinite(given)) {
      throw new UsageException(
          "--timeout-scale "
              + given
              + ": a factor is a number above 0, for example 2; or 0 for no deadlines.");
    }
  }
}
