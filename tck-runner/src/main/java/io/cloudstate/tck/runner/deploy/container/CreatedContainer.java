package io.cloudstate.tck.runner.deploy.container;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import io.cloudstate.tck.runner.deploy.Log;
import java.util.List;
import java.util.Objects;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.startupcheck.StartupCheckStrategy;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;
import org.testcontainers.images.PullPolicy;
import org.testcontainers.utility.DockerImageName;

/** The container as the library makes it; closing it unless it is kept removes it. */
final class CreatedContainer extends GenericContainer<CreatedContainer> {

  private final ContainerEngine engine;
  private final Log log;
  private boolean kept;

  CreatedContainer(WantedContainer wanted, ContainerEngine engine, Log log) {
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
   * Listens before it starts, so that nothing is missed. What the engine keeps of its output is not
   * followed: engines lose their place in it where they begin a new file.
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

  private static void confine(
      CreateContainerCmd command, WantedContainer wanted, String publishOn) {
    HostConfig host = Objects.requireNonNull(command.getHostConfig());
    wanted.limits().confine(host);
    command.withAliases(wanted.alias());
    if (wanted.bridge().reach() == Reach.PUBLISHED) {
      ExposedPort port = ExposedPort.tcp(wanted.port());
      command.withExposedPorts(port);
      host.withPortBindings(new PortBinding(Ports.Binding.bindIp(publishOn), port));
    }
  }
}
