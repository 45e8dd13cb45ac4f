package io.cloudstate.tck.runner.wire;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Delivers what goes in one direction of a stream, one after the other, some of it late. */
final class Lane {

  private record Delivery(long delayMillis, Runnable action) {}

  private final ScheduledExecutorService timer;
  private final Queue<Delivery> waiting = new ArrayDeque<>();
  private boolean held;
  private boolean stopped;
  private @Nullable ScheduledFuture<?> pending;

  Lane(ScheduledExecutorService timer) {
    this.timer = timer;
  }

  /** Delivers now, or after the delay and after all that was handed in before. */
  synchronized void deliver(long delayMillis, Runnable action) {
    if (stopped) {
      return;
    }
    waiting.add(new Delivery(delayMillis, action));
    if (!held) {
      drain();
    }
  }

  /** Delivers nothing more. */
  synchronized void stop() {
    stopped = true;
    waiting.clear();
    ScheduledFuture<?> late = pending;
    if (late != null) {
      late.cancel(false);
    }
  }

  private void drain() {
    while (true) {
      Delivery next = waiting.peek();
      if (next == null) {
        return;
      }
      if (next.delayMillis() > 0) {
        held = true;
        pending = timer.schedule(this::late, next.delayMillis(), TimeUnit.MILLISECONDS);
        return;
      }
      waiting.remove();
      next.action().run();
    }
  }

  private synchronized void late() {
    held = false;
    Delivery late = waiting.poll();
    if (late != null) {
      late.action().run();
      drain();
    }
  }
}
