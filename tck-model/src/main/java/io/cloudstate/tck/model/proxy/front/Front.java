package io.cloudstate.tck.model.proxy.front;

import com.google.api.AnnotationsProto;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.TypeRegistry;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.grpc.GrpcSerializationFormats;
import com.linecorp.armeria.common.util.EventLoopGroups;
import com.linecorp.armeria.common.util.ThreadFactories;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.grpc.GrpcService;
import com.linecorp.armeria.server.grpc.GrpcServiceBuilder;
import com.linecorp.armeria.server.grpc.HttpJsonTranscodingOptions;
import io.cloudstate.tck.model.proxy.discovery.DiscoveredService;
import io.cloudstate.tck.model.proxy.discovery.SpecVerdict;
import io.cloudstate.tck.model.proxy.http.HttpCalls;
import io.cloudstate.tck.model.proxy.reflection.Reflection;
import io.cloudstate.tck.model.proxy.routing.Router;
import io.cloudstate.tck.model.proxy.settings.ProxyDefect;
import io.cloudstate.tck.model.proxy.settings.ProxyHabit;
import io.cloudstate.tck.model.proxy.settings.ProxySettings;
import io.grpc.Status;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.netty.channel.EventLoopGroup;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The client port: gRPC, gRPC-Web, HTTP with JSON, and reflection. */
public final class Front implements AutoCloseable {
  private static final int MAX_MESSAGE_BYTES = 16 * 1024 * 1024;
  private static final int MAX_HEADER_BYTES = 64 * 1024;

  private final Server server;
  private final EventLoopGroup workers = promptLoops("reference-proxy-front", 2);
  private final SharedConnections connections = new SharedConnections();
  private final Set<ProxyDefect> defects;
  private final Set<ProxyHabit> habits;

  /**
   * One whose port is not open yet.
   *
   * @param settings where it listens, and what it does otherwise
   * @param port the port to open; 0 takes any free one
   * @param spec what is served
   * @param router where calls go
   * @throws RuntimeException if what is announced cannot be served; then nothing is left of it
   */
  public Front(ProxySettings settings, int port, SpecVerdict.Accepted spec, Router router) {
    this.defects = settings.defects();
    this.habits = settings.habits();
    try {
      this.server = server(settings.host(), port, spec, router);
    } catch (RuntimeException cannotServe) {
      endWorkers();
      throw cannotServe;
    }
  }

  private Server server(String host, int port, SpecVerdict.Accepted spec, Router router) {
    ServerBuilder builder =
        Server.builder()
            .http(new InetSocketAddress(host, port))
            // A client's own deadline decides; the proxy's is the command timeout.
            .requestTimeout(Duration.ZERO)
            // The usual one is shared by all servers of the process.
            .meterRegistry(new CompositeMeterRegistry())
            .maxRequestLength(MAX_MESSAGE_BYTES)
            // An id of 1 KiB grows to many times that in a path.
            .http1MaxInitialLineLength(MAX_HEADER_BYTES)
            .http1MaxHeaderSize(MAX_HEADER_BYTES)
            .http2MaxHeaderListSize(MAX_HEADER_BYTES)
            // One call that is not read must not stop the others of its connection.
            .http2InitialConnectionWindowSize(MAX_MESSAGE_BYTES)
            .gracefulShutdownTimeout(Duration.ZERO, Duration.ZERO)
            .connectionDrainDuration(Duration.ZERO)
            // A connection that is closed for being idle would take with it the calls that come
            // just then.
            .idleTimeout(Duration.ZERO)
            .bossGroupFactory(name -> promptLoops(name, 1))
            .workerGroup(workers, true)
            .decorator(connections::kept)
            .disableServerHeader();
    if (!spec.services().isEmpty()) {
      JsonMarshaller json = new JsonMarshaller(types(spec.files()), defects);
      HttpErrors errors = new HttpErrors(defects, habits);
      builder.service(
          discovered(spec, router, json, errors),
          service ->
              new JsonStreams(service, streamed(spec), router, json, errors, defects)
                  .decorate(new HttpCalls(defects, unserved(spec))));
    }
    if (!defects.contains(ProxyDefect.NO_REFLECTION)) {
      builder.service(reflection(spec));
    }
    builder.serviceUnder("/", this::unknown);
    return builder.build();
  }

