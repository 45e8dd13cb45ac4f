package io.cloudstate.tck.specs.read;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import io.cloudstate.tck.protocol.EntityKeyProto;
import io.cloudstate.tck.specs.match.MetadataValue;
import io.cloudstate.tck.specs.match.Pattern;
import io.cloudstate.tck.specs.match.Primitives;
import io.cloudstate.tck.specs.match.Types;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Reads proto3 JSON, as it stands in a scenario file, into patterns. */
final class ValueReader {

  /** The prefix of type urls that the protocol prescribes. */
  static final String TYPE_HOST = "type.googleapis.com/";

  private static final String CRDT_PACKAGE = "cloudstate.crdt";

  private final Types types;
  private final String themePackage;

  ValueReader(Types types, String themePackage) {
    this.types = types;
    this.themePackage = themePackage;
  }

  /** A message of this type; {@code any} is not a message. */
  Pattern.Fields message(Node node, Descriptor type) {
    Map<FieldDescriptor, Pattern> fields = new LinkedHashMap<>();
    node.mapping()
        .entries()
        .forEach(
            (name, entry) -> {
              FieldDescriptor field = field(type, name, entry.place());
              alone(fields.keySet(), field, entry.place());
              fields.put(field, value(entry.value(), field));
            });
    return new Pattern.Fields(type, fields);
  }

  /** Of a field, and of the members of a oneof, a message has one value. */
  private static void alone(Set<FieldDescriptor> others, FieldDescriptor field, Place place) {
    for (FieldDescriptor other : others) {
      if (other.equals(field)
          || (field.getContainingOneof() != null
              && field.getContainingOneof().equals(other.getContainingOneof()))) {
        throw new SpecException(
            place,
            "\""
                + field.getJsonName()
                + "\" excludes \""
                + other.getJsonName()
                + "\", which stands here already.");
      }
    }
  }

  /**
   * A request for this entity: the fields marked as its key hold the id unless the file names them.
   */
  Pattern.Fields request(Node node, Descriptor type, String idTemplate) {
    Pattern.Fields request = message(node, type);
    for (FieldDescriptor field : type.getFields()) {
      if (field.getOptions().getExtension(EntityKeyProto.entityKey)
          && !request.fields().containsKey(field)) {
        request = request.with(field, new Pattern.Text(idTemplate));
      }
    }
    return request;
  }

  private static FieldDescriptor field(Descriptor type, String name, Place place) {
    List<String> known = new ArrayList<>();
    for (FieldDescriptor field : type.getFields()) {
      if (field.getJsonName().equals(name) || field.getName().equals(name)) {
        return field;
      }
      known.add(field.getJsonName());
    }
    throw new SpecException(
        place,
        "Unknown field \""
            + name
            + "\" of "
            + type.getFullName()
            + ". "
            + Words.known(name, known));
  }

  private Pattern value(Node node, FieldDescriptor field) {
    if (node.isWord("any")) {
      return new Pattern.Anything();
    }
    if (field.isRepeated()) {
      return items(node, field);
    }
    return single(node, field);
  }

  private Pattern.Items items(Node node, FieldDescriptor field) {
    if (node instanceof Node.Mapping map && map.find("contains").isPresent()) {
      map.onlyKeys(Set.of("contains"));
      return new Pattern.Items(list(map.get("contains"), field), Pattern.Order.AMONG_OTHERS);
    }
    if (node instanceof Node.Mapping map && map.find("among").isPresent()) {
      map.onlyKeys(Set.of("among"));
      return new Pattern.Items(list(map.get("among"), field), Pattern.Order.FROM_AMONG);
    }
    // The elements of sets and maps have no order.
    return new Pattern.Items(
        list(node, field),
        field.getFile().getPackage().equals(CRDT_PACKAGE)
            ? Pattern.Order.ANY
            : Pattern.Order.AS_WRITTEN);
  }

  private List<Pattern> list(Node node, FieldDescriptor field) {
    return node.sequence().items().stream()
        .map(item -> item.isWord("any") ? new Pattern.Anything() : single(item, field))
        .toList();
  }

  private Pattern single(Node node, FieldDescriptor field) {
    return switch (field.getJavaType()) {
      case MESSAGE -> content(node, field.getMessageType());
      case STRING -> text(node);
      case BOOLEAN -> new Pattern.Scalar(truth(node));
      case INT ->
          isUnsigned(field)
              ? parsed(node, "a whole number from 0 that fits 32 bits", Integer::parseUnsignedInt)
              : parsed(node, "a whole number that fits 32 bits", Integer::valueOf);
      case LONG ->
          isUnsigned(field)
              ? parsed(node, "a whole number from 0", Long::parseUnsignedLong)
              : parsed(node, "a whole number", Long::valueOf);
      case FLOAT -> parsed(node, "a number", Float::valueOf);
      case DOUBLE -> parsed(node, "a number", Double::valueOf);
      case BYTE_STRING -> bytes(node);
      case ENUM -> enumValue(node, field);
    };
  }

  private static boolean isUnsigned(FieldDescriptor field) {
    return switch (field.getType()) {
      case UINT32, UINT64, FIXED32, FIXED64 -> true;
      default -> false;
    };
  }

  /** A value of this message type, which may be an {@code Any} or metadata. */
  Pattern content(Node node, Descriptor type) {
    if (isAny(type)) {
      return any(node);
    }
    return MetadataValue.isMetadata(type) ? metadata(node) : message(node, type);
  }

  static boolean isAny(Descriptor type) {
    return type.getFullName().equals(Any.getDescriptor().getFullName());
  }

