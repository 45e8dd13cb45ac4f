package io.cloudstate.tck.model.proxy;

import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.TypeRegistry;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.logging.RequestLogProperty;
import com.linecorp.armeria.common.util.EventLoopGroups;
import com.linecorp.armeria.common.util.ThreadFactories;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.grpc.GrpcService;
import com.linecorp.armeria.server.grpc.GrpcServiceBuilder;
import com.linecorp.armeria.server.grpc.HttpJsonTranscodingOptions;
import com.linecorp.armeria.server.grpc.HttpJsonTranscodingQueryParamMatchRule;
import io.grpc.BindableService;
import io.grpc.Status;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/** The client port: gRPC, gRPC-Web, HTTP with JSON, and reflection. */
final class Front implements AutoCloseable {
  private static final int MAX_MESSAGE_BYTES = 16 * 1024 * 1024;

  private final Server server;
  private final EventLoopGroup workers = promptLoops("reference-proxy-front", 2);
  private final Set<ProxyDefect> defects;

  Front(String host, int port, SpecVerdict.Accepted spec, Router router, Set<ProxyDefect> defects) {
    this.defects = defects;
    ServerBuilder builder =
        Server.builder()
            .http(new InetSocketAddress(host, port))
            // A client's own deadline decides; the proxy's is the command timeout.
            .requestTimeout(Duration.ZERO)
            .idleTimeout(Duration.ZERO)
            // The usual one is shared by all servers of the process.
            .meterRegistry(new CompositeMeterRegistry())
            .maxRequestLength(MAX_MESSAGE_BYTES)
            // One call that is not read must not stop the others of its connection.
            .http2InitialConnectionWindowSize(MAX_MESSAGE_BYTES)
            .gracefulShutdownTimeout(Duration.ZERO, Duration.ZERO)
            .bossGroupFactory(name -> promptLoops(name, 1))
            .workerGroup(workers, true)
            .disableServerHeader();
    if (!spec.services().isEmpty()) {
      JsonMarshaller json = new JsonMarshaller(types(spec.files()), defects);
      HttpErrors errors = new HttpErrors(defects);
      builder.service(
          discovered(spec, router, json, errors),
          service ->
              checkingContentType(
                  new JsonStreams(service, streamed(spec), router, json, errors, defects)));
    }
    if (!defects.contains(ProxyDefect.NO_REFLECTION)) {
      builder.service(reflection(ProtoReflectionServiceV1.newInstance()));
      builder.service(reflection(alpha()));
    }
    builder.serviceUnder("/", this::unknown);
    this.server = builder.build();
  }

  /** Opens the port; the stage gives its number. */
  CompletionStage<Integer> open() {
    return server.start().thenApply(started -> server.activeLocalPort());
  }

  @Override
  public void close() {
    // The workers end after all connections; the accepting thread takes two quiet seconds more,
    // which nobody need wait
    // for. A server that could not start is stopped at once.
    CompletableFuture<Void> connections = new CompletableFuture<>();
    workers.terminationFuture().addListener(ended -> connections.complete(null));
    CompletableFuture.anyOf(server.stop(), connections).join();
  }

  private static EventLoopGroup promptLoops(String name, int threads) {
    return EventLoopGroups.builder()
        .numThreads(threads)
        .threadFactory(ThreadFactories.newEventLoopThreadFactory(name, true))
        .gracefulShutdown(Duration.ZERO, Duration.ZERO)
        .build();
  }

  private GrpcService discovered(
      SpecVerdict.Accepted spec, Router router, JsonMarshaller json, HttpErrors errors) {
    GrpcServiceBuilder builder =
        GrpcService.builder()
            .useMethodMarshaller(true)
            .maxRequestMessageLength(MAX_MESSAGE_BYTES)
            .maxResponseMessageLength(MAX_MESSAGE_BYTES)
            .jsonMarshallerFactory(service -> json);
    if (!defects.contains(ProxyDefect.HTTP_POST_MISSING)) {
      builder.enableUnframedRequests(true).unframedGrpcErrorHandler(errors);
    }
    if (!defects.contains(ProxyDefect.HTTP_BINDINGS_MISSING)) {
      builder.enableHttpJsonTranscoding(
          HttpJsonTranscodingOptions.builder()
              .queryParamMatchRules(
                  HttpJsonTranscodingQueryParamMatchRule.ORIGINAL_FIELD,
                  HttpJsonTranscodingQueryParamMatchRule.LOWER_CAMEL_CASE)
              .errorHandler(errors)
              .build());
    }
    ServedMethods methods = new ServedMethods(router, defects);
    spec.services().stream()
        .limit(defects.contains(ProxyDefect.SERVES_FIRST_SERVICE_ONLY) ? 1 : Long.MAX_VALUE)
        .forEach(service -> builder.addService(methods.of(service)));
    return builder.build();
  }

