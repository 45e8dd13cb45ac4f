package io.cloudstate.tck.runner.deploy.container;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Network;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Removes what runs of the kit made on an engine. */
final class Leftovers {

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration INTERVAL = Duration.ofMillis(50);

  private final DockerClient client;

  Leftovers(DockerClient client) {
    this.client = client;
  }

  /** Removes what such owners left. */
  Swept sweep(Predicate<Owner> doomed) {
    return remove(labels -> Owner.of(labels).filter(doomed).isPresent());
  }

  /** Removes what one run made. */
  Swept sweep(String run) {
    return remove(labels -> run.equals(labels.get(Owner.RUN)));
  }

  /**
   * Something of the kit's on the engine.
   *
   * @param removal says whether it is gone
   */
  private record Thing(String name, BooleanSupplier removal) {}

  private Swept remove(Predicate<Map<String, String>> doomed) {
    List<String> removed = new ArrayList<>();
    List<String> left = new ArrayList<>();
    for (Thing thing : things(doomed)) {
      (thing.removal().getAsBoolean() ? removed : left).add(thing.name());
    }
    return new Swept(removed, left);
  }

  /** Containers first, since a network cannot go before what is on it. */
  private List<Thing> things(Predicate<Map<String, String>> wanted) {
    List<Thing> things = new ArrayList<>();
    for (Container container :
        client.listContainersCmd().withShowAll(true).withLabelFilter(List.of(Owner.RUN)).exec()) {
      if (wanted.test(container.getLabels())) {
        String id = container.getId();
        things.add(
            new Thing(
                "container " + shortId(id) + " of " + container.getImage(), () -> container(id)));
      }
    }
    for (Network network :
        client.listNetworksCmd().withFilter("label", List.of(Owner.RUN)).exec()) {
      if (wanted.test(network.getLabels())) {
        things.add(new Thing("network " + network.getName(), () -> network(network.getId())));
      }
    }
    return things;
  }

  private static String shortId(String id) {
    return id.substring(0, Math.min(12, id.length()));
  }

  /**
   * Kills and removes a container, with its volumes, even where the thread is interrupted.
   *
   * @return whether it is gone
   */
  boolean container(String id) {
    return Asking.whole(
        () ->
            gone(
                "container " + shortId(id),
                () ->
                    client.removeContainerCmd(id).withForce(true).withRemoveVolumes(true).exec()));
  }

  private boolean network(String id) {
    return gone(
        "network " + shortId(id),
        () -> {
          // The kit itself may be on it.
          client
              .inspectNetworkCmd()
              .withNetworkId(id)
              .exec()
              .getContainers()
              .keySet()
              .forEach(container -> takeOff(container, id));
          client.removeNetworkCmd(id).exec();
        });
  }

  private void takeOff(String container, String network) {
    try {
      client
          .disconnectFromNetworkCmd()
          .withContainerId(container)
          .withNetworkId(network)
          .withForce(true)
          .exec();
    } catch (NotFoundException containerGone) {
      // Which says nothing of the network, that is still to be removed.
      return;
    }
  }

  /**
   * Somebody else may be removing it at the same time, which the engine calls a conflict.
   *
   * @return whether it is gone
   */
  private static boolean gone(String what, Runnable removal) {
    try {
      Awaitility.await()
          .pollDelay(Duration.ZERO)
          .pollInterval(INTERVAL)
          .pollInSameThread()
          .atMost(PATIENCE)
          .until(() -> isDone(removal));
      return true;
    } catch (ConditionTimeoutException stubborn) {
      System.err.println(
          "The "
              + what
              + " could not be removed within "
              + PATIENCE.toSeconds()
              + " s; `tck clean` tries again.");
      return false;
    }
  }

  private static boolean isDone(Runnable removal) {
    try {
      removal.run();
      return true;
    } catch (NotFoundException alreadyGone) {
      return true;
    } catch (RuntimeException busyOrLost) {
      // What is under way is a conflict, a network whose last container is just being taken off is
      // refused with another status, and of a connection that is lost the library has no own error.
      return false;
    }
  }
}
