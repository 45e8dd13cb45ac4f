package io.cloudstate.tck.runner.engine;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Reads what a proxy answers on gRPC-Web: the first byte picks the HTTP status, the rest is the
 * body.
 */
public final class GrpcWebFuzz {

  private static final List<Integer> STATUSES = List.of(200, 204, 404, 500, 999);

  private GrpcWebFuzz() {}

  /** One response. */
  public static void fuzzerTestOneInput(byte[] data) {
    if (data.length == 0) {
      return;
    }
    byte[] body = Arrays.copyOfRange(data, 1, data.length);
    int status = STATUSES.get((data[0] & 0xff) % STATUSES.size());
    GrpcWeb.Parsed parsed = GrpcWeb.parse(status, Map.of(), body);
    long size = parsed.messages().stream().mapToLong(ByteString::size).sum();
    if (size > body.length) {
      throw new AssertionError("More bytes in messages than in the body: " + size);
    }
    // The status may be in the headers too, as text that a proxy chose.
    GrpcWeb.parse(
        status,
        Map.of(
            "grpc-status",
            new String(body, StandardCharsets.ISO_8859_1),
            "grpc-message",
            new String(body, StandardCharsets.ISO_8859_1)),
        new byte[0]);
    GrpcWeb.Parsed own = GrpcWeb.parse(200, Map.of("grpc-status", "0"), GrpcWeb.request(body));
    if (!own.status().isOk() || !own.messages().equals(List.of(ByteString.copyFrom(body)))) {
      throw new AssertionError("A message that was framed does not come back: " + own);
    }
  }
}
