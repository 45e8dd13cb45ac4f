package io.cloudstate.tck.model.proxy.eventing;

import io.cloudstate.tck.model.proxy.action.ActionService;
import io.cloudstate.tck.model.proxy.discovery.DiscoveredService;
import io.cloudstate.tck.model.proxy.persistence.EventJournal;
import io.cloudstate.tck.model.proxy.persistence.PersistenceKey;
import io.cloudstate.tck.model.proxy.settings.ProxyHabit;
import io.cloudstate.tck.model.proxy.settings.ProxySettings;
import io.cloudstate.tck.model.proxy.timing.Timer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** All subscriptions to event logs; no entity and no group waits for another's subscribers. */
public final class EventSubscriptions {
  private final List<EventSubscription> subscriptions;
  private final EventJournal journal;
  private final ActionService subscribers;
  private final Timer timer;
  private final ProxySettings settings;
  private final ConcurrentMap<Position, EventReader> readers = new ConcurrentHashMap<>();

  /**
   * Delivers nothing yet.
   *
   * @param services the discovered services, some of which may subscribe
   * @param journal the events
   * @param subscribers calls the subscribers
   * @param timer runs what is to be done later
   * @param settings the bugs to imitate, and what else to do otherwise
   */
  public EventSubscriptions(
      List<DiscoveredService> services,
      EventJournal journal,
      ActionService subscribers,
      Timer timer,
      ProxySettings settings) {
    this.subscriptions = EventSubscription.of(services, settings.defects());
    this.journal = journal;
    this.subscribers = subscribers;
    this.timer = timer;
    this.settings = settings;
  }

  /** From now on each event is delivered once it is persisted. */
  public void start() {
    journal.follow(this::persisted);
  }

  private void persisted(PersistenceKey key) {
    List<EventSubscription> concerned =
        subscriptions.stream()
            .filter(subscription -> subscription.eventLog().equals(key.persistenceId()))
            .toList();
    for (List<EventSubscription> together : inTurn(concerned)) {
      readers.computeIfAbsent(new Position(together, key), this::reader).readOn();
    }
  }

  /** The groups that wait for each other. */
  private List<List<EventSubscription>> inTurn(List<EventSubscription> groups) {
    if (settings.habits().contains(ProxyHabit.SERVES_GROUPS_IN_TURN)) {
      return List.of(groups);
    }
    if (settings.habits().contains(ProxyHabit.SERVES_GROUPS_IN_TURN_LAST_FIRST)) {
      List<EventSubscription> reversed = new ArrayList<>(groups);
      Collections.reverse(reversed);
      return List.of(reversed);
    }
    return groups.stream().map(List::of).toList();
  }

  private EventReader reader(Position position) {
    return new EventReader(
        position.subscriptions(), position.key(), journal, subscribers, timer, settings);
  }

  private record Position(List<EventSubscription> subscriptions, PersistenceKey key) {}
}
