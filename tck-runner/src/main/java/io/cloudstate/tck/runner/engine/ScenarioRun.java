package io.cloudstate.tck.runner.engine;

import com.google.protobuf.ByteString;
import io.cloudstate.tck.runner.deploy.DeploymentException;
import io.cloudstate.tck.runner.judge.Blame;
import io.cloudstate.tck.runner.judge.Grading;
import io.cloudstate.tck.runner.judge.Next;
import io.cloudstate.tck.runner.judge.Stepper;
import io.cloudstate.tck.runner.judge.Verdict;
import io.cloudstate.tck.runner.trace.Happening;
import io.cloudstate.tck.runner.trace.Recorder;
import io.cloudstate.tck.runner.trace.TraceEvent;
import io.cloudstate.tck.specs.Fate;
import io.cloudstate.tck.specs.Half;
import io.cloudstate.tck.specs.Scenario;
import io.cloudstate.tck.specs.ScenarioSet;
import io.cloudstate.tck.specs.Step;
import io.cloudstate.tck.specs.Topology;
import io.cloudstate.tck.specs.match.Bindings;
import io.cloudstate.tck.specs.match.Builder;
import io.grpc.Status;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Runs one scenario: performs what the stepper asks for and feeds it what comes, until the end. */
final class ScenarioRun {

  private final Scenario scenario;
  private final ScenarioSet set;
  private final Deadlines deadlines;
  private final Bindings bindings;
  private final ByteString firstSpec;
  private final Recorder recorder = new Recorder();
  private final WireSession wire;
  private final DirectStreams direct;
  private final OwnProxyLife ownProxy;
  private final Wiring.Befaller pair;
  private final Calls calls;

  ScenarioRun(
      Scenario scenario, String entity, ScenarioSet set, Wiring wiring, Deadlines deadlines) {
    this.scenario = scenario;
    this.set = set;
    this.deadlines = deadlines;
    this.bindings = Bindings.ofEntity(entity);
    this.firstSpec = wiring.firstSpec();
    this.wire = new WireSession(scenario, entity, recorder);
    this.direct = new DirectStreams(wiring.candidate(), recorder);
    this.pair = wiring.pair();
    this.ownProxy = new OwnProxyLife(wiring.ownProxy(), wire, recorder);
    this.calls =
        new Calls(
            wiring.candidate(),
            scenario.hasOwnProxy() ? ownProxy::clients : wiring.proxy(),
            recorder);
  }

  WireSession wire() {
    return wire;
  }

  /** Runs to the end; whatever is left open is closed. */
  Result run() throws InterruptedException {
    if (Stepper.needsFirstSpec(scenario)) {
      recorder.record(
          new Happening.Returned(Stepper.FIRST_DISCOVERY, "OK", "", Optional.of(firstSpec)));
    }
    Stepper stepper = new Stepper(scenario, set.types(), bindings);
    try {
      Next.Ending ending = drive(stepper);
      return new Result(Grading.grade(ending, recorder.events(), set), stepper.position());
    } catch (DeploymentException refused) {
      if (Thread.interrupted()) {
        InterruptedException interrupted = new InterruptedException(refused.getMessage());
        interrupted.initCause(refused);
        throw interrupted;
      }
      String why = "At step " + stepper.position() + ": " + refused.getMessage();
      recorder.record(new Happening.Note(why));
      return new Result(new Verdict.Errored(Blame.ENVIRONMENT, why), stepper.position());
    } catch (RuntimeException broken) {
      recorder.record(new Happening.Note("The kit failed: " + broken));
      return new Result(
          new Verdict.Errored(
              Blame.HARNESS, "The kit failed at step " + stepper.position() + ": " + broken),
          stepper.position());
    } finally {
      recorder.freeze();
      direct.close();
      calls.close();
      wire.close();
      ownProxy.close();
    }
  }

  /** A verdict, and how far the scenario went. */
  record Result(Verdict verdict, int position) {}

  List<TraceEvent> trace() {
    return recorder.events();
  }

