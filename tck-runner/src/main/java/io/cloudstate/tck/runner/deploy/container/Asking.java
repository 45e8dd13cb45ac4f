package io.cloudstate.tck.runner.deploy.container;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/** What an engine is asked for, with the answer waited for in any case. */
final class Asking {

  private Asking() {}

  /**
   * Waits for the answer even when interrupted, and is interrupted then: an engine makes what it
   * was asked for whether or not somebody waits, and what nobody knows of, or stops removing, would
   * be left behind. A thread of its own asks, so that no library on the way loses the interruption.
   */
  static <T> T whole(Supplier<T> request) {
    FutureTask<T> task = new FutureTask<>(request::get);
    Thread asking = new Thread(task, "asking");
    asking.setDaemon(true);
    asking.start();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException later) {
          interrupted = true;
        }
      }
    } catch (ExecutionException refused) {
      if (refused.getCause() instanceof RuntimeException why) {
        throw why;
      }
      throw new IllegalStateException(refused.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
