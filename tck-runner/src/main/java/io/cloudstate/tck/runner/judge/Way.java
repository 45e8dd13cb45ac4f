package io.cloudstate.tck.runner.judge;

import io.cloudstate.tck.specs.Channel;
import io.cloudstate.tck.specs.EntityType;
import io.cloudstate.tck.specs.Side;
import io.cloudstate.tck.specs.Step;
import io.cloudstate.tck.specs.Topology;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * One way through a scenario: the steps that are left, and how much of each channel it has used up.
 * Immutable.
 *
 * @param rest the steps left
 * @param instances which of an entity's streams it is at
 * @param used how many observations it has used up
 * @param halfClosed the streams that the runner half-closed
 * @param saved values that steps kept, by name
 * @param repeated calls that came again and were passed over
 * @param branches names of the branches taken
 * @param depth how many steps it has gone
 */
record Way(
    List<Step.Planned> rest,
    Map<Channel, Integer> instances,
    Map<Observations.Key, Integer> used,
    Set<Observations.Key> halfClosed,
    Map<String, String> saved,
    Set<StreamId> repeated,
    List<String> branches,
    int depth) {

  static Way start(List<Step.Planned> steps) {
    return new Way(steps, Map.of(), Map.of(), Set.of(), Map.of(), Set.of(), List.of(), 0);
  }

  boolean isOver() {
    return rest.isEmpty();
  }

  Step head() {
    return rest.get(0).step();
  }

  /** Of the written step it is at, or 0 at the end. */
  int number() {
    return rest.isEmpty() ? 0 : rest.get(0).number();
  }

  /** A direction of the stream of a channel that it is at; calls have but one. */
  Observations.Key key(Channel channel, Side side) {
    return new Observations.Key(channel, instances.getOrDefault(channel, 1), side);
  }

  /** A direction of the stream of a channel that comes after the one it is at. */
  Observations.Key nextKey(Channel channel, Side side) {
    int instance = instances.getOrDefault(channel, 0) + 1;
    while (isRepeated(channel, instance)) {
      instance++;
    }
    return new Observations.Key(channel, instance, side);
  }

  /** The stream that it is at, where it has seen one begin. */
  OptionalInt instance(Channel channel) {
    Integer at = instances.get(channel);
    return at == null ? OptionalInt.empty() : OptionalInt.of(at);
  }

  boolean isRepeated(Channel channel, int instance) {
    return channel instanceof Channel.OfEntity entity
        && repeated.contains(new StreamId(entity, instance));
  }

  /** The calls on a channel that were passed over. */
  List<Integer> repeated(Channel.OfEntity channel) {
    return repeated.stream()
        .filter(call -> call.channel().equals(channel))
        .map(StreamId::instance)
        .toList();
  }

  /** Passes over a call that came again, which the report says once of each method. */
  Way without(Repetitions.Repetition repetition) {
    Set<StreamId> all = new HashSet<>(repeated);
    all.add(new StreamId(repetition.channel(), repetition.instance()));
    return new Way(rest, instances, used, halfClosed, saved, Set.copyOf(all), branches, depth)
        .noting(repetition.words());
  }

  /** With what the report is to say of it, once. */
  Way noting(String words) {
    if (branches.contains(words)) {
      return this;
    }
    List<String> taken = new ArrayList<>(branches);
    taken.add(words);
    return new Way(rest, instances, used, halfClosed, saved, repeated, List.copyOf(taken), depth);
  }

  /** What comes of a call, or of what happens once only. */
  static Observations.Key once(Channel channel) {
    return new Observations.Key(channel, 1, Side.OUT);
  }

  int used(Observations.Key key) {
    return used.getOrDefault(key, 0);
  }

  /** How many observations it has used up on all channels. */
  int usedInAll() {
    return used.values().stream().mapToInt(Integer::intValue).sum();
  }

  boolean halfClosed(Channel.OfEntity channel) {
    return halfClosed.contains(key(channel, Side.IN));
  }

  private List<Step.Planned> tail() {
    return rest.subList(1, rest.size());
  }

  Way into(Step.Branch branch) {
    List<Step.Planned> steps = new ArrayList<>(branch.steps());
    steps.addAll(tail());
    List<String> taken = new ArrayList<>(branches);
    taken.add("step " + number() + ": " + branch.name());
    return new Way(
        List.copyOf(steps),
        instances,
        used,
        halfClosed,
        saved,
        repeated,
        List.copyOf(taken),
        depth + 1);
  }

  /** After an act, which may start a stream. */
  Way performed(Step.Act act, Topology topology) {
    List<Step.Planned> left = rest.isEmpty() ? rest : tail();
    Map<Channel, Integer> at = instances;
    if (act instanceof Step.Send send && topology == Topology.DIRECT) {
      at = new HashMap<>(instances);
      int before = instances.getOrDefault(send.channel(), 0);
      at.put(send.channel(), send.fresh() || before == 0 ? before + 1 : before);
    }
    Set<Observations.Key> closed = halfClosed;
    if (act instanceof Step.HalfClose close) {
      closed = new HashSet<>(halfClosed);
      closed.add(key(close.channel(), Side.IN));
    } else if (act instanceof Step.Send send && EntityType.isUnaryIn(send.rpc())) {
      closed = new HashSet<>(halfClosed);
      closed.add(new Observations.Key(send.channel(), at.getOrDefault(send.channel(), 1), Side.IN));
    }
    return new Way(left, at, used, closed, saved, repeated, branches, depth + 1);
  }

  /** After an expectation that was met by the next observation at a key. */
  Way met(Observations.Key key) {
    Map<Observations.Key, Integer> more = new HashMap<>(used);
    more.merge(key, 1, Integer::sum);
    Map<Channel, Integer> at = new HashMap<>(instances);
    at.put(key.channel(), key.instance());
    return new Way(tail(), at, more, halfClosed, saved, repeated, branches, depth + 1);
  }

  /** After an expectation that uses nothing up. */
  Way past() {
    return new Way(tail(), instances, used, halfClosed, saved, repeated, branches, depth + 1);
  }

  /** With values that a step kept. */
  Way keeping(Map<String, String> values) {
    if (values.isEmpty()) {
      return this;
    }
    Map<String, String> all = new HashMap<>(saved);
    all.putAll(values);
    return new Way(rest, instances, used, halfClosed, all, repeated, branches, depth);
  }

  /** What an expectation makes of a way. */
  sealed interface Move {}

  /** It is met. */
  record Goes(Way on) implements Move {}

  /** It cannot be told yet. */
  record Waits() implements Move {}

  /** It is not met. */
  record Diverged(Mismatch mismatch, int depth) implements Move {}
}
