package io.cloudstate.tck.model.proxy.action;

import com.google.protobuf.Any;
import io.cloudstate.tck.model.proxy.ScriptedAction;
import io.cloudstate.tck.protocol.MetadataEntry;
import io.cloudstate.tck.protocol.action.ActionCommand;
import io.cloudstate.tck.protocol.action.ActionResponse;
import io.cloudstate.tck.protocol.model.action.OtherRequest;
import io.cloudstate.tck.protocol.model.action.Request;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An action within the test's own thread. It notes in a log what reaches it: what {@code ActionTwo}
 * is asked it answers at once; the test answers for the other.
 */
final class FakeService extends Channel {
  private final List<String> log;
  private final List<Call> calls = new ArrayList<>();

  FakeService(List<String> log) {
    this.log = log;
  }

  /** The one call that is not for {@code ActionTwo}. */
  Call call() {
    return calls.get(0);
  }

  @Override
  @SuppressWarnings("unchecked") // there are no other rpcs
  public <I, O> ClientCall<I, O> newCall(MethodDescriptor<I, O> method, CallOptions options) {
    return (ClientCall<I, O>) new Call(String.valueOf(method.getBareMethodName()));
  }

  @Override
  public String authority() {
    return "fake";
  }

  private static String text(Any payload) {
    try {
      return payload.is(Request.class)
          ? payload.unpack(Request.class).getGroups(0).getSteps(0).getReply().getMessage()
          : payload.unpack(OtherRequest.class).getId();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String show(ActionCommand command) {
    List<String> parts = new ArrayList<>();
    String service = command.getServiceName();
    parts.add(service.substring(service.lastIndexOf('.') + 1).replace("ActionTck", ""));
    parts.add(command.getName().isEmpty() ? "" : "/" + command.getName());
    parts.add(
        command.getMetadata().getEntriesList().stream()
            .map(MetadataEntry::getKey)
            .map(key -> "{" + key + "}")
            .collect(Collectors.joining()));
    parts.add(command.hasPayload() ? "(" + text(command.getPayload()) + ")" : "");
    return String.join("", parts);
  }

  /** One call, as far as the service has seen it. */
  final class Call extends ClientCall<ActionCommand, ActionResponse> {
    private final String rpc;
    private Listener<ActionResponse> listener = new Listener<>() {};
    private boolean ofTwo;
    private boolean ready;
    private int requested;

    private Call(String rpc) {
      this.rpc = rpc;
    }

    /** How many responses have been asked for and not been given. */
    int requested() {
      return requested;
    }

    void accept() {
      ready = true;
      listener.onReady();
    }

    void fill() {
      ready = false;
    }

    void respond(ActionResponse.Builder response) {
      requested--;
      listener.onMessage(response.build());
    }

    void end(Status status) {
      listener.onClose(status, new Metadata());
    }

    @Override
    public void start(Listener<ActionResponse> responses, Metadata headers) {
      listener = responses;
    }

    @Override
    public void request(int messages) {
      requested += messages;
    }

    @Override
    public void sendMessage(ActionCommand command) {
      ofTwo = command.getServiceName().equals(ScriptedAction.TWO);
      if (ofTwo) {
        log.add("two(" + text(command.getPayload()) + ")");
      } else {
        note(show(command));
      }
      if (ofTwo) {
        respond(ScriptedAction.reply(text(command.getPayload())));
        end(Status.OK);
      }
    }

    @Override
    public boolean isReady() {
      return ready;
    }

    @Override
    public void halfClose() {
      if (!ofTwo) {
        note("half-close");
      }
    }

    private void note(String what) {
      if (!calls.contains(this)) {
        calls.add(this);
        log.add(rpc);
      }
      log.add(what);
    }

    @Override
    public void cancel(@Nullable String message, @Nullable Throwable cause) {
      log.add("cancel");
    }
  }
}
