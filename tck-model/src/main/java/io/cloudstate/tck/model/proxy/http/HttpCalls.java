package io.cloudstate.tck.model.proxy.http;

import com.google.api.HttpRule;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.QueryParams;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.internal.server.grpc.HttpEndpointSpecification;
import com.linecorp.armeria.internal.server.grpc.HttpEndpointSupport;
import com.linecorp.armeria.server.DecoratingHttpServiceFunction;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.ServiceRequestContextWrapper;
import io.cloudstate.tck.model.proxy.settings.ProxyDefect;
import io.netty.util.AttributeKey;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Checks HTTP clients' calls before Armeria transcodes them, and reads their queries. */
public final class HttpCalls implements DecoratingHttpServiceFunction {
  private static final AttributeKey<DynamicMessage> QUERY =
      AttributeKey.valueOf(HttpCalls.class, "QUERY");

  private static final int MEBIBYTE = 1024 * 1024;

  private final Set<ProxyDefect> defects;
  private final Set<String> unserved;

  /**
   * Makes a decorator of the service that transcodes.
   *
   * @param defects the bugs to imitate
   * @param unserved paths of methods that are served by their bindings alone
   */
  public HttpCalls(Set<ProxyDefect> defects, Set<String> unserved) {
    this.defects = defects;
    this.unserved = unserved;
  }

  /**
   * What the current call's query says, for whoever makes its request message.
   *
   * @return the fields set, a message of the request's type; empty if there is no query to read
   */
  public static Optional<DynamicMessage> query() {
    return Optional.ofNullable(ServiceRequestContext.currentOrNull())
        .map(context -> context.attr(QUERY));
  }

  @Override
  public HttpResponse serve(HttpService armeria, ServiceRequestContext context, HttpRequest request)
      throws Exception {
    MediaType type = request.contentType();
    if (type != null && isGrpc(type)) {
      return armeria.serve(context, request);
    }
    CompletableFuture<HttpResponse> response =
        request
            .aggregate(context.eventLoop())
            .thenApply(
                context.makeContextAware(
                    (AggregatedHttpRequest whole) -> checked(armeria, context, whole)));
    return HttpResponse.of(response).mapHeaders(this::amended);
  }

  private ResponseHeaders amended(ResponseHeaders headers) {
    MediaType type = headers.contentType();
    if (headers.status().equals(HttpStatus.UNSUPPORTED_MEDIA_TYPE)
        && !has(ProxyDefect.HTTP_CONTENT_TYPE_415)) {
      // A body that is neither gRPC's nor JSON is the client's error.
      return headers.toBuilder().status(HttpStatus.BAD_REQUEST).build();
    }
    return type != null && type.isJson() && has(ProxyDefect.HTTP_JSON_AS_TEXT)
        ? headers.toBuilder().contentType(MediaType.PLAIN_TEXT_UTF_8).build()
        : headers;
  }

  /**
   * Whether a content type is one of gRPC's, gRPC-Web's included.
   *
   * @param type the content type
   * @return whether it is
   */
  public static boolean isGrpc(MediaType type) {
    return type.type().equals("application") && type.subtype().startsWith("grpc");
  }

  private HttpResponse checked(
      HttpService armeria, ServiceRequestContext context, AggregatedHttpRequest request) {
    if (!isWellFormed(request) && !has(ProxyDefect.HTTP_LENIENT_JSON)) {
      HttpStatus status =
          has(ProxyDefect.HTTP_MALFORMED_500)
              ? HttpStatus.INTERNAL_SERVER_ERROR
              : HttpStatus.BAD_REQUEST;
      return refused(status, "the body is not one well-formed JSON value");
    }
    if (has(ProxyDefect.HTTP_LARGE_BODIES_REFUSED) && request.content().length() > MEBIBYTE) {
      return HttpResponse.of(HttpStatus.REQUEST_ENTITY_TOO_LARGE);
    }
    Optional<HttpEndpointSpecification> binding = binding(armeria, context);
    if (binding.isEmpty() && unserved.contains(request.path())) {
      return HttpResponse.of(HttpStatus.NOT_FOUND);
    }
    if (binding.isEmpty() && request.method() != HttpMethod.POST) {
      return HttpResponse.of(HttpStatus.METHOD_NOT_ALLOWED);
    }
    if (binding.isPresent()) {
      try {
        readQuery(binding.get(), context);
      } catch (InvalidProtocolBufferException e) {
        return refused(HttpStatus.BAD_REQUEST, String.valueOf(e.getMessage()));
      }
    }
    try {
      return armeria.serve(new Transcoded(context), request.toHttpRequest());
    } catch (Exception e) {
      throw new CompletionException(e);
    }
  }

  /** Armeria makes do with a value that more follows, and with much that is no JSON. */
  private static boolean isWellFormed(AggregatedHttpRequest request) {
    MediaType type = request.contentType();
    return type == null
        || !type.isJson()
        || request.content().isEmpty()
        || StrictJson.isOneValue(request.contentUtf8());
  }

  private static HttpResponse refused(HttpStatus status, String why) {
    return HttpResponse.of(status, MediaType.PLAIN_TEXT_UTF_8, "%s", why);
  }

  /** The rule that a route was made of; only Armeria's own documentation service asks it too. */
  private static Optional<HttpEndpointSpecification> binding(
      HttpService armeria, ServiceRequestContext context) {
    return Optional.ofNullable(armeria.as(HttpEndpointSupport.class))
        .map(bindings -> bindings.httpEndpointSpecification(context.config().mappedRoute()));
  }

  /** With the whole body taken for the request, there is nothing left for a query to say. */
  private void readQuery(HttpEndpointSpecification binding, ServiceRequestContext context)
      throws InvalidProtocolBufferException {
    HttpRule rule = binding.httpRule();
    if (rule.getBody().equals("*") || has(ProxyDefect.HTTP_QUERY_IGNORED)) {
      return;
    }
    Set<String> bound = new HashSet<>(binding.pathVariables());
    bound.add(rule.getBody());
    context.setAttr(
        QUERY,
        new QueryParameters(binding.methodDescriptor().getInputType(), bound, defects)
            .read(context.queryParams()));
  }

  private boolean has(ProxyDefect defect) {
    return defects.contains(defect);
  }

  /** The call as Armeria's transcoding is to see it: the query has been read. */
  private final class Transcoded extends ServiceRequestContextWrapper {
    private Transcoded(ServiceRequestContext context) {
      super(context);
    }

    @Override
    public QueryParams queryParams() {
      return QueryParams.of();
    }

    @Override
    public Map<String, String> pathParams() {
      Map<String, String> decoded = super.pathParams();
      if (!has(ProxyDefect.HTTP_PATH_NOT_DECODED)) {
        return decoded;
      }
      Map<String, String> encoded = new LinkedHashMap<>();
      decoded.forEach(
          (name, value) ->
              encoded.put(
                  name, URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20")));
      return encoded;
    }
  }
}
