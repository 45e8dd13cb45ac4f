package io.cloudstate.tck.specs.read;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import io.cloudstate.tck.protocol.ClientAction;
import io.cloudstate.tck.protocol.Failure;
import io.cloudstate.tck.protocol.Forward;
import io.cloudstate.tck.protocol.Reply;
import io.cloudstate.tck.protocol.SideEffect;
import io.cloudstate.tck.protocol.crdt.CrdtStateAction;
import io.cloudstate.tck.protocol.valueentity.ValueEntityAction;
import io.cloudstate.tck.protocol.valueentity.ValueEntityUpdate;
import io.cloudstate.tck.specs.Channel;
import io.cloudstate.tck.specs.EntityType;
import io.cloudstate.tck.specs.match.Pattern;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Expands the shorthands for what a service answers. */
final class AnswerReader {

  /** The words whose field only some frames have, and the field. */
  private static final Map<String, String> FIELDS =
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

  /** Those of them that stand in an answer. */
  private static final List<String> MODIFIERS =
      List.of(
          "events",
          "snapshot",
          "update",
          "change",
          "delete",
          "consistency",
          "streamed",
          "endStream");

  private final ValueReader values;
  private final CrdtReader crdts;
  private final Methods methods;
  private final Numbering numbering;

  AnswerReader(ValueReader values, CrdtReader crdts, Methods methods, Numbering numbering) {
    this.values = values;
    this.crdts = crdts;
    this.methods = methods;
    this.numbering = numbering;
  }

  /** A frame that answers: a command, later messages to a streamed one, or its cancellation. */
  Pattern.Fields read(
      Descriptor frames,
      Channel.OfEntity channel,
      String word,
      Node.Mapping mapping,
      boolean sent) {
    if (word.equals("cancelled")) {
      requireField(frames, channel, mapping, word);
      FieldDescriptor kind = Fields.field(frames, fieldName(word));
      long id = FrameReader.number(mapping.get(word));
      return answer(kind, id, Optional.empty(), channel, word, mapping, sent);
    }
    Optional<Node> commandId = mapping.find("commandId");
    if (mapping.find("streamedTo").isPresent()) {
      if (commandId.isPresent()) {
        throw commandId.get().error("\"streamedTo\" names the command already.");
      }
      requireField(frames, channel, mapping, "streamedTo");
      FieldDescriptor kind = Fields.field(frames, fieldName("streamedTo"));
      long id = FrameReader.number(mapping.get("streamedTo"));
      Optional<Descriptor> output =
          numbering.streaming(channel, id).flatMap(Numbering.Outstanding::output);
      return answer(kind, id, output, channel, word, mapping, sent);
    }
    Optional<Long> given = commandId.map(FrameReader::number);
    Optional<Numbering.Outstanding> command =
        given.flatMap(id -> numbering.waiting(channel, id)).or(() -> numbering.oldest(channel));
    long id =
        given
            .or(() -> command.map(Numbering.Outstanding::id))
            .orElseThrow(
                () ->
                    mapping.error(
                        "No command waits for an answer here; say which one is meant with commandId."));
    numbering.answered(channel, id);
    Optional<Descriptor> output = command.flatMap(Numbering.Outstanding::output);
    return answer(Fields.field(frames, "reply"), id, output, channel, word, mapping, sent);
  }

  private Pattern.Fields answer(
      FieldDescriptor kind,
      long id,
      Optional<Descriptor> output,
      Channel.OfEntity channel,
      String word,
      Node.Mapping mapping,
      boolean sent) {
    Descriptor type = kind.getMessageType();
    Pattern.Fields answer = Fields.one(type, "command_id", new Pattern.Scalar(id));
    if (!word.equals("nothing") && !word.equals("cancelled")) {
      Pattern.Fields action =
          Fields.one(
              ClientAction.getDescriptor(),
              word.equals("fail") ? "failure" : word,
              outcome(word, mapping, output, id, sent));
      answer = answer.with(Fields.field(type, "client_action"), action);
    }
    return new Pattern.Fields(
        kind.getContainingType(), Map.of(kind, modified(answer, channel, mapping, sent)));
  }

