package io.cloudstate.tck.model.service;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import io.cloudstate.tck.protocol.SideEffect;
import io.cloudstate.tck.protocol.eventsourced.EventSourcedEvent;
import io.cloudstate.tck.protocol.eventsourced.EventSourcedGrpc;
import io.cloudstate.tck.protocol.eventsourced.EventSourcedReply;
import io.cloudstate.tck.protocol.eventsourced.EventSourcedStreamIn;
import io.cloudstate.tck.protocol.eventsourced.EventSourcedStreamOut;
import io.cloudstate.tck.protocol.model.Request;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/** Defects in how streams are served. */
final class DefectiveStreams {
  private static final Set<String> KNOWN_COMMANDS = Set.of("Process", "Call");

  private DefectiveStreams() {}

  static EventSourcedGrpc.AsyncService wrap(
      EventSourcedGrpc.AsyncService conforming, Set<ServiceDefect> defects, AtomicBoolean down) {
    Object lock = new Object();
    EventSourcedGrpc.AsyncService service = new Refusing(conforming, down);
    for (ServiceDefect defect : defects) {
      Optional<Function<Relay.Ends, Relay>> opening = opening(defect);
      if (opening.isPresent()) {
        service = new Relayed(opening.get(), service, lock);
      }
    }
    return service;
  }

  /** How a stream with the defect is opened; empty if the defect is not one of streams. */
  private static Optional<Function<Relay.Ends, Relay>> opening(ServiceDefect defect) {
    Function<Relay.Ends, Relay> opening =
        switch (defect) {
          case FIRST_REPLAYED_EVENT_SKIPPED -> FirstEventSkipped::new;
          case REPLAY_REVERSED -> ReplayReversed::new;
          case REPLIES_TO_REPLAYED_EVENTS -> RepliesToEvents::new;
          case THIRD_COMMAND_DROPPED -> ThirdCommandDropped::new;
          case EVENTS_SENT_AGAIN -> EventsSentAgain::new;
          case SNAPSHOT_COUNT_RESTARTS -> CountRestarts::new;
          case FOUR_STREAMS_AT_A_TIME -> {
            Queue queue = new Queue();
            yield ends -> new Queued(ends, queue);
          }
          case HALF_CLOSE_UNANSWERED -> HalfCloseUnanswered::new;
          case HALF_CLOSE_ANSWERED_WITH_ERROR -> HalfCloseError::new;
          case EFFECTS_REVERSED -> EffectsReversed::new;
          case EFFECTS_CARRIED_OVER -> EffectsCarriedOver::new;
          case FORWARD_LOSES_EVENTS -> ForwardLosesEvents::new;
          case FAILURE_ENDS_STREAM -> FailureEndsStream::new;
          case STREAM_SILENT_AFTER_FAILURE -> SilentAfterFailure::new;
          case UNKNOWN_COMMAND_UNANSWERED -> UnknownUnanswered::new;
          case UNREADABLE_PAYLOAD_UNANSWERED -> UnreadableUnanswered::new;
          case UNREADABLE_PAYLOAD_ENDS_ALL_STREAMS -> {
            Set<Relay> open = new LinkedHashSet<>();
            yield ends -> new UnreadableEndsAll(ends, open);
          }
          default -> null;
        };
    return Optional.ofNullable(opening);
  }

  /** A service that takes no new streams while it is down. */
  private record Refusing(EventSourcedGrpc.AsyncService service, AtomicBoolean down)
      implements EventSourcedGrpc.AsyncService {
    @Override
    public StreamObserver<EventSourcedStreamIn> handle(StreamObserver<EventSourcedStreamOut> out) {
      return down.get() ? new Refused(out) : service.handle(out);
    }
  }

  /** A stream that ends with its first frame. */
  private static final class Refused implements StreamObserver<EventSourcedStreamIn> {
    private final StreamObserver<EventSourcedStreamOut> out;
    private boolean over;

    Refused(StreamObserver<EventSourcedStreamOut> out) {
      this.out = out;
    }

    @Override
    public void onNext(EventSourcedStreamIn frame) {
      onCompleted();
    }

    @Override
    public void onError(Throwable cancelled) {
      over = true;
    }

    @Override
    public void onCompleted() {
      if (!over) {
        over = true;
        out.onError(Status.UNAVAILABLE.asRuntimeException());
      }
    }
  }

  /** A service whose streams all pass a relay. */
  private record Relayed(
      Function<Relay.Ends, Relay> opening, EventSourcedGrpc.AsyncService service, Object lock)
      implements EventSourcedGrpc.AsyncService {
    @Override
    public StreamObserver<EventSourcedStreamIn> handle(StreamObserver<EventSourcedStreamOut> out) {
      synchronized (lock) {
        return opening.apply(new Relay.Ends(out, service, lock));
      }
    }
  }

  private static boolean fails(EventSourcedStreamOut frame) {
    return frame.getReply().getClientAction().hasFailure();
  }

  private static boolean readable(EventSourcedStreamIn command) {
    try {
      return Request.parseFrom(command.getCommand().getPayload().getValue()).isInitialized();
    } catch (InvalidProtocolBufferException e) {
      return false; // which is what was asked
    }
  }

  private static EventSourcedStreamOut out(EventSourcedReply.Builder reply) {
    return EventSourcedStreamOut.newBuilder().setReply(reply).build();
  }

  private static final class FirstEventSkipped extends Relay {
    private boolean skipped;

