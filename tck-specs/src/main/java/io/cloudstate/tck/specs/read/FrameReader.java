package io.cloudstate.tck.specs.read;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import io.cloudstate.tck.protocol.Command;
import io.cloudstate.tck.protocol.StreamCancelled;
import io.cloudstate.tck.specs.Channel;
import io.cloudstate.tck.specs.EntityType;
import io.cloudstate.tck.specs.Side;
import io.cloudstate.tck.specs.match.Pattern;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Expands the shorthands for frames of entity streams and actions. */
final class FrameReader {

  private static final Set<String> ANSWER =
      Set.of(
          "commandId",
          "events",
          "snapshot",
          "update",
          "change",
          "delete",
          "consistency",
          "streamed",
          "streamedTo",
          "endStream",
          "effects");

  private static final Map<String, Set<String>> IN =
      Map.ofEntries(
          Map.entry("init", Set.of()),
          Map.entry("event", Set.of("sequence")),
          Map.entry("command", Set.of("id", "entity", "metadata")),
          Map.entry("delta", Set.of()),
          Map.entry("deleted", Set.of()),
          Map.entry("streamCancelled", Set.of()),
          Map.entry("open", Set.of("metadata")),
          Map.entry("payload", Set.of("metadata")),
          Map.entry("frame", Set.of("rpc")));

  private static final Map<String, Set<String>> OUT =
      Map.of(
          "reply", with(ANSWER, "metadata"),
          "forward", with(ANSWER, "metadata"),
          "fail", with(ANSWER, "restart"),
          "nothing", ANSWER,
          "cancelled", Set.of("update", "change", "delete", "consistency", "effects"),
          "failure", Set.of(),
          "frame", Set.of());

  /** What a scripted service may send besides, and nobody should be expected to. */
  private static final String UNKNOWN = "unknown";

  private static final Map<String, Set<String>> OUT_SENT = withUnknown();

  static final Set<String> IN_WORDS = IN.keySet();

  /** Words that mean something without content; a failure may have an empty description. */
  private static final Set<String> ALONE = Set.of("init", "fail", "failure", "nothing", "deleted");

  private final ValueReader values;
  private final Methods methods;
  private final Numbering numbering;
  private final CrdtReader crdts;
  private final AnswerReader answers;
  private final ClientActionReader clientActions;
  private final ActionFrames actions;

  FrameReader(ValueReader values, Methods methods, Numbering numbering) {
    this.values = values;
    this.methods = methods;
    this.numbering = numbering;
    this.crdts = new CrdtReader(values);
    this.clientActions = new ClientActionReader(values, methods);
    this.answers = new AnswerReader(values, crdts, clientActions, numbering);
    this.actions = new ActionFrames(values, methods, clientActions, numbering);
  }

  /**
   * A frame.
   *
   * @param fresh whether it starts a stream
   * @param rpc full name of the rpc that carries it
   */
  record Read(boolean fresh, String rpc, Pattern.Fields frame) {}

  /**
   * Reads a frame, written as a word or as a map with the word and its modifiers.
   *
   * @param besides keys of the map that others read
   * @param sent whether the runner sends it, so that nothing may be left open
   */
  Read read(Node node, Side side, Channel.OfEntity channel, Set<String> besides, boolean sent) {
    Map<String, Set<String>> words = side == Side.IN ? IN : out(sent);
    String word =
        node instanceof Node.Scalar scalar
            ? scalar.value()
            : word(node.mapping(), words.keySet(), besides);
    if (!words.containsKey(word)) {
      throw node.error("Unknown frame \"" + word + "\". " + Words.known(word, words.keySet()));
    }
    Node.Mapping mapping = node.wordOrMapping();
    Set<String> allowed = new LinkedHashSet<>(besides);
    allowed.add(word);
    allowed.addAll(Objects.requireNonNull(words.get(word)));
    mapping.onlyKeys(allowed);
    if (mapping.get(word).isWord("") && !ALONE.contains(word)) {
      throw mapping.error(
          "\""
              + word
              + "\" needs more than the word: write { "
              + word
              + ": ... } with its content.");
    }
    if (word.equals(UNKNOWN)) {
      return new Read(
          false,
          channel.type() == EntityType.ACTION
              ? actions.rpc(channel, mapping)
              : channel.type().protocol() + "/handle",
          UnknownFrame.read(mapping.get(word), channel.type().frames(side)));
    }
    if (channel.type() == EntityType.ACTION) {
      return actions.read(word, mapping, side, channel, sent);
    }
    return entity(word, mapping, side, channel, sent);
  }