  /** An answer with all that is written beside the client action. */
  private Pattern.Fields modified(
      Pattern.Fields plain, Channel.OfEntity channel, Node.Mapping mapping, boolean sent) {
    Descriptor type = plain.type();
    Pattern.Fields answer = plain;
    for (String modifier : MODIFIERS) {
      if (mapping.find(modifier).isPresent()) {
        requireField(type, channel, mapping, modifier);
      }
    }
    for (String flag : List.of("streamed", "endStream")) {
      if (mapping.find(flag).isPresent()) {
        answer =
            answer.with(
                Fields.field(type, fieldName(flag)),
                new Pattern.Scalar(ValueReader.truth(mapping.get(flag))));
      }
    }
    if (mapping.find("events").isPresent()) {
      List<Pattern> items =
          mapping.get("events").sequence().items().stream().map(values::any).toList();
      answer = answer.with(Fields.field(type, "events"), new Pattern.Items(items));
    }
    if (mapping.find("snapshot").isPresent()) {
      answer = answer.with(Fields.field(type, "snapshot"), values.any(mapping.get("snapshot")));
    }
    Optional<Pattern.Fields> change = change(channel, mapping, sent);
    if (change.isPresent()) {
      answer = answer.with(Fields.field(type, "state_action"), change.get());
    }
    return effects(answer, channel, mapping);
  }

  /** The answer with its side effects, if any are written. */
  Pattern.Fields effects(Pattern.Fields answer, Channel.OfEntity channel, Node.Mapping mapping) {
    if (mapping.find("effects").isEmpty()) {
      return answer;
    }
    List<Pattern> items = new ArrayList<>();
    mapping
        .get("effects")
        .sequence()
        .items()
        .forEach(item -> items.add(effect(channel, item.mapping())));
    return answer.with(Fields.field(answer.type(), "side_effects"), new Pattern.Items(items));
  }

  /** What becomes of a value entity's or a CRDT's state, if anything. */
  private Optional<Pattern.Fields> change(
      Channel.OfEntity channel, Node.Mapping mapping, boolean sent) {
    List<String> kinds =
        List.of("update", "change", "delete").stream()
            .filter(kind -> mapping.find(kind).isPresent())
            .toList();
    if (kinds.size() > 1) {
      throw mapping
          .get(kinds.get(1))
          .error("A reply has one state action: write one of " + kinds + ".");
    }
    if (channel.type() == EntityType.CRDT) {
      return crdtChange(kinds, mapping, sent);
    }
    for (String other : List.of("change", "consistency")) {
      if (mapping.find(other).isPresent()) {
        throw mapping
            .get(other)
            .error(
                "\""
                    + other
                    + "\" is for CRDTs; "
                    + channel.service()
                    + " is of type "
                    + channel.type().protocol()
                    + ".");
      }
    }
    if (kinds.isEmpty()) {
      return Optional.empty();
    }
    Node node = mapping.get(kinds.get(0));
    Descriptor action = ValueEntityAction.getDescriptor();
    return Optional.of(
        kinds.get(0).equals("update")
            ? Fields.one(
                action,
                "update",
                Fields.one(ValueEntityUpdate.getDescriptor(), "value", values.any(node)))
            : Fields.one(action, "delete", deletion(action, node)));
  }

  private Optional<Pattern.Fields> crdtChange(
      List<String> kinds, Node.Mapping mapping, boolean sent) {
    Descriptor type = CrdtStateAction.getDescriptor();
    Pattern.Fields action = new Pattern.Fields(type, Map.of());
    if (mapping.find("consistency").isPresent()) {
      Node.Mapping consistency =
          new Node.Mapping(
              mapping.place(),
              Map.of(
                  "writeConsistency",
                  Objects.requireNonNull(mapping.entries().get("consistency"))));
      action = values.message(consistency, type);
    }
    for (String kind : kinds) {
      Node node = mapping.get(kind);
      action =
          switch (kind) {
            case "update" -> action.with(Fields.field(type, "update"), crdts.delta(node, sent));
            case "change" -> action.with(Fields.field(type, "update"), crdts.change(node, sent));
            default -> action.with(Fields.field(type, "delete"), deletion(type, node));
          };
    }
    return action.fields().isEmpty() ? Optional.empty() : Optional.of(action);
  }

  private Pattern.Fields deletion(Descriptor action, Node node) {
    Descriptor type = Fields.field(action, "delete").getMessageType();
    if (node instanceof Node.Mapping) {
      return values.message(node, type);
    }
    if (!ValueReader.truth(node)) {
      throw node.error("Where nothing is deleted, leave \"delete\" out.");
    }
    return new Pattern.Fields(type, Map.of());
  }

  /** Complains of the words beside one whose field the type has not. */
  static void requireFields(
      Descriptor type, Channel.OfEntity channel, Node.Mapping mapping, String besides) {
    for (String word : mapping.keys()) {
      if (FIELDS.containsKey(word) && !word.equals(besides)) {
        requireField(type, channel, mapping, word);
      }
    }
  }

