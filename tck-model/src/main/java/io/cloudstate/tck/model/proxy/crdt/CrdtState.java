package io.cloudstate.tck.model.proxy.crdt;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Where a CRDT stands.
 *
 * @param streams how many streams there have been
 * @param lastCommandId the latest command id on any stream
 * @param live the open stream, if there is one
 * @param crdt the proxy's copy, if the CRDT exists
 * @param deleted whether it is gone for ever
 * @param <C> whose commands its commands are
 */
public record CrdtState<C>(
    long streams,
    long lastCommandId,
    Optional<Live<C>> live,
    Optional<Crdt> crdt,
    boolean deleted) {

  /**
   * A CRDT that nobody has called yet.
   *
   * @return no stream and no copy
   */
  public static <C> CrdtState<C> dormant() {
    return new CrdtState<>(0, 0, Optional.empty(), Optional.empty(), false);
  }

  Optional<Live<C>> live(long stream) {
    return live.filter(open -> open.stream() == stream);
  }

  CrdtState<C> withLive(Optional<Live<C>> next) {
    return new CrdtState<>(streams, lastCommandId, next, crdt, deleted);
  }

  CrdtState<C> withCrdt(Optional<Crdt> next) {
    return new CrdtState<>(streams, lastCommandId, live, next, deleted);
  }

  CrdtState<C> withoutCrdtForEver() {
    return new CrdtState<>(streams, lastCommandId, live, Optional.empty(), true);
  }

  /** The open stream, and its commands in the order of their ids. */
  record Live<C>(long stream, long lastCommandId, List<Pending<C>> pending) {

    Optional<Pending<C>> first(Predicate<Pending<C>> wanted) {
      return pending.stream().filter(wanted).findFirst();
    }

    boolean any(Predicate<Pending.Stage> wanted) {
      return pending.stream().map(Pending::stage).anyMatch(wanted);
    }

    Live<C> without(Pending<C> command) {
      return with(pending.stream().filter(other -> !other.equals(command)).toList());
    }

    Live<C> with(Pending<C> command, Pending.Stage next) {
      return with(
          pending.stream().map(other -> other.equals(command) ? command.at(next) : other).toList());
    }

    Live<C> with(List<Pending<C>> next) {
      return new Live<>(stream, lastCommandId, next);
    }
  }
}
