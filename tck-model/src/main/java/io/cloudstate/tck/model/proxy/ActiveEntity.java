package io.cloudstate.tck.model.proxy;

import com.google.protobuf.Any;
import io.cloudstate.tck.protocol.Command;
import io.grpc.Status;
import io.grpc.SynchronizationContext;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** One entity that lives on streams: carries out, one after another, what its machine decides. */
final class ActiveEntity<I, O> {
  private static final System.Logger LOG = System.getLogger(ActiveEntity.class.getName());

  private final String service;
  private final PersistenceKey key;
  private final Duration passivation;
  private final EntityProtocol<I, O> protocol;
  private final StatefulService.Surroundings around;
  private final EntityMachine machine;
  private final SynchronizationContext turns =
      new SynchronizationContext(
          (thread, e) -> LOG.log(Level.ERROR, "the reference proxy has a bug", e));

  // Touched in turn only.
  private final Map<Long, ClientCallStreamObserver<I>> streams = new HashMap<>();
  private final Set<Long> reached = new HashSet<>();
  private final List<I> belated = new ArrayList<>();
  private EntityMachine.State state = EntityMachine.State.DORMANT;

  ActiveEntity(
      String service,
      PersistenceKey key,
      Duration passivation,
      EntityProtocol<I, O> protocol,
      StatefulService.Surroundings around) {
    this.service = service;
    this.key = key;
    this.passivation = passivation;
    this.protocol = protocol;
    this.around = around;
    this.machine = new EntityMachine(around.defects());
  }

  CompletionStage<Outcome> run(Invocation invocation) {
    CompletableFuture<Outcome> result = new CompletableFuture<>();
    EntityMachine.Call call = new EntityMachine.Call(invocation, result);
    turns.execute(() -> take(machine.called(state, call)));
    return result;
  }

  private void take(EntityMachine.Step step) {
    state = step.state();
    step.acts().forEach(this::carryOut);
  }

  private void carryOut(EntityMachine.Act act) {
    if (act instanceof EntityMachine.Open open) {
      open(open.stream());
    } else if (act instanceof EntityMachine.Send send) {
      send(send);
    } else if (act instanceof EntityMachine.Persist persist) {
      persist(persist.reply());
    } else if (act instanceof EntityMachine.Finish finish) {
      finish(finish);
    } else if (act instanceof EntityMachine.Fail fail) {
      fail.call().result().complete(failure(fail.description()));
    } else if (act instanceof EntityMachine.HalfClose close) {
      halfClose(close.stream());
    } else if (act instanceof EntityMachine.Drop drop) {
      cancel(drop.stream(), drop.reason());
    } else if (act instanceof EntityMachine.AwaitIdle idle) {
      later(passivation, () -> take(machine.idled(state, idle.stream(), idle.lastCommandId())));
    } else if (act instanceof EntityMachine.Forget) {
      protocol.forget(key);
    } else {
      throw new IllegalStateException("no way to carry out " + act);
    }
  }

  private void open(long stream) {
    protocol.connect(new Listener(stream));
    send(stream, init());
    List<I> history = protocol.history(key);
    if (has(ProxyDefect.REPLAY_AFTER_COMMAND)) {
      belated.addAll(history);
    } else {
      history.forEach(frame -> send(stream, frame));
    }
  }

  private I init() {
    boolean simple = has(ProxyDefect.INIT_NAMES_SERVICE_SIMPLY);
    return protocol.init(
        simple ? service.substring(service.lastIndexOf('.') + 1) : service,
        has(ProxyDefect.INIT_WITHOUT_ENTITY_ID) ? "" : key.entityId(),
        key);
  }

  private void send(EntityMachine.Send send) {
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
      send(send.stream(), init());
    }
    send(send.stream(), protocol.command(command));
    belated.forEach(frame -> send(send.stream(), frame));
    belated.clear();
    later(
        around.commandTimeout(),
        () ->
            take(
                machine.overdue(
                    state, send.stream(), send.commandId(), reached.contains(send.stream()))));
  }

  private void send(long stream, I frame) {
    ClientCallStreamObserver<I> out = streams.get(stream);
    if (out != null) {
      out.onNext(frame);
    }
  }

  private void persist(Heard.Reply reply) {
    protocol.persist(key, reply.change());
  }

  private void finish(EntityMachine.Finish finish) {
    Heard.Reply reply = finish.reply();
    CompletionStage<Outcome> outcome =
        around.aftermath().of(finish.call().invocation(), reply.action(), reply.effects());
    if (has(ProxyDefect.FORWARD_BEFORE_PERSISTENCE) && reply.action().hasForward()) {
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
    ClientCallStreamObserver<I> out = streams.remove(stream);
    if (out != null) {
      out.onCompleted();
      later(around.commandTimeout(), () -> out.cancel("not completed after half-close", null));
    }
  }

  private void cancel(long stream, String reason) {
    ClientCallStreamObserver<I> out = streams.remove(stream);
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
  private final class Listener implements ClientResponseObserver<I, O> {
    private final long stream;

    private Listener(long stream) {
      this.stream = stream;
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<I> out) {
      streams.put(stream, out);
      // Not before there is a connection.
      out.setOnReadyHandler(() -> turns.execute(() -> reached.add(stream)));
    }

    @Override
    public void onNext(O frame) {
      turns.execute(() -> take(machine.received(state, stream, protocol.hear(frame))));
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