  /** Entries by key: a text, several texts of which one must be there, or bytes. */
  static Pattern.Entries metadata(Node node) {
    Map<String, Pattern> entries = new LinkedHashMap<>();
    node.mapping().entries().forEach((key, entry) -> entries.put(key, entry(entry.value())));
    return new Pattern.Entries(entries);
  }

  private static Pattern entry(Node node) {
    if (node.isWord("any")) {
      return new Pattern.Anything();
    }
    if (node instanceof Node.Sequence choices) {
      return new Pattern.OneOf(choices.items().stream().map(ValueReader::entry).toList());
    }
    if (node instanceof Node.Mapping map) {
      map.onlyKeys(Set.of("bytes", "not"));
      Map.Entry<String, Node.Entry> only = map.only("\"bytes\" or \"not\"");
      Node value = only.getValue().value();
      return only.getKey().equals("not") ? new Pattern.Not(entry(value)) : base64(value);
    }
    return new Pattern.Text(node.text());
  }

  private static Pattern bytes(Node node) {
    if (node instanceof Node.Mapping map) {
      map.onlyKeys(Set.of("describes"));
      return new Pattern.Describes(map.get("describes").text());
    }
    return base64(node);
  }

  private static Pattern base64(Node node) {
    return node.text().contains("${")
        ? new Pattern.Base64Text(node.text())
        : new Pattern.Scalar(fixedBytes(node));
  }

  /** Bytes that stand in the file as base64. */
  static ByteString fixedBytes(Node node) {
    try {
      return ByteString.copyFrom(Base64.getDecoder().decode(node.text()));
    } catch (IllegalArgumentException notOne) {
      throw node.error("Expected base64, found " + node.flow());
    }
  }

  private static Pattern text(Node node) {
    if (node instanceof Node.Mapping map) {
      map.onlyKeys(Set.of("not"));
      return new Pattern.Not(text(map.get("not")));
    }
    return new Pattern.Text(node.text());
  }

  private static Pattern parsed(Node node, String what, Function<String, Object> parse) {
    try {
      return new Pattern.Scalar(parse.apply(node.text()));
    } catch (IllegalArgumentException notOne) {
      throw node.error("Expected " + what + ", found " + node.flow());
    }
  }

  static boolean truth(Node node) {
    return switch (node.text()) {
      case "true" -> true;
      case "false" -> false;
      default -> throw node.error("Expected true or false, found " + node.flow());
    };
  }

  private static Pattern enumValue(Node node, FieldDescriptor field) {
    List<String> known =
        field.getEnumType().getValues().stream().map(EnumValueDescriptor::getName).toList();
    if (!known.contains(node.text())) {
      throw node.error("Unknown value " + node.flow() + ". " + Words.known(node.text(), known));
    }
    return new Pattern.Scalar(node.text());
  }

  /**
   * A {@code google.protobuf.Any}: a text, which is a primitive string; one key that is a type's
   * simple name within the theme's package, or {@code json} with JSON as text; or {@code @type}
   * among the fields; or the raw {@code typeUrl} and {@code value}.
   */
  Pattern any(Node node) {
    if (node.isWord("any")) {
      return new Pattern.Anything();
    }
    if (node instanceof Node.Scalar text) {
      return Primitives.text(text.value());
    }
    Node.Mapping mapping = node.mapping();
    if (mapping.find("json").isPresent()) {
      mapping.onlyKeys(Set.of("json"));
      return new Pattern.Json(json(mapping.get("json")));
    }
    if (mapping.find("@type").isPresent()) {
      return typed(mapping);
    }
    if (mapping.find("typeUrl").isPresent()) {
      return message(mapping, Any.getDescriptor());
    }
    Map.Entry<String, Node.Entry> only = mapping.only("a message type's simple name");
    Descriptor type = type(only.getKey(), only.getValue().place());
    return packed(message(only.getValue().value(), type));
  }

  /** JSON as it stands in the file, as text. */
  static String json(Node node) {
    try {
      JsonMapper.shared().readTree(node.text());
      return node.text();
    } catch (JacksonException notJson) {
      throw node.error("Expected JSON as text, found " + node.flow());
    }
  }

  private Pattern typed(Node.Mapping mapping) {
    Node typeUrl = mapping.get("@type");
    Descriptor type =
        types
            .ofUrl(typeUrl.text())
            .orElseThrow(
                () ->
                    typeUrl.error(
                        "No message type is known for the type url "
                            + typeUrl.flow()
                            + "."
                            + primitives(typeUrl.text())));
    Map<String, Node.Entry> others = new LinkedHashMap<>(mapping.entries());
    others.remove("@type");
    return new Pattern.Packed(
        typeUrl.text(), message(new Node.Mapping(mapping.place(), others), type));
  }

  private static String primitives(String typeUrl) {
    return typeUrl.startsWith(Primitives.HOST)
        ? " " + Words.known(typeUrl.substring(Primitives.HOST.length()), Primitives.names())
        : "";
  }

  private Descriptor type(String name, Place place) {
    String fullName = name.contains(".") ? name : themePackage + "." + name;
    return types
        .named(fullName)
        .orElseThrow(
            () ->
                new SpecException(
                    place,
                    "Unknown message type \""
                        + name
                        + "\". "
                        + Words.known(name, types.simpleNames(themePackage))));
  }

  /** A message in an {@code Any}, unless it is one itself. */
  Pattern packed(Node node, Descriptor type) {
    return isAny(type) ? any(node) : packed(message(node, type));
  }

  static Pattern.Packed packed(Pattern.Fields content) {
    return new Pattern.Packed(TYPE_HOST + content.type().getFullName(), content);
  }
}
