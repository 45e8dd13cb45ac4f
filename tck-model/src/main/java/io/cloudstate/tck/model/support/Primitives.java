package io.cloudstate.tck.model.support;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.StringValue;

/**
 * How primitive values travel: as a message with the value in field 1, which leaves no bytes for a
 * default value (SER-02). Equal values have equal bytes (SER-04).
 */
public final class Primitives {
  private static final String STRING = "p.cloudstate.io/string";

  private Primitives() {}

  /** Packs a string for the wire. */
  public static Any string(String value) {
    // A wrapper of the well-known types has the value in field 1, too.
    return Any.newBuilder()
        .setTypeUrl(STRING)
        .setValue(StringValue.of(value).toByteString())
        .build();
  }

  /**
   * Reads a string.
   *
   * @throws PayloadException if the payload is no string
   */
  public static String string(Any payload) {
    if (!isString(payload)) {
      throw new PayloadException(
          "The payload's type url is \"%s\", but %s was expected."
              .formatted(payload.getTypeUrl(), STRING));
    }
    try {
      return StringValue.parseFrom(payload.getValue()).getValue();
    } catch (InvalidProtocolBufferException e) {
      throw new PayloadException(
          "The payload's %d bytes do not parse as a string: %s"
              .formatted(payload.getValue().size(), e.getMessage()),
          e);
    }
  }

  /**
   * The one form of a value, so that values can be compared by their bytes: a string that came with
   * its default spelled out, for example, loses that. Values other than strings stay as they are.
   *
   * @throws PayloadException if the payload says that it is a string and is none
   */
  public static Any canonical(Any payload) {
    return isString(payload) ? string(string(payload)) : payload;
  }

  private static boolean isString(Any payload) {
    return payload.getTypeUrl().equals(STRING);
  }
}
