package io.cloudstate.tck.runner.cli.exit;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Why scenarios did not come out, each reason once. */
public final class Reasons {

  private Reasons() {}

  /** With how often each occurs, the most frequent first. */
  public static List<Map.Entry<String, Long>> counted(Stream<String> all) {
    return all
        .collect(Collectors.groupingBy(reason -> reason, LinkedHashMap::new, Collectors.counting()))
        .entrySet()
        .stream()
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .toList();
  }

  /** The most frequent first. */
  public static List<String> mostFrequent(Stream<String> all) {
    return counted(all).stream().map(Map.Entry::getKey).toList();
  }
}
