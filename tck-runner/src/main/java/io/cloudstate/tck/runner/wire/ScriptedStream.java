package io.cloudstate.tck.runner.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import io.cloudstate.tck.specs.Side;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A script as it applies to one stream. */
final class ScriptedStream {

  private final InterceptorScript script;
  private final String method;
  private final Map<InterceptorScript.Rule, Integer> matches = new HashMap<>();
  private @Nullable ByteString heldIn;
  private @Nullable ByteString heldOut;

  ScriptedStream(InterceptorScript script, String method) {
    this.script = script;
    this.method = method;
  }

  /** What is to be done. */
  sealed interface Effect {}

  record Send(Side to, ByteString bytes, long delayMillis) implements Effect {}

  record Cut(Status status) implements Effect {}

  /** What becomes of a message from one side. */
  synchronized List<Effect> message(Side from, byte[] message) {
    ByteString bytes = UnsafeByteOperations.unsafeWrap(message);
    Optional<InterceptorScript.Rule> rule = match(InterceptorScript.On.FRAME, from, bytes);
    List<Effect> effects = new ArrayList<>();
    ByteString held = from == Side.IN ? heldIn : heldOut;
    if (rule.isPresent() && rule.get().action() instanceof InterceptorScript.Action.Reorder) {
      hold(from, bytes);
    } else {
      effects.addAll(
          rule.map(found -> act(found.action(), from, bytes))
              .orElseGet(() -> pass(from, bytes, 0)));
      hold(from, null);
    }
    if (held != null) {
      effects.addAll(pass(from, held, 0));
    }
    return effects;
  }

  /** Whether every message goes on as it came. */
  boolean isTransparent() {
    return script.rules().isEmpty();
  }

  /** What is held back when nothing more comes from a side. */
  synchronized List<Effect> rest(Side from) {
    ByteString held = from == Side.IN ? heldIn : heldOut;
    hold(from, null);
    return held == null ? List.of() : pass(from, held, 0);
  }

  private void hold(Side from, @Nullable ByteString bytes) {
    if (from == Side.IN) {
      heldIn = bytes;
    } else {
      heldOut = bytes;
    }
  }

  /** Whether a half-close, or the end, is relayed. */
  synchronized boolean passes(InterceptorScript.On on) {
    return match(on, on == InterceptorScript.On.END ? Side.OUT : Side.IN, ByteString.EMPTY)
        .filter(rule -> rule.action() instanceof InterceptorScript.Action.Drop)
        .isEmpty();
  }

  /** The status to end with, where the script changes it. */
  Status status(Status status) {
    return script.rules().stream()
        .filter(rule -> rule.on() == InterceptorScript.On.END && isHere(rule))
        .map(InterceptorScript.Rule::action)
        .filter(InterceptorScript.Action.Cut.class::isInstance)
        .map(action -> asStatus(((InterceptorScript.Action.Cut) action).code()))
        .findFirst()
        .orElse(status);
  }

  private boolean isHere(InterceptorScript.Rule rule) {
    return rule.method().map(method::equals).orElse(true);
  }

  private Optional<InterceptorScript.Rule> match(
      InterceptorScript.On on, Side from, ByteString bytes) {
    for (InterceptorScript.Rule rule : script.rules()) {
      if (rule.on() == on && rule.side() == from && isHere(rule) && holds(rule, from, bytes)) {
        int count = matches.merge(rule, 1, Integer::sum);
        if (rule.nth() == 0 || rule.nth() == count) {
          return Optional.of(rule);
        }
      }
    }
    return Optional.empty();
  }

  private boolean holds(InterceptorScript.Rule rule, Side from, ByteString bytes) {
    return rule.where().isEmpty()
        || decode(from, bytes)
            .filter(
                message ->
                    rule.where().entrySet().stream()
                        .allMatch(w -> Edit.holds(message, w.getKey(), w.getValue())))
            .isPresent();
  }

  private Optional<DynamicMessage> decode(Side from, ByteString bytes) {
    return WireTypes.of(method, from)
        .flatMap(
            type -> {
              try {
                return Optional.of(DynamicMessage.parseFrom(type, bytes));
              } catch (InvalidProtocolBufferException otherBytes) {
                return Optional.empty();
              }
            });
  }

  private List<Effect> act(InterceptorScript.Action action, Side from, ByteString bytes) {
    if (action instanceof InterceptorScript.Action.Delay delay) {
      return pass(from, bytes, delay.millis());
    }
    if (action instanceof InterceptorScript.Action.Duplicate) {
      return List.of(new Send(from, bytes, 0), new Send(from, bytes, 0));
    }
    if (action instanceof InterceptorScript.Action.Rewrite rewrite) {
      ByteString edited =
          decode(from, bytes)
              .map(message -> Edit.apply(rewrite.edits(), message).toByteString())
              .orElse(bytes);
      return pass(from, edited, 0);
    }
    if (action instanceof InterceptorScript.Action.Replace replace) {
      return pass(from, replace.bytes(), 0);
    }
    if (action instanceof InterceptorScript.Action.Answer answer) {
      return List.of(new Send(from == Side.IN ? Side.OUT : Side.IN, answer.bytes(), 0));
    }
    if (action instanceof InterceptorScript.Action.Cut cut) {
      return List.of(new Cut(asStatus(cut.code())));
    }
    return List.of();
  }

  /** A message goes on in the direction in which it came. */
  private static List<Effect> pass(Side from, ByteString bytes, long delayMillis) {
    return List.of(new Send(from, bytes, delayMillis));
  }

  private static Status asStatus(String code) {
    return Status.Code.valueOf(code).toStatus().withDescription("by a script of the kit");
  }
}
