package io.cloudstate.tck.specs.read;

import io.cloudstate.tck.specs.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reads the steps at which several ways conform. */
final class WayReader {

  private final Numbering numbering;
  private final Function<Node.Sequence, List<Step.Planned>> steps;
  private final BooleanSupplier last;

  /**
   * A reader for one scenario.
   *
   * @param steps reads the steps of one way
   * @param last whether nothing comes after the step that is read
   */
  WayReader(
      Numbering numbering,
      Function<Node.Sequence, List<Step.Planned>> steps,
      BooleanSupplier last) {
    this.numbering = numbering;
    this.steps = steps;
    this.last = last;
  }

  /** Ways that have names. */
  Step either(Node.Mapping map) {
    map.onlyKeys(Set.of("either"));
    Node.Mapping ways = map.get("either").mapping();
    if (ways.entries().size() < 2) {
      throw ways.error("Expected two ways or more, each with a name; found " + ways.keys() + ".");
    }
    List<Step.Branch> branches = branches(ways.entries());
    distinct(ways, branches);
    return new Step.Either(branches);
  }

  /** Every order of these conforms: steps, or lists of steps that stay together. */
  Step anyOrder(Node.Mapping map) {
    map.onlyKeys(Set.of("anyOrder"));
    Node.Sequence steps = map.get("anyOrder").sequence();
    if (steps.items().size() < 2 || steps.items().size() > 3) {
      throw steps.error("Expected two or three steps; found " + steps.items().size() + ".");
    }
    if (steps.items().stream().anyMatch(WayReader::isEmptyList)) {
      throw steps.error("Expected a step or a list of steps; found an empty list.");
    }
    Map<String, Node.Entry> orders = new LinkedHashMap<>();
    Repetition.orders(steps.items())
        .forEach(
            (name, order) ->
                orders.put(
                    name,
                    new Node.Entry(
                        steps.place(), new Node.Sequence(steps.place(), together(order)))));
    return new Step.Either(branches(orders));
  }

  private static boolean isEmptyList(Node node) {
    return node instanceof Node.Sequence list && list.items().isEmpty();
  }

  private static List<Node> together(List<Node> order) {
    return order.stream()
        .flatMap(
            item -> item instanceof Node.Sequence list ? list.items().stream() : Stream.of(item))
        .toList();
  }

  /**
   * All ways start from the same point, begin with an expectation so that the choice between them
   * is possible, and come to the same.
   */
  private List<Step.Branch> branches(Map<String, Node.Entry> ways) {
    Numbering before = numbering.copy();
    List<Step.Branch> branches = new ArrayList<>();
    Optional<Numbering> after = Optional.empty();
    for (Map.Entry<String, Node.Entry> named : ways.entrySet()) {
      String name = named.getKey();
      Place place = named.getValue().place();
      numbering.become(before);
      List<Step.Planned> way = steps.apply(named.getValue().value().sequence());
      if (way.isEmpty() || !(way.get(0).step() instanceof Step.Expectation)) {
        throw new SpecException(
            place, "The way \"" + name + "\" must begin with something to expect.");
      }
      branches.add(new Step.Branch(name, way));
      if (after.isPresent()) {
        if (!last.getAsBoolean() && !numbering.sameAs(after.get())) {
          throw new SpecException(
              place,
              "The ways leave different commands open; let each go on to the scenario's end.");
        }
        numbering.keepOpened(after.get());
      }
      after = Optional.of(numbering.copy());
    }
    return branches;
  }

  private static void distinct(Node.Mapping ways, List<Step.Branch> branches) {
    Set<List<Step>> seen = new LinkedHashSet<>();
    for (Step.Branch branch : branches) {
      if (!seen.add(branch.steps().stream().map(Step.Planned::step).toList())) {
        throw new SpecException(
            Objects.requireNonNull(ways.entries().get(branch.name())).place(),
            "The way \"" + branch.name() + "\" is the same as one before it.");
      }
    }
  }
}
