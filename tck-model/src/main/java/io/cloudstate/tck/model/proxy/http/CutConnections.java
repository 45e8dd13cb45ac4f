package io.cloudstate.tck.model.proxy.http;

import com.linecorp.armeria.common.HttpHeaders;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.logging.RequestLogProperty;
import com.linecorp.armeria.server.DecoratingHttpServiceFunction;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.cloudstate.tck.model.proxy.ProxyDefect;
import io.grpc.Status;
import io.netty.channel.Channel;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

/** A bug: a call that fails in a certain way takes its client's whole connection with it. */
public final class CutConnections implements DecoratingHttpServiceFunction {
  private final Set<String> statuses = new HashSet<>();

  /**
   * Makes a decorator for everything served.
   *
   * @param defects the bugs to imitate; without those of connections it does nothing
   */
  public CutConnections(Set<ProxyDefect> defects) {
    cut(defects, ProxyDefect.UNKNOWN_METHOD_CUTS_CONNECTION, Status.Code.UNIMPLEMENTED);
    cut(defects, ProxyDefect.UNPARSABLE_PAYLOAD_CUTS_CONNECTION, Status.Code.INVALID_ARGUMENT);
    // The one that a proxy with this bug gives to a forward that leads nowhere.
    cut(defects, ProxyDefect.UNKNOWN_FORWARD_CUTS_CONNECTION, Status.Code.UNAVAILABLE);
  }

  private void cut(Set<ProxyDefect> defects, ProxyDefect defect, Status.Code code) {
    if (defects.contains(defect)) {
      statuses.add(Integer.toString(code.value()));
    }
  }

  @Override
  public HttpResponse serve(HttpService service, ServiceRequestContext context, HttpRequest request)
      throws Exception {
    HttpResponse response = service.serve(context, request);
    return statuses.isEmpty()
        ? response
        : response
            .peekHeaders(headers -> cutAt(headers, context))
            .peekTrailers(trailers -> cutAt(trailers, context));
  }

  private void cutAt(HttpHeaders headers, ServiceRequestContext context) {
    if (statuses.contains(headers.get("grpc-status", ""))) {
      var unused =
          context
              .log()
              .whenAvailable(RequestLogProperty.SESSION)
              .thenAccept(log -> cut(Objects.requireNonNull(log.channel())));
    }
  }

  /** A plain close would wait for the other calls. */
  private static void cut(Channel channel) {
    channel.eventLoop().execute(() -> channel.unsafe().close(channel.voidPromise()));
  }
}
