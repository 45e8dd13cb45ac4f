package io.cloudstate.tck.model.proxy.action;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import io.cloudstate.tck.model.proxy.routing.Invocation;
import io.cloudstate.tck.model.proxy.settings.ProxyDefect;
import io.cloudstate.tck.protocol.Metadata;
import io.cloudstate.tck.protocol.action.ActionCommand;
import io.cloudstate.tck.protocol.action.ActionProtocolGrpc;
import io.cloudstate.tck.protocol.action.ActionResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What the client's side of one call becomes on its way to an action: which rpc is called, and with
 * which messages when the call begins, when the client sends something, and when it is done.
 */
final class ActionCommands {
  private final MethodDescriptor method;
  private final Metadata metadata;
  private final Set<ProxyDefect> defects;

  // Only a defect holds anything back.
  private final List<ActionCommand> held = new ArrayList<>();
  private boolean begun;

  ActionCommands(MethodDescriptor method, Metadata metadata, Set<ProxyDefect> defects) {
    this.method = method;
    this.metadata = metadata;
    this.defects = defects;
  }

  MethodDescriptor method() {
    return method;
  }

  /** The rpc with the method's own kind of streaming. */
  io.grpc.MethodDescriptor<ActionCommand, ActionResponse> rpc() {
    boolean in = method.isClientStreaming();
    boolean out = method.isServerStreaming();
    if (has(ProxyDefect.ACTION_ALWAYS_DUPLEX)
        || (in && !out && has(ProxyDefect.STREAMED_IN_AS_DUPLEX))) {
      return ActionProtocolGrpc.getHandleStreamedMethod();
    }
    if (!in && out && has(ProxyDefect.STREAMED_OUT_AS_UNARY)) {
      return ActionProtocolGrpc.getHandleUnaryMethod();
    }
    if (!in && !out && has(ProxyDefect.UNARY_AS_STREAMED_OUT)) {
      return ActionProtocolGrpc.getHandleStreamedOutMethod();
    }
    if (in) {
      return out
          ? ActionProtocolGrpc.getHandleStreamedMethod()
          : ActionProtocolGrpc.getHandleStreamedInMethod();
    }
    return out
        ? ActionProtocolGrpc.getHandleStreamedOutMethod()
        : ActionProtocolGrpc.getHandleUnaryMethod();
  }

  /** When the call begins: where the client streams, the message that names what is called. */
  List<ActionCommand> beginning() {
    if (!method.isClientStreaming()
        || has(ProxyDefect.FIRST_MESSAGE_HAS_PAYLOAD)
        || has(ProxyDefect.EMPTY_INPUT_UNNAMED)) {
      return List.of();
    }
    return List.of(first().build());
  }

  /**
   * When the client has sent a message.
   *
   * @throws InvalidProtocolBufferException if it is not of the type that the method takes
   */
  List<ActionCommand> message(ByteString request) throws InvalidProtocolBufferException {
    Any payload = payload(request);
    if (!method.isClientStreaming()) {
      return List.of(named().setPayload(payload).build());
    }
    List<ActionCommand> commands = new ArrayList<>();
    ActionCommand.Builder command =
        has(ProxyDefect.EVERY_MESSAGE_NAMED) ? named() : ActionCommand.newBuilder();
    if (!begun && has(ProxyDefect.FIRST_MESSAGE_HAS_PAYLOAD)) {
      command = first();
    } else if (!begun && has(ProxyDefect.EMPTY_INPUT_UNNAMED)) {
      commands.add(first().build());
    }
    begun = true;
    commands.add(command.setPayload(payload).build());
    if (has(ProxyDefect.INPUT_HELD_TO_ITS_END)) {
      held.addAll(commands);
      return List.of();
    }
    return commands;
  }

  /** When the client has sent all: nothing more, in a conforming proxy. */
  List<ActionCommand> ending() {
    return !begun && has(ProxyDefect.FIRST_MESSAGE_HAS_PAYLOAD) && method.isClientStreaming()
        ? List.of(first().build())
        : List.copyOf(held);
  }

  private ActionCommand.Builder first() {
    ActionCommand.Builder first = named();
    if (has(ProxyDefect.FIRST_MESSAGE_WITHOUT_SERVICE)) {
      first.clearServiceName();
    }
    if (has(ProxyDefect.FIRST_MESSAGE_WITHOUT_COMMAND)) {
      first.clearName();
    }
    return first;
  }

  private ActionCommand.Builder named() {
    ActionCommand.Builder command =
        ActionCommand.newBuilder()
            .setServiceName(method.getService().getFullName())
            .setName(
                has(ProxyDefect.ACTION_NAME_IN_FULL) ? method.getFullName() : method.getName());
    return metadata.getEntriesCount() == 0 ? command : command.setMetadata(metadata);
  }

  private Any payload(ByteString request) throws InvalidProtocolBufferException {
    Any payload;
    try {
      payload = Invocation.payload(method, request);
    } catch (InvalidProtocolBufferException e) {
      if (!has(ProxyDefect.UNPARSABLE_PAYLOAD_ACCEPTED)) {
        throw e;
      }
      payload = Invocation.payload(method, ByteString.EMPTY);
    }
    return has(ProxyDefect.ACTION_TYPE_WITHOUT_PREFIX)
        ? payload.toBuilder().setTypeUrl(method.getInputType().getFullName()).build()
        : payload;
  }

  private boolean has(ProxyDefect defect) {
    return defects.contains(defect);
  }
}
