package io.cloudstate.tck.specs.match;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds one value in a message: field names separated by dots, elements by their index, entries of
 * metadata by their key, as in {@code reply.events[0].typeUrl} or {@code metadata.ce-id}.
 */
public final class ValuePath {

  private static final Pattern STEP = Pattern.compile("([A-Za-z0-9_-]+)(?:\\[(\\d+)])?");

  private ValuePath() {}

  /** Whether a path is written rightly; whether it leads anywhere depends on the message. */
  public static boolean isOne(String path) {
    return List.of(path.split("\\.", -1)).stream().allMatch(step -> STEP.matcher(step).matches());
  }

  /** The value as text, bytes as base64; nothing where the path leads to no single value. */
  public static Optional<String> read(Message message, String path) {
    Object value = message;
    for (String step : path.split("\\.", -1)) {
      Optional<Object> next = value instanceof Message inner ? step(inner, step) : Optional.empty();
      if (next.isEmpty()) {
        return Optional.empty();
      }
      value = next.get();
    }
    return text(value);
  }

  private static Optional<Object> step(Message message, String step) {
    if (MetadataValue.isMetadata(message.getDescriptorForType())) {
      return Optional.ofNullable(MetadataValue.entries(message).get(step.toLowerCase(Locale.ROOT)));
    }
    Matcher parsed = STEP.matcher(step);
    return parsed.matches()
        ? field(message.getDescriptorForType(), parsed.group(1))
            .flatMap(field -> element(message, field, parsed.group(2)))
        : Optional.empty();
  }

  private static Optional<FieldDescriptor> field(Descriptor type, String name) {
    return type.getFields().stream()
        .filter(field -> field.getName().equals(name) || field.getJsonName().equals(name))
        .findFirst();
  }

  private static Optional<Object> element(
      Message message, FieldDescriptor field, @Nullable String index) {
    if (!field.isRepeated()) {
      return field.hasPresence() && !message.hasField(field)
          ? Optional.empty()
          : Optional.of(message.getField(field));
    }
    int at = index == null ? 0 : Integer.parseInt(index);
    return at < message.getRepeatedFieldCount(field)
        ? Optional.of(message.getRepeatedField(field, at))
        : Optional.empty();
  }

  private static Optional<String> text(Object value) {
    if (value instanceof ByteString bytes) {
      return Optional.of(Base64.getEncoder().encodeToString(bytes.toByteArray()));
    }
    if (value instanceof EnumValueDescriptor named) {
      return Optional.of(named.getName());
    }
    return value instanceof Message || value instanceof List
        ? Optional.empty()
        : Optional.of(value.toString());
  }
}
