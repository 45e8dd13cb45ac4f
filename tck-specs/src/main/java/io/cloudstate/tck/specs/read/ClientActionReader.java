package io.cloudstate.tck.specs.read;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import io.cloudstate.tck.protocol.Failure;
import io.cloudstate.tck.protocol.Forward;
import io.cloudstate.tck.protocol.Reply;
import io.cloudstate.tck.protocol.SideEffect;
import io.cloudstate.tck.specs.Channel;
import io.cloudstate.tck.specs.match.Pattern;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Expands the shorthands for what a service has its client told, and called besides. */
final class ClientActionReader {

  private final ValueReader values;
  private final Methods methods;

  ClientActionReader(ValueReader values, Methods methods) {
    this.values = values;
    this.methods = methods;
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
