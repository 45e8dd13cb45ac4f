package io.cloudstate.tck.specs.match;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Makes patterns that leave nothing open, the same ones for the same seed. */
final class RandomPatterns {

  private static final int DEPTH = 4;

  private final Random random;
  private final List<Descriptor> packable;

  /** Patterns whose {@code Any} values hold messages of these types. */
  RandomPatterns(long seed, List<Descriptor> packable) {
    this.random = new Random(seed);
    this.packable = List.copyOf(packable);
  }

  Pattern.Fields message(Descriptor type) {
    return message(type, DEPTH);
  }

  private Pattern.Fields message(Descriptor type, int depth) {
    Map<FieldDescriptor, Pattern> fields = new LinkedHashMap<>();
    Set<OneofDescriptor> taken = new HashSet<>();
    for (FieldDescriptor field : type.getFields()) {
      OneofDescriptor oneof = field.getContainingOneof();
      boolean nested = field.getJavaType() == FieldDescriptor.JavaType.MESSAGE;
      if (random.nextBoolean() && (depth > 0 || !nested) && (oneof == null || taken.add(oneof))) {
        fields.put(field, field.isRepeated() ? items(field, depth) : value(field, depth));
      }
    }
    return new Pattern.Fields(type, fields);
  }

  private Pattern items(FieldDescriptor field, int depth) {
    List<Pattern> items = new ArrayList<>();
    int length = random.nextInt(4);
    for (int i = 0; i < length; i++) {
      items.add(value(field, depth));
    }
    return new Pattern.Items(items);
  }

  private Pattern value(FieldDescriptor field, int depth) {
    return switch (field.getJavaType()) {
      case INT -> new Pattern.Scalar(random.nextInt());
      case LONG -> new Pattern.Scalar(random.nextLong());
      case FLOAT -> new Pattern.Scalar(random.nextFloat());
      case DOUBLE -> new Pattern.Scalar(random.nextDouble());
      case BOOLEAN -> new Pattern.Scalar(random.nextBoolean());
      case STRING ->
          new Pattern.Text(one(List.of("", "A", "${entity}", "${entity}-b", "ä\n\"", "$1")));
      case BYTE_STRING -> new Pattern.Scalar(bytes());
      case ENUM ->
          new Pattern.Scalar(
              one(
                  field.getEnumType().getValues().stream()
                      .map(EnumValueDescriptor::getName)
                      .toList()));
      case MESSAGE ->
          field.getMessageType().getFullName().equals(Any.getDescriptor().getFullName())
              ? packed(depth)
              : message(field.getMessageType(), depth - 1);
    };
  }

  private Pattern packed(int depth) {
    Descriptor type = one(packable);
    return new Pattern.Packed(
        one(List.of("type.googleapis.com/", "", "a.b/c/")).concat("/").replace("//", "/")
            + type.getFullName(),
        message(type, depth - 1));
  }

  private ByteString bytes() {
    byte[] bytes = new byte[random.nextInt(5)];
    random.nextBytes(bytes);
    return ByteString.copyFrom(bytes);
  }

  private <T> T one(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
