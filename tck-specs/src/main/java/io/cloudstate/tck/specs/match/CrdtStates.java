package io.cloudstate.tck.specs.match;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a {@code cloudstate.crdt.CrdtDelta} makes of a state. Only what a delta can change is kept:
 * a state is a value that equals another when both hold the same.
 */
final class CrdtStates {

  private final Pattern.Sender sender;

  /** States as deltas of this sender make them. */
  CrdtStates(Pattern.Sender sender) {
    this.sender = sender;
  }

  /** The state of a CRDT. */
  sealed interface State {}

  /** A set, by its elements. */
  record Elements(String type, Set<Message> elements) implements State {}

  /** A map of CRDTs. */
  record Entries(Map<Message, State> entries) implements State {}

  /** A counter. */
  record Count(String type, long count) implements State {}

  /** A register, flag or vote: what was written last, as it was written. */
  record Written(String type, Message value) implements State {}

  /**
   * The state after a delta.
   *
   * @param before nothing where the CRDT does not exist yet
   * @return nothing where the delta does not fit: it is of another type, of none, changes an entry
   *     that is not there, or adds to a set that only grows what is there already
   */
  Optional<State> apply(Optional<State> before, Message delta) {
    List<FieldDescriptor> kinds =
        delta.getAllFields().keySet().stream()
            .filter(field -> field.getContainingOneof() != null)
            .toList();
    if (kinds.size() != 1) {
      return Optional.empty();
    }
    FieldDescriptor kind = kinds.get(0);
    Message change = (Message) delta.getField(kind);
    return switch (kind.getName()) {
      case "gcounter" -> counted(before, kind, (Long) value(change, "increment"));
      case "pncounter" -> counted(before, kind, (Long) value(change, "change"));
      case "gset", "orset" -> elements(before, kind, change);
      case "ormap" -> entries(before, change);
      default -> written(before, kind, change);
    };
  }

  private static Optional<State> counted(
      Optional<State> before, FieldDescriptor kind, long increment) {
    State was = before.orElse(new Count(kind.getName(), 0));
    return was instanceof Count count && count.type().equals(kind.getName())
        ? Optional.of(new Count(count.type(), count.count() + increment))
        : Optional.empty();
  }

  private static Optional<State> elements(
      Optional<State> before, FieldDescriptor kind, Message change) {
    State was = before.orElse(new Elements(kind.getName(), Set.of()));
    if (!(was instanceof Elements set) || !set.type().equals(kind.getName())) {
      return Optional.empty();
    }
    Set<Message> elements =
        new LinkedHashSet<>(isTrue(change, "cleared") ? Set.of() : set.elements());
    List<Message> added = messages(change, "added");
    if (kind.getName().equals("gset") && !Collections.disjoint(elements, added)) {
      return Optional.empty();
    }
    elements.removeAll(messages(change, "removed"));
    elements.addAll(added);
    return Optional.of(new Elements(set.type(), elements));
  }

  private Optional<State> entries(Optional<State> before, Message change) {
    State was = before.orElse(new Entries(Map.of()));
    if (!(was instanceof Entries map)) {
      return Optional.empty();
    }
    Map<Message, State> entries =
        new LinkedHashMap<>(isTrue(change, "cleared") ? Map.of() : map.entries());
    messages(change, "removed").forEach(entries::remove);
    for (Message updated : messages(change, "updated")) {
      State old = entries.get(key(updated));
      Optional<State> now =
          old == null
              ? Optional.empty()
              : apply(Optional.of(old), (Message) value(updated, "delta"));
      if (now.isEmpty()) {
        return Optional.empty();
      }
      entries.put(key(updated), now.get());
    }
    for (Message added : messages(change, "added")) {
      Optional<State> fresh = apply(Optional.empty(), (Message) value(added, "delta"));
      if (fresh.isEmpty()) {
        return Optional.empty();
      }
      entries.putIfAbsent(key(added), fresh.get());
    }
    return Optional.of(new Entries(entries));
  }

  private Optional<State> written(Optional<State> before, FieldDescriptor kind, Message change) {
    if (before.isPresent()
        && !(before.get() instanceof Written old && old.type().equals(kind.getName()))) {
      return Optional.empty();
    }
    Message kept =
        kind.getName().equals("vote") && sender == Pattern.Sender.SERVICE
            ? only(change, change.getDescriptorForType().findFieldByName("self_vote"))
            : plain(change);
    return Optional.of(new Written(kind.getName(), kept));
  }

  private static Message only(Message message, FieldDescriptor field) {
    return DynamicMessage.newBuilder(message.getDescriptorForType())
        .setField(field, message.getField(field))
        .build();
  }

  private static Message key(Message entry) {
    return plain((Message) value(entry, "key"));
  }

  private static Object value(Message message, String name) {
    return message.getField(message.getDescriptorForType().findFieldByName(name));
  }

  private static boolean isTrue(Message message, String name) {
    FieldDescriptor field = message.getDescriptorForType().findFieldByName(name);
    return field != null && (Boolean) message.getField(field);
  }

  private static List<Message> messages(Message message, String name) {
    FieldDescriptor field = message.getDescriptorForType().findFieldByName(name);
    List<Message> messages = new ArrayList<>();
    if (field != null) {
      ((List<?>) message.getField(field)).forEach(item -> messages.add(plain((Message) item)));
    }
    return messages;
  }

  /**
   * One representation for all, so that equal content is equal; fields that the protocol does not
   * have are none.
   */
  private static Message plain(Message message) {
    return DynamicMessage.newBuilder(message.getDescriptorForType())
        .mergeFrom(message)
        .setUnknownFields(UnknownFieldSet.getDefaultInstance())
        .build();
  }
}
