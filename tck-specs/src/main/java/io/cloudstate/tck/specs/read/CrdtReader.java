package io.cloudstate.tck.specs.read;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import io.cloudstate.tck.protocol.crdt.CrdtDelta;
import io.cloudstate.tck.protocol.crdt.VoteDelta;
import io.cloudstate.tck.specs.match.Pattern;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads deltas of CRDTs, and states, which are written as the delta that makes them from nothing.
 */
final class CrdtReader {

  private static final Descriptor DELTA = CrdtDelta.getDescriptor();
  private static final Set<String> CHANGES_ONLY = Set.of("cleared", "removed", "updated");

  private final ValueReader values;

  CrdtReader(ValueReader values) {
    this.values = values;
  }

  /** A delta that a service sends. How many vote, the proxy says. */
  Pattern delta(Node node, boolean sent) {
    if (node.isWord("any")) {
      return new Pattern.Anything();
    }
    Pattern.Fields delta = values.message(node, DELTA);
    return sent ? delta : withoutCounts(delta);
  }

  private static Pattern withoutCounts(Pattern pattern) {
    if (pattern instanceof Pattern.Items items) {
      return new Pattern.Items(
          items.items().stream().map(CrdtReader::withoutCounts).toList(), items.order());
    }
    if (!(pattern instanceof Pattern.Fields fields)) {
      return pattern;
    }
    Map<FieldDescriptor, Pattern> others = new LinkedHashMap<>();
    fields.fields().forEach((field, value) -> others.put(field, withoutCounts(value)));
    if (fields.type().equals(VoteDelta.getDescriptor())) {
      for (String count : List.of("votes_for", "total_voters")) {
        others.putIfAbsent(Fields.field(fields.type(), count), new Pattern.Anything());
      }
    }
    return new Pattern.Fields(fields.type(), others);
  }

  /** Whatever delta of a service turns one state into another. */
  Pattern.Transition change(Node node, boolean sent) {
    if (sent) {
      throw node.error("\"change\" can only be expected, not sent; write \"update\".");
    }
    Node.Mapping map = node.mapping();
    map.onlyKeys(Set.of("from", "to"));
    Pattern.Fields before = map.get("from").isEmptyMap() ? none() : state(map.get("from"));
    Pattern.Fields after = state(map.get("to"));
    if (!before.fields().isEmpty() && !before.fields().keySet().equals(after.fields().keySet())) {
      throw map.get("to")
          .error(
              "A CRDT stays of one type; this is another than in \"from\": " + kind(before) + ".");
    }
    return new Pattern.Transition(before, after, Pattern.Sender.SERVICE);
  }

  private static Pattern.Fields none() {
    return new Pattern.Fields(DELTA, Map.of());
  }

  private static String kind(Pattern.Fields state) {
    return state.fields().keySet().iterator().next().getJsonName();
  }

  /** Whatever delta of a proxy makes all of this state. */
  Pattern.Transition whole(Node node) {
    return new Pattern.Transition(none(), state(node), Pattern.Sender.PROXY);
  }

  private Pattern.Fields state(Node node) {
    onlyContent(node);
    Pattern.Fields state = values.message(node, DELTA);
    if (Openness.isOpen(state)) {
      throw Openness.place(node).error("A state is written out; nothing in it is left open.");
    }
    return state;
  }

  /** A state says what there is. What was changed to come to it is no part of it. */
  private static void onlyContent(Node state) {
    Map.Entry<String, Node.Entry> only = state.mapping().only("the CRDT's type");
    Node.Mapping content = only.getValue().value().mapping();
    for (Map.Entry<String, Node.Entry> part : content.entries().entrySet()) {
      if (CHANGES_ONLY.contains(part.getKey())) {
        throw new SpecException(
            part.getValue().place(),
            "\""
                + part.getKey()
                + "\" is for changes; a state is written with all that it holds under \"added\".");
      }
    }
    if (only.getKey().equals("ormap") && content.find("added").isPresent()) {
      content
          .get("added")
          .sequence()
          .items()
          .forEach(entry -> onlyContent(entry.mapping().get("delta")));
    }
  }
}
