package io.cloudstate.tck.model.support.action;

import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import io.cloudstate.tck.model.support.ClientActions;
import io.cloudstate.tck.model.support.EntityDefinition;
import io.cloudstate.tck.model.support.PayloadException;
import io.cloudstate.tck.model.support.ProtocolException;
import io.cloudstate.tck.model.support.ServiceRegistry;
import io.cloudstate.tck.protocol.ClientAction;
import io.cloudstate.tck.protocol.Failure;
import io.cloudstate.tck.protocol.action.ActionCommand;
import io.cloudstate.tck.protocol.action.ActionResponse;
import io.grpc.stub.StreamObserver;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One call on the wire. What cannot be served is answered by a failure, which ends this call and no
 * other (FAI-03); a failure of the author's is an answer like others, and it is the proxy that ends
 * the call then.
 */
final class ActionStream implements StreamObserver<ActionCommand> {
  private static final Logger LOGGER = System.getLogger(ActionStream.class.getName());

  private final ServiceRegistry registry;
  private final ActionRpc rpc;
  private final StreamObserver<ActionResponse> out;
  private final List<ActionResponse> held = new ArrayList<>();
  private @Nullable Opened opened;
  private boolean ended;

  /** The call, once its first message has said what it is for. */
  private record Opened(MethodDescriptor method, ActionCall call) {}

  ActionStream(ServiceRegistry registry, ActionRpc rpc, StreamObserver<ActionResponse> out) {
    this.registry = registry;
    this.rpc = rpc;
    this.out = out;
  }

  @Override
  public void onNext(ActionCommand command) {
    guarded(() -> take(command));
  }

  @Override
  public void onError(Throwable cancelled) {
    // The proxy or the connection is gone: there is nobody to answer, and the call is dropped.
    ended = true;
    opened = null;
  }

  @Override
  public void onCompleted() {
    guarded(this::finish);
  }

  private void guarded(Runnable step) {
    if (ended) {
      return; // sent before the proxy saw the failure that ended the call
    }
    try {
      step.run();
    } catch (ProtocolException | PayloadException e) {
      fail(e.getMessage());
    } catch (RuntimeException e) {
      LOGGER.log(Level.ERROR, "A call was not served.", e);
      fail("The user function failed unexpectedly: " + e);
    }
  }

  private void take(ActionCommand command) {
    Opened current = opened;
    if (current == null) {
      current = open(command);
      opened = current;
      if (rpc.streamsIn()) {
        if (command.hasPayload()) {
          throw new ProtocolException(
              "The first message of %s has a payload; it only names service and command."
                  .formatted(rpc.methodName()));
        }
        return;
      }
    }
    answer(
        current.method(),
        current
            .call()
            .message(
                new ActionMessage(
                    command.getPayload(), new ActionMetadata(command.getMetadata()))));
  }

  private Opened open(ActionCommand command) {
    EntityDefinition definition = registry.find(command.getServiceName()).orElse(null);
    if (!(definition instanceof ActionDefinition action)) {
      throw new ProtocolException(
          "\"%s\" is not an action of this service; discovery tells which there are."
              .formatted(command.getServiceName()));
    }
    MethodDescriptor method = method(action.service(), command.getName());
    return new Opened(
        method, action.action().open(method, new ActionMetadata(command.getMetadata())));
  }

  private MethodDescriptor method(ServiceDescriptor service, String name) {
    MethodDescriptor method = service.findMethodByName(name);
    if (method == null) {
      throw new ProtocolException(
          "%s has no command \"%s\"; it has %s."
              .formatted(
                  service.getFullName(),
                  name,
                  service.getMethods().stream().map(MethodDescriptor::getName).toList()));
    }
    if (!rpc.serves(method)) {
      throw new ProtocolException(
          "%s was called by %s, which is for methods of another streaming kind."
              .formatted(method.getFullName(), rpc.methodName()));
    }
    return method;
  }

  private void answer(MethodDescriptor method, List<ActionAnswer> answers) {
    for (ActionAnswer answer : answers) {
      ActionResponse response = response(method, answer);
      if (rpc.streamsOut()) {
        out.onNext(response);
      } else {
        held.add(response);
      }
    }
  }

  private void finish() {
    Opened current = opened;
    if (current == null) {
      throw new ProtocolException(
          "%s ended before its first message, which names service and command."
              .formatted(rpc.methodName()));
    }
    answer(current.method(), current.call().end());
    if (!rpc.streamsOut()) {
      if (held.size() != 1) {
        throw new IllegalStateException(
            "%s gave %d answers, but a call of it has exactly one."
                .formatted(current.method().getFullName(), held.size()));
      }
      out.onNext(held.get(0));
    }
    ended = true;
    out.onCompleted();
  }

  private void fail(@Nullable String description) {
    ended = true;
    opened = null;
    out.onNext(
        ActionResponse.newBuilder()
            .setFailure(Failure.newBuilder().setDescription(String.valueOf(description)))
            .build());
    out.onCompleted();
  }

  private static ActionResponse response(MethodDescriptor method, ActionAnswer answer) {
    ActionResponse.Builder response =
        ActionResponse.newBuilder().addAllSideEffects(answer.effects());
    answer
        .outcome()
        .map(outcome -> ClientActions.of(outcome, method, 0))
        .ifPresent(action -> setOutcome(response, action));
    return response.build();
  }

  private static void setOutcome(ActionResponse.Builder response, ClientAction action) {
    switch (action.getActionCase()) {
      case REPLY -> response.setReply(action.getReply());
      case FORWARD -> response.setForward(action.getForward());
      case FAILURE -> response.setFailure(action.getFailure());
      case ACTION_NOT_SET -> {
        // No outcome is allowed, too.
      }
    }
  }
}
