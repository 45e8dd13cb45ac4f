package io.cloudstate.tck.model.proxy.entities;

import io.cloudstate.tck.model.proxy.crdt.CrdtAct;
import io.cloudstate.tck.model.proxy.crdt.CrdtMachine;
import io.cloudstate.tck.model.proxy.crdt.CrdtState;
import io.cloudstate.tck.model.proxy.routing.Surroundings;
import io.cloudstate.tck.model.proxy.settings.ProxyDefect;
import io.cloudstate.tck.model.proxy.settings.ProxyHabit;
import io.cloudstate.tck.model.proxy.timing.Turns;
import io.cloudstate.tck.protocol.ClientAction;
import io.cloudstate.tck.protocol.StreamCancelled;
import io.cloudstate.tck.protocol.crdt.CrdtDelta;
import io.cloudstate.tck.protocol.crdt.CrdtGrpc.CrdtStub;
import io.cloudstate.tck.protocol.crdt.CrdtInit;
import io.cloudstate.tck.protocol.crdt.CrdtStreamIn;
import io.cloudstate.tck.protocol.crdt.CrdtStreamOut;
import java.time.Duration;
import java.util.Optional;

/** One CRDT: carries out, one after another, what its machine decides. */
final class ActiveCrdt implements EntityStreams.Events<CrdtStreamOut> {
  private final EntityAddress address;
  private final Duration passivation;
  private final CrdtStub stub;
  private final Surroundings around;
  private final CrdtMachine<CrdtCall> machine;
  private final Turns turns;

  // Touched in turn only.
  private final EntityStreams<CrdtStreamIn, CrdtStreamOut> streams;
  private CrdtState<CrdtCall> state = CrdtState.dormant();

  ActiveCrdt(EntityAddress address, Duration passivation, CrdtStub stub, Surroundings around) {
    this.address = address;
    this.passivation = passivation;
    this.stub = stub;
    this.around = around;
    this.machine = new CrdtMachine<>(around.defects(), around.habits());
    this.turns = new Turns(around.timer());
    this.streams = new EntityStreams<>(turns, around.commandTimeout(), this);
  }

  void run(CrdtCall call) {
    boolean streamed = call.invocation().method().isServerStreaming();
    turns.execute(() -> take(machine.called(state, call, streamed)));
  }

  /** The caller of a streamed call waits no longer. */
  void abandon(CrdtCall call) {
    turns.execute(() -> take(machine.abandoned(state, call)));
  }

  @Override
  public void received(long stream, CrdtStreamOut frame) {
    take(machine.received(state, stream, frame));
  }

  @Override
  public void ended(long stream, String how) {
    take(machine.ended(state, stream, how));
  }

  private void take(CrdtMachine.Step<CrdtCall> step) {
    state = step.state();
    step.acts().forEach(this::carryOut);
  }

  private void carryOut(CrdtAct<CrdtCall> act) {
    if (act instanceof CrdtAct.Open<CrdtCall> open) {
      open(open.stream(), open.full());
    } else if (act instanceof CrdtAct.Send<CrdtCall> send) {
      send(send);
    } else if (act instanceof CrdtAct.SendCancelled<CrdtCall> cancelled) {
      sendCancelled(cancelled);
    } else if (act instanceof CrdtAct.Deliver<CrdtCall> deliver) {
      deliver
          .call()
          .deliver(around.aftermath(), deliver.action(), deliver.effects(), deliver.last());
    } else if (act instanceof CrdtAct.RunEffects<CrdtCall> run) {
      var unused =
          around
              .aftermath()
              .of(run.call().invocation(), ClientAction.getDefaultInstance(), run.effects());
    } else if (act instanceof CrdtAct.Fail<CrdtCall> fail) {
      fail.call().fail(around.failure(fail.description()));
    } else if (act instanceof CrdtAct.HalfClose<CrdtCall> close) {
      streams.halfClose(close.stream());
    } else if (act instanceof CrdtAct.Drop<CrdtCall> drop) {
      streams.cancel(drop.stream(), drop.reason());
    } else if (act instanceof CrdtAct.SendDelta<CrdtCall> send) {
      send(send.stream(), send.delta());
    } else if (act instanceof CrdtAct.AwaitIdle<CrdtCall> idle) {
      turns.later(
          passivation, () -> take(machine.idled(state, idle.stream(), idle.lastCommandId())));
    } else {
      throw new IllegalStateException("no way to carry out " + act);
    }
  }

  private void open(long stream, Optional<CrdtDelta> full) {
    streams.open(stream, stub::handle);
    boolean apart = around.defects().contains(ProxyDefect.CRDT_STATE_AFTER_INIT);
    CrdtInit.Builder init =
        CrdtInit.newBuilder()
            .setServiceName(address.serviceInInit())
            .setEntityId(address.entityIdInInit());
    full.filter(delta -> !apart).map(this::told).ifPresent(init::setDelta);
    streams.send(stream, CrdtStreamIn.newBuilder().setInit(init).build());
    full.filter(delta -> apart).ifPresent(delta -> send(stream, delta));
  }

  /** The whole state, by habit as what comes once all is cleared. */
  private CrdtDelta told(CrdtDelta full) {
    if (!around.habits().contains(ProxyHabit.CLEARS_BEFORE_FULL_STATE)) {
      return full;
    }
    CrdtDelta.Builder told = full.toBuilder();
    if (full.hasOrset()) {
      told.getOrsetBuilder().setCleared(true);
    } else if (full.hasOrmap()) {
      told.getOrmapBuilder().setCleared(true);
    }
    return told.build();
  }

  private void send(long stream, CrdtDelta delta) {
    streams.send(stream, CrdtStreamIn.newBuilder().setDelta(delta).build());
  }

  private void send(CrdtAct.Send<CrdtCall> send) {
    streams.send(
        send.stream(),
        CrdtStreamIn.newBuilder()
            .setCommand(address.command(send.commandId(), send.call().invocation()))
            .build());
    turns.later(
        around.commandTimeout(),
        () -> take(machine.overdue(state, send.stream(), send.commandId())));
  }

  private void sendCancelled(CrdtAct.SendCancelled<CrdtCall> cancelled) {
    streams.send(
        cancelled.stream(),
        CrdtStreamIn.newBuilder()
            .setStreamCancelled(
                StreamCancelled.newBuilder()
                    .setEntityId(address.entityId())
                    .setId(cancelled.commandId()))
            .build());
    turns.later(
        around.commandTimeout(),
        () -> take(machine.unanswered(state, cancelled.stream(), cancelled.commandId())));
  }
}
