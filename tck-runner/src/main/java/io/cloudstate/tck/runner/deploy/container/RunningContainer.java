package io.cloudstate.tck.runner.deploy.container;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.Ports;
import io.cloudstate.tck.runner.deploy.DeploymentException;
import io.cloudstate.tck.runner.deploy.Endpoint;
import io.cloudstate.tck.runner.deploy.Log;
import io.cloudstate.tck.specs.Fate;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A container of one target. */
public final class RunningContainer implements AutoCloseable {

  private final WantedContainer wanted;
  private final ContainerEngine engine;
  private final String id;
  private final Endpoint endpoint;
  private final Map<String, String> facts;
  private final ContainerExit exit = new ContainerExit();
  private @Nullable String failure;
  private boolean killed;

  private RunningContainer(
      WantedContainer wanted,
      ContainerEngine engine,
      String id,
      Endpoint endpoint,
      Map<String, String> facts) {
    this.wanted = wanted;
    this.engine = engine;
    this.id = id;
    this.endpoint = endpoint;
    this.facts = facts;
  }

  static RunningContainer start(ContainerEngine engine, WantedContainer wanted, Log log)
      throws DeploymentException {
    check(engine, wanted);
    try (CreatedContainer created = new CreatedContainer(wanted, engine, log)) {
      InspectContainerResponse state = created.begin();
      RunningContainer running =
          new RunningContainer(
              wanted,
              engine,
              state.getId(),
              endpoint(engine, wanted, state),
              ContainerFacts.of(engine, wanted, state.getImageId()));
      if (!Boolean.TRUE.equals(state.getState().getRunning())) {
        throw new DeploymentException(running.autopsy().obituary());
      }
      engine.client().waitContainerCmd(state.getId()).exec(running.exit);
      created.keep();
      return running;
    } catch (RuntimeException refused) {
      if (Thread.currentThread().isInterrupted()) {
        throw new DeploymentException(
            "image:" + wanted.image() + " was not up yet when the run was interrupted.", refused);
      }
      throw new DeploymentException(
          "image:" + wanted.image() + " could not be started: " + Causes.deepest(refused), refused);
    }
  }

  private static void check(ContainerEngine engine, WantedContainer wanted)
      throws DeploymentException {
    double cpus = wanted.limits().cpus().orElse(0);
    if (cpus > engine.processors()) {
      throw new DeploymentException(
          "--cpus %s: the engine has only %d processors.".formatted(cpus, engine.processors()));
    }
    if (wanted.pull() == Pull.NEVER && !engine.has(wanted.image())) {
      throw new DeploymentException(
          "image:%s is not on the engine (%s), and --pull never forbids to fetch it. Build it there, fetch it with `docker pull %s`, or use --pull missing."
              .formatted(wanted.image(), engine.description(), wanted.image()));
    }
  }

  private static Endpoint endpoint(
      ContainerEngine engine, WantedContainer wanted, InspectContainerResponse state) {
    if (wanted.relay().isPresent()) {
      return wanted.relay().get().published();
    }
    if (wanted.bridge().reach() == Reach.DIRECT) {
      String address = Bridge.addressOn(wanted.bridge().id(), state).orElse("");
      return new Endpoint(address, address.isEmpty() ? 0 : wanted.port());
    }
    return published(engine, wanted.port(), state);
  }

  /** Where the engine publishes a port of a container. */
  static Endpoint published(ContainerEngine engine, int port, InspectContainerResponse state) {
    Ports.Binding[] bindings =
        state.getNetworkSettings().getPorts().getBindings().get(ExposedPort.tcp(port));
    return new Endpoint(
        engine.publishedHost(),
        bindings == null || bindings.length == 0
            ? 0
            : Integer.parseInt(bindings[0].getHostPortSpec()));
  }

  String id() {
    return id;
  }

  /**
   * Has it suffer this.
   *
   * @param log takes what it writes from then on
   * @return the container that runs in its place from now on, or itself
   * @throws DeploymentException if the engine does not do it
   */
  public RunningContainer befall(Fate fate, Log log) throws DeploymentException {
    // Known before it is done, so that a death that is wanted is never taken for another.
    synchronized (this) {
      killed = fate == Fate.KILLED;
    }
    ContainerFate does = new ContainerFate(engine.client(), id, wanted.bridge().id());
    try {
      switch (fate) {
        case KILLED -> does.kill(exit);
        case PAUSED -> does.pause();
        case RESUMED -> does.resume();
        case CUT_OFF -> does.cutOff();
        case JOINED -> does.join();
        case STARTED -> {
          ContainerLog.follow(engine.client(), id, log::add);
          does.start();
        }
        case STARTED_ELSEWHERE -> {
          // A port within a container may be fixed; another container is another place all the
          // same.
          RunningContainer now = start(engine, wanted, log);
          remove();
          return now;
        }
        case HELD_BACK -> throw new IllegalArgumentException("no fate of a container");
      }
    } catch (RuntimeException refused) {
      throw new DeploymentException(
          "image:%s: the engine refused that it is %s: %s"
              .formatted(wanted.image(), fate.word(), Causes.deepest(refused)),
          refused);
    }
    return fate == Fate.STARTED || fate == Fate.JOINED ? found() : this;
  }

  /** Its address, or its published port, is another one after it was away. */
  private RunningContainer found() {
    InspectContainerResponse state = engine.client().inspectContainerCmd(id).exec();
    RunningContainer now =
        new RunningContainer(wanted, engine, id, endpoint(engine, wanted, state), facts);
    engine.client().waitContainerCmd(id).exec(now.exit);
    return now;
  }

  /** Where it serves, or will. */
  public Endpoint endpoint() {
    return endpoint;
  }

  /** Whether the engine accepts its connections before it does. */
  public boolean isRelayed() {
    return wanted.bridge().reach() != Reach.DIRECT;
  }

  /** What it was made of, and how it is confined. */
  public Map<String, String> facts() {
    return facts;
  }

  /** Why it cannot come up any more, where that is known. */
  public synchronized Optional<String> failure() {
    if (failure == null && exit.isSeen() && !killed) {
      failure = autopsy().obituary();
    }
    return Optional.ofNullable(failure);
  }

  /** Waits until it has ended, for a time at most, and says whether it has. */
  public boolean awaitEnd(Duration patience) throws InterruptedException {
    return exit.await(patience);
  }

  /** What to look at when nothing accepts connections there. */
  public String whyUnreachable() {
    return autopsy().whyUnreachable();
  }

  private Autopsy autopsy() {
    return new Autopsy(engine, id, wanted);
  }

  @Override
  public void close() {
    remove();
    wanted.relay().ifPresent(RelayContainer::close);
  }

  /** Without what stands between it and the kit, which may be wanted for another. */
  private void remove() {
    new Leftovers(engine.client()).container(id);
  }
}
