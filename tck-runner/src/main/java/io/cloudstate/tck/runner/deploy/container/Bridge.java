package io.cloudstate.tck.runner.deploy.container;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Network;
import io.cloudstate.tck.runner.deploy.DeploymentException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * A network of one side of one run.
 *
 * @param gateway this machine's address on it, if it is on this machine, else empty
 * @param internal whether it has no way out
 */
record Bridge(String id, String gateway, boolean internal) {

  static final String KIT = "host.docker.internal";

  static Bridge create(ContainerEngine engine, Isolation isolation, Map<String, String> labels)
      throws DeploymentException {
    if (isolation == Isolation.PUBLISHED || (isolation == Isolation.AUTO && !engine.isHere())) {
      return create(engine.client(), false, labels);
    }
    Bridge inside = create(engine.client(), true, labels);
    if (!inside.gateway().isEmpty()) {
      return inside;
    }
    engine.client().removeNetworkCmd(inside.id()).exec();
    if (isolation == Isolation.INTERNAL) {
      throw new DeploymentException(
          "--isolation internal needs an engine whose networks are on this machine, and those of "
              + engine.description()
              + " are not. Use --isolation published, and trust the candidate.");
    }
    return create(engine.client(), false, labels);
  }

  private static Bridge create(DockerClient client, boolean internal, Map<String, String> labels) {
    String id =
        client
            .createNetworkCmd()
            .withName("cloudstate-tck-" + UUID.randomUUID())
            .withDriver("bridge")
            .withInternal(internal)
            .withLabels(labels)
            .exec()
            .getId();
    Network network = client.inspectNetworkCmd().withNetworkId(id).exec();
    List<Network.Ipam.Config> addresses =
        Objects.requireNonNullElse(network.getIpam().getConfig(), List.of());
    String gateway =
        addresses.stream()
            .map(Network.Ipam.Config::getGateway)
            .filter(Objects::nonNull)
            .filter(Bridge::isOfThisMachine)
            .findFirst()
            .orElse("");
    return new Bridge(id, gateway, internal);
  }

  private static boolean isOfThisMachine(String address) {
    try {
      return NetworkInterface.getByInetAddress(InetAddress.getByName(address)) != null;
    } catch (IOException unknown) {
      return false;
    }
  }

  /** Where its containers find the kit. */
  Meeting meeting() {
    return new Meeting(gateway.isEmpty() ? "0.0.0.0" : gateway, KIT);
  }

  /** What the name of the kit stands for within its containers. */
  String kitAddress() {
    return gateway.isEmpty() ? "host-gateway" : gateway;
  }
}
