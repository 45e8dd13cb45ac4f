package io.cloudstate.tck.specs.read;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Collectors;

/** Words for a message about a word that nobody knows. */
public final class Words {

  private Words() {}

  /** Names the nearest known word, if one is near, and all of them. */
  static String known(String unknown, Collection<String> known) {
    String all = "Known here: " + known.stream().sorted().collect(Collectors.joining(", ")) + ".";
    return known.stream()
        .min(Comparator.comparingInt(word -> distance(unknown, word)))
        .filter(word -> distance(unknown, word) <= Math.max(2, unknown.length() / 3))
        .map(word -> "Did you mean \"" + word + "\"? " + all)
        .orElse(all);
  }

  /** Levenshtein distance, whatever the case. */
  public static int distance(String left, String right) {
    String a = left.toLowerCase(Locale.ROOT);
    String b = right.toLowerCase(Locale.ROOT);
    int[] above = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(Math.min(row[j - 1], above[j]) + 1, above[j - 1] + change);
      }
      above = row;
    }
    return above[b.length()];
  }
}
