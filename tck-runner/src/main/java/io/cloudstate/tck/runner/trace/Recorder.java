package io.cloudstate.tck.runner.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Puts what happens into one order, from whichever thread it comes, and hands it to the one that
 * waits.
 */
public final class Recorder {

  private final long start = System.nanoTime();
  private final List<TraceEvent> events = new ArrayList<>();
  private final BlockingQueue<TraceEvent> unread = new LinkedBlockingQueue<>();
  private boolean frozen;

  /** Records; the order of calls is the order of events. */
  public synchronized void record(Happening what) {
    if (frozen) {
      return;
    }
    TraceEvent event = new TraceEvent(events.size() + 1, System.nanoTime() - start, what);
    events.add(event);
    unread.add(event);
  }

  /** Takes note of nothing more: what follows is the runner's own tidying up. */
  public synchronized void freeze() {
    frozen = true;
  }

  /** The next event, or nothing if none comes until then. */
  public Optional<TraceEvent> poll(long nanos) throws InterruptedException {
    return Optional.ofNullable(unread.poll(nanos, TimeUnit.NANOSECONDS));
  }

  /** All so far. */
  public synchronized List<TraceEvent> events() {
    return List.copyOf(events);
  }
}
