package io.cloudstate.tck.runner.engine;

import io.cloudstate.tck.runner.judge.Blame;
import io.cloudstate.tck.runner.judge.Verdict;
import io.cloudstate.tck.runner.trace.Happening;
import io.cloudstate.tck.runner.trace.TraceEvent;
import io.cloudstate.tck.specs.Channel;
import io.cloudstate.tck.specs.Side;
import io.cloudstate.tck.specs.Topology;
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

  /**
   * So many scenarios in which a side was silent until the deadline, with none in which it spoke,
   * make it hung.
   */
  private static final int HUNG = 2;

  private final Map<Blame, Integer> silent = new EnumMap<>(Blame.class);
  private final Set<Blame> heard = EnumSet.noneOf(Blame.class);

  /** Takes note of who spoke in a scenario, and who should have. */
  synchronized void note(Topology topology, Verdict verdict, List<TraceEvent> trace) {
    Set<Blame> spoke = EnumSet.noneOf(Blame.class);
    trace.forEach(event -> speaker(topology, event.what()).ifPresent(spoke::add));
    heard.addAll(spoke);
    if (verdict instanceof Verdict.Failed failed
        && failed.mismatch().actual().isEmpty()
        && !spoke.contains(failed.mismatch().blame())) {
      silent.merge(failed.mismatch().blame(), 1, Integer::sum);
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
    return needed.stream()
        .filter(side -> !heard.contains(side) && silent.getOrDefault(side, 0) >= HUNG)
        .map(
            side ->
                "The "
                    + side.word()
                    + " hangs: in "
                    + HUNG
                    + " scenarios it said nothing at all until the deadline, so the rest was not tried.")
        .findFirst();
  }
}
