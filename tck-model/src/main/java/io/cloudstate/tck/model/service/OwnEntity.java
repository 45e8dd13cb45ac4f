package io.cloudstate.tck.model.service;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Empty;
import com.google.protobuf.EmptyProto;
import com.google.protobuf.InvalidProtocolBufferException;
import io.cloudstate.tck.protocol.Entity;
import io.cloudstate.tck.protocol.EntitySpec;
import io.cloudstate.tck.protocol.action.ActionProtocolGrpc;

/** An action that a service has beside the model, in a file that imports another. */
final class OwnEntity {
  private OwnEntity() {}

  /** Adds it to what a service answers to discovery, the importing file before the imported one. */
  static void announce(EntitySpec.Builder spec) {
    FileDescriptorProto.Builder messages =
        FileDescriptorProto.newBuilder().setName("own/messages.proto").setPackage("own");
    messages.addMessageTypeBuilder().setName("Request");
    FileDescriptorProto.Builder services =
        FileDescriptorProto.newBuilder()
            .setName("own/services.proto")
            .setPackage("own")
            .addDependency(messages.getName())
            .addDependency(EmptyProto.getDescriptor().getName());
    services
        .addServiceBuilder()
        .setName("OwnAction")
        .addMethodBuilder()
        .setName("Call")
        .setInputType(".own.Request")
        .setOutputType("." + Empty.getDescriptor().getFullName());
    services.getSourceCodeInfoBuilder().addLocationBuilder().setLeadingComments("Our own.");
    spec.addEntities(
            Entity.newBuilder()
                .setEntityType(ActionProtocolGrpc.SERVICE_NAME)
                .setServiceName("own.OwnAction"))
        .setProto(with(services, messages, spec.getProto()));
  }

  private static ByteString with(
      FileDescriptorProto.Builder first, FileDescriptorProto.Builder second, ByteString proto) {
    try {
      return FileDescriptorSet.newBuilder()
          .addFile(first)
          .addFile(second)
          .mergeFrom(proto)
          .build()
          .toByteString();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("The model's descriptor set does not parse.", e);
    }
  }
}
