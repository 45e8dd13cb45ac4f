package io.cloudstate.tck.runner.deploy.container;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import io.cloudstate.tck.runner.deploy.DeploymentException;
import io.cloudstate.tck.runner.deploy.Endpoint;
import io.cloudstate.tck.runner.deploy.Log;
import io.cloudstate.tck.runner.relay.Relay;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Stands between a container that has no way out of its network and the kit, which is not on that
 * network. It passes on what comes in at ports that are fixed when it starts, so that the container
 * reaches nothing through it but the kit.
 */
final class RelayContainer implements AutoCloseable {

  private static final Limits LIMITS = new Limits(256L << 20, 2_048, OptionalDouble.empty());
  private static final String NOBODY = "10001:10001";

  private final ContainerEngine engine;
  private final String id;
  private final Endpoint published;
  private final String inside;

  private RelayContainer(ContainerEngine engine, String id, Endpoint published, String inside) {
    this.engine = engine;
    this.id = id;
    this.published = published;
    this.inside = inside;
  }

  /**
   * What to pass on.
   *
   * @param target the container, by a name on the network within
   * @param kit what else: to the kit, from the same port
   */
  record Wanted(String inside, String outside, Endpoint target, List<Endpoint> kit) {}

  /**
   * Starts one; it passes on when this returns.
   *
   * @param patience for it to come up
   * @throws DeploymentException if the engine does not have the kit's image, or it does not come up
   */
  static RelayContainer start(
      ContainerEngine engine, Wanted wanted, Map<String, String> labels, Duration patience)
      throws DeploymentException {
    DockerClient client = engine.client();
    String id = create(engine, wanted, labels);
    try {
      client.connectToNetworkCmd().withContainerId(id).withNetworkId(wanted.inside()).exec();
      Log log = new Log();
      CountDownLatch listening = new CountDownLatch(1);
      ContainerLog.follow(
          client,
          id,
          line -> {
            log.add(line);
            if (line.equals(Relay.LISTENING)) {
              listening.countDown();
            }
          });
      client.startContainerCmd(id).exec();
      if (!listening.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new DeploymentException(
            "The container between the kit and a target's did not come up within %d s. Its last lines: %s"
                .formatted(patience.toSeconds(), log.last(5)));
      }
      InspectContainerResponse state = client.inspectContainerCmd(id).exec();
      return new RelayContainer(
          engine,
          id,
          RunningContainer.published(engine, wanted.target().port(), state),
          Bridge.addressOn(wanted.inside(), state).orElse(""));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw gaveUp(
          engine,
          id,
          new DeploymentException("The run was interrupted while a relay started.", interrupted));
    } catch (DeploymentException notUp) {
      throw gaveUp(engine, id, notUp);
    } catch (RuntimeException refused) {
      throw gaveUp(
          engine,
          id,
          new DeploymentException(
              "No container could be started between the kit and a target's: "
                  + Causes.deepest(refused),
              refused));
    }
  }

  private static DeploymentException gaveUp(
      ContainerEngine engine, String id, DeploymentException why) {
    new Leftovers(engine.client()).container(id);
    return why;
  }

  private static String create(ContainerEngine engine, Wanted wanted, Map<String, String> labels)
      throws DeploymentException {
    String image = KitImage.on(engine);
    List<String> words = new ArrayList<>(List.of("relay"));
    words.add(wanted.target().port() + "=" + wanted.target());
    wanted.kit().forEach(kit -> words.add(kit.port() + "=" + kit));
    ExposedPort port = ExposedPort.tcp(wanted.target().port());
    try (CreateContainerCmd command = engine.client().createContainerCmd(image)) {
      command
          .withCmd(words)
          .withUser(NOBODY)
          .withLabels(labels)
          .withExposedPorts(port)
          .withHostConfig(
              LIMITS.confine(
                  HostConfig.newHostConfig()
                      .withNetworkMode(wanted.outside())
                      .withPortBindings(
                          new PortBinding(Ports.Binding.bindIp(engine.publishOn()), port))
                      .withExtraHosts(Bridge.KIT + ":host-gateway")));
      return Asking.whole(() -> command.exec().getId());
    } catch (RuntimeException refused) {
      throw new DeploymentException(
          "No container could be made between the kit and a target's: " + Causes.deepest(refused),
          refused);
    }
  }

  /** Where the kit reaches the container. */
  Endpoint published() {
    return published;
  }

  /** What the container knows as the kit's address. */
  String address() {
    return inside;
  }

  @Override
  public void close() {
    new Leftovers(engine.client()).container(id);
  }
}
