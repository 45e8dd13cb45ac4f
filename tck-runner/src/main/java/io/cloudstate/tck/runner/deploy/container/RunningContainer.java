package io.cloudstate.tck.runner.deploy.container;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import io.cloudstate.tck.runner.deploy.DeploymentException;
import io.cloudstate.tck.runner.deploy.Endpoint;
import io.cloudstate.tck.runner.deploy.Log;
import io.cloudstate.tck.specs.Fate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.startupcheck.StartupCheckStrategy;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;
import org.testcontainers.images.PullPolicy;
import org.testcontainers.utility.DockerImageName;

/** A container of one target. */
public final class RunningContainer implements AutoCloseable {

  private static final int SHOWN_LINES = 15;
  private static final long LAST_LINES_MILLIS = 2_000;

  private final Wanted wanted;
  private final ContainerEngine engine;
  private final String id;
  private final Endpoint endpoint;
  private final Map<String, String> facts;
  private final ContainerExit exit = new ContainerExit();
  private @Nullable String failure;
  private boolean killed;

  private RunningContainer(
      Wanted wanted,
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

  /**
   * What to start.
   *
   * @param environment all of it
   * @param portOption the option by which another port is given
   */
  record Side(
      String image, Map<String, String> environment, SideOptions options, String portOption) {}

  /**
   * How to start it.
   *
   * @param relay what stands between it and the kit, if something must; it is closed with it
   * @param alias its name on its network
   * @param kit what its name for the kit stands for, if it has one
   */
  record Wanted(
      Side side,
      Bridge bridge,
      Optional<RelayContainer> relay,
      String alias,
      Optional<String> kit,
      Pull pull,
      Limits limits,
      Map<String, String> labels) {

    String image() {
      return side.image();
    }

    int port() {
      return side.options().port();
    }
  }

  static RunningContainer start(ContainerEngine engine, Wanted wanted, Log log)
      throws DeploymentException {
    check(engine, wanted);
    try (Created created = new Created(wanted, engine, log)) {
      InspectContainerResponse state = created.begin();
      RunningContainer running =
          new RunningContainer(
              wanted,
              engine,
              state.getId(),
              endpoint(engine, wanted, state),
              facts(engine, wanted, state.getImageId()));
      if (!Boolean.TRUE.equals(state.getState().getRunning())) {
        throw new DeploymentException(running.obituary());
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

  private static void check(ContainerEngine engine, Wanted wanted) throws DeploymentException {
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

  /** The container as the library makes it; closing it unless it is kept removes it. */
  private static final class Created extends GenericContainer<Created> {

    private final ContainerEngine engine;
    private final Log log;
    private boolean kept;

    Created(Wanted wanted, ContainerEngine engine, Log log) {
      super(DockerImageName.parse(wanted.image()));
      this.engine = engine;
      this.log = log;
      withImagePullPolicy(
          switch (wanted.pull()) {
            case NEVER -> name -> false;
            case MISSING -> PullPolicy.defaultPolicy();
            case ALWAYS -> PullPolicy.alwaysPull();
          });
      withNetworkMode(wanted.bridge().id());
      withEnv(wanted.side().environment());
      withLabels(wanted.labels());
      wanted.kit().ifPresent(address -> withExtraHost(Bridge.KIT, address));
      List<String> arguments = wanted.side().options().arguments();
      if (!arguments.isEmpty()) {
        withCommand(arguments.toArray(String[]::new));
      }
      withCreateContainerCmdModifier(command -> confine(command, wanted, engine.publishOn()));
      // Whether it serves, and why it ended, is asked by the kit itself, as of any other target.
      withStartupCheckStrategy(
          new StartupCheckStrategy() {
            @Override
            public StartupStatus checkStartupState(DockerClient client, String container) {
              return StartupStatus.SUCCESSFUL;
            }
          });
      waitingFor(
          new AbstractWaitStrategy() {
            @Override
            protected void waitUntilReady() {}
          });
    }

    /**
     * Listens before it starts, so that nothing is missed. What the engine keeps of its output is
     * not followed: engines lose their place in it where they begin a new file.
     */
    @Override
    protected void containerIsCreated(String container) {
      ContainerLog.follow(engine.client(), container, log::add);
    }

    /** Fetching the image may take long, and be given up. */
    InspectContainerResponse begin() {
      getDockerImageName();
      return Asking.whole(
          () -> {
            start();
            return engine.client().inspectContainerCmd(getContainerId()).exec();
          });
    }

    void keep() {
      kept = true;
    }

    @Override
    public void close() {
      if (!kept) {
        Asking.whole(
            () -> {
              stop();
              return true;
            });
      }
    }
  }

  private static void confine(CreateContainerCmd command, Wanted wanted, String publishOn) {
    HostConfig host = Objects.requireNonNull(command.getHostConfig());
    wanted.limits().confine(host);
    command.withAliases(wanted.alias());
    if (wanted.bridge().reach() == Reach.PUBLISHED) {
      ExposedPort port = ExposedPort.tcp(wanted.port());
      command.withExposedPorts(port);
      host.withPortBindings(new PortBinding(Ports.Binding.bindIp(publishOn), port));
    }
  }

  private static Endpoint endpoint(
      ContainerEngine engine, Wanted wanted, InspectContainerResponse state) {
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

  private static Map<String, String> facts(ContainerEngine engine, Wanted wanted, String imageId) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("image", wanted.image());
    facts.put("image id", imageId);
    Optional<InspectImageResponse> image = engine.image(imageId);
    facts.put(
        "image digests",
        image
            .map(InspectImageResponse::getRepoDigests)
            .filter(digests -> !digests.isEmpty())
            .map(digests -> String.join(", ", digests))
            .orElse("none: it was built on this engine"));
    image.map(InspectImageResponse::getCreated).ifPresent(when -> facts.put("image made", when));
    facts.put("engine", engine.description());
    facts.put(
        "confined",
        "no capabilities, no new privileges, memory %s, processes %d, processors %s, %s"
            .formatted(
                wanted.limits().memoryText(),
                wanted.limits().pids(),
                wanted.limits().cpus().isPresent()
                    ? String.valueOf(wanted.limits().cpus().getAsDouble())
                    : "all " + engine.processors(),
                way(engine, wanted.bridge())));
    return facts;
  }

  private static String way(ContainerEngine engine, Bridge bridge) {
    String reached =
        switch (bridge.reach()) {
          case DIRECT -> "reached by its address";
          case RELAYED -> "reached through a relay";
          case PUBLISHED -> "port published on " + engine.publishOn();
        };
    return reached + ", " + bridge.beyond().words();
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
      failure = obituary();
    }
    return Optional.ofNullable(failure);
  }

  /** Waits until it has ended, for a time at most, and says whether it has. */
  public boolean awaitEnd(Duration patience) throws InterruptedException {
    return exit.await(patience);
  }

  private String obituary() {
    return "image:" + wanted.image() + " " + end() + " " + lastLines();
  }

  /** What to look at when nothing accepts connections there. */
  public String whyUnreachable() {
    return listening()
        + "It must listen at port "
        + wanted.port()
        + " of its container, as its environment says, or be given another with "
        + wanted.side().portOption()
        + ". "
        + lastLines();
  }

  private String listening() {
    try {
      Long pid = engine.client().inspectContainerCmd(id).exec().getState().getPidLong();
      return pid == null || !engine.isHere() ? "" : Listening.of(pid).instead(wanted.port());
    } catch (RuntimeException unknown) {
      return "";
    }
  }

  private String end() {
    try {
      ContainerState state = engine.client().inspectContainerCmd(id).exec().getState();
      String status = "ended with status " + state.getExitCodeLong();
      return Boolean.TRUE.equals(state.getOOMKilled())
          ? status
              + ": it needed more memory than the "
              + wanted.limits().memoryText()
              + " it may have. Give it more with --memory."
          : status + ".";
    } catch (NotFoundException removed) {
      return "was removed while it ran.";
    } catch (RuntimeException engineGone) {
      return "ended, and the engine does not say how: " + Causes.deepest(engineGone);
    }
  }

  private String lastLines() {
    List<String> lines = Collections.synchronizedList(new ArrayList<>());
    ContainerLog last = new ContainerLog(lines::add);
    try {
      engine
          .client()
          .logContainerCmd(id)
          .withStdOut(true)
          .withStdErr(true)
          .withTail(SHOWN_LINES)
          .exec(last);
      last.awaitEnd(LAST_LINES_MILLIS);
    } catch (RuntimeException engineGone) {
      return "Its log cannot be read: " + Causes.deepest(engineGone);
    }
    return lines.isEmpty()
        ? "It wrote nothing."
        : "Its last lines:\n  " + String.join("\n  ", new ArrayList<>(lines));
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
