package io.cloudstate.tck.specs.read;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;

/** Reads YAML text into nodes that remember their place. */
public final class YamlReader {

  /** The library's own limit, 3 MiB, is less than ten thousand scenarios take. */
  private static final int MOST_CODE_POINTS = 1 << 28;

  /** A key that stands twice is refused here, with its place. */
  private static final LoadSettings SETTINGS =
      LoadSettings.builder()
          .setCodePointLimit(MOST_CODE_POINTS)
          .setAllowDuplicateKeys(true)
          .build();

  private static final YAMLFactory YAML = YAMLFactory.builder().loadSettings(SETTINGS).build();

  private final String file;
  private final JsonParser parser;

  private YamlReader(String file, JsonParser parser) {
    this.file = file;
    this.parser = parser;
  }

  /**
   * Reads one document.
   *
   * @param file the name to use in messages
   * @throws SpecException if it is not YAML, or uses aliases, or holds more than one document
   */
  public static Node read(String file, String text) {
    return find(file, text)
        .orElseThrow(() -> new SpecException(new Place(file, 1, 1), "The file is empty."));
  }

  /**
   * Reads one document, or none where there are only comments.
   *
   * @param file the name to use in messages
   * @throws SpecException if it is not YAML, or uses aliases, or holds more than one document
   */
  public static Optional<Node> find(String file, String text) {
    try (JsonParser parser = YAML.createParser(ObjectReadContext.empty(), text)) {
      YamlReader reader = new YamlReader(file, parser);
      if (parser.nextToken() == null) {
        return Optional.empty();
      }
      Node root = reader.node();
      if (parser.nextToken() != null) {
        throw new SpecException(
            reader.here(), "A second YAML document starts here; a file holds one.");
      }
      return Optional.of(root);
    } catch (JacksonException broken) {
      TokenStreamLocation at = broken.getLocation();
      Place place =
          at == null ? new Place(file, 1, 1) : new Place(file, at.getLineNr(), at.getColumnNr());
      throw new SpecException(place, "Not YAML: " + onOneLine(broken.getOriginalMessage()));
    }
  }

  /** The parser also shows the places and the text around them, indented. */
  private static String onOneLine(String message) {
    return message
        .strip()
        .lines()
        .filter(line -> !line.startsWith(" "))
        .collect(Collectors.joining(", "));
  }

  private Place here() {
    TokenStreamLocation at = parser.currentTokenLocation();
    return new Place(file, at.getLineNr(), at.getColumnNr());
  }

  private Node node() {
    Place place = here();
    if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
      throw new SpecException(place, "YAML aliases are not read here; write the value out.");
    }
    JsonToken token = parser.currentToken();
    if (token == JsonToken.START_OBJECT) {
      return mapping(place);
    }
    if (token == JsonToken.START_ARRAY) {
      return sequence(place);
    }
    return new Node.Scalar(place, token == JsonToken.VALUE_NULL ? "" : parser.getString());
  }

  private Node mapping(Place place) {
    Map<String, Node.Entry> entries = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      Place keyPlace = here();
      String key = parser.currentName();
      parser.nextToken();
      if (entries.put(key, new Node.Entry(keyPlace, node())) != null) {
        throw new SpecException(
            keyPlace, "\"" + key + "\" stands here for the second time in one map.");
      }
    }
    return new Node.Mapping(place, entries);
  }

  private Node sequence(Place place) {
    List<Node> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(node());
    }
    return new Node.Sequence(place, items);
  }
}
