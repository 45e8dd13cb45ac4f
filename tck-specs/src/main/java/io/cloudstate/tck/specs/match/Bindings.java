package io.cloudstate.tck.specs.match;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The values that stand for {@code ${name}} in one run of a scenario. */
public record Bindings(Map<String, String> values) {

  private static final int KIB = 1024;
  private static final String KIBIBYTE = "k".repeat(KIB);
  private static final String MEBIBYTE = "m".repeat(KIB * KIB);
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Za-z][A-Za-z0-9]*)}");

  public Bindings {
    values = Map.copyOf(values);
  }

  /** These bindings and more. */
  public Bindings and(Map<String, String> more) {
    if (more.isEmpty()) {
      return this;
    }
    Map<String, String> all = new HashMap<>(values);
    all.putAll(more);
    return new Bindings(all);
  }

  /**
   * The bindings of a run in which {@code ${entity}} is the given entity id; {@code ${kib}} and
   * {@code ${mib}} are texts of so many bytes.
   */
  public static Bindings ofEntity(String entityId) {
    return new Bindings(Map.of("entity", entityId, "kib", KIBIBYTE, "mib", MEBIBYTE));
  }

  /** The names that stand in the placeholders of a template. */
  public static List<String> names(String template) {
    return PLACEHOLDER.matcher(template).results().map(found -> found.group(1)).toList();
  }

  /** Replaces the placeholders that have a binding and leaves the others as written. */
  public String resolveKnown(String template) {
    return replaced(template, values::get);
  }

  /**
   * Replaces the placeholders of a template.
   *
   * @throws IllegalArgumentException if one has no binding
   */
  public String resolve(String template) {
    return replaced(template, this::bound);
  }

  private String bound(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "No value is bound to ${%s}; bound are %s."
              .formatted(name, new TreeSet<>(values.keySet())));
    }
    return value;
  }

  /** Values may be megabytes, which the replacement of regular expressions copies by character. */
  private static String replaced(String template, Function<String, @Nullable String> valueOfName) {
    Matcher placeholder = PLACEHOLDER.matcher(template);
    StringBuilder text = new StringBuilder();
    int from = 0;
    while (placeholder.find()) {
      String value = valueOfName.apply(placeholder.group(1));
      text.append(template, from, placeholder.start())
          .append(value == null ? placeholder.group() : value);
      from = placeholder.end();
    }
    return from == 0 ? template : text.append(template, from, template.length()).toString();
  }
}
