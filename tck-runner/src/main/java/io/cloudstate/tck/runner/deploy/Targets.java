package io.cloudstate.tck.runner.deploy;

import io.cloudstate.tck.runner.deploy.container.Containers;
import io.cloudstate.tck.runner.deploy.container.Meeting;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** Starts what a target names, or reaches it where it runs. */
final class Targets {

  static final String LOOPBACK = "127.0.0.1";

  private static final int ATTEMPTS = 100;
  private static final int LOWEST_PORT = 20_000;

  /** Linux gives these by default; other systems begin higher. */
  private static final int LOWEST_OUTGOING_PORT = 32_768;

  private Targets() {}

  /** The candidate. */
  static Running startService(Target target, Set<String> switches, Containers containers)
      throws DeploymentException {
    if (target instanceof Target.Tcp tcp) {
      return RunningElsewhere.at(tcp.endpoint());
    }
    if (target instanceof Target.Exec exec) {
      Endpoint endpoint = new Endpoint(LOOPBACK, freePort());
      return RunningCommand.start(
          exec.command(),
          at -> Map.of("HOST", at.host(), "PORT", String.valueOf(at.port())),
          endpoint);
    }
    if (target instanceof Target.Image image) {
      Log log = new Log();
      return new RunningImage(containers.startService(image.name(), log), log);
    }
    return EmbeddedService.start(switches);
  }

  /**
   * A proxy that finds its service there.
   *
   * @param patience how long the kit itself waits for things
   */
  static Running startProxy(
      Target target,
      Endpoint userFunction,
      Set<String> switches,
      Duration patience,
      Containers containers)
      throws DeploymentException {
    if (target instanceof Target.Tcp tcp) {
      return RunningElsewhere.at(tcp.endpoint());
    }
    if (target instanceof Target.Exec exec) {
      Endpoint endpoint = new Endpoint(LOOPBACK, freePort());
      return RunningCommand.start(
          exec.command(),
          at ->
              Map.of(
                  "HOST", at.host(),
                  "HTTP_PORT", String.valueOf(at.port()),
                  "USER_FUNCTION_HOST", userFunction.host(),
                  "USER_FUNCTION_PORT", String.valueOf(userFunction.port())),
          endpoint);
    }
    if (target instanceof Target.Image image) {
      Log log = new Log();
      return new RunningImage(containers.startProxy(image.name(), userFunction, log), log);
    }
    return EmbeddedProxy.start(userFunction, switches, patience);
  }

  /** Where such a proxy finds what the kit serves. */
  static Meeting meeting(Target proxy, Containers containers) throws DeploymentException {
    return proxy instanceof Target.Image ? containers.meeting() : new Meeting(LOOPBACK, LOOPBACK);
  }

  /**
   * A port that nobody listens at, for somebody who will in a moment. It is below those that
   * systems give to outgoing connections, of which one would else take it meanwhile.
   */
  static int freePort() throws DeploymentException {
    IOException last = new IOException("no attempt was made");
    for (int i = 0; i < ATTEMPTS; i++) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST_PORT, LOWEST_OUTGOING_PORT);
      try (ServerSocket socket = new ServerSocket(port)) {
        return socket.getLocalPort();
      } catch (IOException taken) {
        last = taken;
      }
    }
    throw new DeploymentException(
        "No free port from %d to %d could be had in %d attempts: %s"
            .formatted(LOWEST_PORT, LOWEST_OUTGOING_PORT - 1, ATTEMPTS, last.getMessage()),
        last);
  }
}
