package io.cloudstate.tck.specs.read;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import io.cloudstate.tck.protocol.ClientAction;
import io.cloudstate.tck.protocol.Command;
import io.cloudstate.tck.protocol.Failure;
import io.cloudstate.tck.protocol.Forward;
import io.cloudstate.tck.protocol.Reply;
import io.cloudstate.tck.protocol.SideEffect;
import io.cloudstate.tck.protocol.valueentity.ValueEntityAction;
import io.cloudstate.tck.protocol.valueentity.ValueEntityDelete;
import io.cloudstate.tck.protocol.valueentity.ValueEntityUpdate;
import io.cloudstate.tck.specs.Channel;
import io.cloudstate.tck.specs.EntityType;
import io.cloudstate.tck.specs.Side;
import io.cloudstate.tck.specs.match.Pattern;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Expands the shorthands for frames of entity streams. */
final class FrameReader {

  static final Set<String> IN_WORDS = Set.of("init", "event", "command", "frame");
  static final Set<String> OUT_WORDS = Set.of("reply", "forward", "fail", "failure", "frame");

  /** Words that mean something without content. */
  private static final Set<String> ALONE = Set.of("init", "failure");

  private static final Map<String, Set<String>> MODIFIERS =
      Map.of(
          "init", Set.of(),
          "event", Set.of("sequence"),
          "command", Set.of("id", "entity"),
          "frame", Set.of(),
          "reply", Set.of("commandId", "events", "snapshot", "update", "delete", "effects"),
          "forward", Set.of("commandId", "events", "snapshot", "update", "delete", "effects"),
          "fail",
              Set.of("commandId", "events", "snapshot", "update", "delete", "effects", "restart"),
          "failure", Set.of());

  /** The words whose field only some entity types have, and the field. */
  private static final Map<String, String> FIELDS =
      Map.of(
          "event", "event",
          "events", "events",
          "snapshot", "snapshot",
          "update", "state_action",
          "delete", "state_action");

  private final ValueReader values;
  private final Methods methods;
  private final Numbering numbering;

  FrameReader(ValueReader values, Methods methods, Numbering numbering) {
    this.values = values;
    this.methods = methods;
    this.numbering = numbering;
  }

  /** A frame, and whether it starts a stream. */
  record Read(boolean fresh, Pattern.Fields frame) {}

