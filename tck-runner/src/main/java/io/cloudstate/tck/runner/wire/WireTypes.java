package io.cloudstate.tck.runner.wire;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import io.cloudstate.tck.protocol.EntityProto;
import io.cloudstate.tck.protocol.action.ActionProto;
import io.cloudstate.tck.protocol.crdt.CrdtProto;
import io.cloudstate.tck.protocol.eventsourced.EventSourcedProto;
import io.cloudstate.tck.protocol.valueentity.ValueEntityProto;
import io.cloudstate.tck.specs.Side;
import io.grpc.MethodDescriptor.MethodType;
import java.util.List;
import java.util.Optional;

/** Which messages travel on the protocol's rpcs. */
final class WireTypes {

  private static final List<FileDescriptor> FILES =
      List.of(
          EntityProto.getDescriptor(),
          EventSourcedProto.getDescriptor(),
          ValueEntityProto.getDescriptor(),
          ActionProto.getDescriptor(),
          CrdtProto.getDescriptor());

  private WireTypes() {}

  /** The type of the messages of an rpc in one direction, where the rpc is known. */
  static Optional<Descriptor> of(String fullMethodName, Side side) {
    return find(fullMethodName)
        .map(method -> side == Side.IN ? method.getInputType() : method.getOutputType());
  }

  /**
   * The kind of an rpc; an unknown one may be of any kind. It matters on the wire: gRPC ends a
   * unary request in the frame that holds its message, and there are servers that reset a stream
   * whose end comes later.
   */
  static MethodType kind(String fullMethodName) {
    return find(fullMethodName)
        .map(
            method ->
                method.isClientStreaming()
                    ? MethodType.BIDI_STREAMING
                    : method.isServerStreaming() ? MethodType.SERVER_STREAMING : MethodType.UNARY)
        .orElse(MethodType.BIDI_STREAMING);
  }

  private static Optional<MethodDescriptor> find(String fullMethodName) {
    for (FileDescriptor file : FILES) {
      for (ServiceDescriptor service : file.getServices()) {
        for (MethodDescriptor method : service.getMethods()) {
          if (fullMethodName.equals(service.getFullName() + "/" + method.getName())) {
            return Optional.of(method);
          }
        }
      }
    }
    return Optional.empty();
  }
}
