package io.cloudstate.tck.runner.engine;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The bytes of gRPC-Web: messages in frames, and the trailers in a last one. */
final class GrpcWeb {

  static final String CONTENT_TYPE = "application/grpc-web+proto";

  private static final int PREFIX = 5;
  private static final int TRAILERS = 0x80;
  private static final int OK = 200;

  private GrpcWeb() {}

  /** A response. */
  record Parsed(List<ByteString> messages, Status status) {}

  /** One message, in a frame. */
  static byte[] request(byte[] message) {
    return ByteBuffer.allocate(PREFIX + message.length)
        .put((byte) 0)
        .putInt(message.length)
        .put(message)
        .array();
  }

  /**
   * Reads a whole response.
   *
   * @param headers by name in lower case; they hold the status where there is no body
   */
  static Parsed parse(int httpStatus, Map<String, String> headers, byte[] body) {
    List<ByteString> messages = new ArrayList<>();
    Map<String, String> trailers = new HashMap<>(headers);
    ByteBuffer rest = ByteBuffer.wrap(body);
    while (rest.remaining() >= PREFIX) {
      int flags = rest.get() & 0xff;
      int length = rest.getInt();
      if (length < 0 || length > rest.remaining()) {
        return broken(messages, "a frame of " + length + " bytes does not fit the body");
      }
      ByteString content = ByteString.copyFrom(rest, length);
      if ((flags & TRAILERS) != 0) {
        content.toStringUtf8().lines().forEach(line -> put(trailers, line));
      } else {
        messages.add(content);
      }
    }
    if (rest.hasRemaining()) {
      return broken(messages, "bytes after the last frame");
    }
    String code = trailers.get("grpc-status");
    if (code == null || !code.matches("\\d{1,3}")) {
      return broken(messages, httpStatus == OK ? "no grpc-status" : "HTTP status " + httpStatus);
    }
    Status status = Status.fromCodeValue(Integer.parseInt(code));
    String message = trailers.get("grpc-message");
    return new Parsed(
        messages, message == null ? status : status.withDescription(unescaped(message)));
  }

  private static void put(Map<String, String> trailers, String line) {
    int colon = line.indexOf(':');
    if (colon > 0) {
      trailers.put(
          line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
          line.substring(colon + 1).strip());
    }
  }

  /** The message is percent-encoded, where a plus sign stands for itself. */
  private static String unescaped(String message) {
    try {
      return URLDecoder.decode(message.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      return message;
    }
  }

  private static Parsed broken(List<ByteString> messages, String why) {
    return new Parsed(messages, Status.INTERNAL.withDescription("not a gRPC-Web response: " + why));
  }
}
