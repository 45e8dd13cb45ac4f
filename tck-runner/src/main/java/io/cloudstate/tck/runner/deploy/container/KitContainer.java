package io.cloudstate.tck.runner.deploy.container;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The container in which the kit itself runs, where it does. */
final class KitContainer {

  /**
   * Engines mount the files that name the machine from a folder of the container; its host name is
   * no sign, since that may be chosen, or be that of the machine.
   */
  private static final Pattern ITS_FOLDER = Pattern.compile("containers/([0-9a-f]{64})/");

  private KitContainer() {}

  /** Its id, if it is one of this engine. */
  static Optional<String> find(DockerClient client) {
    return id(Path.of("/proc/self/mountinfo")).filter(id -> isOf(client, id));
  }

  /** What such a table says. */
  static Optional<String> id(Path mounts) {
    try (Stream<String> lines = Files.lines(mounts)) {
      return lines
          .filter(line -> line.contains(" /etc/hostname ") || line.contains(" /etc/hosts "))
          .map(ITS_FOLDER::matcher)
          .filter(Matcher::find)
          .map(folder -> folder.group(1))
          .findFirst();
    } catch (IOException notLinux) {
      return Optional.empty();
    }
  }

  private static boolean isOf(DockerClient client, String id) {
    try {
      return id.equals(client.inspectContainerCmd(id).exec().getId());
    } catch (NotFoundException ofAnotherEngine) {
      return false;
    }
  }

  /**
   * Joins it to a network; the address that it has there. Empty where it has none of its own, since
   * it shares that of its machine.
   */
  static Optional<String> join(DockerClient client, String id, String network) {
    try {
      client.connectToNetworkCmd().withContainerId(id).withNetworkId(network).exec();
    } catch (DockerException sharesAnother) {
      return Optional.empty();
    }
    return Bridge.addressOn(network, client.inspectContainerCmd(id).exec());
  }
}
