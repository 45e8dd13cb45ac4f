package io.cloudstate.tck.model.proxy.eventing;

import com.google.protobuf.Any;
import com.google.protobuf.Descriptors.MethodDescriptor;
import io.cloudstate.tck.model.proxy.action.ActionService;
import io.cloudstate.tck.model.proxy.persistence.EventJournal;
import io.cloudstate.tck.model.proxy.persistence.PersistenceKey;
import io.cloudstate.tck.model.proxy.routing.Caller;
import io.cloudstate.tck.model.proxy.routing.Outcome;
import io.cloudstate.tck.model.proxy.routing.Requests;
import io.cloudstate.tck.model.proxy.settings.ProxyDefect;
import io.cloudstate.tck.model.proxy.settings.ProxyHabit;
import io.cloudstate.tck.model.proxy.settings.ProxySettings;
import io.cloudstate.tck.model.proxy.timing.Backoff;
import io.cloudstate.tck.model.proxy.timing.Timer;
import io.cloudstate.tck.model.proxy.timing.Turns;
import io.grpc.Status;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/**
 * The reading position of one group, or of several together, in the events of one entity: each is
 * delivered once the one before is, and again until the subscriber has taken it.
 */
final class EventReader {
  private static final System.Logger LOG = System.getLogger(EventReader.class.getName());

  private final List<EventSubscription> subscriptions;
  private final PersistenceKey key;
  private final EventJournal journal;
  private final ActionService subscribers;
  private final ProxySettings settings;
  private final Turns turns;

  // Touched in turn only.
  private final Deque<Delivery> waiting = new ArrayDeque<>();
  private Duration backoff = Backoff.FIRST;
  private int known;
  private boolean busy;
  private boolean repeating;

  EventReader(
      List<EventSubscription> subscriptions,
      PersistenceKey key,
      EventJournal journal,
      ActionService subscribers,
      Timer timer,
      ProxySettings settings) {
    this.subscriptions = subscriptions;
    this.key = key;
    this.journal = journal;
    this.subscribers = subscribers;
    this.turns = new Turns(timer);
    this.settings = settings;
  }

  /** There are more events. */
  void readOn() {
    turns.execute(
        () -> {
          List<Any> events = journal.of(key).events();
          if (known < events.size()) {
            waiting.addAll(deliveries(events));
            known = events.size();
          }
          deliver();
        });
  }

  private List<Delivery> deliveries(List<Any> events) {
    List<Delivery> deliveries = new ArrayList<>();
    int end = has(ProxyDefect.EVENTS_DELIVERED_FIRST_ONLY) ? known + 1 : events.size();
    for (int i = known; i < end; i++) {
      LoggedEvent event = new LoggedEvent(key, i + 1L, events.get(i), settings.defects());
      if (i > 0 || !has(ProxyDefect.FIRST_EVENT_UNDELIVERED)) {
        for (EventSubscription subscription : subscriptions) {
          subscription
              .takersOf(event.payload())
              .forEach(method -> deliveries.add(new Delivery(event, method)));
        }
      }
    }
    if (has(ProxyDefect.EVENTS_DELIVERED_REVERSED)) {
      Collections.reverse(deliveries);
    }
    return deliveries;
  }

  private void deliver() {
    if (busy || waiting.isEmpty()) {
      return;
    }
    busy = true;
    Delivery next = waiting.element();
    Requests call =
        subscribers.open(next.method(), next.event().metadata(next.method()), new Answers());
    call.next(next.event().request(next.method()));
    call.halfClosed();
  }

  private void delivered() {
    repeating = !repeating && settings.habits().contains(ProxyHabit.DELIVERS_EVENTS_TWICE);
    if (!repeating) {
      waiting.remove();
    }
    backoff = Backoff.FIRST;
    busy = false;
    deliver();
  }

  private void undelivered(Outcome.Failed failure) {
    LOG.log(Level.DEBUG, "an event is to be delivered again: {0}", failure.status());
    boolean lost =
        String.valueOf(failure.status().getDescription()).contains(Status.Code.UNAVAILABLE.name());
    if (has(ProxyDefect.DELIVERY_NOT_REPEATED)
        || (lost && has(ProxyDefect.LOST_DELIVERY_NOT_REPEATED))) {
      delivered();
      return;
    }
    Duration delay = backoff;
    backoff = Backoff.after(delay);
    if (has(ProxyDefect.FAILED_DELIVERY_OVERTAKEN)) {
      waiting.add(waiting.remove());
      if (waiting.size() > 1) {
        delay = Duration.ZERO;
      }
    }
    turns.later(
        delay,
        () -> {
          busy = false;
          deliver();
        });
  }

  private boolean has(ProxyDefect defect) {
    return settings.defects().contains(defect);
  }

  private record Delivery(LoggedEvent event, MethodDescriptor method) {}

  /** Hears whether the subscriber has taken an event; what it replies is nobody's. */
  private final class Answers implements Caller {
    @Override
    public void reply(Outcome.Replied reply) {}

    @Override
    public void complete() {
      turns.execute(EventReader.this::delivered);
    }

    /** A subscriber that refuses an event has taken it. */
    @Override
    public void fail(Outcome.Failed failure) {
      boolean taken = failure.refused() && !has(ProxyDefect.REFUSED_DELIVERY_REPEATED);
      turns.execute(taken ? EventReader.this::delivered : () -> undelivered(failure));
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void pull() {}
  }
}
