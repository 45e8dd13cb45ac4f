package io.cloudstate.tck.specs.match;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.math.BigInteger;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Shows messages and patterns as proto3 JSON, with the content of a {@code google.protobuf.Any}
 * unpacked where its type is known.
 */
public final class Show {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final JsonMapper JSON = JsonMapper.shared();

  private static final String UNKNOWN = "(unknown fields)";

  /** Longer texts are cut, in characters. */
  private static final int LONGEST = 2000;

  private final Types types;
  private final Bindings bindings;

  /** Whether numbers are without a sign, which Java does not tell of them. */
  private final boolean unsigned;

  /**
   * Shows with these types known and these values in place of placeholders; other placeholders stay
   * as written.
   */
  public Show(Types types, Bindings bindings) {
    this(types, bindings, false);
  }

  private Show(Types types, Bindings bindings, boolean unsigned) {
    this.types = types;
    this.bindings = bindings;
    this.unsigned = unsigned;
  }

  private static boolean isUnsigned(FieldDescriptor field) {
    return switch (field.getType()) {
      case UINT32, UINT64, FIXED32, FIXED64 -> true;
      default -> false;
    };
  }

  /** Shows what is in this field. */
  Show of(FieldDescriptor field) {
    return isUnsigned(field) == unsigned ? this : new Show(types, bindings, !unsigned);
  }

  /** A message on one line. */
  public String message(Message message) {
    return JSON.writeValueAsString(node(message));
  }

  /** A message over several lines. */
  public String pretty(Message message) {
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(node(message));
  }

  /** A pattern on one line. */
  public String pattern(Pattern pattern) {
    return JSON.writeValueAsString(node(pattern));
  }

  /** A pattern over several lines. */
  public String pretty(Pattern pattern) {
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(node(pattern));
  }

  String value(Object value) {
    return JSON.writeValueAsString(node(value));
  }

  String text(String text) {
    return JSON.writeValueAsString(NODES.stringNode(text));
  }

  String bytes(ByteString bytes) {
    return "bytes " + text(shortened(Base64.getEncoder().encodeToString(bytes.toByteArray())));
  }

  String member(FieldDescriptor field, Object value) {
    return field.getJsonName() + " " + of(field).value(value);
  }

  private JsonNode node(Object value) {
    if (value instanceof Pattern pattern) {
      return node(pattern);
    }
    if (value instanceof Message message) {
      return node(message);
    }
    if (value instanceof List<?> list) {
      ArrayNode array = NODES.arrayNode();
      list.forEach(item -> array.add(node(item)));
      return array;
    }
    if (value instanceof Boolean flag) {
      return NODES.booleanNode(flag);
    }
    if (value instanceof Integer number) {
      return NODES.numberNode(unsigned ? Integer.toUnsignedLong(number) : number);
    }
    if (value instanceof Long number) {
      return unsigned
          ? NODES.numberNode(new BigInteger(Long.toUnsignedString(number)))
          : NODES.numberNode(number);
    }
    if (value instanceof Float || value instanceof Double) {
      return NODES.numberNode(((Number) value).doubleValue());
    }
    if (value instanceof ByteString bytes) {
      return NODES.stringNode(shortened(Base64.getEncoder().encodeToString(bytes.toByteArray())));
    }
    if (value instanceof EnumValueDescriptor named) {
      return NODES.stringNode(named.getName());
    }
    return NODES.stringNode(shortened(value.toString()));
  }

  /**
   * The text, cut after 2,000 characters with a word on how long it is: nobody reads megabytes, and
   * each copy of them costs memory.
   */
  public static String shortened(String text) {
    return text.length() <= LONGEST
        ? text
        : text.substring(0, LONGEST) + "… (" + text.length() + " characters)";
  }

