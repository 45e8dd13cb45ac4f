package io.cloudstate.tck.specs.match;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
    return PLACEHOLDER
        .matcher(template)
        .replaceAll(
            found -> Matcher.quoteReplacement(values.getOrDefault(found.group(1), found.group())));
  }

  /**
   * Replaces the placeholders of a template.
   *
   * @throws IllegalArgumentException if one has no binding
   */
  public String resolve(String template) {
    return PLACEHOLDER
        .matcher(template)
        .replaceAll(
            found -> {
              String value = values.get(found.group(1));
              if (value == null) {
                throw new IllegalArgumentException(
                    "No value is bound to "
                        + found.group()
                        + "; bound are "
                        + new TreeSet<>(values.keySet())
                        + ".");
              }
              return Matcher.quoteReplacement(value);
            });
  }
}
