package io.cloudstate.tck.specs.match;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a message, or a value within one, must look like. A pattern without {@link Anything} and
 * {@link Blank} also builds the message to send.
 */
public sealed interface Pattern {

  /** Exempts the value from comparison. */
  record Anything() implements Pattern {}

  /** A message that is absent, or there and empty, which mean the same here. */
  record Blank() implements Pattern {}

  /** A string in which {@code ${name}} stands for a binding. */
  record Text(String template) implements Pattern {}

  /**
   * A value compared as it is, in protobuf's Java representation (number, boolean, bytes or enum
   * value).
   */
  record Scalar(Object value) implements Pattern {}

  /** A repeated field: as many values, in this order. */
  record Items(List<Pattern> items) implements Pattern {

    public Items {
      items = List.copyOf(items);
    }
  }

  /** A message: the named fields match, all others are at their default. */
  record Fields(Descriptor type, Map<FieldDescriptor, Pattern> fields) implements Pattern {

    public Fields {
      fields = new LinkedHashMap<>(fields);
    }

    /** This pattern with one more field, or with another pattern for it. */
    public Fields with(FieldDescriptor field, Pattern pattern) {
      Map<FieldDescriptor, Pattern> more = new LinkedHashMap<>(fields);
      more.put(field, pattern);
      return new Fields(type, more);
    }
  }

  /**
   * A {@code google.protobuf.Any} with exactly this type url, whose content is compared after
   * unpacking.
   */
  record Packed(String typeUrl, Fields content) implements Pattern {}
}