  private JsonNode node(Message message) {
    ObjectNode object = NODES.objectNode();
    if (AnyValue.isAny(message.getDescriptorForType())) {
      return any(object, message);
    }
    if (MetadataValue.isMetadata(message.getDescriptorForType())) {
      MetadataValue.entries(message).forEach((key, value) -> object.set(key, node(value)));
      return object;
    }
    for (Map.Entry<FieldDescriptor, Object> field : message.getAllFields().entrySet()) {
      object.set(field.getKey().getJsonName(), of(field.getKey()).node(field.getValue()));
    }
    if (!message.getUnknownFields().asMap().isEmpty()) {
      object.put(UNKNOWN, message.getUnknownFields().asMap().keySet().toString());
    }
    return object;
  }

  private JsonNode any(ObjectNode object, Message any) {
    String typeUrl = AnyValue.typeUrl(any);
    object.put("@type", typeUrl);
    Optional<String> json =
        JsonValue.isJson(typeUrl) ? JsonValue.text(AnyValue.value(any)) : Optional.empty();
    if (json.isPresent()) {
      return object.put("json", shortened(json.get()));
    }
    Optional<Message> content =
        types.ofUrl(typeUrl).flatMap(type -> AnyValue.parse(type, AnyValue.value(any)));
    if (content.isPresent()) {
      object.setAll((ObjectNode) node(content.get()));
    } else if (!AnyValue.value(any).isEmpty()) {
      object.set("value", node((Object) AnyValue.value(any)));
    }
    return object;
  }

  private JsonNode node(Pattern pattern) {
    if (pattern instanceof Pattern.Text text) {
      return NODES.stringNode(shortened(bindings.resolveKnown(text.template())));
    }
    if (pattern instanceof Pattern.Scalar scalar) {
      return node(scalar.value());
    }
    if (pattern instanceof Pattern.Items items) {
      ArrayNode array = NODES.arrayNode();
      items.items().forEach(item -> array.add(node(item)));
      return switch (items.order()) {
        case AS_WRITTEN, ANY -> array;
        case AMONG_OTHERS -> NODES.objectNode().set("(among others)", array);
        case FROM_AMONG -> NODES.objectNode().set("(from among)", array);
      };
    }
    if (pattern instanceof Pattern.Base64Text bytes) {
      return NODES.stringNode(shortened(bindings.resolveKnown(bytes.template())));
    }
    if (pattern instanceof Pattern.OneOf oneOf) {
      ArrayNode array = NODES.arrayNode();
      oneOf.patterns().forEach(item -> array.add(node(item)));
      return NODES.objectNode().set("(one of)", array);
    }
    if (pattern instanceof Pattern.Not not) {
      return NODES.objectNode().set("(not)", node(not.pattern()));
    }
    if (pattern instanceof Pattern.Entries entries) {
      ObjectNode object = NODES.objectNode();
      entries.entries().forEach((key, value) -> object.set(key, node(value)));
      return object;
    }
    if (pattern instanceof Pattern.Json json) {
      return NODES
          .objectNode()
          .put("@type", JsonValue.HOST + "…")
          .put("json", shortened(bindings.resolveKnown(json.json())));
    }
    if (pattern instanceof Pattern.Describes describes) {
      return NODES.stringNode("the descriptor of " + describes.fileOrSymbol());
    }
    if (pattern instanceof Pattern.Transition transition) {
      ObjectNode object = NODES.objectNode();
      object.set("(a delta from)", node((Pattern) transition.before()));
      object.set("(to)", node((Pattern) transition.after()));
      return object;
    }
    if (pattern instanceof Pattern.Fields fields) {
      return fields(NODES.objectNode(), fields);
    }
    if (pattern instanceof Pattern.Packed packed) {
      return fields(NODES.objectNode().put("@type", packed.typeUrl()), packed.content());
    }
    return NODES.stringNode(pattern instanceof Pattern.Blank ? "none" : "any");
  }

  private JsonNode fields(ObjectNode object, Pattern.Fields fields) {
    fields
        .fields()
        .forEach((field, pattern) -> object.set(field.getJsonName(), of(field).node(pattern)));
    if (!fields.unknown().isEmpty()) {
      object.put(UNKNOWN, fields.unknown().toString());
    }
    return object;
  }
}
