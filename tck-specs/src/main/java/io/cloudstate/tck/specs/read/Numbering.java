package io.cloudstate.tck.specs.read;

import com.google.protobuf.Descriptors.Descriptor;
import io.cloudstate.tck.specs.Channel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Counts, for each entity's current stream, what a scenario need not write: command ids and event
 * sequence numbers.
 */
final class Numbering {

  private final Map<Channel.OfEntity, Lane> lanes = new HashMap<>();

  /** A command that has no answer yet, and the type of its answer where the method is known. */
  record Outstanding(long id, Optional<Descriptor> output) {}

  private record Lane(long nextCommand, long nextEvent, List<Outstanding> outstanding) {

    static final Lane FRESH = new Lane(1, 1, List.of());
  }

  Numbering copy() {
    Numbering copy = new Numbering();
    copy.lanes.putAll(lanes);
    return copy;
  }

  void become(Numbering other) {
    lanes.clear();
    lanes.putAll(other.lanes);
  }

  boolean sameAs(Numbering other) {
    return lanes.equals(other.lanes);
  }

  private Lane lane(Channel.OfEntity channel) {
    return lanes.getOrDefault(channel, Lane.FRESH);
  }

  /** A new stream starts, after a snapshot of this sequence number or, with 0, after none. */
  void fresh(Channel.OfEntity channel, long snapshotSequence) {
    lanes.put(channel, new Lane(1, snapshotSequence + 1, List.of()));
  }

  long nextEvent(Channel.OfEntity channel) {
    Lane lane = lane(channel);
    lanes.put(channel, new Lane(lane.nextCommand, lane.nextEvent + 1, lane.outstanding));
    return lane.nextEvent;
  }

  /** Takes the next command id. */
  long nextCommand(Channel.OfEntity channel) {
    return lane(channel).nextCommand;
  }

  void commanded(Channel.OfEntity channel, Outstanding command) {
    Lane lane = lane(channel);
    List<Outstanding> more = new ArrayList<>(lane.outstanding);
    more.add(command);
    lanes.put(channel, new Lane(command.id() + 1, lane.nextEvent, List.copyOf(more)));
  }

  /** The command that waits longest for its answer. */
  Optional<Outstanding> oldest(Channel.OfEntity channel) {
    return lane(channel).outstanding.stream().findFirst();
  }

  /** The command of this id, where it waits for its answer. */
  Optional<Outstanding> waiting(Channel.OfEntity channel, long id) {
    return lane(channel).outstanding.stream().filter(command -> command.id() == id).findFirst();
  }

  void answered(Channel.OfEntity channel, long id) {
    Lane lane = lane(channel);
    List<Outstanding> rest =
        lane.outstanding.stream().filter(command -> command.id() != id).toList();
    lanes.put(channel, new Lane(lane.nextCommand, lane.nextEvent, rest));
  }
}
