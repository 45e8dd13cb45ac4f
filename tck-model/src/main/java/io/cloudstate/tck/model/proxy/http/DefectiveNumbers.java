package io.cloudstate.tck.model.proxy.http;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.math.BigInteger;

/** A bug in the printing of JSON: 64 bit integers without their quotation marks; pure. */
public final class DefectiveNumbers {
  private DefectiveNumbers() {}

  /**
   * A message's JSON as a proxy with this bug prints it.
   *
   * @param json the message in proto3 JSON
   * @param type the message's type
   * @return the same with other numbers
   */
  public static String in(String json, Descriptor type) {
    return in(JsonParser.parseString(json), type).toString();
  }

  /** Well-known types whose JSON is no object stay as they are. */
  private static JsonElement in(JsonElement json, Descriptor type) {
    if (!(json instanceof JsonObject object)) {
      return json;
    }
    JsonObject changed = object.deepCopy();
    for (FieldDescriptor field : type.getFields()) {
      JsonElement value = object.get(field.getJsonName());
      if (value != null && !field.isMapField()) {
        changed.add(field.getJsonName(), in(value, field));
      }
    }
    return changed;
  }

  private static JsonElement in(JsonElement value, FieldDescriptor field) {
    if (value instanceof JsonArray array) {
      JsonArray changed = new JsonArray();
      array.forEach(element -> changed.add(in(element, field)));
      return changed;
    }
    return switch (field.getJavaType()) {
      case LONG -> new JsonPrimitive(new BigInteger(value.getAsString()));
      case MESSAGE -> in(value, field.getMessageType());
      default -> value;
    };
  }
}
