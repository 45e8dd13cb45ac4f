package io.cloudstate.tck.runner.cli.scenarios;

import io.cloudstate.tck.specs.read.Words;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;

/** What may have been meant by an id that nobody has. */
public final class Near {

  private static final int MOST = 5;

  /** What is longer than any id is not compared with all of them. */
  private static final int LONGEST = 100;

  private Near() {}

  /** For the end of a message: the nearest few of these ids; nothing where none is near. */
  public static String said(String unknown, Collection<String> known) {
    List<String> near = to(unknown, known);
    return near.isEmpty() ? "" : " Near it: " + String.join(", ", near) + ".";
  }

  /** Those that hold it, or where none does, those that are spelt much like it. */
  static List<String> to(String unknown, Collection<String> known) {
    String given = unknown.strip().replace("*", "").toLowerCase(Locale.ROOT);
    if (given.isEmpty() || given.length() > LONGEST) {
      return List.of();
    }
    List<String> holding =
        known.stream()
            .filter(id -> id.toLowerCase(Locale.ROOT).contains(given))
            .limit(MOST)
            .toList();
    return holding.isEmpty() ? spelt(given, known) : holding;
  }

  private static List<String> spelt(String given, Collection<String> known) {
    // Who leaves out what stands before the slash is understood, too.
    ToIntFunction<String> distance =
        id ->
            Math.min(
                Words.distance(given, id),
                Words.distance(given, id.substring(id.lastIndexOf('/') + 1)));
    int least = known.stream().mapToInt(distance).min().orElse(Integer.MAX_VALUE);
    int most = Math.max(2, given.length() / 3);
    return least > most
        ? List.of()
        : known.stream().filter(id -> distance.applyAsInt(id) == least).limit(MOST).toList();
  }
}
