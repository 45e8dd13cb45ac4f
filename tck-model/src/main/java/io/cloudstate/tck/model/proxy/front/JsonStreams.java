package io.cloudstate.tck.model.proxy.front;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.ExchangeType;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpResponseWriter;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.RoutingContext;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.SimpleDecoratingHttpService;
import io.cloudstate.tck.model.proxy.routing.Router;
import io.cloudstate.tck.model.proxy.settings.ProxyDefect;
import io.cloudstate.tck.protocol.Metadata;
import io.grpc.StatusRuntimeException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * Serves {@code POST /service/method} with a JSON body for methods that stream their output only,
 * which Armeria does not; everything else goes to the service beneath.
 */
final class JsonStreams extends SimpleDecoratingHttpService {
  private final Map<String, MethodDescriptor> methods;
  private final Router router;
  private final JsonMarshaller json;
  private final HttpErrors errors;
  private final Set<ProxyDefect> defects;

  /**
   * @param beneath what serves the rest
   * @param methods the methods, by their paths
   */
  JsonStreams(
      HttpService beneath,
      Map<String, MethodDescriptor> methods,
      Router router,
      JsonMarshaller json,
      HttpErrors errors,
      Set<ProxyDefect> defects) {
    super(beneath);
    this.methods = methods;
    this.router = router;
    this.json = json;
    this.errors = errors;
    this.defects = defects;
  }

  /** Without this a response would be sent in one piece, once it is complete. */
  @Override
  public ExchangeType exchangeType(RoutingContext context) {
    return methods.containsKey(context.path())
        ? ExchangeType.BIDI_STREAMING
        : super.exchangeType(context);
  }

  @Override
  public HttpResponse serve(ServiceRequestContext context, HttpRequest request) throws Exception {
    MethodDescriptor method = methods.get(context.path());
    MediaType type = request.contentType();
    if (method == null || type == null || !type.belongsTo(MediaType.JSON)) {
      return ((HttpService) unwrap()).serve(context, request);
    }
    return HttpResponse.of(
        request
            .aggregate()
            .thenApply(whole -> stream(method, context.eventLoop().withoutContext(), whole)));
  }

  private HttpResponse stream(
      MethodDescriptor method, Executor loop, AggregatedHttpRequest request) {
    ByteString message;
    try {
      message = json.parse(method.getInputType(), request.contentUtf8());
    } catch (StatusRuntimeException e) {
      return errors.of(e.getStatus()).toHttpResponse();
    }
    HttpResponseWriter response = HttpResponse.streaming();
    JsonStream stream =
        new JsonStream(
            loop,
            response,
            errors,
            form(request.headers().get(HttpHeaderNames.ACCEPT, "")),
            answer -> json.print(method.getOutputType(), answer));
    Metadata metadata = new Headers(defects).ofRequest(request.headers());
    stream.serve(router.open(method, metadata, stream), message);
    return response;
  }

  private JsonStream.Form form(String accepted) {
    return accepted.contains("text/event-stream")
            && !defects.contains(ProxyDefect.HTTP_EVENTS_AS_LINES)
        ? JsonStream.Form.EVENTS
        : JsonStream.Form.LINES;
  }
}