    FirstEventSkipped(Ends ends) {
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

  private static final class ReplayReversed extends Relay {
    private final List<EventSourcedEvent> replayed = new ArrayList<>();

    ReplayReversed(Ends ends) {
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

  private static final class RepliesToEvents extends Relay {
    RepliesToEvents(Ends ends) {
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

  private static final class ThirdCommandDropped extends Relay {
    private static final int DROPPED = 3;
    private int commands;

    ThirdCommandDropped(Ends ends) {
      super(ends);
    }

    @Override
    void received(EventSourcedStreamIn frame) {
      commands += frame.hasCommand() ? 1 : 0;
      if (!frame.hasCommand() || commands != DROPPED) {
        deliver(frame);
      }
    }
  }

  private static final class EventsSentAgain extends Relay {
    private List<Any> former = List.of();

    EventsSentAgain(Ends ends) {
      super(ends);
    }

    @Override
    void answered(EventSourcedStreamOut frame) {
      if (!frame.hasReply() || fails(frame)) {
        send(frame);
        return;
      }
      List<Any> own = frame.getReply().getEventsList();
      send(out(frame.getReply().toBuilder().clearEvents().addAllEvents(former).addAllEvents(own)));
      former = own;
    }
  }

  private static final class CountRestarts extends Relay {
    CountRestarts(Ends ends) {
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

  /** The streams being served, and those that wait. */
  private static final class Queue {
    private static final int LIMIT = 4;
    private final Deque<Queued> waiting = new ArrayDeque<>();
    private int serving;

    private boolean admits() {
      boolean admitted = serving < LIMIT;
      serving += admitted ? 1 : 0;
      return admitted;
    }
  }

  private static final class Queued extends Relay {
    private final Queue queue;
    private final List<Runnable> held = new ArrayList<>();
    private boolean admitted;

    Queued(Ends ends, Queue queue) {
      super(ends);
      this.queue = queue;
      this.admitted = queue.admits();
      if (!admitted) {
        queue.waiting.add(this);
      }
    }

    @Override
    void received(EventSourcedStreamIn frame) {
      whenAdmitted(() -> deliver(frame));
    }

    @Override
    void halfClosed() {
      whenAdmitted(this::endInput);
    }

    @Override
    void ended() {
      if (!admitted) {
        queue.waiting.remove(this);
        return;
      }
      Queued next = queue.waiting.poll();
      if (next == null) {
        queue.serving--;
      } else {
        next.admitted = true;
        next.held.forEach(Runnable::run);
      }
    }

    private void whenAdmitted(Runnable action) {
      if (admitted) {
        action.run();
      } else {
        held.add(action);
      }
    }
  }

  private static final class HalfCloseUnanswered extends Relay {
    HalfCloseUnanswered(Ends ends) {
      super(ends);
    }

    @Override
    void halfClosed() {}
  }

  private static final class HalfCloseError extends Relay {
    HalfCloseError(Ends ends) {
      super(ends);
    }

    @Override
    void halfClosed() {
      abort(Status.INTERNAL.withDescription("The stream was closed.").asRuntimeException());
    }
  }

  private static final class EffectsReversed extends Relay {
    EffectsReversed(Ends ends) {
      super(ends);
    }

    @Override
    void answered(EventSourcedStreamOut frame) {
      if (!frame.hasReply()) {
        send(frame);
        return;
      }
      List<SideEffect> effects = new ArrayList<>(frame.getReply().getSideEffectsList());
      Collections.reverse(effects);
      send(out(frame.getReply().toBuilder().clearSideEffects().addAllSideEffects(effects)));
    }
  }

  private static final class EffectsCarriedOver extends Relay {
    private List<SideEffect> former = List.of();

    EffectsCarriedOver(Ends ends) {
      super(ends);
    }

    @Override
    void answered(EventSourcedStreamOut frame) {
      if (!frame.hasReply() || fails(frame)) {
        send(frame);
        return;
      }
      List<SideEffect> own = frame.getReply().getSideEffectsList();
      send(
          out(
              frame.getReply().toBuilder()
                  .clearSideEffects()
                  .addAllSideEffects(former)
                  .addAllSideEffects(own)));
      former = own;
    }
  }

  private static final class ForwardLosesEvents extends Relay {
    ForwardLosesEvents(Ends ends) {
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

  private static final class FailureEndsStream extends Relay {
    FailureEndsStream(Ends ends) {
      super(ends);
    }

    @Override
    void answered(EventSourcedStreamOut frame) {
      send(frame);
      if (fails(frame)) {
        complete();
      }
    }
  }

  private static final class SilentAfterFailure extends Relay {
    private boolean failed;

    SilentAfterFailure(Ends ends) {
      super(ends);
    }

    @Override
    void answered(EventSourcedStreamOut frame) {
      if (!failed) {
        send(frame);
      }
      failed |= fails(frame);
    }
  }

  private static final class UnknownUnanswered extends Relay {
    UnknownUnanswered(Ends ends) {
      super(ends);
    }

    @Override
    void received(EventSourcedStreamIn frame) {
      if (!frame.hasCommand() || KNOWN_COMMANDS.contains(frame.getCommand().getName())) {
        deliver(frame);
      }
    }
  }

  private static final class UnreadableUnanswered extends Relay {
    UnreadableUnanswered(Ends ends) {
      super(ends);
    }

    @Override
    void received(EventSourcedStreamIn frame) {
      if (!frame.hasCommand() || readable(frame)) {
        deliver(frame);
      }
    }
  }

  private static final class UnreadableEndsAll extends Relay {
    private final Set<Relay> open;

    UnreadableEndsAll(Ends ends, Set<Relay> open) {
      super(ends);
      this.open = open;
      open.add(this);
    }

    @Override
    void received(EventSourcedStreamIn frame) {
      if (!frame.hasCommand() || readable(frame)) {
        deliver(frame);
        return;
      }
      for (Relay stream : List.copyOf(open)) {
        stream.abort(Status.UNAVAILABLE.withDescription("A worker died.").asRuntimeException());
      }
    }

    @Override
    void ended() {
      open.remove(this);
    }
  }
}
