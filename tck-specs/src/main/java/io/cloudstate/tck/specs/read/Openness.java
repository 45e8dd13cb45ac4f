package io.cloudstate.tck.specs.read;

import io.cloudstate.tck.specs.match.Pattern;

/**
 * Tells patterns that leave something open, and so can only be expected, from those that do not.
 */
final class Openness {

  private Openness() {}

  /** What is sent leaves nothing open. */
  static Pattern.Fields closed(Node written, Pattern.Fields sent) {
    if (isOpen(sent)) {
      throw written
          .firstWord("any")
          .orElse(written)
          .error("\"any\" and its like can only be expected, not sent; write the value.");
    }
    return sent;
  }

  private static boolean isOpen(Pattern pattern) {
    if (pattern instanceof Pattern.Fields fields) {
      return fields.fields().values().stream().anyMatch(Openness::isOpen);
    }
    if (pattern instanceof Pattern.Items items) {
      return items.order() == Pattern.Order.AMONG_OTHERS
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
