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

  private static final Pattern STEP =
      Pattern.compile("([A-Za-z0-9_]+)(?:\\[(\\d{1,6})])?(?:\\.(.+))?");

  private ValuePath() {}

  /**
   * Why a path leads nowhere.
   *
   * @param text a sentence
   * @param unknown what is not known, if that is the reason
   * @param known what is known in its place; none where that is not the reason
   */
  public record Problem(String text, String unknown, List<String> known) {

    Problem(String text) {
      this(text, "", List.of());
    }
  }

  /** Why a path leads to no single value in any message of a type, if so. */
  public static Optional<Problem> problem(Descriptor type, String path) {
    if (MetadataValue.isMetadata(type)) {
      return Optional.empty();
    }
    Matcher step = STEP.matcher(path);
    if (!step.matches()) {
      return Optional.of(
          new Problem("Expected a path like reply.events[0].typeUrl, found \"" + path + "\"."));
    }
    String name = step.group(1);
    Optional<FieldDescriptor> found = field(type, name);
    if (found.isEmpty()) {
      return Optional.of(
          new Problem(
              "Unknown field \"" + name + "\" of " + type.getFullName() + ".",
              name,
              type.getFields().stream().map(FieldDescriptor::getJsonName).toList()));
    }
    FieldDescriptor field = found.get();
    if (field.isRepeated() != (step.group(2) != null)) {
      return Optional.of(
          new Problem(
              field.isRepeated()
                  ? "\"" + name + "\" is a list; say which element, as in " + name + "[0]."
                  : "\"" + name + "\" is no list; leave the number out."));
    }
    boolean nested = field.getJavaType() == FieldDescriptor.JavaType.MESSAGE;
    String rest = step.group(3);
    if (nested != (rest != null)) {
      return Optional.of(
          new Problem(
              nested
                  ? "\"" + name + "\" is a message; say which of its values."
                  : "\"" + name + "\" is a single value; nothing comes after it."));
    }
    return rest == null ? Optional.empty() : problem(field.getMessageType(), rest);
  }

  /** The value as text, bytes as base64; nothing where the path leads to no single value. */
  public static Optional<String> read(Message message, String path) {
    if (MetadataValue.isMetadata(message.getDescriptorForType())) {
      return Optional.ofNullable(MetadataValue.entries(message).get(path.toLowerCase(Locale.ROOT)))
          .flatMap(ValuePath::text);
    }
    Matcher step = STEP.matcher(path);
    if (!step.matches()) {
      return Optional.empty();
    }
    String rest = step.group(3);
    Optional<Object> value =
        field(message.getDescriptorForType(), step.group(1))
            .flatMap(field -> element(message, field, step.group(2)));
    return rest == null
        ? value.flatMap(ValuePath::text)
        : value.filter(Message.class::isInstance).flatMap(inner -> read((Message) inner, rest));
  }

  private static Optional<FieldDescriptor> field(Descriptor type, String name) {
    return type.getFields().stream()
        .filter(field -> field.getName().equals(name) || field.getJsonName().equals(name))
        .findFirst();
  }

  private static Optional<Object> element(
      Message message, FieldDescriptor field, @Nullable String index) {
    if (field.isRepeated() != (index != null)) {
      return Optional.empty();
    }
    if (index == null) {
      return field.hasPresence() && !message.hasField(field)
          ? Optional.empty()
          : Optional.of(message.getField(field));
    }
    int at = Integer.parseInt(index);
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
