package io.cloudstate.tck.specs.match;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Message;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON as Cloudstate sends it: a message with UTF-8 bytes as field 1, under a host of its own. */
final class JsonValue {

  static final String HOST = "json.cloudstate.io/";

  private static final JsonMapper JSON = JsonMapper.shared();

  private JsonValue() {}

  static boolean isJson(String typeUrl) {
    return typeUrl.startsWith(HOST);
  }

  /** The text in the value of an {@code Any}, or nothing where it holds no such message. */
  static Optional<String> text(ByteString value) {
    Descriptor bytes = Primitives.ofUrl(Primitives.HOST + "bytes").orElseThrow();
    return AnyValue.parse(bytes, value)
        .filter(message -> message.getUnknownFields().asMap().isEmpty())
        .map(JsonValue::text);
  }

  private static String text(Message message) {
    return ((ByteString) message.getField(message.getDescriptorForType().findFieldByNumber(1)))
        .toStringUtf8();
  }

  static boolean equal(String left, String right) {
    return node(left).equals(node(right)) && node(left).isPresent();
  }

  private static Optional<JsonNode> node(String text) {
    try {
      return Optional.of(JSON.readTree(text));
    } catch (JacksonException otherText) {
      return Optional.empty();
    }
  }
}
