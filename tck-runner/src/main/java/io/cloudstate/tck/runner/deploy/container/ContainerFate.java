package io.cloudstate.tck.runner.deploy.container;

import com.github.dockerjava.api.DockerClient;
import java.time.Duration;

/**
 * What the engine does to a container that runs.
 *
 * @param network the one that it is on
 */
record ContainerFate(DockerClient client, String id, String network) {

  private static final Duration DEATH = Duration.ofSeconds(10);

  /** Returns when it has ended. */
  void kill(ContainerExit exit) {
    client.killContainerCmd(id).exec();
    try {
      if (!exit.await(DEATH)) {
        throw new IllegalStateException(
            "it was killed and has not ended within " + DEATH.toSeconds() + " s");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the run was interrupted meanwhile", interrupted);
    }
  }

  void start() {
    client.startContainerCmd(id).exec();
  }

  void pause() {
    client.pauseContainerCmd(id).exec();
  }

  void resume() {
    client.unpauseContainerCmd(id).exec();
  }

  void cutOff() {
    client.disconnectFromNetworkCmd().withContainerId(id).withNetworkId(network).exec();
  }

  void join() {
    client.connectToNetworkCmd().withContainerId(id).withNetworkId(network).exec();
  }
}
