package io.cloudstate.tck.model.support;

import com.google.protobuf.Any;
import io.cloudstate.tck.protocol.SideEffect;
import io.cloudstate.tck.protocol.eventsourced.EventSourcedReply;
import java.util.List;
import java.util.Optional;

/**
 * What an event sourced entity's stream decides, each decision a function of its arguments. As they
 * stand they conform; a test of the kit itself overrides one to get a service with a defect that
 * cannot be seen from outside.
 */
public class EventSourcedRules {
  /**
   * The state to go on with after a failed command (ES-12).
   *
   * @param before the state before the command
   * @param reached the state with the events that the command emitted before it failed
   */
  protected <S> Versioned<S> afterFailure(Versioned<S> before, Versioned<S> reached) {
    return before;
  }

  /**
   * The reply of a failed command: the failure, without its events (ES-12) and its effects
   * (EFF-04).
   *
   * @param failure the failure alone
   * @param events what the command emitted before it failed
   * @param effects what it had asked for
   */
  protected EventSourcedReply failed(
      EventSourcedReply failure, List<Any> events, List<SideEffect> effects) {
    return failure;
  }

  /**
   * The state to send as a snapshot with a reply (ES-07): the one after all events of the reply, if
   * the number of one of them is a multiple of the interval.
   *
   * @param before the state before the command
   * @param after the state after its events
   * @param every the interval in events; 0 for no snapshots
   */
  protected <S> Optional<S> snapshot(Versioned<S> before, Versioned<S> after, int every) {
    boolean passedMultiple = every > 0 && after.sequence() / every > before.sequence() / every;
    return passedMultiple ? Optional.of(after.state()) : Optional.empty();
  }
}
