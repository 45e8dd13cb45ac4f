package io.cloudstate.tck.model.proxy.front;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.StringValue;
import com.google.protobuf.util.JsonFormat;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.grpc.UnframedGrpcErrorHandler;
import io.cloudstate.tck.model.proxy.settings.ProxyDefect;
import io.cloudstate.tck.model.proxy.settings.ProxyHabit;
import io.grpc.Status;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** Tells HTTP clients of a failure: its bare description as plain text, or by habit in JSON. */
record HttpErrors(Set<ProxyDefect> defects, Set<ProxyHabit> habits)
    implements UnframedGrpcErrorHandler {

  @Override
  public HttpResponse handle(
      ServiceRequestContext context, Status status, AggregatedHttpResponse response) {
    String description = status.getDescription();
    return of(description == null ? status : status.withDescription(unescape(description)))
        .toHttpResponse();
  }

  /** The response that tells of a status. */
  AggregatedHttpResponse of(Status status) {
    String description = status.getDescription();
    // A failure of the user function may have no text, and then has none here either.
    String otherwise = status.getCode() == Status.Code.UNKNOWN ? "" : status.getCode().name();
    String text = description == null ? otherwise : description;
    return habits.contains(ProxyHabit.TELLS_FAILURES_IN_JSON)
        ? AggregatedHttpResponse.of(
            http(status),
            MediaType.JSON_UTF_8,
            "{\"code\":%d,\"message\":%s}",
            status.getCode().value(),
            json(text))
        : AggregatedHttpResponse.of(http(status), MediaType.PLAIN_TEXT_UTF_8, "%s", text);
  }

  private static String json(String text) {
    try {
      return JsonFormat.printer().print(StringValue.of(text));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a text has a form in JSON", e);
    }
  }

  /** The description comes percent-encoded, as in the header that gRPC has for it. */
  private String unescape(String description) {
    String escaped =
        defects.contains(ProxyDefect.HTTP_DESCRIPTION_LOSES_PLUS)
            ? description
            : description.replace("+", "%2B");
    return URLDecoder.decode(escaped, StandardCharsets.UTF_8);
  }

  private HttpStatus http(Status status) {
    return switch (status.getCode()) {
      case INVALID_ARGUMENT ->
          defects.contains(ProxyDefect.HTTP_MALFORMED_500)
              ? HttpStatus.INTERNAL_SERVER_ERROR
              : HttpStatus.BAD_REQUEST;
      case UNIMPLEMENTED -> HttpStatus.NOT_IMPLEMENTED;
      default ->
          defects.contains(ProxyDefect.HTTP_FAILURE_OK)
              ? HttpStatus.OK
              : HttpStatus.INTERNAL_SERVER_ERROR;
    };
  }
}