  /**
   * Reads a frame, written as a word or as a map with the word and its modifiers.
   *
   * @param besides keys of the map that others read
   * @param sent whether the runner sends it, so that nothing may be left open
   */
  Read read(Node node, Side side, Channel.OfEntity channel, Set<String> besides, boolean sent) {
    Set<String> words = side == Side.IN ? IN_WORDS : OUT_WORDS;
    String word =
        node instanceof Node.Scalar scalar ? scalar.value() : word(node.mapping(), words, besides);
    if (!words.contains(word)) {
      throw node.error("Unknown frame \"" + word + "\". " + Words.known(word, words));
    }
    if (node instanceof Node.Scalar && !ALONE.contains(word)) {
      throw node.error(
          "\""
              + word
              + "\" needs more than the word: write { "
              + word
              + ": ... } with its content.");
    }
    Node.Mapping mapping =
        node instanceof Node.Mapping map ? map : new Node.Mapping(node.place(), Map.of());
    Set<String> allowed = new LinkedHashSet<>(besides);
    allowed.add(word);
    allowed.addAll(Objects.requireNonNull(MODIFIERS.get(word)));
    mapping.onlyKeys(allowed);
    Optional<Node> argument = mapping.find(word);
    Descriptor frames = channel.type().frames(side);
    return switch (word) {
      case "init" -> init(frames, channel, argument, sent);
      case "event" -> event(frames, channel, mapping);
      case "command" -> command(frames, channel, mapping);
      case "frame" -> raw(values.message(mapping.get("frame"), frames), side, channel);
      case "failure" -> failure(frames, channel, argument, sent);
      default -> answer(frames, channel, word, mapping, sent);
    };
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

  private Read init(
      Descriptor frames, Channel.OfEntity channel, Optional<Node> argument, boolean sent) {
    FieldDescriptor field = field(frames, "init");
    Pattern.Fields init =
        argument
            .map(node -> values.message(node, field.getMessageType()))
            .orElseGet(() -> new Pattern.Fields(field.getMessageType(), Map.of()));
    init = orElse(init, "service_name", new Pattern.Text(channel.service()));
    init = orElse(init, "entity_id", new Pattern.Text(channel.idTemplate()));
    if (!sent && channel.type() == EntityType.VALUE_ENTITY) {
      // No state and a state without a value are the same.
      init = orElse(init, "state", new Pattern.Blank());
    }
    numbering.fresh(channel, snapshotSequence(init));
    return new Read(true, one(frames, "init", init));
  }

  private static long snapshotSequence(Pattern.Fields init) {
    return nested(init, "snapshot")
        .flatMap(snapshot -> nestedValue(snapshot, "snapshot_sequence"))
        .map(Long.class::cast)
        .orElse(0L);
  }

  private Read event(Descriptor frames, Channel.OfEntity channel, Node.Mapping mapping) {
    requireField(frames, channel, mapping, "event");
    long counted = numbering.nextEvent(channel);
    long sequence = mapping.find("sequence").map(FrameReader::number).orElse(counted);
    Descriptor type = field(frames, "event").getMessageType();
    Pattern.Fields event =
        new Pattern.Fields(type, Map.of())
            .with(field(type, "sequence"), new Pattern.Scalar(sequence))
            .with(field(type, "payload"), values.any(mapping.get("event")));
    return new Read(false, one(frames, "event", event));
  }

  private Read command(Descriptor frames, Channel.OfEntity channel, Node.Mapping mapping) {
    Map.Entry<String, Node.Entry> only = mapping.get("command").mapping().only("the method's name");
    MethodDescriptor method = methods.of(channel, only.getKey(), only.getValue().place());
    String entity = mapping.find("entity").map(Node::text).orElse(channel.idTemplate());
    long id = mapping.find("id").map(FrameReader::number).orElse(numbering.nextCommand(channel));
    numbering.commanded(
        channel, new Numbering.Outstanding(id, Optional.of(method.getOutputType())));
    Descriptor type = Command.getDescriptor();
    Pattern.Fields command =
        new Pattern.Fields(type, Map.of())
            .with(field(type, "entity_id"), new Pattern.Text(entity))
            .with(field(type, "id"), new Pattern.Scalar(id))
            .with(field(type, "name"), new Pattern.Text(method.getName()))
            .with(
                field(type, "payload"),
                ValueReader.packed(
                    values.request(only.getValue().value(), method.getInputType(), entity)));
    if (method.isServerStreaming()) {
      command = command.with(field(type, "streamed"), new Pattern.Scalar(true));
    }
    return new Read(false, one(frames, "command", command));
  }

  /** A frame as it is; the commands and answers in it count all the same. */
  private Read raw(Pattern.Fields frame, Side side, Channel.OfEntity channel) {
    if (side == Side.IN) {
      nested(frame, "init").ifPresent(init -> numbering.fresh(channel, snapshotSequence(init)));
      nested(frame, "command")
          .flatMap(command -> nestedValue(command, "id"))
          .ifPresent(
              id ->
                  numbering.commanded(
                      channel, new Numbering.Outstanding((Long) id, Optional.empty())));
    } else {
      nested(frame, "reply")
          .flatMap(reply -> nestedValue(reply, "command_id"))
          .ifPresent(id -> numbering.answered(channel, (Long) id));
    }
    return new Read(nested(frame, "init").isPresent(), frame);
  }

  private Read failure(
      Descriptor frames, Channel.OfEntity channel, Optional<Node> argument, boolean sent) {
    Descriptor type = Failure.getDescriptor();
    Pattern.Fields failure = new Pattern.Fields(type, Map.of());
    if (argument.isPresent() && !argument.get().isWord("any") && !argument.get().isWord("")) {
      failure = values.message(argument.get(), type);
    } else if (!sent) {
      failure =
          failure
              .with(field(type, "command_id"), new Pattern.Anything())
              .with(field(type, "description"), new Pattern.Anything())
              .with(field(type, "restart"), new Pattern.Anything());
    }
    numbering.oldest(channel).ifPresent(command -> numbering.answered(channel, command.id()));
    return new Read(false, one(frames, "failure", failure));
  }

  private Read answer(
      Descriptor frames,
      Channel.OfEntity channel,
      String word,
      Node.Mapping mapping,
      boolean sent) {
    Optional<Long> given = mapping.find("commandId").map(FrameReader::number);
    Optional<Numbering.Outstanding> command =
        given.isPresent()
            ? numbering.waiting(channel, given.get()).or(() -> numbering.oldest(channel))
            : numbering.oldest(channel);
    long id =
        given
            .or(() -> command.map(Numbering.Outstanding::id))
            .orElseThrow(
                () ->
                    mapping.error(
                        "No command waits for an answer here; say which one is meant with commandId."));
    numbering.answered(channel, id);
    Descriptor type = field(frames, "reply").getMessageType();
    Pattern.Fields reply =
        new Pattern.Fields(type, Map.of())
            .with(field(type, "command_id"), new Pattern.Scalar(id))
            .with(field(type, "client_action"), action(word, mapping, command, id, sent));
    for (String modifier : List.of("events", "snapshot", "update", "delete")) {
      if (mapping.find(modifier).isPresent()) {
        requireField(type, channel, mapping, modifier);
      }
    }
    for (String events : present(mapping, "events")) {
      List<Pattern> items =
          mapping.get(events).sequence().items().stream().map(values::any).toList();
      reply = reply.with(field(type, "events"), new Pattern.Items(items));
    }
    for (String snapshot : present(mapping, "snapshot")) {
      reply = reply.with(field(type, "snapshot"), values.any(mapping.get(snapshot)));
    }
    Optional<Pattern.Fields> change = change(mapping);
    if (change.isPresent()) {
      reply = reply.with(field(type, "state_action"), change.get());
    }
    for (String effects : present(mapping, "effects")) {
      List<Pattern> items = new ArrayList<>();
      mapping
          .get(effects)
          .sequence()
          .items()
          .forEach(item -> items.add(effect(channel, item.mapping())));
      reply = reply.with(field(type, "side_effects"), new Pattern.Items(items));
    }
    return new Read(false, one(frames, "reply", reply));
  }

  /** What becomes of a value entity's state, if anything. */
  private Optional<Pattern.Fields> change(Node.Mapping mapping) {
    Optional<Node> update = mapping.find("update");
    Optional<Node> delete = mapping.find("delete");
    if (update.isPresent() && delete.isPresent()) {
      throw delete.get().error("A reply has one state action: write \"update\" or \"delete\".");
    }
    Descriptor action = ValueEntityAction.getDescriptor();
    return update
        .map(
            node ->
                one(
                    action,
                    "update",
                    one(ValueEntityUpdate.getDescriptor(), "value", values.any(node))))
        .or(() -> delete.map(node -> one(action, "delete", deletion(node))));
  }

  private Pattern.Fields deletion(Node node) {
    Descriptor type = ValueEntityDelete.getDescriptor();
    if (node instanceof Node.Mapping) {
      return values.message(node, type);
    }
    if (!ValueReader.truth(node)) {
      throw node.error("Where nothing is deleted, leave \"delete\" out.");
    }
    return new Pattern.Fields(type, Map.of());
  }

  private static void requireField(
      Descriptor type, Channel.OfEntity channel, Node.Mapping mapping, String word) {
    if (type.findFieldByName(Objects.requireNonNull(FIELDS.get(word))) == null) {
      throw mapping
          .get(word)
          .error(
              "\""
                  + word
                  + "\" does not fit here: "
                  + channel.service()
                  + " is of type "
                  + channel.type().protocol()
                  + ", whose frames have none.");
    }
  }

  private static List<String> present(Node.Mapping mapping, String key) {
    return mapping.keys().contains(key) ? List.of(key) : List.of();
  }

  private Pattern.Fields action(
      String word,
      Node.Mapping mapping,
      Optional<Numbering.Outstanding> command,
      long id,
      boolean sent) {
    Node argument = mapping.get(word);
    Pattern.Fields action =
        switch (word) {
          case "reply" -> reply(argument, command);
          case "forward" -> forward(argument.mapping());
          default -> clientFailure(argument, mapping.find("restart"), id, sent);
        };
    return one(ClientAction.getDescriptor(), word.equals("fail") ? "failure" : word, action);
  }

  private Pattern.Fields reply(Node argument, Optional<Numbering.Outstanding> command) {
    Descriptor type = Reply.getDescriptor();
    if (argument.isWord("any")) {
      return one(type, "payload", new Pattern.Anything());
    }
    Descriptor output =
        command
            .flatMap(Numbering.Outstanding::output)
            .orElseThrow(
                () ->
                    argument.error(
                        "The type of this reply is not known here; write the whole frame instead."));
    return one(type, "payload", ValueReader.packed(values.message(argument, output)));
  }

  private Pattern.Fields forward(Node.Mapping argument) {
    Map.Entry<String, Node.Entry> only = argument.only("Service/Method");
    MethodDescriptor method = methods.qualified(only.getKey(), only.getValue().place());
    Descriptor type = Forward.getDescriptor();
    return new Pattern.Fields(type, Map.of())
        .with(field(type, "service_name"), new Pattern.Text(method.getService().getFullName()))
        .with(field(type, "command_name"), new Pattern.Text(method.getName()))
        .with(
            field(type, "payload"),
            ValueReader.packed(values.message(only.getValue().value(), method.getInputType())));
  }

  private static Pattern.Fields clientFailure(
      Node argument, Optional<Node> restart, long id, boolean sent) {
    Descriptor type = Failure.getDescriptor();
    Pattern.Fields failure =
        new Pattern.Fields(type, Map.of())
            .with(field(type, "command_id"), sent ? new Pattern.Scalar(id) : new Pattern.Anything())
            .with(
                field(type, "description"),
                argument.isWord("any") && !sent
                    ? new Pattern.Anything()
                    : new Pattern.Text(argument.text()));
    return restart
        .map(
            node ->
                node.isWord("any")
                    ? new Pattern.Anything()
                    : new Pattern.Scalar(ValueReader.truth(node)))
        .map(value -> failure.with(field(type, "restart"), value))
        .orElse(failure);
  }

  private Pattern.Fields effect(Channel.OfEntity channel, Node.Mapping mapping) {
    List<String> named = mapping.keys().stream().filter(key -> !key.equals("synchronous")).toList();
    if (named.size() != 1) {
      throw mapping.error(
          "Expected one Service/Method and perhaps \"synchronous\"; found " + mapping.keys() + ".");
    }
    String name = named.get(0);
    Node.Entry request = Objects.requireNonNull(mapping.entries().get(name));
    MethodDescriptor method =
        name.contains("/")
            ? methods.qualified(name, request.place())
            : methods.of(channel, name, request.place());
    Descriptor type = SideEffect.getDescriptor();
    Pattern.Fields effect =
        new Pattern.Fields(type, Map.of())
            .with(field(type, "service_name"), new Pattern.Text(method.getService().getFullName()))
            .with(field(type, "command_name"), new Pattern.Text(method.getName()))
            .with(
                field(type, "payload"),
                ValueReader.packed(values.message(request.value(), method.getInputType())));
    return mapping
        .find("synchronous")
        .map(
            node ->
                effect.with(
                    field(type, "synchronous"), new Pattern.Scalar(ValueReader.truth(node))))
        .orElse(effect);
  }

  static long number(Node node) {
    try {
      return Long.parseLong(node.text());
    } catch (NumberFormatException notOne) {
      throw node.error("Expected a whole number, found " + node.flow());
    }
  }

  private static Pattern.Fields orElse(Pattern.Fields fields, String name, Pattern otherwise) {
    FieldDescriptor field = field(fields.type(), name);
    return fields.fields().containsKey(field) ? fields : fields.with(field, otherwise);
  }

  private static Pattern.Fields one(Descriptor type, String name, Pattern value) {
    return new Pattern.Fields(type, Map.of(field(type, name), value));
  }

  private static Optional<Pattern.Fields> nested(Pattern.Fields fields, String name) {
    return Optional.ofNullable(fields.type().findFieldByName(name))
        .map(field -> fields.fields().get(field))
        .filter(Pattern.Fields.class::isInstance)
        .map(Pattern.Fields.class::cast);
  }

  private static Optional<Object> nestedValue(Pattern.Fields fields, String name) {
    return Optional.ofNullable(fields.type().findFieldByName(name))
        .map(field -> fields.fields().get(field))
        .filter(Pattern.Scalar.class::isInstance)
        .map(scalar -> ((Pattern.Scalar) scalar).value());
  }

  private static FieldDescriptor field(Descriptor type, String name) {
    return Objects.requireNonNull(
        type.findFieldByName(name), () -> type.getFullName() + "." + name);
  }
}
