package io.cloudstate.tck.model.proxy.action;

import com.google.protobuf.Descriptors.MethodDescriptor;
import io.cloudstate.tck.model.proxy.routing.Caller;
import io.cloudstate.tck.model.proxy.routing.EntityService;
import io.cloudstate.tck.model.proxy.routing.Invocation;
import io.cloudstate.tck.model.proxy.routing.Outcome;
import io.cloudstate.tck.model.proxy.routing.Requests;
import io.cloudstate.tck.model.proxy.routing.Surroundings;
import io.cloudstate.tck.protocol.Metadata;
import io.grpc.Channel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * An action: every call of its methods is a call to the service.
 *
 * @param channel the connection to the service
 * @param around what it shares with other services
 */
public record ActionService(Channel channel, Surroundings around) implements EntityService {

  @Override
  public CompletionStage<Outcome> run(Invocation invocation) {
    CompletableFuture<Outcome> result = new CompletableFuture<>();
    Requests call =
        open(
            invocation.method(),
            invocation.metadata(),
            invocation.forwarded(),
            new SingleAnswer(result));
    call.next(invocation.request());
    call.halfClosed();
    return result;
  }

  @Override
  public Requests open(MethodDescriptor method, Metadata metadata, Caller caller) {
    return open(method, metadata, false, caller);
  }

  private Requests open(
      MethodDescriptor method, Metadata metadata, boolean forwarded, Caller caller) {
    ActionCommands commands = new ActionCommands(method, metadata, around.defects());
    return ActionCall.open(commands, forwarded, caller, channel, around);
  }
}
