package io.cloudstate.tck.specs.read;

import io.cloudstate.tck.specs.match.Pattern;
import java.util.Optional;
import java.util.Set;

/**
 * Tells patterns that leave something open, and so can only be expected, from those that do not.
 */
final class Openness {

  private static final Set<String> OPEN_KEYS =
      Set.of("not", "json", "describes", "contains", "among");

  private Openness() {}

  /** What is sent leaves nothing open. */
  static Pattern.Fields closed(Node written, Pattern.Fields sent) {
    if (isOpen(sent)) {
      throw place(written)
          .error("\"any\" and its like can only be expected, not sent; write the value.");
    }
    return sent;
  }

  /** Where something is left open, in the order of the file. */
  static Node place(Node written) {
    return find(written).orElse(written);
  }

  private static Optional<Node> find(Node node) {
    if (node instanceof Node.Sequence list) {
      return list.items().stream().flatMap(item -> find(item).stream()).findFirst();
    }
    if (node instanceof Node.Mapping map) {
      return map.keys().stream().anyMatch(OPEN_KEYS::contains) && map.keys().size() == 1
          ? Optional.of(node)
          : map.entries().values().stream()
              .flatMap(entry -> find(entry.value()).stream())
              .findFirst();
    }
    return node.isWord("any") ? Optional.of(node) : Optional.empty();
  }

  static boolean isOpen(Pattern pattern) {
    if (pattern instanceof Pattern.Fields fields) {
      return fields.fields().values().stream().anyMatch(Openness::isOpen);
    }
    if (pattern instanceof Pattern.Items items) {
      return items.order() == Pattern.Order.AMONG_OTHERS
          || items.order() == Pattern.Order.FROM_AMONG
          || items.items().stream().anyMatch(Openness::isOpen);
    }
    if (pattern instanceof Pattern.Packed packed) {
      return isOpen(packed.content());
    }
    if (pattern instanceof Pattern.Entries entries) {
      return entries.entries().values().stream().anyMatch(Openness::isOpen);
    }
    return !(pattern instanceof Pattern.Text
        || pattern instanceof Pattern.Base64Text
        || pattern instanceof Pattern.Scalar);
  }
}
