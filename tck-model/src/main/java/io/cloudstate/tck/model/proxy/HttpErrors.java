package io.cloudstate.tck.model.proxy;

import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.grpc.UnframedGrpcErrorHandler;
import io.grpc.Status;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** Tells HTTP clients of a failure: its bare description as plain text. */
record HttpErrors(Set<ProxyDefect> defects) implements UnframedGrpcErrorHandler {

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
    return AggregatedHttpResponse.of(
        http(status),
        MediaType.PLAIN_TEXT_UTF_8,
        "%s",
        description == null ? otherwise : description);
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
