package io.cloudstate.tck.runner.engine;

import io.grpc.Metadata;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** Headers of gRPC calls as names and texts; binary ones are base64. */
final class GrpcHeaders {

  private GrpcHeaders() {}

  /** Headers to send. */
  static Metadata metadata(Map<String, String> headers) {
    Metadata metadata = new Metadata();
    headers.forEach(
        (name, value) -> {
          if (name.endsWith(Metadata.BINARY_HEADER_SUFFIX)) {
            metadata.put(
                Metadata.Key.of(name, Metadata.BINARY_BYTE_MARSHALLER),
                Base64.getDecoder().decode(value));
          } else {
            metadata.put(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER), value);
          }
        });
    return metadata;
  }

  /** The received headers that are text. */
  static Map<String, String> asciiOf(Metadata metadata) {
    Map<String, String> headers = new HashMap<>();
    for (String name : metadata.keys()) {
      if (!name.endsWith(Metadata.BINARY_HEADER_SUFFIX)) {
        String value = metadata.get(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER));
        if (value != null) {
          headers.put(name, value);
        }
      }
    }
    return headers;
  }
}
