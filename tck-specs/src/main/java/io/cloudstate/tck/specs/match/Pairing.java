package io.cloudstate.tck.specs.match;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;

/**
 * Pairs expected values with actual ones that match them, each with one of its own, and as many as
 * can be: where a value would match several, it leaves to the others what only they can take.
 */
final class Pairing {

  private static final int NOBODY = -1;

  private final List<List<Integer>> choices;
  private final int[] takers;

  private Pairing(List<List<Integer>> choices, int actual) {
    this.choices = choices;
    this.takers = new int[actual];
    Arrays.fill(takers, NOBODY);
  }

  /** Pairs so many values by their index. */
  static Pairing of(int expected, int actual, BiPredicate<Integer, Integer> matches) {
    Pairing pairing =
        new Pairing(
            IntStream.range(0, expected)
                .mapToObj(
                    i ->
                        IntStream.range(0, actual).filter(j -> matches.test(i, j)).boxed().toList())
                .toList(),
            actual);
    for (int i = 0; i < expected; i++) {
      pairing.place(i, new HashSet<>());
    }
    return pairing;
  }

  /** Takes one that is free, or that its taker can exchange for another. */
  private boolean place(int expected, Set<Integer> tried) {
    for (int choice : choices.get(expected)) {
      if (tried.add(choice) && (takers[choice] == NOBODY || place(takers[choice], tried))) {
        takers[choice] = expected;
        return true;
      }
    }
    return false;
  }

  /** Expected values that found none. */
  List<Integer> missing() {
    Set<Integer> paired = new HashSet<>(Arrays.stream(takers).boxed().toList());
    return IntStream.range(0, choices.size()).filter(i -> !paired.contains(i)).boxed().toList();
  }

  /** Actual values that nobody took. */
  List<Integer> left() {
    return IntStream.range(0, takers.length).filter(j -> takers[j] == NOBODY).boxed().toList();
  }
}
