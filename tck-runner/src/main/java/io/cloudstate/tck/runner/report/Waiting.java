package io.cloudstate.tck.runner.report;

import io.cloudstate.tck.runner.trace.Happening;
import io.cloudstate.tck.runner.trace.TraceEvent;
import io.cloudstate.tck.specs.Topology;
import java.util.List;

/** How much of a scenario's time was waiting on purpose, found in its trace. */
final class Waiting {

  private Waiting() {}

  /**
   * The time before each deadline that came, and before each stream of an entity that the proxy
   * half-closed, as it does when it passivates; in nanoseconds. Calls to actions end with those of
   * clients, and wait for nothing.
   */
  static long nanos(Topology topology, List<TraceEvent> trace) {
    long waited = 0;
    long last = 0;
    for (TraceEvent event : trace) {
      if (event.what() instanceof Happening.Expired
          || (event.what() instanceof Happening.HalfClosed closed
              && closed.channel().type().isKeyed()
              && topology != Topology.DIRECT)) {
        waited += event.nanos() - last;
      }
      last = event.nanos();
    }
    return waited;
  }
}
