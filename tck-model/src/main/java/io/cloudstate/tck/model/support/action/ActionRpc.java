package io.cloudstate.tck.model.support.action;

import com.google.protobuf.Descriptors.MethodDescriptor;

/** The rpcs of the action protocol, each for methods of one streaming kind. */
public enum ActionRpc {
  /** One message in, one answer out. */
  UNARY("handleUnary", false, false),
  /** Messages in, one answer out once they have ended. */
  STREAMED_IN("handleStreamedIn", true, false),
  /** One message in, answers out. */
  STREAMED_OUT("handleStreamedOut", false, true),
  /** Messages in, answers out as they come. */
  STREAMED("handleStreamed", true, true);

  private final String methodName;
  private final boolean streamsIn;
  private final boolean streamsOut;

  ActionRpc(String methodName, boolean streamsIn, boolean streamsOut) {
    this.methodName = methodName;
    this.streamsIn = streamsIn;
    this.streamsOut = streamsOut;
  }

  /** Its name in the protocol. */
  String methodName() {
    return methodName;
  }

  /** Whether the first message only names the method, and payloads follow. */
  public boolean streamsIn() {
    return streamsIn;
  }

  /** Whether answers are sent as they come, and not one at the end. */
  public boolean streamsOut() {
    return streamsOut;
  }

  /** Whether it is the rpc for calls of a method. */
  boolean serves(MethodDescriptor method) {
    return method.isClientStreaming() == streamsIn && method.isServerStreaming() == streamsOut;
  }
}
