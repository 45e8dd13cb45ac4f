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
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Looks for what keeps images from being run, and says of each what to do. */
public final class Preflight {

  /** Images that this repository can build, by which the ways are tried. */
  private static final String SERVICE = "cloudstate-tck/reference-service:local";

  private static final String PROXY = "cloudstate-tck/reference-proxy:local";
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration INTERVAL = Duration.ofMillis(50);
  private static final long ENOUGH_MEMORY = 2L << 30;

  private final ContainerOptions options;
  private final Consumer<Finding> findings;
  private boolean bad;

  /**
   * Nothing is looked at yet.
   *
   * @param options how images would be run
   * @param findings told each finding as it is made
   */
  public Preflight(ContainerOptions options, Consumer<Finding> findings) {
    this.options = options;
    this.findings = findings;
  }

  /**
   * What was looked at.
   *
   * @param what it is
   * @param state whether it is as it must be
   * @param said what was found
   * @param hint what to do, where there is something to do
   */
  public record Finding(String what, State state, String said, String hint) {

    /** Whether it is as it must be. */
    public enum State {
      GOOD,
      /** Something is worth knowing, and images can be run. */
      NOTE,
      BAD
    }
  }

  /** Looks at all, and at those images; whether nothing is bad. */
  public boolean look(List<String> images) {
    ContainerEngine engine;
    try {
      engine = ContainerEngine.connect();
    } catch (DeploymentException none) {
      tell("engine", Finding.State.BAD, String.valueOf(none.getMessage()), "");
      return false;
    }
    tell("engine", Finding.State.GOOD, engine.description(), "");
    memory(engine);
    images.forEach(image -> image(engine, image));
    ways(engine);
    return !bad;
  }

  private void tell(String what, Finding.State state, String said, String hint) {
    bad |= state == Finding.State.BAD;
    findings.accept(new Finding(what, state, said, hint));
  }

  private void memory(ContainerEngine engine) {
    OptionalLong free = engine.freeMemory();
    boolean enough = free.orElse(engine.memory()) >= ENOUGH_MEMORY;
    tell(
        "memory",
        enough ? Finding.State.GOOD : Finding.State.NOTE,
        (free.isPresent() ? (free.getAsLong() >> 20) + " MiB free of " : "")
            + (engine.memory() >> 20)
            + " MiB, "
            + engine.processors()
            + " processors",
        enough ? "" : "Two containers may have 1g each; lower that with --memory 512m.");
  }

  private void image(ContainerEngine engine, String image) {
    boolean there = engine.has(image);
    tell(
        "image " + image,
        there ? Finding.State.GOOD : Finding.State.BAD,
        there ? "on the engine" : "not on the engine",
        there
            ? ""
            : "Build it there, or fetch it: docker pull "
                + image
                + " (a run does, unless --pull never).");
  }

  private void ways(ContainerEngine engine) {
    if (!engine.has(SERVICE) || !engine.has(PROXY)) {
      tell(
          "ways to and from a container",
          Finding.State.NOTE,
          "not tried: " + SERVICE + " and " + PROXY + " are not both on the engine",
          "Build them: ci/images");
      return;
    }
    try (Containers containers = new Containers(options)) {
      wayThere(containers);
      wayBack(containers);
    } catch (DeploymentException refused) {
      tell("containers", Finding.State.BAD, String.valueOf(refused.getMessage()), "");
    }
  }

  private void wayThere(Containers containers) throws DeploymentException {
    try (RunningContainer service = containers.startService(SERVICE, new Log())) {
      Endpoint endpoint = service.endpoint();
      boolean reached = reaches(service);
      tell(
          "way to a container",
          reached ? Finding.State.GOOD : Finding.State.BAD,
          (reached ? "open, at " : "closed: nothing answers at ") + endpoint,
          reached
              ? ""
              : service
                  .failure()
                  .orElse(
                      "Try --isolation published; or a firewall of this machine is in the way."));
    }
  }

  private static boolean reaches(RunningContainer container) {
    try {
      Awaitility.await()
          .pollDelay(Duration.ZERO)
          .pollInterval(INTERVAL)
          .pollInSameThread()
          .atMost(PATIENCE)
          .until(
              () ->
                  container.failure().isPresent()
                      || OpenPort.accepts(container.endpoint(), container.isRelayed()));
      return container.failure().isEmpty();
    } catch (ConditionTimeoutException closed) {
      return false;
    }
  }

  private void wayBack(Containers containers) throws DeploymentException {
    Meeting meeting = containers.meeting();
    try (ServerSocket here = new ServerSocket(0, 1, InetAddress.getByName(meeting.bind()))) {
      here.setSoTimeout((int) PATIENCE.toMillis());
      Endpoint told = new Endpoint(meeting.told(), here.getLocalPort());
      try (RunningContainer proxy = containers.startProxy(PROXY, told, new Log())) {
        Optional<String> closed = comesBack(here, proxy);
        tell(
            "way back from a container",
            closed.isEmpty() ? Finding.State.GOOD : Finding.State.BAD,
            (closed.isEmpty() ? "open, to " : "closed, to ") + told + " at " + meeting.bind(),
            closed.orElse(""));
      }
    } catch (IOException cannotListen) {
      tell(
          "way back from a container",
          Finding.State.BAD,
          "this machine cannot listen at " + meeting.bind() + ": " + cannotListen.getMessage(),
          "");
    }
  }

  private static Optional<String> comesBack(ServerSocket here, RunningContainer proxy)
      throws IOException {
    try (Socket arrived = here.accept()) {
      return arrived.isConnected() ? Optional.empty() : Optional.of("It was not connected.");
    } catch (SocketTimeoutException nobody) {
      return Optional.of(
          proxy
              .failure()
              .orElse(
                  "A firewall of this machine may drop what comes from containers: allow what comes in on the bridges of the engine."
                      + " With an engine elsewhere, say with --advertise HOST which name containers reach this machine by."));
    }
  }
}