  /**
   * Opens the port.
   *
   * @return its number, once it is open
   */
  public CompletionStage<Integer> open() {
    return server.start().thenApply(started -> server.activeLocalPort());
  }

  @Override
  public void close() {
    connections.release();
    // The workers end after all connections; the accepting thread takes two quiet seconds more, for
    // which nobody need wait. A server that could not start is stopped at once.
    CompletableFuture<Void> workersEnded = new CompletableFuture<>();
    workers.terminationFuture().addListener(ended -> workersEnded.complete(null));
    CompletableFuture.anyOf(server.stop(), workersEnded).join();
    endWorkers();
  }

  /** A server ends its workers itself only if it has started. */
  private void endWorkers() {
    var unused = workers.shutdownGracefully(0, 0, TimeUnit.SECONDS);
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
    if (defects.contains(ProxyDefect.GRPC_WEB_MISSING)) {
      builder.supportedSerializationFormats(
          GrpcSerializationFormats.PROTO, GrpcSerializationFormats.JSON);
    }
    if (!defects.contains(ProxyDefect.HTTP_POST_MISSING)) {
      builder.enableUnframedRequests(true).unframedGrpcErrorHandler(errors);
    }
    if (!defects.contains(ProxyDefect.HTTP_BINDINGS_MISSING)) {
      builder.enableHttpJsonTranscoding(
          HttpJsonTranscodingOptions.builder().errorHandler(errors).build());
    }
    ServedMethods methods = new ServedMethods(router, defects);
    served(spec).forEach(service -> builder.addService(methods.of(service)));
    return builder.build();
  }

  private Stream<DiscoveredService> served(SpecVerdict.Accepted spec) {
    return spec.services().stream()
        .limit(defects.contains(ProxyDefect.SERVES_FIRST_SERVICE_ONLY) ? 1 : Long.MAX_VALUE);
  }

  /** The methods that stream their output only, by the paths of their calls. */
  private Map<String, MethodDescriptor> streamed(SpecVerdict.Accepted spec) {
    return defects.contains(ProxyDefect.HTTP_STREAM_MISSING)
        ? Map.of()
        : methods(spec)
            .filter(method -> method.isServerStreaming() && !method.isClientStreaming())
            .collect(Collectors.toMap(Front::path, method -> method));
  }

  /** The paths of methods that are called by their bindings alone. */
  private Set<String> unserved(SpecVerdict.Accepted spec) {
    return habits.contains(ProxyHabit.SERVES_BOUND_METHODS_BY_BINDINGS)
        ? methods(spec)
            .filter(method -> method.getOptions().hasExtension(AnnotationsProto.http))
            .map(Front::path)
            .collect(Collectors.toSet())
        : Set.of();
  }

  private Stream<MethodDescriptor> methods(SpecVerdict.Accepted spec) {
    return served(spec).flatMap(service -> service.descriptor().getMethods().stream());
  }

  private static String path(MethodDescriptor method) {
    return "/" + method.getService().getFullName() + "/" + method.getName();
  }

  private static TypeRegistry types(List<FileDescriptor> files) {
    TypeRegistry.Builder types = TypeRegistry.newBuilder();
    files.forEach(file -> types.add(file.getMessageTypes()));
    return types.build();
  }

  private GrpcService reflection(SpecVerdict.Accepted spec) {
    GrpcServiceBuilder builder =
        GrpcService.builder()
            // Not as JSON, whose code would be generated at each start.
            .supportedSerializationFormats(
                GrpcSerializationFormats.PROTO,
                GrpcSerializationFormats.PROTO_WEB,
                GrpcSerializationFormats.PROTO_WEB_TEXT);
    Reflection.over(
            served(spec).map(service -> service.descriptor().getFullName()).toList(),
            spec.files(),
            defects)
        .forEach(builder::addService);
    return builder.build();
  }

  private HttpResponse unknown(ServiceRequestContext context, HttpRequest request) {
    MediaType type = request.contentType();
    if (type != null && HttpCalls.isGrpc(type)) {
      if (defects.contains(ProxyDefect.UNKNOWN_METHOD_DISCONNECTS)) {
        SharedConnections.disconnect(context);
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
}
