package io.cloudstate.tck.specs.read;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * YAML as the build has read it, in JSON, which a JVM that has just started reads many times as
 * fast: {@code [hash of the YAML, node]}, where a node is {@code [line, column, value]}, and the
 * value of a map's key {@code [line, column of the key, node]}.
 */
final class Parsed {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final JsonFactory JSON = new JsonFactory();

  private final String file;
  private final JsonParser parser;

  private Parsed(String file, JsonParser parser) {
    this.file = file;
    this.parser = parser;
  }

  /** What {@link #find} reads. */
  static String of(String yaml, Node document) {
    return NODES.arrayNode().add(Hash.of(yaml)).add(json(document)).toString();
  }

  private static JsonNode json(Node node) {
    if (node instanceof Node.Scalar scalar) {
      return at(node.place()).add(scalar.value());
    }
    if (node instanceof Node.Sequence list) {
      ArrayNode items = NODES.arrayNode();
      list.items().forEach(item -> items.add(json(item)));
      return at(node.place()).add(items);
    }
    ObjectNode entries = NODES.objectNode();
    node.mapping()
        .entries()
        .forEach((key, entry) -> entries.set(key, at(entry.place()).add(json(entry.value()))));
    return at(node.place()).add(entries);
  }

  private static ArrayNode at(Place place) {
    return NODES.arrayNode().add(place.line()).add(place.column());
  }

  /**
   * The document, unless it was read from other YAML than this.
   *
   * @param file the name to use in messages
   * @param parsed what {@link #of} wrote
   */
  static Optional<Node> find(String file, String yaml, String parsed) {
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), parsed)) {
      parser.nextToken();
      if (!Hash.of(yaml).equals(parser.nextStringValue())) {
        return Optional.empty();
      }
      parser.nextToken();
      return Optional.of(new Parsed(file, parser).node());
    }
  }

  private Node node() {
    Place place = place();
    JsonToken token = parser.nextToken();
    Node node =
        token == JsonToken.START_OBJECT
            ? new Node.Mapping(place, entries())
            : token == JsonToken.START_ARRAY
                ? new Node.Sequence(place, items())
                : new Node.Scalar(place, parser.getString());
    parser.nextToken();
    return node;
  }

  private Place place() {
    return new Place(file, parser.nextIntValue(0), parser.nextIntValue(0));
  }

  private List<Node> items() {
    List<Node> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(node());
    }
    return items;
  }

  private Map<String, Node.Entry> entries() {
    Map<String, Node.Entry> entries = new LinkedHashMap<>();
    for (String key = parser.nextName(); key != null; key = parser.nextName()) {
      parser.nextToken();
      Place place = place();
      parser.nextToken();
      entries.put(key, new Node.Entry(place, node()));
      parser.nextToken();
    }
    return entries;
  }
}
