package io.cloudstate.tck.specs.read;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import io.cloudstate.tck.protocol.action.ActionCommand;
import io.cloudstate.tck.protocol.action.ActionResponse;
import io.cloudstate.tck.specs.Channel;
import io.cloudstate.tck.specs.EntityType;
import io.cloudstate.tck.specs.Side;
import io.cloudstate.tck.specs.match.Pattern;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Expands the shorthands for messages to and from actions. */
final class ActionFrames {

  private static final String PROTOCOL = EntityType.ACTION.protocol() + "/";

  private final ValueReader values;
  private final Methods methods;
  private final AnswerReader answers;
  private final Map<Channel.OfEntity, MethodDescriptor> called = new HashMap<>();

  ActionFrames(ValueReader values, Methods methods, AnswerReader answers) {
    this.values = values;
    this.methods = methods;
    this.answers = answers;
  }

  FrameReader.Read read(
      String word, Node.Mapping mapping, Side side, Channel.OfEntity channel, boolean sent) {
    return switch (word) {
      case "command" -> whole(mapping, channel);
      case "open" -> opening(mapping, channel);
      case "payload" -> payload(mapping, channel, sent);
      case "frame" -> raw(mapping, side, channel);
      case "reply", "forward", "fail", "nothing" -> response(word, mapping, channel, sent);
      case "failure" ->
          new FrameReader.Read(
              false,
              rpc(channel),
              Fields.one(
                  ActionResponse.getDescriptor(),
                  "failure",
                  answers.failure(mapping.get("failure"), sent)));
      default ->
          throw mapping.error(
              "\"" + word + "\" is for entities; " + channel.service() + " is an action.");
    };
  }

  /** Everything in one message. */
  private FrameReader.Read whole(Node.Mapping mapping, Channel.OfEntity channel) {
    Map.Entry<String, Node.Entry> only = mapping.get("command").mapping().only("the method's name");
    MethodDescriptor method = methods.of(channel, only.getKey(), only.getValue().place());
    if (method.isClientStreaming()) {
      throw mapping
          .get("command")
          .error(
              "The client of "
                  + method.getName()
                  + " streams: write \"open\" with the method's name, then \"payload\" for each message.");
    }
    Pattern.Fields frame = named(method, mapping.find("metadata"));
    return new FrameReader.Read(
        true,
        opened(channel, method),
        frame.with(
            Fields.field(frame.type(), "payload"),
            values.packed(only.getValue().value(), method.getInputType())));
  }

  /** The first message where the client streams. */
  private FrameReader.Read opening(Node.Mapping mapping, Channel.OfEntity channel) {
    Node name = mapping.get("open");
    MethodDescriptor method = methods.of(channel, name.text(), name.place());
    if (!method.isClientStreaming()) {
      throw name.error(
          "The client of "
              + method.getName()
              + " does not stream: write \"command\" with the method's name and its message.");
    }
    return new FrameReader.Read(
        true, opened(channel, method), named(method, mapping.find("metadata")));
  }

  private static Pattern.Fields named(MethodDescriptor method, Optional<Node> metadata) {
    Descriptor type = ActionCommand.getDescriptor();
    Pattern.Fields frame =
        new Pattern.Fields(type, Map.of())
            .with(
                Fields.field(type, "service_name"),
                new Pattern.Text(method.getService().getFullName()))
            .with(Fields.field(type, "name"), new Pattern.Text(method.getName()));
    return metadata
        .map(node -> frame.with(Fields.field(type, "metadata"), ValueReader.metadata(node)))
        .orElse(frame);
  }

  /** A later message; that it names service and command again is not forbidden. */
  private FrameReader.Read payload(Node.Mapping mapping, Channel.OfEntity channel, boolean sent) {
    MethodDescriptor method = method(channel, mapping);
    Descriptor type = ActionCommand.getDescriptor();
    Pattern.Fields frame =
        Fields.one(type, "payload", values.packed(mapping.get("payload"), method.getInputType()));
    if (!sent) {
      frame =
          frame
              .with(Fields.field(type, "service_name"), new Pattern.Anything())
              .with(Fields.field(type, "name"), new Pattern.Anything());
    }
    if (mapping.find("metadata").isPresent()) {
      frame =
          frame.with(Fields.field(type, "metadata"), ValueReader.metadata(mapping.get("metadata")));
    }
    return new FrameReader.Read(false, rpc(channel), frame);
  }

  /** A message as it is; with an rpc it opens a call. */
  private FrameReader.Read raw(Node.Mapping mapping, Side side, Channel.OfEntity channel) {
    Pattern.Fields frame = values.message(mapping.get("frame"), EntityType.ACTION.frames(side));
    Optional<Node> rpc = mapping.find("rpc");
    if (rpc.isEmpty()) {
      return new FrameReader.Read(false, rpc(channel), frame);
    }
    String name = rpc.get().text();
    if (!EntityType.ACTION.rpcs().contains(name)) {
      throw rpc.get()
          .error("Unknown rpc \"" + name + "\". " + Words.known(name, EntityType.ACTION.rpcs()));
    }
    return new FrameReader.Read(true, PROTOCOL + name, frame);
  }

  private FrameReader.Read response(
      String word, Node.Mapping mapping, Channel.OfEntity channel, boolean sent) {
    Pattern.Fields response = new Pattern.Fields(ActionResponse.getDescriptor(), Map.of());
    if (!word.equals("nothing")) {
      response =
          response.with(
              Fields.field(response.type(), word.equals("fail") ? "failure" : word),
              answers.outcome(
                  word,
                  mapping,
                  Optional.ofNullable(called.get(channel)).map(MethodDescriptor::getOutputType),
                  0,
                  sent));
    }
    return new FrameReader.Read(false, rpc(channel), answers.effects(response, channel, mapping));
  }

  private MethodDescriptor method(Channel.OfEntity channel, Node.Mapping mapping) {
    MethodDescriptor method = called.get(channel);
    if (method == null) {
      throw mapping.error("No call to " + channel.label() + " was opened above.");
    }
    return method;
  }

  private String opened(Channel.OfEntity channel, MethodDescriptor method) {
    called.put(channel, method);
    return EntityType.ACTION.rpc(method);
  }

  private String rpc(Channel.OfEntity channel) {
    MethodDescriptor method = called.get(channel);
    return method == null ? "" : EntityType.ACTION.rpc(method);
  }
}
