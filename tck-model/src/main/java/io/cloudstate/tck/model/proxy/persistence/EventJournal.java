package io.cloudstate.tck.model.proxy.persistence;

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
public final class EventJournal {
  private final ConcurrentMap<PersistenceKey, History> histories = new ConcurrentHashMap<>();
  private final List<Consumer<PersistenceKey>> followers = new CopyOnWriteArrayList<>();
  private final Set<ProxyDefect> defects;

  /**
   * An empty journal.
   *
   * @param defects the bugs to imitate
   */
  public EventJournal(Set<ProxyDefect> defects) {
    this.defects = defects;
  }

  /**
   * What is persisted of an entity.
   *
   * @param key whose
   * @return all of it; empty where there is nothing
   */
  public History of(PersistenceKey key) {
    return histories.getOrDefault(key, History.NONE);
  }

  /**
   * Appends all events at once, and then the snapshot; a snapshot without events is not kept.
   *
   * @param key whose
   * @param events the events, in order
   * @param snapshot the state after them, if it is to be kept
   */
  public void append(PersistenceKey key, List<Any> events, Optional<Any> snapshot) {
    if (!events.isEmpty()) {
      histories.merge(
          key,
          History.NONE.and(chosen(events), chosen(snapshot), defects),
          (before, unused) -> before.and(chosen(events), chosen(snapshot), defects));
      followers.forEach(follower -> follower.accept(key));
    }
  }

  /**
   * Tells of each entity that has more events, once it has.
   *
   * @param follower is told whose events they are, in the turn of whoever appends them
   */
  public void follow(Consumer<PersistenceKey> follower) {
    followers.add(follower);
  }

  /**
   * Loses what is persisted; only a defect does.
   *
   * @param key whose
   */
  public void forget(PersistenceKey key) {
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

  /**
   * A snapshot.
   *
   * @param sequence the number of the last event that it holds
   * @param state the state after that event
   */
  public record Snapshot(long sequence, Any state) {}

  /**
   * All that is persisted of one entity.
   *
   * @param events all events, the first numbered 1
   * @param snapshot the latest snapshot, if there is one
   */
  public record History(List<Any> events, Optional<Snapshot> snapshot) {
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
