package io.cloudstate.tck.specs.match;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a message, or a value within one, must look like. A pattern that leaves nothing open also
 * builds the message to send.
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

  /** Bytes given as base64 in which {@code ${name}} stands for a binding. */
  record Base64Text(String template) implements Pattern {}

  /** A repeated field. */
  record Items(List<Pattern> items, Order order) implements Pattern {

    public Items {
      items = List.copyOf(items);
    }

    /** As many values, in this order. */
    public Items(List<Pattern> items) {
      this(items, Order.AS_WRITTEN);
    }
  }

  /** What the order of a repeated field means. */
  enum Order {
    /** As many values, in this order. */
    AS_WRITTEN,
    /** As many values, in any order: the elements of a set. */
    ANY,
    /** These values, in any order, and perhaps others. */
    AMONG_OTHERS,
    /** One value or more, each of which is one of these. */
    FROM_AMONG
  }

  /**
   * A message: the named fields match, all others are at their default.
   *
   * @param unknown numbers of fields that its type does not have, and that it has all the same,
   *     each with no bytes
   */
  record Fields(Descriptor type, Map<FieldDescriptor, Pattern> fields, List<Integer> unknown)
      implements Pattern {

    public Fields {
      fields = InOrder.copyOf(fields);
      unknown = List.copyOf(unknown);
    }

    /** A message with no field that its type does not have. */
    public Fields(Descriptor type, Map<FieldDescriptor, Pattern> fields) {
      this(type, fields, List.of());
    }

    /** This pattern with one more field, or with another pattern for it. */
    public Fields with(FieldDescriptor field, Pattern pattern) {
      Map<FieldDescriptor, Pattern> more = new LinkedHashMap<>(fields);
      more.put(field, pattern);
      return new Fields(type, more, unknown);
    }
  }

  /**
   * A {@code google.protobuf.Any} with exactly this type url, whose content is compared after
   * unpacking.
   */
  record Packed(String typeUrl, Fields content) implements Pattern {}

  /**
   * A {@code google.protobuf.Any} of whatever JSON type, whose content is this JSON, whatever its
   * layout. An object may have members that are not named.
   */
  record Json(String json) implements Pattern {}

  /**
   * A {@code cloudstate.Metadata} that has at least these entries, keys in any case. The value of a
   * key is matched as text; bytes as {@link Base64Text} or {@link Scalar}.
   */
  record Entries(Map<String, Pattern> entries) implements Pattern {

    public Entries {
      entries = InOrder.copyOf(entries);
    }
  }

  /** Any of these. */
  record OneOf(List<Pattern> patterns) implements Pattern {

    public OneOf {
      patterns = List.copyOf(patterns);
    }
  }

  /** Anything but this. */
  record Not(Pattern pattern) implements Pattern {}

  /** A serialized file descriptor that has this name, or declares this symbol. */
  record Describes(String fileOrSymbol) implements Pattern {}

  /**
   * A {@code cloudstate.crdt.CrdtDelta} that, applied to one state, gives the other; both are
   * written as the delta that makes them from nothing.
   *
   * @param before no fields where the CRDT does not exist yet
   */
  record Transition(Fields before, Fields after, Sender sender) implements Pattern {}

  /** Who sends a delta. */
  enum Sender {
    /** It says of a vote only its own; how many there are is not compared. */
    SERVICE,
    /** It counts the votes. */
    PROXY
  }
}
