package io.cloudstate.tck.reports.file;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Finds what a JSON object lacks to become a record, since a value that is missing would silently
 * be read as null, 0 or false.
 */
final class RequiredComponents {

  private RequiredComponents() {}

  /** The first thing wrong, as {@code frames[3].seq is missing}, if any. */
  static Optional<String> firstMissing(JsonNode object, Class<? extends Record> type) {
    return inRecord(object, type, "");
  }

  private static Optional<String> inRecord(JsonNode object, Class<?> type, String path) {
    if (!object.isObject()) {
      return Optional.of("%s should be an object".formatted(path));
    }
    for (RecordComponent component : type.getRecordComponents()) {
      JsonNode value = object.get(component.getName());
      String name = path.isEmpty() ? component.getName() : path + "." + component.getName();
      boolean absent = value == null || value.isNull();
      if (absent && !component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
        return Optional.of(
            value == null ? name + " is missing" : name + " is null, which it may not be");
      }
      if (!absent) {
        Optional<String> wrong = inValue(value, component.getGenericType(), name);
        if (wrong.isPresent()) {
          return wrong;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<String> inValue(JsonNode value, Type type, String path) {
    if (type instanceof Class<?> c && c.isRecord()) {
      return inRecord(value, c, path);
    }
    if (type instanceof ParameterizedType list) {
      if (!value.isArray()) {
        return Optional.of("%s should be an array".formatted(path));
      }
      for (int i = 0; i < value.size(); i++) {
        String name = path + "[" + i + "]";
        JsonNode element = value.get(i);
        Optional<String> wrong =
            element.isNull()
                ? Optional.of(name + " is null, which it may not be")
                : inValue(element, list.getActualTypeArguments()[0], name);
        if (wrong.isPresent()) {
          return wrong;
        }
      }
    }
    return Optional.empty();
  }
}
