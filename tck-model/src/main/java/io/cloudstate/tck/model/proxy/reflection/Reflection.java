package io.cloudstate.tck.model.proxy.reflection;

import com.google.protobuf.Descriptors.FileDescriptor;
import io.cloudstate.tck.model.proxy.settings.ProxyDefect;
import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.grpc.Status;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionProto;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Server reflection as gRPC services. The ready-made one knows only what the methods served refer
 * to; this one knows every file of the spec, also one whose messages travel in {@code Any} alone.
 */
public final class Reflection {
  private static final String ALPHA = "grpc.reflection.v1alpha.ServerReflection";

  private Reflection() {}

  /**
   * Makes the services of reflection, versions v1 and v1alpha.
   *
   * @param served full names of the services beside which reflection is served
   * @param files the files that may be asked for
   * @param defects the bugs to imitate
   * @return a definition for each version
   */
  public static List<ServerServiceDefinition> over(
      Collection<String> served, Collection<FileDescriptor> files, Set<ProxyDefect> defects) {
    List<FileDescriptor> known = new ArrayList<>(files);
    known.add(ServerReflectionProto.getDescriptor());
    known.add(alphaFile());
    ReflectionAnswers answers = new ReflectionAnswers(listed(served, defects), known, defects);
    return List.of(
        definition(ServerReflectionGrpc.SERVICE_NAME, answers, defects),
        definition(ALPHA, answers, defects));
  }

  private static List<String> listed(Collection<String> served, Set<ProxyDefect> defects) {
    List<String> listed = new ArrayList<>();
    if (defects.contains(ProxyDefect.REFLECTION_LISTS_NOTHING)) {
      return listed;
    }
    if (!defects.contains(ProxyDefect.REFLECTION_LACKS_DISCOVERED)) {
      listed.addAll(served);
    }
    if (!defects.contains(ProxyDefect.REFLECTION_LACKS_ITSELF)) {
      listed.add(ServerReflectionGrpc.SERVICE_NAME);
      listed.add(ALPHA);
    }
    return listed;
  }

  @SuppressWarnings("deprecation") // clients in use still ask v1alpha
  private static FileDescriptor alphaFile() {
    return io.grpc.reflection.v1alpha.ServerReflectionProto.getDescriptor();
  }

  /** The messages of both versions are the same on the wire, so those of v1 do for both. */
  private static ServerServiceDefinition definition(
      String name, ReflectionAnswers answers, Set<ProxyDefect> defects) {
    MethodDescriptor<ServerReflectionRequest, ServerReflectionResponse> v1 =
        ServerReflectionGrpc.getServerReflectionInfoMethod();
    MethodDescriptor<ServerReflectionRequest, ServerReflectionResponse> method =
        v1.toBuilder()
            .setFullMethodName(
                MethodDescriptor.generateFullMethodName(
                    name, String.valueOf(v1.getBareMethodName())))
            .setSchemaDescriptor(null)
            .build();
    return ServerServiceDefinition.builder(
            ServiceDescriptor.newBuilder(name).addMethod(method).build())
        .addMethod(
            method,
            ServerCalls.asyncBidiStreamingCall(client -> new Stream(answers, client, defects)))
        .build();
  }

  /** One client's questions. */
  private record Stream(
      ReflectionAnswers answers,
      StreamObserver<ServerReflectionResponse> client,
      Set<ProxyDefect> defects)
      implements StreamObserver<ServerReflectionRequest> {

    @Override
    public void onNext(ServerReflectionRequest request) {
      ServerReflectionResponse answer = answers.to(request);
      if (answer.hasErrorResponse()
          && defects.contains(ProxyDefect.REFLECTION_UNKNOWN_ENDS_STREAM)) {
        client.onError(
            Status.NOT_FOUND
                .withDescription(answer.getErrorResponse().getErrorMessage())
                .asRuntimeException());
      } else {
        client.onNext(answer);
      }
    }

    /** The client has gone. */
    @Override
    public void onError(Throwable e) {}

    @Override
    public void onCompleted() {
      client.onCompleted();
    }
  }
}
