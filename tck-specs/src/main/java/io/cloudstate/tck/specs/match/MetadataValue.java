package io.cloudstate.tck.specs.match;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads and builds {@code cloudstate.Metadata}. */
public final class MetadataValue {

  private static final String FULL_NAME = "cloudstate.Metadata";

  private MetadataValue() {}

  /** Whether a message type is metadata. */
  public static boolean isMetadata(Descriptor type) {
    return type.getFullName().equals(FULL_NAME);
  }

  /** The first value of each key, in lower case: a string or bytes. */
  static Map<String, Object> entries(Message metadata) {
    Map<String, Object> values = new LinkedHashMap<>();
    FieldDescriptor entries = metadata.getDescriptorForType().findFieldByName("entries");
    for (Object item : (List<?>) metadata.getField(entries)) {
      Message entry = (Message) item;
      FieldDescriptor key = entry.getDescriptorForType().findFieldByName("key");
      FieldDescriptor bytes = entry.getDescriptorForType().findFieldByName("bytes_value");
      FieldDescriptor text = entry.getDescriptorForType().findFieldByName("string_value");
      values.putIfAbsent(
          ((String) entry.getField(key)).toLowerCase(Locale.ROOT),
          entry.getField(entry.hasField(bytes) ? bytes : text));
    }
    return values;
  }

  /** Metadata with these entries, whose values leave nothing open. */
  static Message build(Descriptor type, Pattern.Entries pattern, Bindings bindings) {
    FieldDescriptor entries = type.findFieldByName("entries");
    Descriptor entry = entries.getMessageType();
    DynamicMessage.Builder metadata = DynamicMessage.newBuilder(type);
    pattern
        .entries()
        .forEach(
            (key, value) -> {
              DynamicMessage.Builder one =
                  DynamicMessage.newBuilder(entry).setField(entry.findFieldByName("key"), key);
              if (value instanceof Pattern.Text text) {
                one.setField(
                    entry.findFieldByName("string_value"), bindings.resolve(text.template()));
              } else {
                one.setField(entry.findFieldByName("bytes_value"), Builder.bytes(value, bindings));
              }
              metadata.addRepeatedField(entries, one.build());
            });
    return metadata.build();
  }
}
