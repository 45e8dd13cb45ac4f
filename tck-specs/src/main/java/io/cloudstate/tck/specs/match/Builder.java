package io.cloudstate.tck.specs.match;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import java.util.Base64;
import java.util.List;

/** Builds the message that a pattern describes. */
public final class Builder {

  private final Bindings bindings;

  private Builder(Bindings bindings) {
    this.bindings = bindings;
  }

  /**
   * Builds a message to send.
   *
   * @throws IllegalArgumentException if the pattern leaves a value open, or a placeholder has no
   *     binding
   */
  public static Message build(Pattern.Fields pattern, Bindings bindings) {
    return new Builder(bindings).message(pattern);
  }

  /** Bytes given as base64, or as they are. */
  static ByteString bytes(Pattern pattern, Bindings bindings) {
    return pattern instanceof Pattern.Base64Text text
        ? ByteString.copyFrom(Base64.getDecoder().decode(bindings.resolve(text.template())))
        : (ByteString) ((Pattern.Scalar) pattern).value();
  }

  private Message message(Pattern.Fields pattern) {
    DynamicMessage.Builder builder = DynamicMessage.newBuilder(pattern.type());
    pattern.fields().forEach((field, value) -> set(builder, field, value));
    return builder.setUnknownFields(unknown(pattern.unknown())).build();
  }

  private static UnknownFieldSet unknown(List<Integer> numbers) {
    UnknownFieldSet.Builder unknown = UnknownFieldSet.newBuilder();
    UnknownFieldSet.Field empty =
        UnknownFieldSet.Field.newBuilder().addLengthDelimited(ByteString.EMPTY).build();
    numbers.forEach(number -> unknown.addField(number, empty));
    return unknown.build();
  }

  private void set(DynamicMessage.Builder builder, FieldDescriptor field, Pattern pattern) {
    if (pattern instanceof Pattern.Items items) {
      items.items().forEach(item -> builder.addRepeatedField(field, value(field, item)));
    } else {
      builder.setField(field, value(field, pattern));
    }
  }

  private Object value(FieldDescriptor field, Pattern pattern) {
    if (pattern instanceof Pattern.Text text) {
      return bindings.resolve(text.template());
    }
    if (pattern instanceof Pattern.Base64Text) {
      return bytes(pattern, bindings);
    }
    if (pattern instanceof Pattern.Entries entries) {
      return MetadataValue.build(field.getMessageType(), entries, bindings);
    }
    if (pattern instanceof Pattern.Scalar scalar) {
      return field.getJavaType() == FieldDescriptor.JavaType.ENUM
          ? field.getEnumType().findValueByName((String) scalar.value())
          : scalar.value();
    }
    if (pattern instanceof Pattern.Fields fields) {
      return message(fields);
    }
    if (pattern instanceof Pattern.Packed packed) {
      return Any.newBuilder()
          .setTypeUrl(packed.typeUrl())
          .setValue(message(packed.content()).toByteString())
          .build();
    }
    throw new IllegalArgumentException(
        "The value of " + field.getFullName() + " is left open, so nothing can be sent for it.");
  }
}
