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
    for (FileDescriptor file : FILES) {
      for (ServiceDescriptor service : file.getServices()) {
        for (MethodDescriptor method : service.getMethods()) {
          if (fullMethodName.equals(service.getFullName() + "/" + method.getName())) {
            return Optional.of(side == Side.IN ? method.getInputType() : method.getOutputType());
          }
        }
      }
    }
    return Optional.empty();
  }
}
