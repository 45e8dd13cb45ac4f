package io.cloudstate.tck.specs.match;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Compares messages with patterns. Matching is closed: a field that a pattern does not name must be
 * at its default, but for metadata, which any frame may carry.
 */
public final class Matcher {

  static final String NOTHING = "nothing";

  private final Types types;
  private final Bindings bindings;
  private final Show show;
  private final List<Difference> differences;

  private Matcher(Types types, Bindings bindings) {
    this(types, bindings, new Show(types, bindings), new ArrayList<>());
  }

  private Matcher(Types types, Bindings bindings, Show show, List<Difference> differences) {
    this.types = types;
    this.bindings = bindings;
    this.show = show;
    this.differences = differences;
  }

  /** Compares what is in this field, and tells of it with all else. */
  private Matcher in(FieldDescriptor field) {
    Show ofField = show.of(field);
    return ofField.equals(show) ? this : new Matcher(types, bindings, ofField, differences);
  }

  /** All differences in the order of the fields; none where the message matches. */
  public static List<Difference> match(
      Pattern pattern, Message actual, Types types, Bindings bindings) {
    Matcher matcher = new Matcher(types, bindings);
    matcher.value("", pattern, actual);
    return List.copyOf(matcher.differences);
  }

  private void value(String path, Pattern pattern, Object actual) {
    if (pattern instanceof Pattern.Anything) {
      return;
    }
    if (pattern instanceof Pattern.Fields fields) {
      message(path, fields, (Message) actual);
    } else if (pattern instanceof Pattern.Packed packed) {
      packed(path, packed, (Message) actual);
    } else if (pattern instanceof Pattern.Items items) {
      items(path, items, (List<?>) actual);
    } else if (pattern instanceof Pattern.OneOf oneOf) {
      oneOf(path, oneOf, actual);
    } else if (pattern instanceof Pattern.Entries entries) {
      entries(path, entries, (Message) actual);
    } else if (pattern instanceof Pattern.Json json) {
      json(path, json, (Message) actual);
    } else if (!matches(pattern, actual)) {
      differ(path, show.pattern(pattern), show.value(actual));
    }
  }

  /** Of patterns that hold as a whole or do not. */
  private boolean matches(Pattern pattern, Object actual) {
    if (pattern instanceof Pattern.Text text) {
      return bindings.resolve(text.template()).equals(actual);
    }
    if (pattern instanceof Pattern.Base64Text) {
      return Builder.bytes(pattern, bindings).equals(actual);
    }
    if (pattern instanceof Pattern.Not not) {
      return !holds(not.pattern(), actual);
    }
    if (pattern instanceof Pattern.Describes describes) {
      return describes(bindings.resolve(describes.fileOrSymbol()), (ByteString) actual);
    }
    if (pattern instanceof Pattern.Transition transition) {
      return changes(transition, (Message) actual);
    }
    return pattern instanceof Pattern.Scalar scalar && scalar.value().equals(plain(actual));
  }

  private boolean holds(Pattern pattern, Object actual) {
    Matcher matcher = new Matcher(types, bindings);
    matcher.value("", pattern, actual);
    return matcher.differences.isEmpty();
  }

  private void oneOf(String path, Pattern.OneOf expected, Object actual) {
    if (expected.patterns().stream().noneMatch(pattern -> holds(pattern, actual))) {
      differ(path, show.pattern(expected), show.value(actual));
    }
  }

  private boolean changes(Pattern.Transition expected, Message actual) {
    CrdtStates states = new CrdtStates(expected.sender());
    Optional<CrdtStates.State> before =
        expected.before().fields().isEmpty()
            ? Optional.empty()
            : states.apply(Optional.empty(), Builder.build(expected.before(), bindings));
    Optional<CrdtStates.State> after =
        states.apply(Optional.empty(), Builder.build(expected.after(), bindings));
    return after.isPresent() && after.equals(states.apply(before, actual));
  }

  private static boolean describes(String fileOrSymbol, ByteString bytes) {
    try {
      FileDescriptorProto file = FileDescriptorProto.parseFrom(bytes);
      String prefix = file.getPackage().isEmpty() ? "" : file.getPackage() + ".";
      return file.getName().equals(fileOrSymbol)
          || file.getServiceList().stream()
              .anyMatch(service -> fileOrSymbol.equals(prefix + service.getName()))
          || file.getMessageTypeList().stream()
              .anyMatch(type -> fileOrSymbol.equals(prefix + type.getName()));
    } catch (InvalidProtocolBufferException otherBytes) {
      return false;
    }
  }

  private void json(String path, Pattern.Json expected, Message actual) {
    String typeUrl = AnyValue.typeUrl(actual);
    if (!JsonValue.isJson(typeUrl)) {
      differ(at(path, "typeUrl"), show.text(JsonValue.HOST + "…"), show.text(typeUrl));
      return;
    }
    Optional<String> text = JsonValue.text(AnyValue.value(actual));
    String json = bindings.resolve(expected.json());
    if (text.isEmpty() || !JsonValue.says(json, text.get())) {
      differ(
          at(path, "value"),
          Show.shortened(json),
          text.map(Show::shortened).orElseGet(() -> show.bytes(AnyValue.value(actual))));
    }
  }

  private void entries(String path, Pattern.Entries expected, Message metadata) {
    Map<String, Object> actual = MetadataValue.entries(metadata);
    expected
        .entries()
        .forEach(
            (key, pattern) -> {
              String at = at(path, key);
              Object value = actual.get(key.toLowerCase(Locale.ROOT));
              if (value == null) {
                differ(at, show.pattern(pattern), NOTHING);
              } else {
                value(at, pattern, value);
              }
            });
  }

