package io.cloudstate.tck.model.proxy;

import com.google.protobuf.Any;
import io.cloudstate.tck.protocol.Command;
import io.cloudstate.tck.protocol.eventsourced.EventSourcedEvent;
import io.cloudstate.tck.protocol.eventsourced.EventSourcedInit;
import io.cloudstate.tck.protocol.eventsourced.EventSourcedReply;
import io.cloudstate.tck.protocol.eventsourced.EventSourcedSnapshot;
import io.cloudstate.tck.protocol.eventsourced.EventSourcedStreamIn;
import io.cloudstate.tck.protocol.eventsourced.EventSourcedStreamOut;
import io.grpc.Status;
import io.grpc.SynchronizationContext;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** One event sourced entity: carries out, one after another, what its machine decides. */
final class EventSourcedEntity {
  private static final System.Logger LOG = System.getLogger(EventSourcedEntity.class.getName());

  private final String service;
  private final EventJournal.Key key;
  private final Duration passivation;
  private final EventSourcedService.Surroundings around;
  private final EventSourcedMachine machine;
  private final SynchronizationContext turns =
      new SynchronizationContext(
          (thread, e) -> LOG.log(Level.ERROR, "the reference proxy has a bug", e));

  // Touched in turn only.
  private final Map<Long, ClientCallStreamObserver<EventSourcedStreamIn>> streams = new HashMap<>();
  private final List<EventSourcedStreamIn> belated = new ArrayList<>();
  private EventSourcedMachine.State state = EventSourcedMachine.State.DORMANT;

  EventSourcedEntity(
      String service,
      EventJournal.Key key,
      Duration passivation,
      EventSourcedService.Surroundings around) {
    this.service = service;
    this.key = key;
    this.passivation = passivation;
    this.around = around;
    this.machine = new EventSourcedMachine(around.defects());
  }

  CompletionStage<Outcome> run(Invocation invocation) {
    CompletableFuture<Outcome> result = new CompletableFuture<>();
    EventSourcedMachine.Call call = new EventSourcedMachine.Call(invocation, result);
    turns.execute(() -> take(machine.called(state, call)));
    return result;
  }

  private void take(EventSourcedMachine.Step step) {
    state = step.state();
    step.acts().forEach(this::carryOut);
  }

  private void carryOut(EventSourcedMachine.Act act) {
    if (act instanceof EventSourcedMachine.Open open) {
      open(open.stream());
    } else if (act instanceof EventSourcedMachine.Send send) {
      send(send);
    } else if (act instanceof EventSourcedMachine.Persist persist) {
      persist(persist.reply());
    } else if (act instanceof EventSourcedMachine.Finish finish) {
      finish(finish);
    } else if (act instanceof EventSourcedMachine.Fail fail) {
      fail.call().result().complete(failure(fail.description()));
    } else if (act instanceof EventSourcedMachine.HalfClose close) {
      halfClose(close.stream());
    } else if (act instanceof EventSourcedMachine.Drop drop) {
      cancel(drop.stream(), drop.reason());
    } else if (act instanceof EventSourcedMachine.AwaitIdle idle) {
      later(passivation, () -> take(machine.idled(state, idle.stream(), idle.lastCommandId())));
    } else if (act instanceof EventSourcedMachine.Forget) {
      around.journal().forget(key);
    } else {
      throw new IllegalStateException("no way to carry out " + act);
    }
  }

  private void open(long stream) {
    // A service that restarts is waited for, no longer than the command's own time.
    around.stub().withWaitForReady().handle(new Listener(stream));
    send(stream, EventSourcedStreamIn.newBuilder().setInit(init()).build());
    List<EventSourcedStreamIn> events = replay();
    if (has(ProxyDefect.REPLAY_AFTER_COMMAND)) {
      belated.addAll(events);
    } else {
      events.forEach(event -> send(stream, event));
    }
  }

  private EventSourcedInit init() {
    boolean simple = has(ProxyDefect.INIT_NAMES_SERVICE_SIMPLY);
    EventSourcedInit.Builder init =
        EventSourcedInit.newBuilder()
            .setServiceName(simple ? service.substring(service.lastIndexOf('.') + 1) : service)
            .setEntityId(has(ProxyDefect.INIT_WITHOUT_ENTITY_ID) ? "" : key.entityId());
    if (!has(ProxyDefect.INIT_WITHOUT_SNAPSHOT)) {
      around.journal().of(key).snapshot().ifPresent(snapshot -> init.setSnapshot(wire(snapshot)));
    }
    return init.build();
  }

  private EventSourcedSnapshot wire(EventJournal.Snapshot snapshot) {
    long sequence = snapshot.sequence() - (has(ProxyDefect.SNAPSHOT_SEQUENCE_OFF_BY_ONE) ? 1 : 0);
    return EventSourcedSnapshot.newBuilder()
        .setSnapshotSequence(sequence)
        .setSnapshot(snapshot.state())
        .build();
  }