  private Next.Ending drive(Stepper stepper) throws InterruptedException, DeploymentException {
    int serial = -1;
    long since = 0;
    long patience = 0;
    boolean expired = false;
    while (true) {
      Next next = stepper.next();
      if (next instanceof Next.Done done) {
        recorder.freeze();
        return done.ending() instanceof Next.Ending.Held
            ? withTheRest(stepper, done)
            : done.ending();
      }
      if (next instanceof Next.Perform perform) {
        perform(perform.act(), perform.instance(), bindings.and(perform.saved()));
        continue;
      }
      if (next instanceof Next.AnswerAgain again) {
        wire.answerAgain(again);
        continue;
      }
      Next.Await await = (Next.Await) next;
      if (await.serial() != serial) {
        serial = await.serial();
        since = System.nanoTime();
        patience = deadlines.nanos(await.waitsFor());
        expired = false;
      }
      long left = since + patience - System.nanoTime();
      Optional<TraceEvent> event = recorder.poll(Math.max(0, left));
      if (event.isPresent()) {
        stepper.accept(event.get());
      } else if (!expired) {
        // The machine may have become busier since.
        long longer = deadlines.nanos(await.waitsFor());
        expired = longer <= patience;
        patience = longer;
        if (expired) {
          recorder.record(new Happening.Expired(serial));
        }
      }
    }
  }

  /**
   * What came before the end and was not looked at yet is judged too: nothing unexpected may be
   * among it.
   */
  private Next.Ending withTheRest(Stepper stepper, Next.Done held) throws InterruptedException {
    Next last = held;
    for (Optional<TraceEvent> event = recorder.poll(0);
        event.isPresent();
        event = recorder.poll(0)) {
      stepper.accept(event.get());
      last = stepper.next();
    }
    return last instanceof Next.Done done ? done.ending() : held.ending();
  }

  private void perform(Step.Act act, OptionalInt instance, Bindings bound)
      throws DeploymentException {
    if (act instanceof Step.Befall befall) {
      befall(befall);
    } else if (act instanceof Step.Send send) {
      send(send, instance, Builder.build(send.frame(), bound).toByteArray());
    } else if (act instanceof Step.HalfClose close) {
      if (scenario.topology() == Topology.DIRECT) {
        direct.halfClose(close.channel());
      } else {
        wire.release(close.channel());
      }
    } else if (act instanceof Step.Cancel cancel) {
      direct.cancel(cancel.channel());
    } else if (act instanceof Step.Finish finish) {
      wire.finish(
          finish.channel(),
          instance,
          Status.Code.valueOf(finish.code()).toStatus().withDescription("by the scenario"));
    } else if (act instanceof Step.Call call) {
      calls.call(call, bound);
    } else if (act instanceof Step.HttpCall call) {
      calls.call(call, bound);
    } else if (act instanceof Step.RawCall call) {
      calls.call(call);
    } else if (act instanceof Step.CallSend send) {
      calls.send(send, bound);
    } else if (act instanceof Step.CallHalfClose close) {
      calls.halfClose(close.channel());
    } else if (act instanceof Step.CallCancel cancel) {
      calls.cancel(cancel.channel());
    } else if (act instanceof Step.StartProxy start) {
      ownProxy.start(Builder.build(start.spec(), bound), start.reachable(), start.answers());
    } else if (act instanceof Step.Disconnect) {
      ownProxy.disconnect();
    } else if (act instanceof Step.Answer) {
      ownProxy.answer();
    } else if (act instanceof Step.Reconnect) {
      ownProxy.reconnect();
    }
  }

  private void befall(Step.Befall befall) throws DeploymentException {
    Half who = befall.who();
    Fate fate = befall.fate();
    if (befall.on().isPresent()) {
      wire.keepUnanswered(befall.on().get());
      recorder.record(
          new Happening.Note(
              "From here on the kit keeps calls to %s without an answer, until the service was killed and is there again."
                  .formatted(befall.on().get().label())));
      return;
    }
    recorder.record(new Happening.Befell(who, fate));
    if (fate == Fate.HELD_BACK) {
      wire.holdBack(true);
      return;
    }
    pair.befall(who, fate, () -> recorder.record(new Happening.Serving()));
    // What a dead service has sent may still be on its way until another one is there.
    if (who == Half.SERVICE ? fate.isWhole() : fate == Fate.KILLED) {
      wire.holdBack(false);
      wire.loseUnanswered();
    }
  }

  private void send(Step.Send send, OptionalInt instance, byte[] frame) {
    if (scenario.topology() != Topology.SCRIPTED) {
      direct.send(send.channel(), send.fresh(), send.rpc(), frame);
      return;
    }
    wire.send(send.channel(), instance, frame);
    if (send.ends()) {
      wire.finish(send.channel(), instance, Status.OK);
    }
  }
}
