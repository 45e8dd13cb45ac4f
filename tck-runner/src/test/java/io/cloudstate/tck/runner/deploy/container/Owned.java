package io.cloudstate.tck.runner.deploy.container;

import com.github.dockerjava.api.DockerClient;
import io.cloudstate.tck.runner.deploy.DeploymentException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What is on the engine. */
public final class Owned {

  private Owned() {}

  /** What a process of this machine has made there and not removed. */
  public static List<String> by(long pid) throws DeploymentException {
    DockerClient client = ContainerEngine.connect().client();
    return Stream.concat(
            client
                .listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(List.of(Owner.RUN))
                .exec()
                .stream()
                .filter(container -> isOf(pid, container.getLabels()))
                .map(container -> "container " + container.getId()),
            client.listNetworksCmd().withFilter("label", List.of(Owner.RUN)).exec().stream()
                .filter(network -> isOf(pid, network.getLabels()))
                .map(network -> "network " + network.getName()))
        .toList();
  }

  private static boolean isOf(long pid, Map<String, String> labels) {
    return Owner.of(labels).filter(owner -> owner.pid() == pid).isPresent();
  }
}