  /** The methods that stream their output only, by the paths of their calls. */
  private Map<String, MethodDescriptor> streamed(SpecVerdict.Accepted spec) {
    return defects.contains(ProxyDefect.HTTP_STREAM_MISSING)
        ? Map.of()
        : spec.services().stream()
            .flatMap(service -> service.descriptor().getMethods().stream())
            .filter(method -> method.isServerStreaming() && !method.isClientStreaming())
            .collect(
                Collectors.toMap(
                    method -> "/" + method.getService().getFullName() + "/" + method.getName(),
                    method -> method));
  }

  private static TypeRegistry types(List<FileDescriptor> files) {
    TypeRegistry.Builder types = TypeRegistry.newBuilder();
    files.forEach(file -> types.add(file.getMessageTypes()));
    return types.build();
  }

  /**
   * On an event loop every answer after the first would come twice, hence the blocking executor.
   */
  private static GrpcService reflection(BindableService service) {
    return GrpcService.builder().addService(service).useBlockingTaskExecutor(true).build();
  }

  @SuppressWarnings("deprecation") // clients in use still ask v1alpha
  private static BindableService alpha() {
    return io.grpc.protobuf.services.ProtoReflectionService.newInstance();
  }

  private HttpService checkingContentType(HttpService service) {
    return service.decorate(this::checkContentType);
  }

  /** A body that is neither gRPC's nor JSON is the client's error; Armeria alone says 415. */
  private HttpResponse checkContentType(
      HttpService service, ServiceRequestContext context, HttpRequest request) throws Exception {
    HttpResponse response = service.serve(context, request);
    return defects.contains(ProxyDefect.HTTP_CONTENT_TYPE_415)
        ? response
        : response.mapHeaders(
            headers ->
                headers.status().equals(HttpStatus.UNSUPPORTED_MEDIA_TYPE)
                    ? headers.toBuilder().status(HttpStatus.BAD_REQUEST).build()
                    : headers);
  }

  private HttpResponse unknown(ServiceRequestContext context, HttpRequest request) {
    MediaType type = request.contentType();
    if (type != null && isGrpc(type)) {
      if (defects.contains(ProxyDefect.UNKNOWN_METHOD_DISCONNECTS)) {
        disconnect(context);
      }
      Status.Code code =
          defects.contains(ProxyDefect.UNKNOWN_METHOD_STATUS)
              ? Status.Code.UNKNOWN
              : Status.Code.UNIMPLEMENTED;
      return HttpResponse.of(
          ResponseHeaders.builder(HttpStatus.OK)
              .add(HttpHeaderNames.CONTENT_TYPE, type.toString())
              .add("grpc-status", Integer.toString(code.value()))
              .add("grpc-message", "no service or method " + request.path())
              .endOfStream(true)
              .build());
    }
    return HttpResponse.of(
        defects.contains(ProxyDefect.HTTP_UNKNOWN_PATH_500)
            ? HttpStatus.INTERNAL_SERVER_ERROR
            : HttpStatus.NOT_FOUND,
        MediaType.PLAIN_TEXT_UTF_8,
        "%s",
        "nothing is served at %s %s".formatted(request.method(), request.path()));
  }

  /** Cuts the client's whole connection, which only a defect does. */
  static void disconnect(ServiceRequestContext context) {
    Channel channel = context.log().ensureAvailable(RequestLogProperty.SESSION).channel();
    if (channel != null) {
      // Closed from its top, it would first let its other calls end.
      var unused = channel.pipeline().firstContext().close();
    }
  }

  private static boolean isGrpc(MediaType type) {
    return type.type().equals("application") && type.subtype().startsWith("grpc");
  }
}