  /** Words for a service's frames. */
  static Set<String> outWords(boolean sent) {
    return out(sent).keySet();
  }

  private static Map<String, Set<String>> out(boolean sent) {
    return sent ? OUT_SENT : OUT;
  }

  private static Map<String, Set<String>> withUnknown() {
    Map<String, Set<String>> more = new LinkedHashMap<>(OUT);
    more.put(UNKNOWN, Set.of());
    return Collections.unmodifiableMap(more);
  }

  private Read entity(
      String word, Node.Mapping mapping, Side side, Channel.OfEntity channel, boolean sent) {
    Descriptor frames = channel.type().frames(side);
    boolean fresh = word.equals("init");
    Pattern.Fields frame =
        switch (word) {
          case "init" -> init(frames, channel, mapping.get("init"), sent);
          case "event" -> event(frames, channel, mapping);
          case "command" -> command(frames, channel, mapping);
          case "delta", "deleted" -> change(frames, channel, word, mapping);
          case "streamCancelled" -> streamCancelled(frames, channel, mapping);
          case "frame" -> {
            if (mapping.find("rpc").isPresent()) {
              throw mapping
                  .get("rpc")
                  .error("\"rpc\" is for actions; " + channel.service() + " is none.");
            }
            Pattern.Fields raw = values.message(mapping.get("frame"), frames);
            fresh = Fields.nested(raw, "init").isPresent();
            yield raw(raw, side, channel);
          }
          case "failure" -> failure(frames, channel, mapping.get("failure"), sent);
          case "open", "payload" ->
              throw mapping.error(
                  "\"" + word + "\" is for actions; " + channel.service() + " is none.");
          default -> answers.read(frames, channel, word, mapping, sent);
        };
    return new Read(fresh, channel.type().protocol() + "/handle", frame);
  }

  private static String word(Node.Mapping mapping, Set<String> words, Set<String> besides) {
    List<String> found = mapping.keys().stream().filter(words::contains).toList();
    if (found.size() == 1) {
      return found.get(0);
    }
    String unknown =
        mapping.keys().stream().filter(key -> !besides.contains(key)).findFirst().orElse("");
    throw mapping.error(
        found.isEmpty()
            ? "Unknown word \"" + unknown + "\". " + Words.known(unknown, words)
            : "One frame at a time: found " + found + " in one step.");
  }

  private Pattern.Fields init(
      Descriptor frames, Channel.OfEntity channel, Node argument, boolean sent) {
    FieldDescriptor field = Fields.field(frames, "init");
    Node.Mapping given =
        argument.isWord("") ? new Node.Mapping(argument.place(), Map.of()) : argument.mapping();
    Optional<Node> state =
        channel.type() == EntityType.CRDT && !sent ? given.find("state") : Optional.empty();
    Pattern.Fields init =
        values.message(state.isPresent() ? without(given, "state") : given, field.getMessageType());
    if (state.isPresent()) {
      FieldDescriptor delta = Fields.field(init.type(), "delta");
      if (init.fields().containsKey(delta)) {
        throw state.get().error("An init has one state: write \"state\" or \"delta\".");
      }
      init = init.with(delta, crdts.whole(state.get()));
    }
    init = orElse(init, "service_name", new Pattern.Text(channel.service()));
    init = orElse(init, "entity_id", new Pattern.Text(channel.idTemplate()));
    if (!sent && channel.type() == EntityType.VALUE_ENTITY) {
      // No state and a state without a value are the same.
      init = orElse(init, "state", new Pattern.Blank());
    }
    numbering.fresh(channel, snapshotSequence(init));
    return Fields.one(frames, "init", init);
  }

  private static Node.Mapping without(Node.Mapping mapping, String key) {
    Map<String, Node.Entry> entries = new LinkedHashMap<>(mapping.entries());
    entries.remove(key);
    return new Node.Mapping(mapping.place(), entries);
  }

  private static long snapshotSequence(Pattern.Fields init) {
    return Fields.nested(init, "snapshot")
        .flatMap(snapshot -> Fields.nestedValue(snapshot, "snapshot_sequence"))
        .map(Long.class::cast)
        .orElse(0L);
  }

  private Pattern.Fields event(Descriptor frames, Channel.OfEntity channel, Node.Mapping mapping) {
    FrameFields.require(frames, channel, mapping, "event");
    long counted = numbering.nextEvent(channel);
    long sequence = mapping.find("sequence").map(FrameReader::number).orElse(counted);
    Descriptor type = Fields.field(frames, "event").getMessageType();
    Pattern.Fields event =
        new Pattern.Fields(type, Map.of())
            .with(Fields.field(type, "sequence"), new Pattern.Scalar(sequence))
            .with(Fields.field(type, "payload"), values.any(mapping.get("event")));
    return Fields.one(frames, "event", event);
  }

