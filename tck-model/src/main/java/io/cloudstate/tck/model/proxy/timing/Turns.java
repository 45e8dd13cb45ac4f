package io.cloudstate.tck.model.proxy.timing;

import io.grpc.SynchronizationContext;
import java.lang.System.Logger.Level;
import java.time.Duration;

/** What happens to one entity, one thing after another, on whichever thread brings it. */
public final class Turns {
  private static final System.Logger LOG = System.getLogger(Turns.class.getName());

  private final SynchronizationContext context =
      new SynchronizationContext(
          (thread, e) -> LOG.log(Level.ERROR, "the reference proxy has a bug", e));
  private final Timer timer;

  /**
   * The turns of one entity, none of which is taken yet.
   *
   * @param timer for what happens later
   */
  public Turns(Timer timer) {
    this.timer = timer;
  }

  /**
   * Takes a turn: at once, or after those that are under way.
   *
   * @param turn what happens; it must not block
   */
  public void execute(Runnable turn) {
    context.execute(turn);
  }

  /**
   * Takes a turn later.
   *
   * @param delay how much later
   * @param turn what happens; it must not block
   */
  public void later(Duration delay, Runnable turn) {
    timer.after(delay, () -> context.execute(turn));
  }
}
