package io.cloudstate.tck.runner.deploy.container;

import io.cloudstate.tck.runner.deploy.DeploymentException;
import io.cloudstate.tck.runner.deploy.Endpoint;
import io.cloudstate.tck.runner.deploy.Log;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;

/**
 * The way from a container to the kit, tried with a proxy that is known to look for its service.
 */
final class WayBack {

  private WayBack() {}

  /**
   * Why it is closed, and what to do; empty if it is open.
   *
   * @param patience for the first connection, no longer than some minutes
   * @throws DeploymentException if it cannot be tried
   */
  static Optional<String> closed(Containers containers, Duration patience)
      throws DeploymentException {
    Meeting meeting = containers.meeting();
    try (ServerSocket here = new ServerSocket(0, 1, InetAddress.getByName(meeting.bind()))) {
      here.setSoTimeout((int) patience.toMillis());
      try (RunningContainer proxy =
          containers.startOwnProxy(new Endpoint(meeting.told(), here.getLocalPort()), new Log())) {
        return comesBack(here)
            ? Optional.empty()
            : Optional.of(
                "Nothing that a container sends reaches the kit, which listened at %s. %s"
                    .formatted(
                        meeting.bind(),
                        proxy.failure().isPresent()
                            ? proxy.failure().get()
                            : containers.wayBackHint()));
      }
    } catch (IOException cannotListen) {
      return Optional.of(
          "This machine cannot listen at %s: %s. Choose another of its addresses with --bind HOST."
              .formatted(meeting.bind(), cannotListen.getMessage()));
    }
  }

  private static boolean comesBack(ServerSocket here) throws IOException {
    try (Socket arrived = here.accept()) {
      return arrived.isConnected();
    } catch (SocketTimeoutException nobody) {
      return false;
    }
  }
}