  private Pattern.Fields command(
      Descriptor frames, Channel.OfEntity channel, Node.Mapping mapping) {
    Map.Entry<String, Node.Entry> only = mapping.get("command").mapping().only("the method's name");
    MethodDescriptor method = methods.of(channel, only.getKey(), only.getValue().place());
    String entity = mapping.find("entity").map(Node::text).orElse(channel.idTemplate());
    long id = mapping.find("id").map(FrameReader::number).orElse(numbering.nextCommand(channel));
    Numbering.Outstanding waiting =
        new Numbering.Outstanding(id, Optional.of(method.getOutputType()));
    numbering.commanded(channel, waiting);
    Descriptor type = Command.getDescriptor();
    Pattern.Fields command =
        new Pattern.Fields(type, Map.of())
            .with(Fields.field(type, "entity_id"), new Pattern.Text(entity))
            .with(Fields.field(type, "id"), new Pattern.Scalar(id))
            .with(Fields.field(type, "name"), new Pattern.Text(method.getName()))
            .with(
                Fields.field(type, "payload"),
                ValueReader.packed(
                    values.request(only.getValue().value(), method.getInputType(), entity)));
    if (mapping.find("metadata").isPresent()) {
      command =
          command.with(
              Fields.field(type, "metadata"), ValueReader.metadata(mapping.get("metadata")));
    }
    if (method.isServerStreaming()) {
      command = command.with(Fields.field(type, "streamed"), new Pattern.Scalar(true));
      numbering.streams(channel, waiting);
    }
    return Fields.one(frames, "command", command);
  }

  /** A CRDT changed, or was deleted, elsewhere. */
  private Pattern.Fields change(
      Descriptor frames, Channel.OfEntity channel, String word, Node.Mapping mapping) {
    String name = word.equals("deleted") ? "delete" : word;
    FrameFields.require(frames, channel, mapping, word);
    Node argument = mapping.get(word);
    Descriptor type = Fields.field(frames, name).getMessageType();
    return Fields.one(
        frames,
        name,
        argument.isWord("") ? new Pattern.Fields(type, Map.of()) : values.message(argument, type));
  }

  private static Pattern.Fields streamCancelled(
      Descriptor frames, Channel.OfEntity channel, Node.Mapping mapping) {
    FrameFields.require(frames, channel, mapping, "streamCancelled");
    Descriptor type = StreamCancelled.getDescriptor();
    return Fields.one(
        frames,
        "stream_cancelled",
        new Pattern.Fields(type, Map.of())
            .with(Fields.field(type, "entity_id"), new Pattern.Text(channel.idTemplate()))
            .with(
                Fields.field(type, "id"),
                new Pattern.Scalar(number(mapping.get("streamCancelled")))));
  }

  /** A frame as it is; the commands and answers in it count all the same. */
  private Pattern.Fields raw(Pattern.Fields frame, Side side, Channel.OfEntity channel) {
    if (side == Side.IN) {
      Fields.nested(frame, "init")
          .ifPresent(init -> numbering.fresh(channel, snapshotSequence(init)));
      Fields.nested(frame, "command")
          .flatMap(command -> Fields.nestedValue(command, "id"))
          .ifPresent(
              id ->
                  numbering.commanded(
                      channel, new Numbering.Outstanding((Long) id, Optional.empty())));
    } else {
      Fields.nested(frame, "reply")
          .flatMap(reply -> Fields.nestedValue(reply, "command_id"))
          .ifPresent(id -> numbering.answered(channel, (Long) id));
    }
    return frame;
  }

  private Pattern.Fields failure(
      Descriptor frames, Channel.OfEntity channel, Node argument, boolean sent) {
    numbering.oldest(channel).ifPresent(command -> numbering.answered(channel, command.id()));
    return Fields.one(frames, "failure", clientActions.failure(argument, sent));
  }

  static long number(Node node) {
    try {
      return Long.parseLong(node.text());
    } catch (NumberFormatException notOne) {
      throw node.error("Expected a whole number, found " + node.flow());
    }
  }

  private static Pattern.Fields orElse(Pattern.Fields fields, String name, Pattern otherwise) {
    FieldDescriptor field = Fields.field(fields.type(), name);
    return fields.fields().containsKey(field) ? fields : fields.with(field, otherwise);
  }

  private static Set<String> with(Set<String> words, String word) {
    Set<String> more = new LinkedHashSet<>(words);
    more.add(word);
    return Set.copyOf(more);
  }
}
