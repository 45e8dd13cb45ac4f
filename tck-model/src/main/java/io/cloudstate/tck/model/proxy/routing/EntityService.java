package io.cloudstate.tck.model.proxy.routing;

import com.google.protobuf.Descriptors.MethodDescriptor;
import io.cloudstate.tck.protocol.Metadata;
import io.grpc.Status;
import java.util.concurrent.CompletionStage;

/** Serves the methods of one discovered service; one implementation for each entity type. */
public interface EntityService {

  /**
   * Runs a command that has one request and one answer.
   *
   * @param invocation the command
   * @return its outcome; never completes exceptionally
   */
  CompletionStage<Outcome> run(Invocation invocation);

  /**
   * Begins a client's call, whatever its streaming kind.
   *
   * @param method the method called
   * @param metadata what the client sent along
   * @param caller where answers go; may be used at once
   * @return where the client's messages go
   */
  default Requests open(MethodDescriptor method, Metadata metadata, Caller caller) {
    if (method.isClientStreaming()) {
      caller.fail(
          new Outcome.Failed(
              Status.UNIMPLEMENTED.withDescription(
                  method.getFullName() + " streams its input, which entities do not take")));
    }
    return new SingleRequest(
        request -> run(new Invocation(method, request, metadata, false)), caller);
  }
}
