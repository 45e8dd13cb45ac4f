package io.cloudstate.tck.model.proxy.http;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.cloudstate.tck.model.proxy.settings.ProxyDefect;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the query of a URL into a message; pure. Armeria reads it too, but takes unknown names and
 * wrong values, lets the query beat the path, and knows neither the upper half of unsigned numbers
 * nor fields of recursive types.
 */
final class QueryParameters {
  private final Descriptor type;
  private final Set<String> bound;
  private final Set<ProxyDefect> defects;

  /**
   * @param type the request's type
   * @param bound paths of the fields, by their original names, that path and body give
   * @param defects the bugs to imitate
   */
  QueryParameters(Descriptor type, Set<String> bound, Set<ProxyDefect> defects) {
    this.type = type;
    this.bound = bound;
    this.defects = defects;
  }

  /**
   * The fields that a query sets.
   *
   * @param query names and decoded values, in order
   * @throws InvalidProtocolBufferException if a name is not that of a free field, or a value does
   *     not fit its field
   */
  DynamicMessage read(Iterable<Map.Entry<String, String>> query)
      throws InvalidProtocolBufferException {
    JsonObject json = new JsonObject();
    for (Map.Entry<String, String> parameter : query) {
      put(json, parameter.getKey(), decoded(parameter.getValue()));
    }
    DynamicMessage.Builder message = DynamicMessage.newBuilder(type);
    JsonFormat.parser().merge(json.toString(), message);
    return message.build();
  }

  /** As it is, unless a defect decodes it once more. */
  private String decoded(String value) {
    if (!has(ProxyDefect.HTTP_QUERY_DECODED_TWICE)) {
      return value;
    }
    try {
      return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return value;
    }
  }

  private void put(JsonObject json, String name, String value)
      throws InvalidProtocolBufferException {
    List<String> steps = List.of(name.split("\\.", -1));
    JsonObject parent = json;
    Descriptor within = type;
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < steps.size(); i++) {
      Optional<FieldDescriptor> field = field(within, steps.get(i));
      if (field.isEmpty()) {
        if (has(ProxyDefect.HTTP_UNKNOWN_QUERY_IGNORED)) {
          return;
        }
        throw new InvalidProtocolBufferException(
            "the query parameter '%s' is no field of %s".formatted(name, within.getFullName()));
      }
      path.append(i == 0 ? "" : ".").append(field.get().getName());
      if (bound.contains(path.toString()) && !has(ProxyDefect.HTTP_QUERY_BEATS_PATH)) {
        throw new InvalidProtocolBufferException(
            "the field of the query parameter '%s' has its value from the path or the body"
                .formatted(name));
      }
      if (i == steps.size() - 1) {
        set(parent, field.get(), value);
      } else if (has(ProxyDefect.HTTP_NESTED_QUERY_IGNORED)) {
        return;
      } else {
        within = message(field.get(), name);
        parent = child(parent, field.get());
      }
    }
  }

  private Optional<FieldDescriptor> field(Descriptor type, String name) {
    return type.getFields().stream()
        .filter(
            field ->
                field.getJsonName().equals(name)
                    || (field.getName().equals(name) && !has(ProxyDefect.HTTP_QUERY_BY_JSON_NAMES)))
        .findFirst();
  }

  private static Descriptor message(FieldDescriptor field, String name)
      throws InvalidProtocolBufferException {
    if (field.isRepeated() || field.getJavaType() != FieldDescriptor.JavaType.MESSAGE) {
      throw new InvalidProtocolBufferException(
          "the query parameter '%s' looks for fields in %s, which is no single message"
              .formatted(name, field.getFullName()));
    }
    return field.getMessageType();
  }

  private static JsonObject child(JsonObject parent, FieldDescriptor field)
      throws InvalidProtocolBufferException {
    String name = field.getJsonName();
    if (!parent.has(name)) {
      parent.add(name, new JsonObject());
    }
    if (parent.get(name) instanceof JsonObject child) {
      return child;
    }
    throw bothWholeAndParts(field);
  }

  private static InvalidProtocolBufferException bothWholeAndParts(FieldDescriptor field) {
    return new InvalidProtocolBufferException(
        "the query has both %s and fields of it".formatted(field.getFullName()));
  }

  private void set(JsonObject parent, FieldDescriptor field, String value)
      throws InvalidProtocolBufferException {
    String name = field.getJsonName();
    if (!field.isRepeated()) {
      if (parent.get(name) instanceof JsonObject) {
        throw bothWholeAndParts(field);
      }
      // Its text is the JSON form of any single value, a number's or an enum's too.
      parent.addProperty(name, value);
      return;
    }
    if (!parent.has(name) || has(ProxyDefect.HTTP_REPEATED_QUERY_LAST_ONLY)) {
      parent.add(name, new JsonArray());
    }
    parent.getAsJsonArray(name).add(value);
  }

  private boolean has(ProxyDefect defect) {
    return defects.contains(defect);
  }
}
