package io.cloudstate.tck.model.support;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.BytesValue;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Struct;
import com.google.protobuf.util.JsonFormat;

/**
 * How JSON objects travel (SER-03): as {@code Any} with the name of a type for its readers, and a
 * message with the text as UTF-8 in field 1 for a value. As with {@link Payloads}, a reader looks
 * at the name and not at the host.
 */
public final class JsonPayloads {
  private static final String HOST = "json.cloudstate.io/";

  private JsonPayloads() {}

  /**
   * Packs an object for the wire; equal objects give equal bytes (SER-04).
   *
   * @param type what its readers know it by
   */
  public static Any pack(String type, Struct object) {
    try {
      String text =
          JsonFormat.printer().omittingInsignificantWhitespace().sortingMapKeys().print(object);
      return Any.newBuilder()
          .setTypeUrl(HOST + type)
          .setValue(BytesValue.of(ByteString.copyFromUtf8(text)).toByteString())
          .build();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("The object is not JSON: " + e.getMessage(), e);
    }
  }

  /**
   * Reads an object.
   *
   * @param type what it is known by
   * @throws PayloadException if the payload is of another type, or holds no JSON object
   */
  public static Struct unpack(Any payload, String type) {
    if (!Payloads.typeName(payload).equals(type)) {
      throw new PayloadException(
          "The payload's type url is \"%s\", but %s%s was expected."
              .formatted(payload.getTypeUrl(), HOST, type));
    }
    try {
      ByteString text = BytesValue.parseFrom(payload.getValue()).getValue();
      if (!text.isValidUtf8()) {
        throw new PayloadException("The JSON of a %s is not UTF-8.".formatted(type));
      }
      Struct.Builder object = Struct.newBuilder();
      JsonFormat.parser().merge(text.toStringUtf8(), object);
      return object.build();
    } catch (InvalidProtocolBufferException e) {
      throw new PayloadException(
          "The payload's %d bytes are not a %s as JSON in a message's field 1: %s"
              .formatted(payload.getValue().size(), type, e.getMessage()),
          e);
    }
  }
}
