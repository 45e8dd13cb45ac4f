package io.cloudstate.tck.model.support;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;

/**
 * How messages travel: as {@code Any}, written with one type url (SER-01) and read with any host
 * (SER-05).
 */
public final class Payloads {
  private Payloads() {}

  /**
   * Packs a message for the wire.
   *
   * @return an {@code Any} whose type url is {@code type.googleapis.com/} and the message's full
   *     name; a message that is an {@code Any} itself as it is
   */
  public static Any pack(Message message) {
    return message instanceof Any packed ? packed : Any.pack(message);
  }

  /**
   * Reads a payload, whatever host its type url names.
   *
   * @param prototype the default instance of the type expected
   * @throws PayloadException if the payload names another type, or its bytes are not such a message
   */
  public static <M extends Message> M unpack(Any payload, M prototype) {
    String expected = prototype.getDescriptorForType().getFullName();
    String given = typeName(payload);
    if (!given.equals(expected)) {
      throw new PayloadException(
          "The payload's type url is \"%s\", but a %s was expected."
              .formatted(payload.getTypeUrl(), expected));
    }
    try {
      Message read = prototype.getParserForType().parseFrom(payload.getValue());
      @SuppressWarnings("unchecked") // a message's parser yields messages of its own class
      M typed = (M) read;
      return typed;
    } catch (InvalidProtocolBufferException e) {
      throw new PayloadException(
          "The payload's %d bytes do not parse as the %s that its type url names: %s"
              .formatted(payload.getValue().size(), expected, e.getMessage()),
          e);
    }
  }

  /** The type that a payload's url names, without the host. */
  static String typeName(Any payload) {
    String url = payload.getTypeUrl();
    return url.substring(url.lastIndexOf('/') + 1);
  }
}
