package io.cloudstate.tck.runner.engine;

import io.cloudstate.tck.specs.Scenario;
import io.cloudstate.tck.specs.Topology;
import java.util.Collections;
import java.util.Set;

/**
 * What a scenario must have to itself, and what it shares, since it cannot be told apart from what
 * others do there.
 *
 * @param reports of errors, which name nobody
 * @param methodsAlone methods of actions, {@code service/method}, that it calls without its token
 * @param methods methods of actions that it calls
 * @param takesLong whether most of its time is waiting
 */
record Needs(Share reports, Set<String> methodsAlone, Set<String> methods, boolean takesLong) {

  /** How a scenario has to do with something. */
  enum Share {
    NOT,
    WITH_OTHERS,
    ALONE
  }

  /** Found in its steps. A proxy of its own is heard by nobody else. */
  static Needs of(Scenario scenario) {
    if (scenario.topology() == Topology.DIRECT) {
      return new Needs(Share.NOT, Set.of(), Set.of(), Channels.waits(scenario));
    }
    if (scenario.hasOwnProxy()) {
      return new Needs(Share.NOT, Set.of(), Set.of(), true);
    }
    return new Needs(
        Channels.listens(scenario) ? Share.ALONE : Share.WITH_OTHERS,
        Channels.unmarked(scenario),
        Channels.calledActions(scenario),
        Channels.waits(scenario));
  }

  /**
   * Where it stands in line. Those that take long begin first, so that the others run meanwhile;
   * those that must have the reports to themselves come before those that a proxy has no part in,
   * since only these can run beside them.
   */
  int rank() {
    if (takesLong) {
      return 0;
    }
    return switch (reports) {
      case WITH_OTHERS -> 1;
      case ALONE -> 2;
      case NOT -> 3;
    };
  }

  /** Whether both may run at once. */
  boolean bears(Needs other) {
    return bears(reports, other.reports)
        && Collections.disjoint(methodsAlone, other.methods)
        && Collections.disjoint(methods, other.methodsAlone);
  }

  private static boolean bears(Share one, Share other) {
    return one == Share.NOT
        || other == Share.NOT
        || (one == Share.WITH_OTHERS && other == Share.WITH_OTHERS);
  }
}
