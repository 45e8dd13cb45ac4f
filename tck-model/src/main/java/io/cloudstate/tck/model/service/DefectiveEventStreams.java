package io.cloudstate.tck.model.service;

import com.google.protobuf.Any;
import io.cloudstate.tck.protocol.eventsourced.EventSourcedEvent;
import io.cloudstate.tck.protocol.eventsourced.EventSourcedReply;
import io.cloudstate.tck.protocol.eventsourced.EventSourcedStreamIn;
import io.cloudstate.tck.protocol.eventsourced.EventSourcedStreamOut;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Defects in how streams of event sourced entities are served: those that spoil events. */
final class DefectiveEventStreams
    implements DefectiveStreams.Own<EventSourcedStreamIn, EventSourcedStreamOut> {
  @Override
  public Optional<DefectiveStreams.Opening<EventSourcedStreamIn, EventSourcedStreamOut>> opening(
      ServiceDefect defect) {
    DefectiveStreams.Opening<EventSourcedStreamIn, EventSourcedStreamOut> opening =
        switch (defect) {
          case FIRST_REPLAYED_EVENT_SKIPPED -> FirstEventSkipped::new;
          case REPLAY_REVERSED -> ReplayReversed::new;
          case REPLIES_TO_REPLAYED_EVENTS -> RepliesToEvents::new;
          case EVENTS_SENT_AGAIN -> EventsSentAgain::new;
          case EQUAL_EVENTS_MERGED -> EqualEventsMerged::new;
          case ENTITIES_FOUND_BY_ID -> {
            Map<String, String> services = new HashMap<>();
            yield ends -> new FoundById(ends, services);
          }
          case SNAPSHOT_COUNT_RESTARTS -> CountRestarts::new;
          case FORWARD_LOSES_EVENTS -> ForwardLosesEvents::new;
          default -> null;
        };
    return Optional.ofNullable(opening);
  }

  private static EventSourcedStreamOut out(EventSourcedReply.Builder reply) {
    return EventSourcedStreamOut.newBuilder().setReply(reply).build();
  }

  private static final class FirstEventSkipped
      extends Relay<EventSourcedStreamIn, EventSourcedStreamOut> {
    private boolean skipped;

    FirstEventSkipped(Relay.Ends<EventSourcedStreamIn, EventSourcedStreamOut> ends) {
      super(ends);
    }

    @Override
    void received(EventSourcedStreamIn frame) {
      if (frame.hasEvent() && !skipped) {
        skipped = true;
      } else {
        deliver(frame);
      }
    }
  }

  private static final class ReplayReversed
      extends Relay<EventSourcedStreamIn, EventSourcedStreamOut> {
    private final List<EventSourcedEvent> replayed = new ArrayList<>();

    ReplayReversed(Relay.Ends<EventSourcedStreamIn, EventSourcedStreamOut> ends) {
      super(ends);
    }

    @Override
    void received(EventSourcedStreamIn frame) {
      if (frame.hasEvent()) {
        replayed.add(frame.getEvent());
        return;
      }
      for (int i = 0; i < replayed.size(); i++) {
        // The numbers keep their order, so that snapshots come when they should.
        Any payload = replayed.get(replayed.size() - 1 - i).getPayload();
        EventSourcedEvent event = replayed.get(i).toBuilder().setPayload(payload).build();
        deliver(EventSourcedStreamIn.newBuilder().setEvent(event).build());
      }
      replayed.clear();
      deliver(frame);
    }
  }

  private static final class RepliesToEvents
      extends Relay<EventSourcedStreamIn, EventSourcedStreamOut> {
    RepliesToEvents(Relay.Ends<EventSourcedStreamIn, EventSourcedStreamOut> ends) {
      super(ends);
    }

    @Override
    void received(EventSourcedStreamIn frame) {
      deliver(frame);
      if (frame.hasEvent()) {
        send(out(EventSourcedReply.newBuilder()));
      }
    }
  }

  private static final class EventsSentAgain
      extends Relay<EventSourcedStreamIn, EventSourcedStreamOut> {
    private List<Any> former = List.of();

    EventsSentAgain(Relay.Ends<EventSourcedStreamIn, EventSourcedStreamOut> ends) {
      super(ends);
    }

    @Override
    void answered(EventSourcedStreamOut frame) {
      if (!frame.hasReply() || frame.getReply().getClientAction().hasFailure()) {
        send(frame);
        return;
      }
      List<Any> own = frame.getReply().getEventsList();
      send(out(frame.getReply().toBuilder().clearEvents().addAllEvents(former).addAllEvents(own)));
      former = own;
    }
  }

  private static final class EqualEventsMerged
      extends Relay<EventSourcedStreamIn, EventSourcedStreamOut> {
    EqualEventsMerged(Relay.Ends<EventSourcedStreamIn, EventSourcedStreamOut> ends) {
      super(ends);
    }

    @Override
    void answered(EventSourcedStreamOut frame) {
      if (!frame.hasReply()) {
        send(frame);
        return;
      }
      List<Any> distinct = frame.getReply().getEventsList().stream().distinct().toList();
      send(out(frame.getReply().toBuilder().clearEvents().addAllEvents(distinct)));
    }
  }

  private static final class FoundById extends Relay<EventSourcedStreamIn, EventSourcedStreamOut> {
    private final Map<String, String> services;

    /**
     * One of a service's streams.
     *
     * @param services by entity id the first service that an entity of that id was of; all streams
     *     share it, under the lock that relays share
     */
    FoundById(
        Relay.Ends<EventSourcedStreamIn, EventSourcedStreamOut> ends,
        Map<String, String> services) {
      super(ends);
      this.services = services;
    }

    @Override
    void received(EventSourcedStreamIn frame) {
      if (!frame.hasInit()) {
        deliver(frame);
        return;
      }
      String service = frame.getInit().getServiceName();
      @Nullable String first = services.putIfAbsent(frame.getInit().getEntityId(), service);
      EventSourcedStreamIn.Builder found = frame.toBuilder();
      found.getInitBuilder().setServiceName(first == null ? service : first);
      deliver(found.build());
    }
  }

  private static final class CountRestarts
      extends Relay<EventSourcedStreamIn, EventSourcedStreamOut> {
    CountRestarts(Relay.Ends<EventSourcedStreamIn, EventSourcedStreamOut> ends) {
      super(ends);
    }

    @Override
    void received(EventSourcedStreamIn frame) {
      EventSourcedStreamIn.Builder uncounted = frame.toBuilder();
      if (frame.getInit().hasSnapshot()) {
        uncounted.getInitBuilder().getSnapshotBuilder().clearSnapshotSequence();
      }
      if (frame.hasEvent()) {
        uncounted.getEventBuilder().clearSequence();
      }
      deliver(uncounted.build());
    }
  }

  private static final class ForwardLosesEvents
      extends Relay<EventSourcedStreamIn, EventSourcedStreamOut> {
    ForwardLosesEvents(Relay.Ends<EventSourcedStreamIn, EventSourcedStreamOut> ends) {
      super(ends);
    }

    @Override
    void answered(EventSourcedStreamOut frame) {
      send(
          frame.getReply().getClientAction().hasForward()
              ? out(frame.getReply().toBuilder().clearEvents().clearSnapshot())
              : frame);
    }
  }
}
