package io.cloudstate.tck.specs.read;

import com.google.protobuf.Descriptors.Descriptor;
import io.cloudstate.tck.specs.Channel;
import java.util.Map;
import java.util.Objects;

/** The words of a frame that stand for a field which not every type of frame has. */
final class FrameFields {

  /** The words whose field only some frames have, and the field. */
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("commandId", "command_id"),
          Map.entry("id", "id"),
          Map.entry("entity", "entity_id"),
          Map.entry("sequence", "sequence"),
          Map.entry("event", "event"),
          Map.entry("events", "events"),
          Map.entry("snapshot", "snapshot"),
          Map.entry("update", "state_action"),
          Map.entry("change", "state_action"),
          Map.entry("delete", "state_action"),
          Map.entry("consistency", "state_action"),
          Map.entry("delta", "delta"),
          Map.entry("deleted", "delete"),
          Map.entry("streamed", "streamed"),
          Map.entry("streamedTo", "streamed_message"),
          Map.entry("endStream", "end_stream"),
          Map.entry("streamCancelled", "stream_cancelled"),
          Map.entry("cancelled", "stream_cancelled_response"));

  private FrameFields() {}

  /** Complains of the words beside one whose field the type has not. */
  static void requireAll(
      Descriptor type, Channel.OfEntity channel, Node.Mapping mapping, String besides) {
    for (String word : mapping.keys()) {
      if (NAMES.containsKey(word) && !word.equals(besides)) {
        require(type, channel, mapping, word);
      }
    }
  }

  /** Complains of a word whose field the type has not. */
  static void require(
      Descriptor type, Channel.OfEntity channel, Node.Mapping mapping, String word) {
    if (type.findFieldByName(name(word)) == null) {
      throw mapping
          .get(word)
          .error(
              "\""
                  + word
                  + "\" does not fit here: "
                  + channel.service()
                  + " is of type "
                  + channel.type().protocol()
                  + ", whose "
                  + type.getName()
                  + " has no "
                  + name(word)
                  + ".");
    }
  }

  /** The field that a word stands for. */
  static String name(String word) {
    return Objects.requireNonNull(NAMES.get(word), word);
  }
}
