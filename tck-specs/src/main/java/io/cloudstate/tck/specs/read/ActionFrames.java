package io.cloudstate.tck.specs.read;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import io.cloudstate.tck.protocol.action.ActionCommand;
import io.cloudstate.tck.protocol.action.ActionResponse;
import io.cloudstate.tck.specs.Channel;
import io.cloudstate.tck.specs.EntityType;
import io.cloudstate.tck.specs.ModelService;
import io.cloudstate.tck.specs.Side;
import io.cloudstate.tck.specs.match.Pattern;
import java.util.Map;
import java.util.Optional;

/** Expands the shorthands for messages to and from actions. */
final class ActionFrames {

  private static final String PROTOCOL = EntityType.ACTION.protocol() + "/";

  private final ValueReader values;
  private final Methods methods;
  private final ClientActionReader clientActions;
  private final Numbering numbering;

  ActionFrames(
      ValueReader values, Methods methods, ClientActionReader clientActions, Numbering numbering) {
    this.values = values;
    this.methods = methods;
    this.clientActions = clientActions;
    this.numbering = numbering;
  }

  FrameReader.Read read(
      String word, Node.Mapping mapping, Side side, Channel.OfEntity channel, boolean sent) {
    FrameFields.requireAll(EntityType.ACTION.frames(side), channel, mapping, word);
    return switch (word) {
      case "command" -> whole(mapping, channel);
      case "open" -> opening(mapping, channel);
      case "payload" -> payload(mapping, channel, sent);
      case "frame" -> raw(mapping, side, channel);
      case "reply", "forward", "fail", "nothing" -> response(word, mapping, channel, sent);
      case "failure" ->
          new FrameReader.Read(
              false,
              opened(channel, mapping).rpc(),
              Fields.one(
                  ActionResponse.getDescriptor(),
                  "failure",
                  clientActions.failure(mapping.get("failure"), sent)));
      default ->
          throw mapping.error(
              "\"" + word + "\" is for entities; " + channel.service() + " is an action.");
    };
  }

  /** Full name of the rpc of the call that is open. */
  String rpc(Channel.OfEntity channel, Node.Mapping mapping) {
    return opened(channel, mapping).rpc();
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
        open(channel, method),
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
        true, open(channel, method), named(method, mapping.find("metadata")));
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
    Numbering.Opened call = opened(channel, mapping);
    if (EntityType.isUnaryIn(call.rpc())) {
      throw mapping.error(
          "The call to "
              + channel.label()
              + " above takes one message and has it; open one that streams with \"open\".");
    }
    MethodDescriptor method =
        call.method()
            .orElseThrow(
                () ->
                    mapping.error(
                        "The frame that opened this call names no known method; write whole frames."));
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
    return new FrameReader.Read(false, call.rpc(), frame);
  }

  /** A message as it is; with an rpc it opens a call. */
  private FrameReader.Read raw(Node.Mapping mapping, Side side, Channel.OfEntity channel) {
    Pattern.Fields frame = values.message(mapping.get("frame"), EntityType.ACTION.frames(side));
    Optional<Node> rpc = mapping.find("rpc");
    if (rpc.isEmpty()) {
      return new FrameReader.Read(false, opened(channel, mapping).rpc(), frame);
    }
    String name = rpc.get().text();
    if (!EntityType.ACTION.rpcs().contains(name)) {
      throw rpc.get()
          .error(
              "Unknown rpc "
                  + rpc.get().flow()
                  + ". "
                  + Words.known(name, EntityType.ACTION.rpcs()));
    }
    numbering.open(channel, new Numbering.Opened(PROTOCOL + name, named(frame)));
    return new FrameReader.Read(true, PROTOCOL + name, frame);
  }

  /** The method that a frame names, if there is one of this name. */
  private static Optional<MethodDescriptor> named(Pattern.Fields frame) {
    return text(frame, "service_name")
        .flatMap(ModelService::named)
        .flatMap(service -> text(frame, "name").flatMap(service::method));
  }

  private static Optional<String> text(Pattern.Fields frame, String name) {
    FieldDescriptor field = Fields.field(frame.type(), name);
    return Optional.ofNullable(frame.fields().get(field))
        .filter(Pattern.Text.class::isInstance)
        .map(text -> ((Pattern.Text) text).template());
  }

  private FrameReader.Read response(
      String word, Node.Mapping mapping, Channel.OfEntity channel, boolean sent) {
    Numbering.Opened call = opened(channel, mapping);
    Pattern.Fields response = new Pattern.Fields(ActionResponse.getDescriptor(), Map.of());
    if (!word.equals("nothing")) {
      response =
          response.with(
              Fields.field(response.type(), word.equals("fail") ? "failure" : word),
              clientActions.outcome(
                  word, mapping, call.method().map(MethodDescriptor::getOutputType), 0, sent));
    }
    return new FrameReader.Read(
        false, call.rpc(), clientActions.effects(response, channel, mapping));
  }

  private String open(Channel.OfEntity channel, MethodDescriptor method) {
    String rpc = EntityType.ACTION.rpc(method);
    numbering.open(channel, new Numbering.Opened(rpc, Optional.of(method)));
    return rpc;
  }

  private Numbering.Opened opened(Channel.OfEntity channel, Node.Mapping mapping) {
    return numbering
        .opened(channel)
        .orElseThrow(
            () ->
                mapping.error(
                    "No call to "
                        + channel.label()
                        + " was opened above; open one with \"command\", \"open\", or a frame with"
                        + " its \"rpc\"."));
  }
}
