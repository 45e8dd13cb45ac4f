package io.cloudstate.tck.model.proxy.entities;

import io.cloudstate.tck.model.proxy.persistence.PersistenceKey;
import io.cloudstate.tck.model.proxy.routing.Invocation;
import io.cloudstate.tck.model.proxy.routing.Outcome;
import io.cloudstate.tck.model.proxy.routing.Surroundings;
import io.cloudstate.tck.model.proxy.settings.ProxyDefect;
import io.cloudstate.tck.model.proxy.timing.Turns;
import io.cloudstate.tck.protocol.Command;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** One entity that lives on streams: carries out, one after another, what its machine decides. */
final class ActiveEntity<I, O> implements EntityStreams.Events<O> {
  private final EntityAddress address;
  private final PersistenceKey key;
  private final Duration passivation;
  private final EntityProtocol<I, O> protocol;
  private final Surroundings around;
  private final EntityMachine machine;
  private final Turns turns;

  // Touched in turn only.
  private final EntityStreams<I, O> streams;
  private final List<I> belated = new ArrayList<>();
  private EntityMachine.State state = EntityMachine.State.DORMANT;

  ActiveEntity(
      String service,
      PersistenceKey key,
      Duration passivation,
      EntityProtocol<I, O> protocol,
      Surroundings around) {
    this.address = new EntityAddress(service, key.entityId(), around.defects(), around.habits());
    this.key = key;
    this.passivation = passivation;
    this.protocol = protocol;
    this.around = around;
    this.machine = new EntityMachine(around.defects(), around.habits());
    this.turns = new Turns(around.timer());
    this.streams = new EntityStreams<>(turns, around.commandTimeout(), this);
  }

  CompletionStage<Outcome> run(Invocation invocation) {
    CompletableFuture<Outcome> result = new CompletableFuture<>();
    EntityMachine.Call call = new EntityMachine.Call(invocation, result);
    turns.execute(() -> take(machine.called(state, call)));
    return result;
  }

  @Override
  public void received(long stream, O frame) {
    take(machine.received(state, stream, protocol.hear(frame)));
  }

  @Override
  public void ended(long stream, String how) {
    take(machine.ended(state, stream, how));
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
      if (!persistsLate(persist.reply())) {
        persist(persist.reply());
      }
    } else if (act instanceof EntityMachine.Finish finish) {
      finish(finish);
    } else if (act instanceof EntityMachine.Fail fail) {
      fail.call().result().complete(around.failure(fail.description()));
    } else if (act instanceof EntityMachine.HalfClose close) {
      streams.halfClose(close.stream());
    } else if (act instanceof EntityMachine.Drop drop) {
      streams.cancel(drop.stream(), drop.reason());
    } else if (act instanceof EntityMachine.AwaitIdle idle) {
      turns.later(
          passivation, () -> take(machine.idled(state, idle.stream(), idle.lastCommandId())));
    } else if (act instanceof EntityMachine.Forget) {
      protocol.forget(key);
    } else {
      throw new IllegalStateException("no way to carry out " + act);
    }
  }

  private void open(long stream) {
    streams.open(stream, protocol::connect);
    streams.send(stream, init());
    List<I> history = protocol.history(key);
    if (has(ProxyDefect.REPLAY_AFTER_COMMAND)) {
      belated.addAll(history);
    } else {
      history.forEach(frame -> streams.send(stream, frame));
    }
  }

  private I init() {
    return protocol.init(address.serviceInInit(), address.entityIdInInit(), key);
  }

  private void send(EntityMachine.Send send) {
    if (has(ProxyDefect.INIT_BEFORE_EVERY_COMMAND) && send.commandId() > 1) {
      streams.send(send.stream(), init());
    }
    Command command = address.command(send.commandId(), send.call().invocation());
    streams.send(send.stream(), protocol.command(command));
    belated.forEach(frame -> streams.send(send.stream(), frame));
    belated.clear();
    turns.later(
        around.commandTimeout(),
        () ->
            take(
                machine.overdue(
                    state, send.stream(), send.commandId(), streams.reached(send.stream()))));
  }

  private boolean persistsLate(Heard.Reply reply) {
    return has(ProxyDefect.EFFECTS_BEFORE_PERSISTENCE) && !reply.effects().isEmpty();
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
    if (persistsLate(reply)) {
      outcome =
          outcome.thenApply(
              answer -> {
                persist(reply);
                return answer;
              });
    }
    outcome.thenAccept(finish.call().result()::complete);
  }

  private boolean has(ProxyDefect defect) {
    return around.defects().contains(defect);
  }
}
