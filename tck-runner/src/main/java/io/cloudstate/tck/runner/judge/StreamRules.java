package io.cloudstate.tck.runner.judge;

import com.google.protobuf.InvalidProtocolBufferException;
import io.cloudstate.tck.runner.trace.Happening;
import io.cloudstate.tck.specs.EntityType;
import io.cloudstate.tck.specs.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What holds on every stream, be the service what it may: judges one live stream, event by event.
 * Nothing is said of what depends on the user function, such as what a reply holds.
 *
 * <p>Once a stream is out of step, since something came that was not its turn, what follows cannot
 * be told from the consequences, and it is not judged any further.
 */
public abstract sealed class StreamRules permits EntityRules, ActionRules {

  private final List<Violation> found = new ArrayList<>();
  private boolean outOfStep;

  /** Rules for a new stream of this type on this rpc. */
  public static StreamRules of(EntityType type, String rpc, Signatures signatures) {
    return type.isKeyed() ? new EntityRules(type, signatures) : new ActionRules(rpc, signatures);
  }

  /** Takes the next event of the stream; what it violates. */
  public final List<Violation> accept(Happening.OnStream what) {
    found.clear();
    if (!outOfStep) {
      judge(what);
    }
    return List.copyOf(found);
  }

  /** What is violated if the stream, as it is now, does not end. */
  final Optional<Violation> ifItDoesNotEnd() {
    return outOfStep ? Optional.empty() : unended();
  }

  private void judge(Happening.OnStream what) {
    if (what instanceof Happening.Message message) {
      try {
        if (message.side() == Side.IN) {
          incoming(message.bytes().toByteArray());
        } else {
          outgoing(message.bytes().toByteArray());
        }
      } catch (InvalidProtocolBufferException otherBytes) {
        unreadable(message.side(), otherBytes);
      }
    } else if (what instanceof Happening.HalfClosed) {
      halfClosed();
    } else if (what instanceof Happening.Cancelled) {
      outOfStep = true;
    } else if (what instanceof Happening.Finished finished) {
      finished(finished.code());
      outOfStep = true;
    }
  }

  private void unreadable(Side side, InvalidProtocolBufferException why) {
    lose(
        side == Side.IN ? firstRule() : replyRule(),
        side == Side.IN ? Blame.PROXY : Blame.CANDIDATE,
        "bytes that are no frame of this stream: " + why.getMessage());
  }

  abstract void incoming(byte[] bytes) throws InvalidProtocolBufferException;

  abstract void outgoing(byte[] bytes) throws InvalidProtocolBufferException;

  abstract void halfClosed();

  abstract void finished(String code);

  abstract Optional<Violation> unended();

  /** The requirement on how the proxy begins. */
  abstract String firstRule();

  /** The requirement on what answers what. */
  abstract String replyRule();

  /** Something is wrong in itself, and the stream goes on. */
  final void violates(String requirement, Blame blame, String what) {
    found.add(new Violation(requirement, blame, what));
  }

  final void violates(String requirement, Blame blame, Optional<String> what) {
    what.ifPresent(said -> violates(requirement, blame, said));
  }

  /** Something came, or did not, so that nobody knows what comes next. */
  final void lose(String requirement, Blame blame, String what) {
    violates(requirement, blame, what);
    outOfStep = true;
  }
}
