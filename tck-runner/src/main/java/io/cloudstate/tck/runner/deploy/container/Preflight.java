package io.cloudstate.tck.runner.deploy.container;

import io.cloudstate.tck.runner.deploy.DeploymentException;
import io.cloudstate.tck.runner.deploy.Endpoint;
import io.cloudstate.tck.runner.deploy.Log;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Looks for what keeps images from being run, and says of each what to do. */
public final class Preflight {

  private static final Duration INTERVAL = Duration.ofMillis(50);
  private static final long ENOUGH_MEMORY = 2L << 30;

  private final ContainerOptions options;
  private final Duration startDeadline;
  private final Consumer<Finding> findings;
  private boolean bad;

  /**
   * Nothing is looked at yet.
   *
   * @param options how images would be run
   * @param startDeadline how long a target may take to come up
   * @param findings told each finding as it is made
   */
  public Preflight(ContainerOptions options, Duration startDeadline, Consumer<Finding> findings) {
    this.options = options;
    this.startDeadline = startDeadline;
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
    try (Containers containers = new Containers(options, startDeadline)) {
      if (!KitImage.isOn(engine) && !containers.isRelayed()) {
        tell(
            "ways to and from a container",
            Finding.State.NOTE,
            "not tried: the kit's own image is not on the engine",
            "Build it: ci/images kit");
        return;
      }
      wayThere(containers);
      wayBack(containers);
    } catch (DeploymentException refused) {
      tell("containers", Finding.State.BAD, String.valueOf(refused.getMessage()), "");
    }
  }

  private void wayThere(Containers containers) throws DeploymentException {
    try (RunningContainer service = containers.startOwnService(new Log())) {
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

  private boolean reaches(RunningContainer container) {
    try {
      Awaitility.await()
          .pollDelay(Duration.ZERO)
          .pollInterval(INTERVAL)
          .pollInSameThread()
          .atMost(Containers.patience(startDeadline))
          .until(
              () ->
                  container.failure().isPresent()
                      || OpenPort.accepts(container.endpoint(), container.isRelayed()));
      return container.failure().isEmpty();
    } catch (ConditionTimeoutException closed) {
      return false;
    }
  }

  private void wayBack(Containers containers) {
    try {
      containers.checkWayBack();
      tell("way back from a container", Finding.State.GOOD, "open", "");
    } catch (DeploymentException closed) {
      tell(
          "way back from a container",
          Finding.State.BAD,
          "closed",
          String.valueOf(closed.getMessage()));
    }
  }
}
