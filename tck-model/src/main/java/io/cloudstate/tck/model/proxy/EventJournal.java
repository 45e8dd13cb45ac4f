package io.cloudstate.tck.model.proxy;

import com.google.protobuf.Any;
import io.cloudstate.tck.model.proxy.settings.ProxyDefect;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Events and snapshots in memory, each entity's under its persistence id and entity id. */
final class EventJournal {
  private final ConcurrentMap<PersistenceKey, History> histories = new ConcurrentHashMap<>();
  private final List<Consumer<PersistenceKey>> followers = new CopyOnWriteArrayList<>();
  private final Set<ProxyDefect> defects;

  EventJournal(Set<ProxyDefect> defects) {
    this.defects = defects;
  }

  History of(PersistenceKey key) {
    return histories.getOrDefault(key, History.NONE);
  }

  /** Appends all events at once, and then the snapshot; a snapshot without events is not kept. */
  void append(PersistenceKey key, List<Any> events, Optional<Any> snapshot) {
    if (!events.isEmpty()) {
      histories.merge(
          key,
          History.NONE.and(chosen(events), chosen(snapshot), defects),
          (before, unused) -> before.and(chosen(events), chosen(snapshot), defects));
      followers.forEach(follower -> follower.accept(key));
    }
  }

  /** Tells of each entity that has more events, once it has. */
  void follow(Consumer<PersistenceKey> follower) {
    followers.add(follower);
  }

  void forget(PersistenceKey key) {
    histories.remove(key);
  }

  private List<Any> chosen(List<Any> events) {
    if (defects.contains(ProxyDefect.FIRST_EVENT_PERSISTED_ONLY)) {
      return events.subList(0, 1);
    }
    List<Any> chosen =
        new ArrayList<>(
            defects.contains(ProxyDefect.EQUAL_EVENTS_PERSISTED_ONCE)
                ? new LinkedHashSet<>(events)
                : events);
    if (defects.contains(ProxyDefect.EVENTS_PERSISTED_REVERSED)) {
      Collections.reverse(chosen);
    }
    return chosen;
  }

  private Optional<Any> chosen(Optional<Any> snapshot) {
    return defects.contains(ProxyDefect.SNAPSHOT_NOT_PERSISTED) ? Optional.empty() : snapshot;
  }

  /** A snapshot and the number of the last event that it holds. */
  record Snapshot(long sequence, Any state) {}

  /** All events, the first numbered 1, and the latest snapshot. */
  record History(List<Any> events, Optional<Snapshot> snapshot) {
    static final History NONE = new History(List.of(), Optional.empty());

    private History and(List<Any> more, Optional<Any> state, Set<ProxyDefect> defects) {
      List<Any> all = new ArrayList<>(events.size() + more.size());
      all.addAll(events);
      all.addAll(more);
      boolean early = defects.contains(ProxyDefect.SNAPSHOT_BEFORE_EVENTS);
      Optional<Snapshot> latest =
          state
              .map(value -> new Snapshot(early ? events.size() : all.size(), value))
              .or(() -> snapshot);
      boolean kept = defects.contains(ProxyDefect.FIRST_SNAPSHOT_KEPT) && snapshot.isPresent();
      return new History(Collections.unmodifiableList(all), kept ? snapshot : latest);
    }
  }
}
