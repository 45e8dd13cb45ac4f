package io.cloudstate.tck.specs.read;

import io.cloudstate.tck.specs.match.InOrder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A value of a YAML file that remembers its place. */
public sealed interface Node {

  /** Where it begins. */
  Place place();

  /** As one would write it on one line. */
  default String flow() {
    StringBuilder line = new StringBuilder();
    flow(line);
    return line.toString();
  }

  /** Appends to a line as what one would write there. */
  void flow(StringBuilder line);

  /** What kind of value it is, for messages. */
  String kind();

  /** Something wrong with it, at its place. */
  default SpecException error(String message) {
    return new SpecException(place(), message);
  }

  private SpecException notA(String expected) {
    return error("Expected " + expected + ", found " + kind() + ": " + flow());
  }

  /** Itself, if it is a map. */
  default Mapping mapping() {
    if (this instanceof Mapping mapping) {
      return mapping;
    }
    throw notA("a map");
  }

  /** Itself, if it is a list. */
  default Sequence sequence() {
    if (this instanceof Sequence sequence) {
      return sequence;
    }
    throw notA("a list");
  }

  /** Itself, if it is a single value. */
  default Scalar scalar() {
    if (this instanceof Scalar scalar) {
      return scalar;
    }
    throw notA("a single value");
  }

  /** The text of a single value. */
  default String text() {
    return scalar().value();
  }

  /** Whether it is this word. */
  default boolean isWord(String word) {
    return this instanceof Scalar scalar && scalar.value().equals(word);
  }

  /** A map; a word that stands alone is one with that key and no value. */
  default Mapping wordOrMapping() {
    return this instanceof Scalar word
        ? new Mapping(place(), Map.of(word.value(), new Entry(place(), new Scalar(place(), ""))))
        : mapping();
  }

  /** Whether it is a map of nothing. */
  default boolean isEmptyMap() {
    return this instanceof Mapping mapping && mapping.entries().isEmpty();
  }

  /** A single value as it stands in the file. */
  record Scalar(Place place, String value) implements Node {

    @Override
    public void flow(StringBuilder line) {
      if (isPlain()) {
        line.append(value);
      } else {
        line.append('"').append(value.replace("\"", "\\\"")).append('"');
      }
    }

    private boolean isPlain() {
      for (int i = 0; i < value.length(); i++) {
        if (!isPlain(value.charAt(i))) {
          return false;
        }
      }
      return !value.isEmpty();
    }

    private static boolean isPlain(char character) {
      return (character >= 'a' && character <= 'z')
          || (character >= 'A' && character <= 'Z')
          || (character >= '0' && character <= '9')
          || "_./@+-".indexOf(character) >= 0;
    }

    @Override
    public String kind() {
      return "a single value";
    }
  }

  /** Several values in order. */
  record Sequence(Place place, List<Node> items) implements Node {

    public Sequence {
      items = List.copyOf(items);
    }

    @Override
    public void flow(StringBuilder line) {
      line.append('[');
      String between = "";
      for (Node item : items) {
        line.append(between);
        item.flow(line);
        between = ", ";
      }
      line.append(']');
    }

    @Override
    public String kind() {
      return "a list";
    }
  }

  /** Values by key, in the order of the file. */
  record Mapping(Place place, Map<String, Entry> entries) implements Node {

    public Mapping {
      entries = InOrder.copyOf(entries);
    }

    /** Its keys. */
    public Set<String> keys() {
      return entries.keySet();
    }

    boolean has(String key) {
      return entries.containsKey(key);
    }

    /** The value of this key, if there is one. */
    public Optional<Node> find(String key) {
      return Optional.ofNullable(entries.get(key)).map(Entry::value);
    }

    /** The value of a key that must be there. */
    public Node get(String key) {
      return find(key)
          .orElseThrow(() -> error("\"" + key + "\" is missing here; found " + keys() + "."));
    }

    /** Rejects every key but these. */
    public void onlyKeys(Set<String> known) {
      entries.forEach(
          (key, entry) -> {
            if (!known.contains(key)) {
              throw new SpecException(
                  entry.place(), "Unknown word \"" + key + "\". " + Words.known(key, known));
            }
          });
    }

    /** The one entry of a map that must have just one. */
    public Map.Entry<String, Entry> only(String what) {
      if (entries.size() != 1) {
        throw error("Expected a map with one entry, " + what + "; found " + keys() + ".");
      }
      return entries.entrySet().iterator().next();
    }

    @Override
    public void flow(StringBuilder line) {
      line.append("{ ");
      String between = "";
      for (Map.Entry<String, Entry> entry : entries.entrySet()) {
        line.append(between).append(entry.getKey()).append(": ");
        entry.getValue().value().flow(line);
        between = ", ";
      }
      line.append(" }");
    }

    @Override
    public String kind() {
      return "a map";
    }
  }

  /** The value of a key, with the place of the key. */
  record Entry(Place place, Node value) {}
}
