package io.cloudstate.tck.runner.deploy;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Ports for those who will listen at them only later: none is given out twice before it is given
 * back, though nobody listens at it meanwhile.
 */
final class ClaimedPorts {

  private final Source source;
  private final Set<Integer> claimed = ConcurrentHashMap.newKeySet();

  /** Where ports come from that nobody listens at. */
  interface Source {
    int next() throws DeploymentException;
  }

  ClaimedPorts(Source source) {
    this.source = source;
  }

  /** One that is nobody else's. */
  int claim() throws DeploymentException {
    int port = source.next();
    while (!claimed.add(port)) {
      port = source.next();
    }
    return port;
  }

  void giveBack(int port) {
    claimed.remove(port);
  }
}
