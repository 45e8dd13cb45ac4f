package io.cloudstate.tck.model.proxy.timing;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Does things later, on one daemon thread; what is due after it is closed is not done. */
public final class Timer implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Timer.class.getName());

  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "reference-proxy-timer");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * Has something done later.
   *
   * @param delay how much later
   * @param task what is done, on the one thread, so it must not block
   */
  public void after(Duration delay, Runnable task) {
    try {
      var unused = executor.schedule(() -> logged(task), delay.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.log(Level.DEBUG, "closed: nothing more is due", e);
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }

  private static void logged(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "the reference proxy has a bug", e);
    }
  }
}
