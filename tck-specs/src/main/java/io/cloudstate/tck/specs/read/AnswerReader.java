package io.cloudstate.tck.specs.read;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import io.cloudstate.tck.protocol.ClientAction;
import io.cloudstate.tck.protocol.Failure;
import io.cloudstate.tck.protocol.Forward;
import io.cloudstate.tck.protocol.Reply;
import io.cloudstate.tck.protocol.SideEffect;
import io.cloudstate.tck.protocol.crdt.CrdtDelta;
import io.cloudstate.tck.protocol.crdt.CrdtStateAction;
import io.cloudstate.tck.protocol.crdt.VoteDelta;
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
import java.util.Set;

/** Expands the shorthands for what a service answers. */
final class AnswerReader {

  /** The words whose field only some frames have, and the field. */
  private static final Map<String, String> FIELDS =
      Map.ofEntries(
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

  private final ValueReader values;
  private final Methods methods;
  private final Numbering numbering;

  AnswerReader(ValueReader values, Methods methods, Numbering numbering) {
    this.values = values;
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
      requireField(frames, channel, mapping, "cancelled");
      long id = FrameReader.number(mapping.get("cancelled"));
      return Fields.one(
          frames,
          "stream_cancelled_response",
          filled(frames, "stream_cancelled_response", id, channel, mapping, sent));
    }
    if (mapping.find("streamedTo").isPresent()) {
      requireField(frames, channel, mapping, "streamedTo");
      Node to = mapping.get("streamedTo");
      long id = FrameReader.number(to);
      Numbering.Outstanding command =
          numbering
              .streaming(channel, id)
              .orElseGet(() -> new Numbering.Outstanding(id, Optional.empty()));
      return Fields.one(
          frames,
          "streamed_message",
          acting(
              filled(frames, "streamed_message", id, channel, mapping, sent),
              word,
              mapping,
              Optional.of(command),
              id,
              sent));
    }
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
    return Fields.one(
        frames,
        "reply",
        acting(
            filled(frames, "reply", id, channel, mapping, sent), word, mapping, command, id, sent));
  }

  /** All of an answer but the client action. */
  private Pattern.Fields filled(
      Descriptor frames,
      String kind,
      long id,
      Channel.OfEntity channel,
      Node.Mapping mapping,
      boolean sent) {
    Descriptor type = Fields.field(frames, kind).getMessageType();
    Pattern.Fields answer = Fields.one(type, "command_id", new Pattern.Scalar(id));
    for (String modifier :
        List.of("events", "snapshot", "update", "change", "delete", "streamed")) {
      if (mapping.find(modifier).isPresent()) {
        requireField(type, channel, mapping, modifier);
      }
    }
    for (String modifier : List.of("streamed", "endStream")) {
      if (mapping.find(modifier).isPresent()) {
        requireField(type, channel, mapping, modifier);
        answer =
            answer.with(
                Fields.field(type, Objects.requireNonNull(FIELDS.get(modifier))),
                new Pattern.Scalar(ValueReader.truth(mapping.get(modifier))));
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

  private Pattern.Fields acting(
      Pattern.Fields answer,
      String word,
      Node.Mapping mapping,
      Optional<Numbering.Outstanding> command,
      long id,
      boolean sent) {
    if (word.equals("nothing")) {
      return answer;
    }
    return answer.with(
        Fields.field(answer.type(), "client_action"),
        clientAction(word, mapping, command.flatMap(Numbering.Outstanding::output), id, sent));
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
    if (kinds.isEmpty()) {
      return Optional.empty();
    }
    Node node = mapping.get(kinds.get(0));
    Descriptor action = ValueEntityAction.getDescriptor();
    return switch (kinds.get(0)) {
      case "update" ->
          Optional.of(
              Fields.one(
                  action,
                  "update",
                  Fields.one(ValueEntityUpdate.getDescriptor(), "value", values.any(node))));
      case "delete" -> Optional.of(Fields.one(action, "delete", deletion(action, node)));
      default -> throw node.error("\"change\" is for CRDTs; write \"update\" with the new state.");
    };
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
            case "update" -> action.with(Fields.field(type, "update"), delta(node, sent));
            case "change" -> action.with(Fields.field(type, "update"), transition(node, sent));
            default -> action.with(Fields.field(type, "delete"), deletion(type, node));
          };
    }
    return action.fields().isEmpty() ? Optional.empty() : Optional.of(action);
  }

  /** A delta as a service sends it. How many vote is for the proxy to say. */
  private Pattern.Fields delta(Node node, boolean sent) {
    Pattern.Fields delta = values.message(node, CrdtDelta.getDescriptor());
    Optional<Pattern.Fields> vote = Fields.nested(delta, "vote");
    if (sent || vote.isEmpty()) {
      return delta;
    }
    Pattern.Fields counted = vote.get();
    for (FieldDescriptor field : VoteDelta.getDescriptor().getFields()) {
      if (!field.getName().equals("self_vote") && !counted.fields().containsKey(field)) {
        counted = counted.with(field, new Pattern.Anything());
      }
    }
    return delta.with(Fields.field(delta.type(), "vote"), counted);
  }

  private Pattern.Transition transition(Node node, boolean sent) {
    if (sent) {
      throw node.error("\"change\" can only be expected, not sent; write \"update\".");
    }
    Node.Mapping map = node.mapping();
    map.onlyKeys(Set.of("from", "to"));
    Descriptor type = CrdtDelta.getDescriptor();
    return new Pattern.Transition(
        values.message(map.get("from"), type), values.message(map.get("to"), type));
  }

  /** The state of a CRDT as one delta, whatever the delta's form. */
  Pattern.Transition whole(Node node) {
    Descriptor type = CrdtDelta.getDescriptor();
    return new Pattern.Transition(new Pattern.Fields(type, Map.of()), values.message(node, type));
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

  static void requireField(
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

  /** A {@code cloudstate.ClientAction}. */
  private Pattern.Fields clientAction(
      String word, Node.Mapping mapping, Optional<Descriptor> output, long id, boolean sent) {
    return Fields.one(
        ClientAction.getDescriptor(),
        word.equals("fail") ? "failure" : word,
        outcome(word, mapping, output, id, sent));
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
                argument.isWord("any") && !sent
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
