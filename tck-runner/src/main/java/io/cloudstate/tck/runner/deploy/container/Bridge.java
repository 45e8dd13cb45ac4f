package io.cloudstate.tck.runner.deploy.container;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.ContainerNetwork;
import com.github.dockerjava.api.model.Network;
import io.cloudstate.tck.runner.deploy.DeploymentException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * A network of one run.
 *
 * @param reach how the kit and its containers reach each other
 * @param kit the kit's address on it, where it has one, else empty
 * @param beyond what else its containers reach
 */
record Bridge(String id, Reach reach, String kit, Beyond beyond) {

  static final String KIT = "host.docker.internal";

  /** The engine's machine is given no address on a network with this. */
  private static final Map<String, String> WITHOUT_MACHINE =
      Map.of("com.docker.network.bridge.inhibit_ipv4", "true");

  /** For the containers of one side. */
  static Bridge create(ContainerEngine engine, Isolation isolation, Map<String, String> labels)
      throws DeploymentException {
    if (isolation == Isolation.RELAYED) {
      return relayed(engine.client(), labels);
    }
    boolean internal = isolation != Isolation.PUBLISHED;
    Set<String> before = addressesOfThisMachine();
    Network network = create(engine.client(), internal, Map.of(), labels);
    Optional<String> address =
        (internal ? gateway(network, before) : Optional.<String>empty())
            .or(() -> joined(engine, network.getId()));
    if (address.isPresent()) {
      return new Bridge(
          network.getId(),
          Reach.DIRECT,
          address.get(),
          internal ? Beyond.MACHINE : Beyond.EVERYTHING);
    }
    if (isolation == Isolation.INTERNAL) {
      throw new DeploymentException(
          "--isolation internal needs an engine whose networks are on this machine, and those of "
              + engine.description()
              + " are not. Use --isolation relayed, or trust the candidate and use --isolation published.");
    }
    if (internal) {
      engine.client().removeNetworkCmd(network.getId()).exec();
      return relayed(engine.client(), labels);
    }
    return new Bridge(network.getId(), Reach.PUBLISHED, "", Beyond.EVERYTHING);
  }

  private static Bridge relayed(DockerClient client, Map<String, String> labels) {
    try {
      String id = create(client, true, WITHOUT_MACHINE, labels).getId();
      return new Bridge(id, Reach.RELAYED, "", Beyond.NOTHING);
    } catch (DockerException unknownOption) {
      // It is the Docker engine's own; others may refuse it, and the report says what that leaves.
      String id = create(client, true, Map.of(), labels).getId();
      return new Bridge(id, Reach.RELAYED, "", Beyond.MACHINE);
    }
  }

  private static Optional<String> joined(ContainerEngine engine, String network) {
    return engine.kit().flatMap(kit -> KitContainer.join(engine.client(), kit, network));
  }

  /** A network for what stands between a network without a way out and the kit. */
  static String outside(ContainerEngine engine, Map<String, String> labels) {
    return create(engine.client(), false, Map.of(), labels).getId();
  }

  private static Network create(
      DockerClient client,
      boolean internal,
      Map<String, String> options,
      Map<String, String> labels) {
    return Asking.whole(
        () -> {
          String id =
              client
                  .createNetworkCmd()
                  .withName("cloudstate-tck-" + UUID.randomUUID())
                  .withDriver("bridge")
                  .withInternal(internal)
                  .withOptions(options)
                  .withLabels(labels)
                  .exec()
                  .getId();
          return client.inspectNetworkCmd().withNetworkId(id).exec();
        });
  }

  /**
   * The address that this machine was given on it. An address that it had before is that of another
   * network: engines of two machines number theirs alike.
   */
  private static Optional<String> gateway(Network network, Set<String> before) {
    Set<String> now = addressesOfThisMachine();
    return Objects.requireNonNullElse(network.getIpam().getConfig(), List.<Network.Ipam.Config>of())
        .stream()
        .map(Network.Ipam.Config::getGateway)
        .filter(Objects::nonNull)
        .filter(gateway -> now.contains(gateway) && !before.contains(gateway))
        .findFirst();
  }

  /** The address of a container on a network, where it has one there. */
  static Optional<String> addressOn(String network, InspectContainerResponse container) {
    return container.getNetworkSettings().getNetworks().values().stream()
        .filter(joined -> network.equals(joined.getNetworkID()))
        .map(ContainerNetwork::getIpAddress)
        .filter(address -> address != null && !address.isEmpty())
        .findFirst();
  }

  private static Set<String> addressesOfThisMachine() {
    try {
      return NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .map(InetAddress::getHostAddress)
          .collect(Collectors.toSet());
    } catch (SocketException hidden) {
      return Set.of();
    }
  }

  /** What the name of the kit stands for within its containers, unless something stands between. */
  String kitAddress() {
    return kit.isEmpty() ? "host-gateway" : kit;
  }

  /** Where its containers find the kit. */
  Meeting meeting() {
    return new Meeting(kit.isEmpty() ? "0.0.0.0" : kit, KIT);
  }
}
