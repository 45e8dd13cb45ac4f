package io.cloudstate.tck.runner.engine;

import io.cloudstate.tck.specs.Scenario;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Says which scenario begins next: the first in line that those which run can bear. Scenarios that
 * mostly wait take no more than half of the places while others are left, so that there is work to
 * do meanwhile.
 */
final class Schedule {

  private final List<Turn> line = new ArrayList<>();
  private final List<Turn> running = new ArrayList<>();
  private final int placesForWaiting;

  /**
   * A scenario in line.
   *
   * @param number its own, from 1
   */
  record Turn(Scenario scenario, Needs needs, int number) {}

  /**
   * A line of these, in the order of their needs and otherwise as given; just as given where one
   * runs at a time.
   *
   * @param jobs how many run at once
   */
  Schedule(List<Scenario> scenarios, int jobs) {
    for (Scenario scenario : scenarios) {
      line.add(new Turn(scenario, Needs.of(scenario), line.size() + 1));
    }
    if (jobs > 1) {
      line.sort(Comparator.comparingInt(turn -> turn.needs().rank()));
    }
    this.placesForWaiting = Math.max(1, jobs / 2);
  }

  /**
   * The next; waits while those that run bear none that is left. Nothing when none is left.
   *
   * @throws InterruptedException if interrupted while it waits
   */
  synchronized Optional<Turn> next() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    while (!line.isEmpty()) {
      Optional<Turn> next = first(waitingIsFull()).or(() -> first(false));
      if (next.isPresent()) {
        line.remove(next.get());
        running.add(next.get());
        return next;
      }
      wait();
    }
    return Optional.empty();
  }

  private boolean waitingIsFull() {
    return running.stream().filter(turn -> turn.needs().takesLong()).count() >= placesForWaiting;
  }

  private Optional<Turn> first(boolean onlyQuick) {
    return line.stream()
        .filter(turn -> !(onlyQuick && turn.needs().takesLong()))
        .filter(turn -> running.stream().allMatch(other -> other.needs().bears(turn.needs())))
        .findFirst();
  }

  /** No more begin. Returns those that would have. */
  synchronized List<Scenario> stop() {
    List<Scenario> left = line.stream().map(Turn::scenario).toList();
    line.clear();
    notifyAll();
    return left;
  }

  /** It has ended. */
  synchronized void ended(Turn turn) {
    running.remove(turn);
    notifyAll();
  }
}
