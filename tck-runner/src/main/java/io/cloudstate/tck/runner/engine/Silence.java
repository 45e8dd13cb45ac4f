package io.cloudstate.tck.runner.engine;

import io.cloudstate.tck.runner.judge.Blame;
import io.cloudstate.tck.runner.judge.Verdict;
import io.cloudstate.tck.runner.trace.Happening;
import io.cloudstate.tck.runner.trace.TraceEvent;
import io.cloudstate.tck.specs.Channel;
import io.cloudstate.tck.specs.Side;
import io.cloudstate.tck.specs.Topology;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Notices that a side says nothing at all, so that each of many scenarios need not wait for it in
 * vain.
 */
final class Silence {

  /** So many scenarios in which a side that never spoke was silent until the deadline. */
  private static final int HUNG = 2;

  /**
   * So many in a row, with not a word to anybody meanwhile, where it spoke before: it may answer
   * one kind of command and not another, and scenarios of a kind come together.
   */
  private static final int HUNG_SINCE = 10;

  /** When scenarios began in which a side was silent. */
  private final Map<Blame, List<Long>> silent = new EnumMap<>(Blame.class);

  private final Map<Blame, Long> lastHeard = new EnumMap<>(Blame.class);

  /**
   * Takes note of who spoke in a scenario, and who should have.
   *
   * @param start when it began, by {@link System#nanoTime}
   */
  synchronized void note(Topology topology, Verdict verdict, List<TraceEvent> trace, long start) {
    Set<Blame> spoke = EnumSet.noneOf(Blame.class);
    for (TraceEvent event : trace) {
      Optional<Blame> speaker = speaker(topology, event.what());
      speaker.ifPresent(spoke::add);
      speaker.ifPresent(side -> lastHeard.merge(side, start + event.nanos(), Math::max));
    }
    if (verdict instanceof Verdict.Failed failed
        && failed.mismatch().actual().isEmpty()
        && !spoke.contains(failed.mismatch().blame())) {
      silent.computeIfAbsent(failed.mismatch().blame(), none -> new ArrayList<>()).add(start);
    }
  }

  private static Optional<Blame> speaker(Topology topology, Happening what) {
    if (what instanceof Happening.Message message) {
      if (message.side() == Side.IN) {
        return topology == Topology.DIRECT ? Optional.empty() : Optional.of(Blame.PROXY);
      }
      return topology == Topology.SCRIPTED ? Optional.empty() : Optional.of(Blame.CANDIDATE);
    }
    if (what instanceof Happening.Finished) {
      return topology == Topology.SCRIPTED ? Optional.empty() : Optional.of(Blame.CANDIDATE);
    }
    if (what instanceof Happening.Discovered || what instanceof Happening.Serving) {
      return Optional.of(Blame.PROXY);
    }
    if (what instanceof Happening.Returned answer
        && answer.channel().equals(Channel.OfDiscovery.ANSWER)) {
      return Optional.of(Blame.CANDIDATE);
    }
    if (what instanceof Happening.Returned
        || what instanceof Happening.Responded
        || what instanceof Happening.Received) {
      return Optional.of(topology == Topology.DIRECT ? Blame.CANDIDATE : Blame.PROXY);
    }
    return Optional.empty();
  }

  /** Why a scenario of this topology would wait in vain, if it would. */
  synchronized Optional<String> inVain(Topology topology) {
    Set<Blame> needed =
        switch (topology) {
          case DIRECT -> EnumSet.of(Blame.CANDIDATE);
          case SCRIPTED -> EnumSet.of(Blame.PROXY);
          case PROXIED -> EnumSet.of(Blame.CANDIDATE, Blame.PROXY);
        };
    return needed.stream().flatMap(side -> hung(side).stream()).findFirst();
  }

  private Optional<String> hung(Blame side) {
    List<Long> since = silent.getOrDefault(side, List.of());
    Long heard = lastHeard.get(side);
    long count = since.stream().filter(start -> heard == null || start - heard > 0).count();
    int enough = heard == null ? HUNG : HUNG_SINCE;
    return count < enough
        ? Optional.empty()
        : Optional.of(
            "The %s hangs: in %d scenarios it said nothing at all until the deadline, so the rest was not tried."
                .formatted(side.word(), enough));
  }
}