  private static Object plain(Object actual) {
    return actual instanceof EnumValueDescriptor named ? named.getName() : actual;
  }

  private void items(String path, Pattern.Items expected, List<?> actual) {
    if (expected.order() == Pattern.Order.FROM_AMONG) {
      fromAmong(path, expected, actual);
      return;
    }
    if (expected.order() != Pattern.Order.AS_WRITTEN) {
      unordered(path, expected, actual);
      return;
    }
    int length = Math.max(expected.items().size(), actual.size());
    for (int i = 0; i < length; i++) {
      String at = path + "[" + i + "]";
      if (i >= actual.size()) {
        differ(at, show.pattern(expected.items().get(i)), NOTHING);
      } else if (i >= expected.items().size()) {
        differ(at, NOTHING, show.value(actual.get(i)));
      } else {
        value(at, expected.items().get(i), actual.get(i));
      }
    }
  }

  private void fromAmong(String path, Pattern.Items expected, List<?> actual) {
    if (actual.isEmpty()) {
      differ(path, show.pattern(expected), NOTHING);
    }
    Pattern one = new Pattern.OneOf(expected.items());
    for (int i = 0; i < actual.size(); i++) {
      value(path + "[" + i + "]", one, actual.get(i));
    }
  }

  private void unordered(String path, Pattern.Items expected, List<?> actual) {
    List<Pattern> items = expected.items();
    Pairing pairing =
        Pairing.of(items.size(), actual.size(), (i, j) -> holds(items.get(i), actual.get(j)));
    List<Integer> missing = pairing.missing();
    List<Integer> left = pairing.left();
    boolean closed = expected.order() == Pattern.Order.ANY;
    if (closed && missing.size() == 1 && left.size() == 1) {
      int other = left.get(0);
      value(path + "[" + other + "]", items.get(missing.get(0)), actual.get(other));
      return;
    }
    missing.forEach(i -> differ(path, show.pattern(items.get(i)), NOTHING));
    if (closed) {
      left.forEach(j -> differ(path + "[" + j + "]", NOTHING, show.value(actual.get(j))));
    }
  }

  private void message(String path, Pattern.Fields expected, Message actual) {
    Set<OneofDescriptor> otherMember = new HashSet<>();
    for (FieldDescriptor field : expected.type().getFields()) {
      OneofDescriptor oneof = field.getContainingOneof();
      if (oneof != null && otherMember.contains(oneof)) {
        continue;
      }
      Pattern pattern = expected.fields().get(field);
      if (oneof != null && differentMember(path, oneof, expected, actual)) {
        otherMember.add(oneof);
      } else if (pattern instanceof Pattern.Blank) {
        blank(at(path, field), (Message) actual.getField(field));
      } else if (pattern == null) {
        unnamed(at(path, field), field, actual);
      } else if (field.isRepeated()) {
        in(field).value(at(path, field), pattern, actual.getField(field));
      } else if (field.hasPresence()
          && !actual.hasField(field)
          && !(pattern instanceof Pattern.Anything)) {
        differ(at(path, field), show.of(field).pattern(pattern), NOTHING);
      } else {
        in(field).value(at(path, field), pattern, actual.getField(field));
      }
    }
  }

  /** Says once, at the message, that another member of a oneof came than the one expected. */
  private boolean differentMember(
      String path, OneofDescriptor oneof, Pattern.Fields expected, Message actual) {
    FieldDescriptor seen = actual.getOneofFieldDescriptor(oneof);
    if (seen == null) {
      return false;
    }
    for (FieldDescriptor member : oneof.getFields()) {
      if (expected.fields().containsKey(member) && !member.equals(seen)) {
        differ(
            path.isEmpty() ? "frame" : path,
            show.member(member, expected.fields().get(member)),
            show.member(seen, actual.getField(seen)));
        return true;
      }
    }
    return false;
  }

  private void unnamed(String path, FieldDescriptor field, Message actual) {
    if (isMetadata(field)) {
      return;
    }
    boolean set =
        field.isRepeated()
            ? actual.getRepeatedFieldCount(field) > 0
            : field.hasPresence()
                ? actual.hasField(field)
                : !actual.getField(field).equals(field.getDefaultValue());
    if (set) {
      differ(path, NOTHING, show.of(field).value(actual.getField(field)));
    }
  }

  private void blank(String path, Message actual) {
    if (!actual.equals(actual.getDefaultInstanceForType())) {
      differ(path, NOTHING, show.value(actual));
    }
  }

  private static boolean isMetadata(FieldDescriptor field) {
    return field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
        && MetadataValue.isMetadata(field.getMessageType());
  }

  private void packed(String path, Pattern.Packed expected, Message actual) {
    String typeUrl = AnyValue.typeUrl(actual);
    if (!expected.typeUrl().equals(typeUrl)) {
      differ(at(path, "typeUrl"), show.text(expected.typeUrl()), show.text(typeUrl));
    }
    Descriptor type = expected.content().type();
    if (!typeUrl.endsWith("/" + type.getFullName())) {
      return;
    }
    AnyValue.parse(type, AnyValue.value(actual))
        .ifPresentOrElse(
            content -> message(path, expected.content(), content),
            () ->
                differ(
                    at(path, "value"),
                    "a serialized " + type.getFullName(),
                    show.bytes(AnyValue.value(actual))));
  }

  private static String at(String path, FieldDescriptor field) {
    return at(path, field.getJsonName());
  }

  private static String at(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private void differ(String path, String expected, String actual) {
    differences.add(new Difference(path, expected, actual));
  }
}
