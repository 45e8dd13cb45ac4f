package io.cloudstate.tck.runner.cli.run;

import org.jspecify.annotations.Nullable;

/**
 * Threads that only compute, until they are closed: what conforms on a quiet machine alone shows
 * beside them.
 */
final class Stress implements AutoCloseable {

  /** More would keep any machine from doing anything else, the kit's own end included. */
  static final int MOST = 1_000;

  private volatile boolean ended;

  private Stress() {}

  /**
   * So many; none where nothing is asked for.
   *
   * @param asked 0 is one for each processor
   */
  static Stress of(@Nullable Integer asked) {
    Stress stress = new Stress();
    int count = asked == null ? 0 : asked > 0 ? asked : Runtime.getRuntime().availableProcessors();
    for (int i = 0; i < count; i++) {
      Thread thread = new Thread(stress::compute, "stress-" + i);
      thread.setDaemon(true);
      thread.start();
    }
    return stress;
  }

  private void compute() {
    while (!ended) {
      Thread.onSpinWait();
    }
  }

  @Override
  public void close() {
    ended = true;
  }
}
