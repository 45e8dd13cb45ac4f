package io.cloudstate.tck.model.support.action;

import io.cloudstate.tck.model.support.ServiceRegistry;
import io.cloudstate.tck.protocol.action.ActionCommand;
import io.cloudstate.tck.protocol.action.ActionProtocolGrpc;
import io.cloudstate.tck.protocol.action.ActionResponse;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;

/** The action protocol: as many calls as the proxy makes, sharing nothing that changes. */
public final class ActionService extends ActionProtocolGrpc.ActionProtocolImplBase {
  private final ServiceRegistry registry;

  /** The protocol for the actions of a registry. */
  public ActionService(ServiceRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void handleUnary(ActionCommand command, StreamObserver<ActionResponse> out) {
    handleOne(ActionRpc.UNARY, command, out);
  }

  @Override
  public StreamObserver<ActionCommand> handleStreamedIn(StreamObserver<ActionResponse> out) {
    return stream(ActionRpc.STREAMED_IN, out);
  }

  @Override
  public void handleStreamedOut(ActionCommand command, StreamObserver<ActionResponse> out) {
    handleOne(ActionRpc.STREAMED_OUT, command, out);
  }

  @Override
  public StreamObserver<ActionCommand> handleStreamed(StreamObserver<ActionResponse> out) {
    return stream(ActionRpc.STREAMED, out);
  }

  private void handleOne(ActionRpc rpc, ActionCommand command, StreamObserver<ActionResponse> out) {
    StreamObserver<ActionCommand> call = stream(rpc, out);
    call.onNext(command);
    call.onCompleted();
  }

  private StreamObserver<ActionCommand> stream(ActionRpc rpc, StreamObserver<ActionResponse> out) {
    if (out instanceof ServerCallStreamObserver<ActionResponse> call) {
      // With a handler of its own, a call that is gone takes late answers silently.
      call.setOnCancelHandler(() -> {});
    }
    return new ActionStream(registry, rpc, out);
  }
}
