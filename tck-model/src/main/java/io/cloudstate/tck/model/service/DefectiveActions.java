package io.cloudstate.tck.model.service;

import io.cloudstate.tck.model.support.action.ActionRpc;
import io.cloudstate.tck.protocol.action.ActionCommand;
import io.cloudstate.tck.protocol.action.ActionProtocolGrpc;
import io.cloudstate.tck.protocol.action.ActionResponse;
import io.grpc.stub.StreamObserver;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;

/** Defects in how calls of actions are served. */
final class DefectiveActions implements ActionProtocolGrpc.AsyncService {
  private final Map<ActionRpc, StreamHandler<ActionCommand, ActionResponse>> handlers;

  private DefectiveActions(Map<ActionRpc, StreamHandler<ActionCommand, ActionResponse>> handlers) {
    this.handlers = handlers;
  }

  /** Defects that some of the rpcs can have. */
  interface OfRpc {
    /** How a call with the defect is opened; empty if the defect is none of these. */
    Optional<DefectiveStreams.Opening<ActionCommand, ActionResponse>> opening(
        ServiceDefect defect, ActionRpc rpc);
  }

  static ActionProtocolGrpc.AsyncService wrap(
      ActionProtocolGrpc.AsyncService conforming, Set<ServiceDefect> defects, AtomicBoolean down) {
    Object lock = new Object();
    ActionFrames frames = new ActionFrames();
    List<OfRpc> kinds = List.of(new DefectiveActionInput(), new DefectiveActionAnswers());
    Map<ActionRpc, StreamHandler<ActionCommand, ActionResponse>> handlers =
        new EnumMap<>(ActionRpc.class);
    for (ActionRpc rpc : ActionRpc.values()) {
      StreamHandler<ActionCommand, ActionResponse> sound = handler(conforming, rpc);
      StreamHandler<ActionCommand, ActionResponse> service =
          out -> down.get() ? new DefectiveStreams.Refused<>(out) : sound.handle(out);
      for (ServiceDefect defect : defects) {
        for (OfRpc kind : kinds) {
          Optional<DefectiveStreams.Opening<ActionCommand, ActionResponse>> opening =
              kind.opening(defect, rpc);
          if (opening.isPresent()) {
            service = DefectiveStreams.relayed(opening.get(), service, frames, lock);
          }
        }
      }
      handlers.put(rpc, service);
    }
    return new DefectiveActions(handlers);
  }

  private static StreamHandler<ActionCommand, ActionResponse> handler(
      ActionProtocolGrpc.AsyncService conforming, ActionRpc rpc) {
    return switch (rpc) {
      case UNARY -> out -> new One(conforming::handleUnary, out);
      case STREAMED_IN -> conforming::handleStreamedIn;
      case STREAMED_OUT -> out -> new One(conforming::handleStreamedOut, out);
      case STREAMED -> conforming::handleStreamed;
    };
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
    StreamHandler<ActionCommand, ActionResponse> handler = handlers.get(rpc);
    if (handler == null) {
      throw new IllegalStateException("No handler for " + rpc);
    }
    return handler.handle(out);
  }

  /** A call of an rpc that takes one message, as a stream of one. */
  private record One(
      BiConsumer<ActionCommand, StreamObserver<ActionResponse>> rpc,
      StreamObserver<ActionResponse> out)
      implements StreamObserver<ActionCommand> {
    @Override
    public void onNext(ActionCommand command) {
      rpc.accept(command, out);
    }

    @Override
    public void onError(Throwable cancelled) {
      // The call is answered by then.
    }

    @Override
    public void onCompleted() {
      // Its one message was all.
    }
  }
}
