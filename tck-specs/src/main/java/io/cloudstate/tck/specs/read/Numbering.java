package io.cloudstate.tck.specs.read;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import io.cloudstate.tck.specs.Channel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps, for each channel's current stream, what a scenario need not write: command ids and event
 * sequence numbers of entities, and which method of an action was called.
 */
final class Numbering {

  private final Map<Channel.OfEntity, Lane> lanes = new HashMap<>();
  private final Map<Channel.OfEntity, Opened> opened = new HashMap<>();

  /** A command that has no answer yet, and the type of its answer where the method is known. */
  record Outstanding(long id, Optional<Descriptor> output) {}

  /**
   * A call to an action.
   *
   * @param rpc full name of the rpc that carries it
   * @param method the user's method, where the frame that opened it names one
   */
  record Opened(String rpc, Optional<MethodDescriptor> method) {}

  /**
   * One stream.
   *
   * @param outstanding commands without an answer
   * @param streamed commands that stay open after their answer, for later messages
   */
  private record Lane(
      long nextCommand, long nextEvent, List<Outstanding> outstanding, List<Outstanding> streamed) {

    static final Lane FRESH = new Lane(1, 1, List.of(), List.of());

    Lane waitingFor(List<Outstanding> commands) {
      return new Lane(nextCommand, nextEvent, commands, streamed);
    }
  }

  Numbering copy() {
    Numbering copy = new Numbering();
    copy.lanes.putAll(lanes);
    copy.opened.putAll(opened);
    return copy;
  }

  void become(Numbering other) {
    lanes.clear();
    lanes.putAll(other.lanes);
    opened.clear();
    opened.putAll(other.opened);
  }

  /** Whether entities go on in the same way. */
  boolean sameAs(Numbering other) {
    return lanes.equals(other.lanes);
  }

  /** Forgets the calls to actions that are not the same elsewhere. */
  void keepOpened(Numbering other) {
    opened.entrySet().retainAll(other.opened.entrySet());
  }

  void open(Channel.OfEntity action, Opened call) {
    opened.put(action, call);
  }

  /** The call to an action that was opened last. */
  Optional<Opened> opened(Channel.OfEntity action) {
    return Optional.ofNullable(opened.get(action));
  }

  private Lane lane(Channel.OfEntity channel) {
    return lanes.getOrDefault(channel, Lane.FRESH);
  }

  /** A new stream starts, after a snapshot of this sequence number or, with 0, after none. */
  void fresh(Channel.OfEntity channel, long snapshotSequence) {
    lanes.put(channel, new Lane(1, snapshotSequence + 1, List.of(), List.of()));
  }

  long nextEvent(Channel.OfEntity channel) {
    Lane lane = lane(channel);
    lanes.put(
        channel, new Lane(lane.nextCommand, lane.nextEvent + 1, lane.outstanding, lane.streamed));
    return lane.nextEvent;
  }

  /** The id that the next command has. */
  long nextCommand(Channel.OfEntity channel) {
    return lane(channel).nextCommand;
  }

  void commanded(Channel.OfEntity channel, Outstanding command) {
    Lane lane = lane(channel);
    lanes.put(
        channel,
        new Lane(command.id() + 1, lane.nextEvent, and(lane.outstanding, command), lane.streamed));
  }

  private static List<Outstanding> and(List<Outstanding> commands, Outstanding command) {
    List<Outstanding> more = new ArrayList<>(commands);
    more.add(command);
    return List.copyOf(more);
  }

  /** A command stays open for streamed messages after its answer. */
  void streams(Channel.OfEntity channel, Outstanding command) {
    Lane lane = lane(channel);
    lanes.put(
        channel,
        new Lane(lane.nextCommand, lane.nextEvent, lane.outstanding, and(lane.streamed, command)));
  }

  /** The command of this id that is open for streamed messages, or was. */
  Optional<Outstanding> streaming(Channel.OfEntity channel, long id) {
    return lane(channel).streamed.stream().filter(command -> command.id() == id).findFirst();
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
    lanes.put(channel, lane.waitingFor(rest));
  }
}
