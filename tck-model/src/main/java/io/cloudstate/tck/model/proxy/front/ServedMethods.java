package io.cloudstate.tck.model.proxy.front;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.cloudstate.tck.model.proxy.discovery.DiscoveredService;
import io.cloudstate.tck.model.proxy.routing.Router;
import io.cloudstate.tck.model.proxy.settings.ProxyDefect;
import io.cloudstate.tck.protocol.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerCallHandler;
import io.grpc.ServerServiceDefinition;
import io.grpc.protobuf.ProtoMethodDescriptorSupplier;
import io.grpc.protobuf.ProtoServiceDescriptorSupplier;
import java.util.Set;

/** Makes gRPC services out of discovered descriptors; their calls go to the router. */
final class ServedMethods {
  private final Router router;
  private final Set<ProxyDefect> defects;

  ServedMethods(Router router, Set<ProxyDefect> defects) {
    this.router = router;
    this.defects = defects;
  }

  ServerServiceDefinition of(DiscoveredService service) {
    ServiceDescriptor descriptor = service.descriptor();
    io.grpc.ServiceDescriptor.Builder schema =
        io.grpc.ServiceDescriptor.newBuilder(descriptor.getFullName())
            .setSchemaDescriptor(new ServiceSchema(descriptor));
    for (MethodDescriptor method : descriptor.getMethods()) {
      schema.addMethod(grpc(method));
    }
    io.grpc.ServiceDescriptor built = schema.build();
    ServerServiceDefinition.Builder definition = ServerServiceDefinition.builder(built);
    for (io.grpc.MethodDescriptor<?, ?> method : built.getMethods()) {
      @SuppressWarnings("unchecked") // grpc(method) made it
      io.grpc.MethodDescriptor<ByteString, ByteString> ours =
          (io.grpc.MethodDescriptor<ByteString, ByteString>) method;
      definition.addMethod(ours, handler(service, ours));
    }
    return definition.build();
  }

  /** Armeria refuses HTTP rules on streamed methods, so it does not get to see them. */
  private static io.grpc.MethodDescriptor<ByteString, ByteString> grpc(MethodDescriptor method) {
    return io.grpc.MethodDescriptor.newBuilder(
            new MessageMarshaller(method.getInputType()),
            new MessageMarshaller(method.getOutputType()))
        .setType(type(method))
        .setFullMethodName(
            io.grpc.MethodDescriptor.generateFullMethodName(
                method.getService().getFullName(), method.getName()))
        .setSchemaDescriptor(type(method) == MethodType.UNARY ? new MethodSchema(method) : null)
        .build();
  }

  private static MethodType type(MethodDescriptor method) {
    if (method.isClientStreaming()) {
      return method.isServerStreaming() ? MethodType.BIDI_STREAMING : MethodType.CLIENT_STREAMING;
    }
    return method.isServerStreaming() ? MethodType.SERVER_STREAMING : MethodType.UNARY;
  }

  private ServerCallHandler<ByteString, ByteString> handler(
      DiscoveredService service, io.grpc.MethodDescriptor<ByteString, ByteString> method) {
    MethodDescriptor descriptor =
        service.descriptor().findMethodByName(String.valueOf(method.getBareMethodName()));
    return (call, headers) -> {
      ServiceRequestContext context = ServiceRequestContext.current();
      ServedCall served =
          new ServedCall(
              new UnmixedCall(call),
              descriptor,
              () -> SharedConnections.disconnect(context),
              defects);
      Metadata metadata = new Headers(defects).ofRequest(headers);
      return served.to(router.open(descriptor, metadata, served));
    };
  }

  private record ServiceSchema(ServiceDescriptor descriptor)
      implements ProtoServiceDescriptorSupplier {
    @Override
    public ServiceDescriptor getServiceDescriptor() {
      return descriptor;
    }

    @Override
    public FileDescriptor getFileDescriptor() {
      return descriptor.getFile();
    }
  }

  private record MethodSchema(MethodDescriptor descriptor)
      implements ProtoMethodDescriptorSupplier {
    @Override
    public MethodDescriptor getMethodDescriptor() {
      return descriptor;
    }

    @Override
    public ServiceDescriptor getServiceDescriptor() {
      return descriptor.getService();
    }

    @Override
    public FileDescriptor getFileDescriptor() {
      return descriptor.getFile();
    }
  }
}
