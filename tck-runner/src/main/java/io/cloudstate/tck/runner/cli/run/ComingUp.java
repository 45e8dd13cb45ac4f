package io.cloudstate.tck.runner.cli.run;

import io.cloudstate.tck.runner.cli.terminal.Console;
import io.cloudstate.tck.runner.engine.Deadlines;
import java.time.Duration;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.TimeUnit;

/** Says now and then that a pair is still coming up, which may take minutes on a busy machine. */
final class ComingUp {

  private static final Duration FIRST = Duration.ofSeconds(5);
  private static final Duration LATER = Duration.ofSeconds(15);

  private final Timer timer = new Timer("pair coming up", true);
  private final long start = System.nanoTime();
  private final Console console;
  private final String patience;
  private boolean up;

  /**
   * From now on, until it is to end.
   *
   * @param console where nobody else writes meanwhile
   */
  ComingUp(Console console, Deadlines deadlines) {
    this(console, deadlines, FIRST, LATER);
  }

  ComingUp(Console console, Deadlines deadlines, Duration first, Duration later) {
    this.console = console;
    this.patience =
        deadlines.areLifted()
            ? "there is no deadline"
            : "a side has about %d s, as busy as this machine is"
                .formatted(deadlines.start().toSeconds());
    TimerTask saying =
        new TimerTask() {
          @Override
          public void run() {
            say();
          }
        };
    timer.schedule(saying, first.toMillis(), later.toMillis());
  }

  private synchronized void say() {
    if (!up) {
      console.line(
          "Still waiting for proxy and candidate to come up, for %d s by now; %s."
              .formatted(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start), patience));
    }
  }

  /** Nothing is written once this has returned. */
  synchronized void end() {
    up = true;
    timer.cancel();
  }
}
