package io.cloudstate.tck.runner.wire;

import com.google.protobuf.ByteString;
import io.cloudstate.tck.specs.Side;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an interceptor does to the streams it relays, as data: rules that match a frame, the
 * half-close or the end, and then act on it. A frame that no rule matches passes unchanged.
 *
 * @param rules the first that matches applies
 */
public record InterceptorScript(List<Rule> rules) {

  public InterceptorScript {
    rules = List.copyOf(rules);
  }

  /** Relays everything as it is. */
  public static InterceptorScript transparent() {
    return new InterceptorScript(List.of());
  }

  /** What a rule looks at. */
  public enum On {
    FRAME,
    HALF_CLOSE,
    END
  }

  /**
   * One rule.
   *
   * @param on what it looks at
   * @param side from which side a frame comes
   * @param method full name of the rpc that it is limited to, if any
   * @param where paths within the decoded frame, and the values as JSON text that they must have;
   *     {@code "*"} is any value that is not the default, and the empty text the default
   * @param nth the how manieth match on a stream it acts on, from 1; 0 is each
   * @param action what to do
   */
  public record Rule(
      On on,
      Side side,
      Optional<String> method,
      Map<String, String> where,
      int nth,
      Action action) {

    public Rule {
      where = Map.copyOf(where);
    }
  }

  /** What to do with what a rule matches. */
  public sealed interface Action {

    /** It is not relayed. */
    record Drop() implements Action {}

    /** It is relayed late, and all that follows in its direction after it. */
    record Delay(long millis) implements Action {}

    /** It is relayed only after the next frame of its direction, or before that direction's end. */
    record Reorder() implements Action {}

    /** It is relayed twice. */
    record Duplicate() implements Action {}

    /** It is relayed with edits. */
    record Rewrite(List<Edit> edits) implements Action {

      public Rewrite {
        edits = List.copyOf(edits);
      }
    }

    /** Other bytes are relayed in its place. */
    record Replace(ByteString bytes) implements Action {}

    /** It is not relayed, and this frame goes back to its sender instead. */
    record Answer(ByteString bytes) implements Action {}

    /**
     * It is not relayed; the stream ends for both sides, for the proxy with this gRPC status code.
     */
    record Cut(String code) implements Action {}
  }
}
