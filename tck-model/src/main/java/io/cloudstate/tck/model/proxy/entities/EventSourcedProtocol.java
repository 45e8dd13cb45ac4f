package io.cloudstate.tck.model.proxy.entities;

import io.cloudstate.tck.model.proxy.persistence.EventJournal;
import io.cloudstate.tck.model.proxy.persistence.PersistenceKey;
import io.cloudstate.tck.model.proxy.settings.ProxyDefect;
import io.cloudstate.tck.protocol.Command;
import io.cloudstate.tck.protocol.eventsourced.EventSourcedEvent;
import io.cloudstate.tck.protocol.eventsourced.EventSourcedGrpc.EventSourcedStub;
import io.cloudstate.tck.protocol.eventsourced.EventSourcedInit;
import io.cloudstate.tck.protocol.eventsourced.EventSourcedReply;
import io.cloudstate.tck.protocol.eventsourced.EventSourcedSnapshot;
import io.cloudstate.tck.protocol.eventsourced.EventSourcedStreamIn;
import io.cloudstate.tck.protocol.eventsourced.EventSourcedStreamOut;
import io.grpc.stub.ClientResponseObserver;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Event sourced entities: init brings the latest snapshot, and the events after it follow. */
final class EventSourcedProtocol
    implements EntityProtocol<EventSourcedStreamIn, EventSourcedStreamOut> {
  private final EventSourcedStub stub;
  private final EventJournal journal;
  private final Set<ProxyDefect> defects;

  EventSourcedProtocol(EventSourcedStub stub, EventJournal journal, Set<ProxyDefect> defects) {
    this.stub = stub;
    this.journal = journal;
    this.defects = defects;
  }

  @Override
  public void connect(
      ClientResponseObserver<EventSourcedStreamIn, EventSourcedStreamOut> observer) {
    stub.handle(observer);
  }

  @Override
  public EventSourcedStreamIn init(String serviceName, String entityId, PersistenceKey key) {
    EventSourcedInit.Builder init =
        EventSourcedInit.newBuilder().setServiceName(serviceName).setEntityId(entityId);
    if (!has(ProxyDefect.INIT_WITHOUT_SNAPSHOT)) {
      journal.of(key).snapshot().ifPresent(snapshot -> init.setSnapshot(wire(snapshot)));
    }
    return EventSourcedStreamIn.newBuilder().setInit(init).build();
  }

  private EventSourcedSnapshot wire(EventJournal.Snapshot snapshot) {
    long sequence = snapshot.sequence() - (has(ProxyDefect.SNAPSHOT_SEQUENCE_OFF_BY_ONE) ? 1 : 0);
    return EventSourcedSnapshot.newBuilder()
        .setSnapshotSequence(sequence)
        .setSnapshot(snapshot.state())
        .build();
  }

  @Override
  public List<EventSourcedStreamIn> history(PersistenceKey key) {
    EventJournal.History history = journal.of(key);
    long held = history.snapshot().map(EventJournal.Snapshot::sequence).orElse(0L);
    List<EventSourcedStreamIn> frames = new ArrayList<>();
    int first = has(ProxyDefect.REPLAY_FROM_START) ? 0 : Math.toIntExact(held);
    int end = history.events().size();
    if (has(ProxyDefect.REPLAY_OF_ONE_PAGE)) {
      end = Math.min(end, first + 100);
    }
    for (int i = first; i < end; i++) {
      frames.add(
          EventSourcedStreamIn.newBuilder()
              .setEvent(
                  EventSourcedEvent.newBuilder()
                      .setSequence(number(i))
                      .setPayload(history.events().get(i)))
              .build());
    }
    if (has(ProxyDefect.REPLAY_WITHOUT_LAST) && !frames.isEmpty()) {
      frames.remove(frames.size() - 1);
    }
    if (has(ProxyDefect.REPLAY_REVERSED)) {
      Collections.reverse(frames);
    }
    return frames;
  }

  private long number(int index) {
    if (has(ProxyDefect.SEQUENCE_OFF_BY_ONE)) {
      return index;
    }
    return has(ProxyDefect.SEQUENCE_WITH_GAPS) ? 2L * index + 1 : index + 1L;
  }

  @Override
  public EventSourcedStreamIn command(Command command) {
    return EventSourcedStreamIn.newBuilder().setCommand(command).build();
  }

  @Override
  public Heard hear(EventSourcedStreamOut frame) {
    return switch (frame.getMessageCase()) {
      case REPLY -> heard(frame.getReply());
      case FAILURE -> new Heard.StreamFailure(frame.getFailure().getDescription());
      case MESSAGE_NOT_SET -> new Heard.Nothing();
    };
  }

  private Heard heard(EventSourcedReply reply) {
    boolean kept =
        reply.hasSnapshot()
            && !(reply.getClientAction().hasForward() && has(ProxyDefect.FORWARD_LOSES_SNAPSHOT));
    Change change =
        new Change.Events(
            reply.getEventsList(), kept ? Optional.of(reply.getSnapshot()) : Optional.empty());
    return new Heard.Reply(
        reply.getCommandId(),
        reply.getClientAction(),
        reply.getSideEffectsList(),
        change,
        Optional.empty());
  }

  @Override
  public void persist(PersistenceKey key, Change change) {
    if (change instanceof Change.Events events) {
      journal.append(key, events.events(), events.snapshot());
    }
  }

  @Override
  public void forget(PersistenceKey key) {
    journal.forget(key);
  }

  private boolean has(ProxyDefect defect) {
    return defects.contains(defect);
  }
}
