package io.cloudstate.tck.runner.engine;

import io.cloudstate.tck.specs.Scenario;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Gives a scenario to itself what cannot be told apart from what others do: reports of errors, and
 * calls to an action that carry no token. Everybody takes turns in the same order, so nobody waits
 * for ever.
 */
final class Turns {

  private final ReadWriteLock reports = new ReentrantReadWriteLock(true);
  private final Map<String, ReadWriteLock> methods = new ConcurrentHashMap<>();

  /**
   * What a scenario has until it gives it back.
   *
   * @param reports whether it is the one that hears of reports
   * @param methods of actions, {@code service/method}, whose calls without a token are its own
   */
  record Taken(boolean reports, Set<String> methods, Deque<Lock> locks) implements AutoCloseable {

    @Override
    public void close() {
      locks.forEach(Lock::unlock);
    }
  }

  /** Waits until all that a scenario needs is free. */
  Taken take(Scenario scenario) throws InterruptedException {
    boolean listens = Channels.listens(scenario) && !scenario.hasOwnProxy();
    Set<String> alone = scenario.hasOwnProxy() ? Set.of() : Channels.unmarked(scenario);
    Taken taken = new Taken(listens, alone, new ArrayDeque<>());
    try {
      lock(taken, listens ? reports.writeLock() : reports.readLock());
      for (String method : new TreeSet<>(Channels.calledActions(scenario))) {
        ReadWriteLock turn =
            methods.computeIfAbsent(method, none -> new ReentrantReadWriteLock(true));
        lock(taken, alone.contains(method) ? turn.writeLock() : turn.readLock());
      }
      return taken;
    } catch (InterruptedException interrupted) {
      taken.close();
      throw interrupted;
    }
  }

  private static void lock(Taken taken, Lock lock) throws InterruptedException {
    lock.lockInterruptibly();
    taken.locks().push(lock);
  }
}
