package io.cloudstate.tck.specs.read;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes steps out that stand in a file once. */
final class Repetition {

  private static final String COUNTER = "${n}";
  private static final long MOST = 1000;

  private Repetition() {}

  /**
   * The steps that a step stands for: itself, or those of a {@code repeat}, so many times, with
   * {@code ${n}} counted from 1.
   */
  static List<Node> expand(Node node) {
    if (!(node instanceof Node.Mapping map) || map.find("repeat").isEmpty()) {
      return List.of(node);
    }
    map.onlyKeys(Set.of("repeat", "steps"));
    long times = FrameReader.number(map.get("repeat"));
    if (times < 2 || times > MOST) {
      throw map.get("repeat")
          .error("Expected a number from 2 to " + MOST + ", found " + times + ".");
    }
    List<Node> steps = map.get("steps").sequence().items();
    List<Node> all = new ArrayList<>();
    for (long n = 1; n <= times; n++) {
      for (Node step : steps) {
        all.add(counted(step, String.valueOf(n)));
      }
    }
    return all;
  }

  private static Node counted(Node node, String n) {
    if (node instanceof Node.Sequence list) {
      return new Node.Sequence(
          list.place(), list.items().stream().map(item -> counted(item, n)).toList());
    }
    if (node instanceof Node.Mapping map) {
      Map<String, Node.Entry> entries = new LinkedHashMap<>();
      map.entries()
          .forEach(
              (key, entry) ->
                  entries.put(
                      key.replace(COUNTER, n),
                      new Node.Entry(entry.place(), counted(entry.value(), n))));
      return new Node.Mapping(map.place(), entries);
    }
    return new Node.Scalar(node.place(), node.text().replace(COUNTER, n));
  }

  /** Every order of these, each with a name that says it. */
  static <T> Map<String, List<T>> orders(List<T> items) {
    Map<String, List<T>> orders = new LinkedHashMap<>();
    for (List<Integer> order : permutations(IntStream.range(0, items.size()).boxed().toList())) {
      String name =
          order.stream().map(i -> String.valueOf(i + 1)).collect(Collectors.joining(", "));
      orders.put("order " + name, order.stream().map(items::get).toList());
    }
    return orders;
  }

  private static List<List<Integer>> permutations(List<Integer> items) {
    if (items.isEmpty()) {
      return List.of(List.of());
    }
    List<List<Integer>> all = new ArrayList<>();
    for (Integer first : items) {
      List<Integer> others = items.stream().filter(item -> !item.equals(first)).toList();
      for (List<Integer> rest : permutations(others)) {
        List<Integer> order = new ArrayList<>(List.of(first));
        order.addAll(rest);
        all.add(order);
      }
    }
    return all;
  }
}