  private List<EventSourcedStreamIn> replay() {
    EventJournal.History history = around.journal().of(key);
    long held = history.snapshot().map(EventJournal.Snapshot::sequence).orElse(0L);
    List<EventSourcedStreamIn> frames = new ArrayList<>();
    int first = has(ProxyDefect.REPLAY_FROM_START) ? 0 : Math.toIntExact(held);
    for (int i = first; i < history.events().size(); i++) {
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

  private void send(EventSourcedMachine.Send send) {
    Invocation invocation = send.call().invocation();
    Any payload = invocation.payload();
    if (has(ProxyDefect.COMMAND_TYPE_WITHOUT_PREFIX)) {
      payload =
          payload.toBuilder().setTypeUrl(invocation.method().getInputType().getFullName()).build();
    }
    boolean full = has(ProxyDefect.COMMAND_NAME_IN_FULL);
    Command command =
        Command.newBuilder()
            .setEntityId(has(ProxyDefect.COMMAND_WITHOUT_ENTITY_ID) ? "" : key.entityId())
            .setId(send.commandId())
            .setName(full ? invocation.method().getFullName() : invocation.method().getName())
            .setPayload(payload)
            .build();
    if (has(ProxyDefect.INIT_BEFORE_EVERY_COMMAND) && send.commandId() > 1) {
      send(send.stream(), EventSourcedStreamIn.newBuilder().setInit(init()).build());
    }
    send(send.stream(), EventSourcedStreamIn.newBuilder().setCommand(command).build());
    belated.forEach(event -> send(send.stream(), event));
    belated.clear();
    later(
        around.commandTimeout(),
        () -> take(machine.overdue(state, send.stream(), send.commandId())));
  }

  private void send(long stream, EventSourcedStreamIn frame) {
    ClientCallStreamObserver<EventSourcedStreamIn> out = streams.get(stream);
    if (out != null) {
      out.onNext(frame);
    }
  }

  private void persist(EventSourcedReply reply) {
    around
        .journal()
        .append(
            key,
            reply.getEventsList(),
            reply.hasSnapshot() ? Optional.of(reply.getSnapshot()) : Optional.empty());
  }

  private void finish(EventSourcedMachine.Finish finish) {
    EventSourcedReply reply = finish.reply();
    CompletionStage<Outcome> outcome =
        around
            .aftermath()
            .of(finish.call().invocation(), reply.getClientAction(), reply.getSideEffectsList());
    if (has(ProxyDefect.FORWARD_BEFORE_PERSISTENCE) && reply.getClientAction().hasForward()) {
      outcome =
          outcome.thenApply(
              answer -> {
                if (answer instanceof Outcome.Replied) {
                  persist(reply);
                }
                return answer;
              });
    }
    outcome.thenAccept(finish.call().result()::complete);
  }

  private Outcome failure(String description) {
    return has(ProxyDefect.FAILURE_STATUS_INTERNAL)
        ? new Outcome.Failed(Status.INTERNAL.withDescription(description))
        : Outcome.failed(description);
  }

  /** Half-closes, and sees to it that a service which never completes does not keep the stream. */
  private void halfClose(long stream) {
    ClientCallStreamObserver<EventSourcedStreamIn> out = streams.remove(stream);
    if (out != null) {
      out.onCompleted();
      later(around.commandTimeout(), () -> out.cancel("not completed after half-close", null));
    }
  }

  private void cancel(long stream, String reason) {
    ClientCallStreamObserver<EventSourcedStreamIn> out = streams.remove(stream);
    if (out != null) {
      out.cancel(reason, null);
    }
  }

  private void later(Duration delay, Runnable turn) {
    around.timer().after(delay, () -> turns.execute(turn));
  }

  private boolean has(ProxyDefect defect) {
    return around.defects().contains(defect);
  }

  /** Brings what comes on one stream into the entity's turns. */
  private final class Listener
      implements ClientResponseObserver<EventSourcedStreamIn, EventSourcedStreamOut> {
    private final long stream;

    private Listener(long stream) {
      this.stream = stream;
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<EventSourcedStreamIn> out) {
      streams.put(stream, out);
    }

    @Override
    public void onNext(EventSourcedStreamOut frame) {
      turns.execute(() -> take(machine.received(state, stream, frame)));
    }

    @Override
    public void onError(Throwable e) {
      Status status = Status.fromThrowable(e);
      turns.execute(() -> ended("%s %s".formatted(status.getCode(), status.getDescription())));
    }

    @Override
    public void onCompleted() {
      turns.execute(() -> ended("the service completed it"));
    }

    private void ended(String how) {
      streams.remove(stream);
      take(machine.ended(state, stream, how));
    }
  }
}
