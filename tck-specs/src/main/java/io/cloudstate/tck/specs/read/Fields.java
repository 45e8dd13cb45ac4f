package io.cloudstate.tck.specs.read;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import io.cloudstate.tck.specs.match.Pattern;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Finds fields by the names in the .proto files, and the patterns for them. */
final class Fields {

  private Fields() {}

  /** The field of this name, which the type has. */
  static FieldDescriptor field(Descriptor type, String name) {
    return Objects.requireNonNull(
        type.findFieldByName(name), () -> type.getFullName() + "." + name);
  }

  /** A message with one field. */
  static Pattern.Fields one(Descriptor type, String name, Pattern value) {
    return new Pattern.Fields(type, Map.of(field(type, name), value));
  }

  /** What is written of a field that is a message. */
  static Optional<Pattern.Fields> nested(Pattern.Fields fields, String name) {
    return pattern(fields, name)
        .filter(Pattern.Fields.class::isInstance)
        .map(Pattern.Fields.class::cast);
  }

  /** The plain value that is written for a field. */
  static Optional<Object> nestedValue(Pattern.Fields fields, String name) {
    return pattern(fields, name)
        .filter(Pattern.Scalar.class::isInstance)
        .map(scalar -> ((Pattern.Scalar) scalar).value());
  }

  private static Optional<Pattern> pattern(Pattern.Fields fields, String name) {
    return Optional.ofNullable(fields.type().findFieldByName(name))
        .map(field -> fields.fields().get(field));
  }
}
