package io.cloudstate.tck.specs.read;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import io.cloudstate.tck.protocol.ClientAction;
import io.cloudstate.tck.protocol.crdt.CrdtStateAction;
import io.cloudstate.tck.protocol.valueentity.ValueEntityAction;
import io.cloudstate.tck.protocol.valueentity.ValueEntityUpdate;
import io.cloudstate.tck.specs.Channel;
import io.cloudstate.tck.specs.EntityType;
import io.cloudstate.tck.specs.match.Pattern;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Expands the shorthands for what an entity answers: the frame, and what becomes of its state. */
final class AnswerReader {

  /** The words beside the client action that not every type of entity has. */
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
  private final ClientActionReader actions;
  private final Numbering numbering;

  AnswerReader(
      ValueReader values, CrdtReader crdts, ClientActionReader actions, Numbering numbering) {
    this.values = values;
    this.crdts = crdts;
    this.actions = actions;
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
      FrameFields.require(frames, channel, mapping, word);
      FieldDescriptor kind = Fields.field(frames, FrameFields.name(word));
      long id = FrameReader.number(mapping.get(word));
      return answer(kind, id, Optional.empty(), channel, word, mapping, sent);
    }
    Optional<Node> commandId = mapping.find("commandId");
    if (mapping.find("streamedTo").isPresent()) {
      if (commandId.isPresent()) {
        throw commandId.get().error("\"streamedTo\" names the command already.");
      }
      FrameFields.require(frames, channel, mapping, "streamedTo");
      FieldDescriptor kind = Fields.field(frames, FrameFields.name("streamedTo"));
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
              actions.outcome(word, mapping, output, id, sent));
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
        FrameFields.require(type, channel, mapping, modifier);
      }
    }
    for (String flag : List.of("streamed", "endStream")) {
      if (mapping.find(flag).isPresent()) {
        answer =
            answer.with(
                Fields.field(type, FrameFields.name(flag)),
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
    return actions.effects(answer, channel, mapping);
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
}
