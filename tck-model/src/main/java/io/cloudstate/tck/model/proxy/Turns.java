package io.cloudstate.tck.model.proxy;

import io.grpc.SynchronizationContext;
import java.lang.System.Logger.Level;
import java.time.Duration;

/** What happens to one entity, one thing after another, on whichever thread brings it. */
final class Turns {
  private static final System.Logger LOG = System.getLogger(Turns.class.getName());

  private final SynchronizationContext context =
      new SynchronizationContext(
          (thread, e) -> LOG.log(Level.ERROR, "the reference proxy has a bug", e));
  private final Timer timer;

  Turns(Timer timer) {
    this.timer = timer;
  }

  void execute(Runnable turn) {
    context.execute(turn);
  }

  void later(Duration delay, Runnable turn) {
    timer.after(delay, () -> context.execute(turn));
  }
}
