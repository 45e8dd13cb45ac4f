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

  /**
   * Whether the actual JSON says what is expected of it. An object may have members that are not
   * named: a library may need one of its own, the name of the type say.
   */
  static boolean says(String expected, String actual) {
    Optional<JsonNode> wanted = node(expected);
    return wanted.isPresent()
        && node(actual).filter(given -> says(wanted.get(), given)).isPresent();
  }

  private static boolean says(JsonNode expected, JsonNode actual) {
    return (expected.isObject() && actual.isObject())
        ? expected.properties().stream()
            .allMatch(member -> member.getValue().equals(actual.get(member.getKey())))
        : expected.equals(actual);
  }

  private static Optional<JsonNode> node(String text) {
    try {
      return Optional.of(JSON.readTree(text));
    } catch (JacksonException otherText) {
      return Optional.empty();
    }
  }
}
