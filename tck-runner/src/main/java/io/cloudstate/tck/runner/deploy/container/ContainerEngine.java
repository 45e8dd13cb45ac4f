package io.cloudstate.tck.runner.deploy.container;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Info;
import io.cloudstate.tck.runner.deploy.DeploymentException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.testcontainers.DockerClientFactory;

/** The engine that runs containers, reached. */
public final class ContainerEngine {

  private static final String HINT =
      "Start one (on Debian or Ubuntu, as root: ci/engine does), set DOCKER_HOST to one, or give a target of the form exec: or tcp:.";
  private static final String NO_REAPER = "TESTCONTAINERS_RYUK_DISABLED";

  private static final String LOOPBACK = "127.0.0.1";

  private final DockerClient client;
  private final Info info;
  private final URI host;
  private final String apiVersion;
  private final Optional<String> kit;

  private ContainerEngine(DockerClient client, Info info, URI host, String apiVersion) {
    this.client = client;
    this.kit = KitContainer.find(client);
    this.info = info;
    this.host = host;
    this.apiVersion = apiVersion;
  }

  /**
   * Reaches the engine that the environment names, or the usual one.
   *
   * @throws DeploymentException if none answers, or another one than the environment names
   */
  public static ContainerEngine connect() throws DeploymentException {
    if (!Boolean.parseBoolean(System.getenv(NO_REAPER))) {
      // Left on, it costs an image of its own, and minutes where that cannot be had.
      throw new DeploymentException(
          "Images need "
              + NO_REAPER
              + "=true in the environment, since the kit removes its containers itself. The launcher ./tck sets it; you seem to have started the kit in another way.");
    }
    try {
      DockerClientFactory factory = DockerClientFactory.instance();
      DockerClient client = factory.client();
      URI chosen = factory.getTransportConfig().getDockerHost();
      refuseAnother(chosen);
      return new ContainerEngine(
          client,
          client.infoCmd().exec(),
          chosen,
          Optional.ofNullable(client.versionCmd().exec().getApiVersion()).orElse("unknown"));
    } catch (RuntimeException none) {
      String named = System.getenv("DOCKER_HOST");
      throw new DeploymentException(
          (named == null
                  ? "No container engine answers. "
                  : "No container engine answers at DOCKER_HOST=" + named + ". ")
              + HINT,
          none);
    }
  }

  private static void refuseAnother(URI chosen) throws DeploymentException {
    String named = System.getenv("DOCKER_HOST");
    if (named != null && !named.isBlank() && !URI.create(named).equals(chosen)) {
      throw new DeploymentException(
          "No container engine answers at DOCKER_HOST="
              + named
              + "; there is another one at "
              + chosen
              + ". Unset DOCKER_HOST to use that.");
    }
  }

  DockerClient client() {
    return client;
  }

  /** Which, and where. */
  public String description() {
    return "%s %s, API %s, at %s"
        .formatted(
            Optional.ofNullable(info.getOperatingSystem()).orElse("engine"),
            Optional.ofNullable(info.getServerVersion()).orElse("of unknown version"),
            apiVersion,
            host);
  }

  /** Memory of its machine, in bytes. */
  public long memory() {
    return Optional.ofNullable(info.getMemTotal()).orElse(0L);
  }

  /** Memory of its machine that is free, in bytes, where that is this machine and Linux. */
  OptionalLong freeMemory() {
    if (!isHere()) {
      return OptionalLong.empty();
    }
    try (Stream<String> lines = Files.lines(Path.of("/proc/meminfo"))) {
      return lines
          .filter(line -> line.startsWith("MemAvailable:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) << 10)
          .findFirst();
    } catch (IOException notLinux) {
      return OptionalLong.empty();
    }
  }

  /** Processors of its machine. */
  int processors() {
    return Optional.ofNullable(info.getNCPU()).orElse(1);
  }

  /** Where its published ports are reached. */
  String publishedHost() {
    boolean here = host.getHost() == null || host.getScheme().equals("unix");
    return here ? LOOPBACK : host.getHost();
  }

  /** Whether it is reached over a socket of this machine. */
  boolean isHere() {
    return publishedHost().equals(LOOPBACK) || publishedHost().equals("localhost");
  }

  /** At which of its addresses it publishes ports: on loopback, where that is where the kit is. */
  String publishOn() {
    return isHere() ? LOOPBACK : "0.0.0.0";
  }

  /** What it has of an image. */
  Optional<InspectImageResponse> image(String name) {
    try {
      return Optional.of(client.inspectImageCmd(name).exec());
    } catch (NotFoundException none) {
      return Optional.empty();
    }
  }

  /** Whether it has an image. */
  public boolean has(String image) {
    return image(image).isPresent();
  }

  /** The container in which the kit itself runs, if it is one of this engine. */
  Optional<String> kit() {
    return kit;
  }

  private boolean runs(String container) {
    try {
      return Boolean.TRUE.equals(
          client.inspectContainerCmd(container).exec().getState().getRunning());
    } catch (NotFoundException gone) {
      return false;
    }
  }

  /** Removes what no living run owns. */
  public Swept sweep() {
    return new Leftovers(client).sweep(owner -> owner.isGone(this::runs));
  }

  /** Removes what any run made, living or not. */
  public Swept sweepAll() {
    return new Leftovers(client).sweep(owner -> true);
  }
}
