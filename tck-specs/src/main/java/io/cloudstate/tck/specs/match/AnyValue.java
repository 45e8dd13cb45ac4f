package io.cloudstate.tck.specs.match;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.util.Optional;

/** Reads {@code google.protobuf.Any} in whichever representation a message holds it. */
final class AnyValue {

  static final String FULL_NAME = Any.getDescriptor().getFullName();

  private AnyValue() {}

  static boolean isAny(Descriptor type) {
    return type.getFullName().equals(FULL_NAME);
  }

  static String typeUrl(Message any) {
    return (String)
        any.getField(any.getDescriptorForType().findFieldByNumber(Any.TYPE_URL_FIELD_NUMBER));
  }

  static ByteString value(Message any) {
    return (ByteString)
        any.getField(any.getDescriptorForType().findFieldByNumber(Any.VALUE_FIELD_NUMBER));
  }

  /** The message, or nothing where the bytes are not one of this type. */
  static Optional<Message> parse(Descriptor type, ByteString bytes) {
    try {
      return Optional.of(DynamicMessage.parseFrom(type, bytes));
    } catch (InvalidProtocolBufferException notOfThisType) {
      return Optional.empty();
    }
  }
}
