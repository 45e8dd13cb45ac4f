package io.cloudstate.tck.runner.deploy;

import io.grpc.StatusRuntimeException;

/**
 * Says why a call failed. What is no HTTP/2 server at all shows only in the bytes that the HTTP/2
 * client quotes where it gives up.
 */
final class Refusal {

  /** "HTTP/" as the client quotes it. */
  private static final String HTTP_1 = "485454502f";

  /** How a TLS server begins to say that this is no TLS. */
  private static final String TLS_ALERT = "bytes: 1503";

  private Refusal() {}

  static String words(StatusRuntimeException refused) {
    String said = String.valueOf(refused.getMessage());
    Throwable cause = refused.getCause();
    String quoted = cause == null ? "" : String.valueOf(cause.getMessage());
    if (quoted.contains(HTTP_1)) {
      return said + " (it answers in HTTP/1; gRPC is HTTP/2 from the first byte)";
    }
    if (quoted.contains(TLS_ALERT)) {
      return said + " (it speaks TLS; the kit asks without)";
    }
    return said + (said.contains(quoted) ? "" : " (" + quoted + ")");
  }
}