  /** Complains of a word whose field the type has not. */
  static void requireField(
      Descriptor type, Channel.OfEntity channel, Node.Mapping mapping, String word) {
    if (type.findFieldByName(fieldName(word)) == null) {
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
                  + fieldName(word)
                  + ".");
    }
  }

  private static String fieldName(String word) {
    return Objects.requireNonNull(FIELDS.get(word), word);
  }

  /** The reply, forward or failure that a word means. */
  Pattern.Fields outcome(
      String word, Node.Mapping mapping, Optional<Descriptor> output, long id, boolean sent) {
    Node argument = mapping.get(word);
    return switch (word) {
      case "reply" -> reply(argument, mapping.find("metadata"), output);
      case "forward" -> forward(argument.mapping(), mapping.find("metadata"));
      default -> clientFailure(argument, mapping.find("restart"), id, sent);
    };
  }

  private Pattern.Fields reply(
      Node argument, Optional<Node> metadata, Optional<Descriptor> output) {
    Descriptor type = Reply.getDescriptor();
    Pattern payload;
    if (argument.isWord("any")) {
      payload = new Pattern.Anything();
    } else if (isTyped(argument)) {
      payload = values.any(argument);
    } else {
      payload =
          values.packed(
              argument,
              output.orElseThrow(
                  () ->
                      argument.error(
                          "The type of this reply is not known here; write the whole frame instead.")));
    }
    return described(Fields.one(type, "payload", payload), metadata);
  }

  private static boolean isTyped(Node argument) {
    return argument instanceof Node.Mapping map
        && (map.find("@type").isPresent() || map.find("typeUrl").isPresent());
  }

  private static Pattern.Fields described(Pattern.Fields message, Optional<Node> metadata) {
    return metadata
        .map(
            node ->
                message.with(Fields.field(message.type(), "metadata"), ValueReader.metadata(node)))
        .orElse(message);
  }

  private Pattern.Fields forward(Node.Mapping argument, Optional<Node> metadata) {
    Map.Entry<String, Node.Entry> only = argument.only("Service/Method");
    MethodDescriptor method = methods.qualified(only.getKey(), only.getValue().place());
    return described(addressed(Forward.getDescriptor(), method, only.getValue().value()), metadata);
  }

  /** A forward or side effect to a method. */
  private Pattern.Fields addressed(Descriptor type, MethodDescriptor method, Node payload) {
    return new Pattern.Fields(type, Map.of())
        .with(
            Fields.field(type, "service_name"), new Pattern.Text(method.getService().getFullName()))
        .with(Fields.field(type, "command_name"), new Pattern.Text(method.getName()))
        .with(Fields.field(type, "payload"), values.packed(payload, method.getInputType()));
  }

  private static Pattern.Fields clientFailure(
      Node argument, Optional<Node> restart, long id, boolean sent) {
    Descriptor type = Failure.getDescriptor();
    Pattern.Fields failure =
        new Pattern.Fields(type, Map.of())
            .with(
                Fields.field(type, "command_id"),
                sent ? new Pattern.Scalar(id) : new Pattern.Anything())
            .with(
                Fields.field(type, "description"),
                argument.isWord("any")
                    ? new Pattern.Anything()
                    : new Pattern.Text(argument.text()));
    return restart
        .map(
            node ->
                node.isWord("any")
                    ? new Pattern.Anything()
                    : new Pattern.Scalar(ValueReader.truth(node)))
        .map(value -> failure.with(Fields.field(type, "restart"), value))
        .orElse(failure);
  }

  /** A failure of the protocol, with whatever text, where none is written. */
  Pattern.Fields failure(Node argument, boolean sent) {
    Descriptor type = Failure.getDescriptor();
    if (!argument.isWord("any") && !argument.isWord("")) {
      return values.message(argument, type);
    }
    Pattern.Fields failure = new Pattern.Fields(type, Map.of());
    if (!sent) {
      for (FieldDescriptor field : type.getFields()) {
        failure = failure.with(field, new Pattern.Anything());
      }
    }
    return failure;
  }

  private Pattern.Fields effect(Channel.OfEntity channel, Node.Mapping mapping) {
    Map<String, Node.Entry> target = new LinkedHashMap<>(mapping.entries());
    target.remove("synchronous");
    target.remove("metadata");
    if (target.size() != 1) {
      throw mapping.error(
          "Expected one Service/Method and perhaps \"synchronous\"; found " + mapping.keys() + ".");
    }
    Map.Entry<String, Node.Entry> only = target.entrySet().iterator().next();
    String name = only.getKey();
    MethodDescriptor method =
        name.contains("/")
            ? methods.qualified(name, only.getValue().place())
            : methods.of(channel, name, only.getValue().place());
    Descriptor type = SideEffect.getDescriptor();
    Pattern.Fields effect =
        described(addressed(type, method, only.getValue().value()), mapping.find("metadata"));
    return mapping
        .find("synchronous")
        .map(
            node ->
                effect.with(
                    Fields.field(type, "synchronous"), new Pattern.Scalar(ValueReader.truth(node))))
        .orElse(effect);
  }
}
