package io.cloudstate.tck.model.proxy.crdt;

import com.google.protobuf.TextFormat;
import io.cloudstate.tck.model.proxy.settings.ProxyDefect;
import io.cloudstate.tck.protocol.SideEffect;
import io.cloudstate.tck.protocol.crdt.CrdtDelta;
import io.cloudstate.tck.protocol.crdt.CrdtStreamOut;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** A CRDT whose client and service a test plays; every happening gives what is to be done. */
final class Played {
  private final CrdtMachine<String> machine;
  private CrdtState<String> state = CrdtState.dormant();

  Played(ProxyDefect... defects) {
    this.machine = new CrdtMachine<>(Set.of(defects), Set.of());
  }

  List<String> call(String name) {
    return taken(machine.called(state, name, false));
  }

  List<String> stream(String name) {
    return taken(machine.called(state, name, true));
  }

  List<String> abandon(String name) {
    return taken(machine.abandoned(state, name));
  }

  /** Hears a frame, given in text format, on a stream. */
  List<String> hear(long stream, String frame) {
    return taken(machine.received(state, stream, frame(frame)));
  }

  List<String> hear(String frame) {
    return hear(state.streams(), frame);
  }

  List<String> end() {
    return taken(machine.ended(state, state.streams(), "so"));
  }

  List<String> overdue(long commandId) {
    return taken(machine.overdue(state, state.streams(), commandId));
  }

  List<String> unanswered(long commandId) {
    return taken(machine.unanswered(state, state.streams(), commandId));
  }

  List<String> idle(long lastCommandId) {
    return taken(machine.idled(state, state.streams(), lastCommandId));
  }

  /** A reply with a message and with this state action. */
  static String reply(long id, String action) {
    return "reply { command_id: %d client_action { reply {} } state_action { %s } }"
        .formatted(id, action);
  }

  static String reply(long id) {
    return reply(id, "");
  }

  /** A first reply with a message to a streamed command that stays open. */
  static String streamed(long id) {
    return "reply { command_id: %d client_action { reply {} } streamed: true }".formatted(id);
  }

  static String increment(long by) {
    return "update { gcounter { increment: %d } }".formatted(by);
  }

  private static CrdtStreamOut frame(String text) {
    try {
      return TextFormat.parse(text, CrdtStreamOut.class);
    } catch (TextFormat.ParseException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  private List<String> taken(CrdtMachine.Step<String> step) {
    state = step.state();
    return step.acts().stream().map(Played::text).toList();
  }

  private static String text(CrdtAct<String> act) {
    if (act instanceof CrdtAct.Open<String> open) {
      return "open %d with %s"
          .formatted(open.stream(), open.full().map(Played::text).orElse("nothing"));
    } else if (act instanceof CrdtAct.Send<String> send) {
      return "send %d %s".formatted(send.commandId(), send.call());
    } else if (act instanceof CrdtAct.SendCancelled<String> cancelled) {
      return "cancelled " + cancelled.commandId();
    } else if (act instanceof CrdtAct.Deliver<String> deliver) {
      return "deliver %s %s%s%s"
          .formatted(
              deliver.call(),
              deliver.action().getActionCase().name().toLowerCase(Locale.ROOT),
              effects(deliver.effects()),
              deliver.last() ? " last" : "");
    } else if (act instanceof CrdtAct.RunEffects<String> run) {
      return "run" + effects(run.effects());
    } else if (act instanceof CrdtAct.Fail<String> fail) {
      return "fail %s: %s".formatted(fail.call(), fail.description());
    } else if (act instanceof CrdtAct.HalfClose<String> close) {
      return "half-close " + close.stream();
    } else if (act instanceof CrdtAct.Drop<String> drop) {
      return "drop " + drop.stream();
    } else if (act instanceof CrdtAct.SendDelta<String> send) {
      return "delta " + text(send.delta());
    } else if (act instanceof CrdtAct.AwaitIdle<String> idle) {
      return "await idle " + idle.lastCommandId();
    }
    throw new AssertionError(act);
  }

  private static String text(CrdtDelta delta) {
    return TextFormat.printer().emittingSingleLine(true).printToString(delta);
  }

  private static String effects(List<SideEffect> effects) {
    return effects.stream()
        .map(effect -> " +" + effect.getServiceName())
        .collect(Collectors.joining());
  }
}
