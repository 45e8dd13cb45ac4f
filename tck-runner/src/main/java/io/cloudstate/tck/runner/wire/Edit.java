package io.cloudstate.tck.runner.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One change to a decoded frame.
 *
 * @param path field names separated by dots, as in the .proto files; the last one is changed. A
 *     repeated message field on the way means its first element, or with {@code []} each
 * @param op what to do
 * @param value operand, as text
 */
public record Edit(String path, Op op, String value) {

  /** What can be done to a field. */
  public enum Op {
    /** Sets a string, number or boolean. */
    SET,
    /** Adds to a number. */
    ADD,
    /** Clears the field. */
    CLEAR,
    /** Turns a list round. */
    REVERSE,
    /** Repeats a list's last element. */
    REPEAT,
    /** Removes a list's last element. */
    REMOVE_LAST,
    /**
     * Copies the field of this path, from the frame's root, here; a list takes it as one more
     * element.
     */
    COPY
  }

  /** The frame after all edits. An edit whose path leads nowhere changes nothing. */
  static Message apply(List<Edit> edits, DynamicMessage frame) {
    DynamicMessage edited = frame;
    for (Edit edit : edits) {
      DynamicMessage root = edited;
      edited =
          change(edited, List.of(edit.path().split("\\.")), builder -> edit.apply(builder, root));
    }
    return edited;
  }

  /** Whether the field at a path has a value; the empty text stands for the default. */
  static boolean holds(DynamicMessage frame, String path, String value) {
    Optional<Object> found = find(frame, path);
    return value.isEmpty()
        ? found.isEmpty()
        : found.isPresent() && (value.equals("*") || value.equals(String.valueOf(found.get())));
  }

  private static Optional<Object> find(Message message, String path) {
    int dot = path.indexOf('.');
    String name = dot < 0 ? path : path.substring(0, dot);
    FieldDescriptor field = message.getDescriptorForType().findFieldByName(name);
    if (field == null || isDefault(message, field)) {
      return Optional.empty();
    }
    Object value =
        field.isRepeated() ? message.getRepeatedField(field, 0) : message.getField(field);
    return dot < 0 ? Optional.of(value) : find((Message) value, path.substring(dot + 1));
  }

  private static boolean isDefault(Message message, FieldDescriptor field) {
    return field.isRepeated()
        ? message.getRepeatedFieldCount(field) == 0
        : !message.hasField(field);
  }

  private record Target(DynamicMessage.Builder parent, FieldDescriptor field) {}

  private static DynamicMessage change(
      DynamicMessage message, List<String> path, Consumer<Target> last) {
    String name = path.get(0).replace("[]", "");
    FieldDescriptor field = message.getDescriptorForType().findFieldByName(name);
    if (field == null) {
      return message;
    }
    DynamicMessage.Builder builder = message.toBuilder();
    if (path.size() == 1) {
      last.accept(new Target(builder, field));
      return builder.build();
    }
    if (isDefault(message, field)) {
      return message;
    }
    List<String> rest = path.subList(1, path.size());
    if (field.isRepeated()) {
      int until = path.get(0).endsWith("[]") ? message.getRepeatedFieldCount(field) : 1;
      for (int i = 0; i < until; i++) {
        builder.setRepeatedField(
            field, i, inner((Message) message.getRepeatedField(field, i), rest, last));
      }
    } else {
      builder.setField(field, inner((Message) message.getField(field), rest, last));
    }
    return builder.build();
  }

  private static Message inner(Message message, List<String> path, Consumer<Target> last) {
    return change(
        DynamicMessage.newBuilder(message.getDescriptorForType()).mergeFrom(message).build(),
        path,
        last);
  }

  private void apply(Target target, DynamicMessage root) {
    DynamicMessage.Builder parent = target.parent();
    FieldDescriptor field = target.field();
    switch (op) {
      case SET -> parent.setField(field, parsed(field));
      case ADD -> parent.setField(field, ((Long) parent.getField(field)) + Long.parseLong(value));
      case CLEAR -> parent.clearField(field);
      case REVERSE -> replace(parent, field, reversed(elements(parent, field)));
      case REPEAT -> {
        List<Object> elements = elements(parent, field);
        if (!elements.isEmpty()) {
          parent.addRepeatedField(field, elements.get(elements.size() - 1));
        }
      }
      case REMOVE_LAST -> {
        List<Object> elements = elements(parent, field);
        replace(parent, field, elements.subList(0, Math.max(0, elements.size() - 1)));
      }
      case COPY ->
          find(root, value)
              .ifPresent(
                  found -> {
                    if (field.isRepeated()) {
                      parent.addRepeatedField(field, found);
                    } else {
                      parent.setField(field, found);
                    }
                  });
    }
  }

  private Object parsed(FieldDescriptor field) {
    return switch (field.getJavaType()) {
      case STRING -> value;
      case LONG -> Long.valueOf(value);
      case INT -> Integer.valueOf(value);
      case BOOLEAN -> Boolean.valueOf(value);
      case BYTE_STRING -> ByteString.copyFromUtf8(value);
      default ->
          throw new IllegalArgumentException("A script cannot set " + field.getFullName() + ".");
    };
  }

  private static List<Object> elements(DynamicMessage.Builder parent, FieldDescriptor field) {
    List<Object> elements = new ArrayList<>();
    for (int i = 0; i < parent.getRepeatedFieldCount(field); i++) {
      elements.add(parent.getRepeatedField(field, i));
    }
    return elements;
  }

  private static List<Object> reversed(List<Object> elements) {
    List<Object> reversed = new ArrayList<>(elements);
    Collections.reverse(reversed);
    return reversed;
  }

  private static void replace(
      DynamicMessage.Builder parent, FieldDescriptor field, List<Object> elements) {
    parent.clearField(field);
    elements.forEach(element -> parent.addRepeatedField(field, element));
  }
}
