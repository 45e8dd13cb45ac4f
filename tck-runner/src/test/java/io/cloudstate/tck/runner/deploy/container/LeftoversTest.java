package io.cloudstate.tck.runner.deploy.container;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.RemoveContainerCmd;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Network;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a run made is removed whatever comes between. */
@Timeout(60)
final class LeftoversTest {

  private final Deque<RuntimeException> answers = new ArrayDeque<>();
  private final Set<String> networks = new TreeSet<>();
  private boolean wasInterrupted;

  private static <T> T answering(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  /** An engine that answers each request to remove a container with the next of the answers. */
  private DockerClient engine() {
    RemoveContainerCmd command =
        answering(
            RemoveContainerCmd.class,
            (self, method, arguments) -> {
              if (method.getName().equals("exec")) {
                wasInterrupted |= Thread.currentThread().isInterrupted();
                throw answers.remove();
              }
              return self;
            });
    return answering(DockerClient.class, (self, method, arguments) -> command);
  }

  @Test
  void aLostConnectionIsTriedAgain() {
    answers.addAll(
        List.of(
            new IllegalStateException("java.net.SocketException: Broken pipe"),
            new NotFoundException("no such container")));
    new Leftovers(engine()).container("0123456789abcdef");
    assertThat(answers).isEmpty();
  }

  @Test
  void anInterruptionWaitsUntilItIsRemoved() {
    answers.add(new NotFoundException("no such container"));
    Thread.currentThread().interrupt();
    new Leftovers(engine()).container("0123456789abcdef");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(answers).isEmpty();
    assertThat(wasInterrupted).isFalse();
  }

  /** A network of a run, with a container on it. */
  private static final class OfRun extends Network {

    @Override
    public String getId() {
      return "net";
    }

    @Override
    public String getName() {
      return "cloudstate-tck-net";
    }

    @Override
    public Map<String, String> getLabels() {
      return Map.of(Owner.RUN, "run");
    }

    @Override
    public Map<String, ContainerNetworkConfig> getContainers() {
      return Map.of("vanished", new ContainerNetworkConfig());
    }
  }

  /**
   * An engine with such a network, whose container is removed by somebody else as soon as it is
   * seen.
   *
   * @param stubborn whether it refuses to remove the network
   */
  private DockerClient engineOfNetwork(boolean stubborn) {
    networks.add("net");
    Map<String, Callable<@Nullable Object>> does =
        Map.of(
            "listContainersCmd", List::of,
            "listNetworksCmd", () -> List.of(new OfRun()),
            "inspectNetworkCmd", OfRun::new,
            "disconnectFromNetworkCmd",
                () -> {
                  throw new NotFoundException("no such container");
                },
            "removeNetworkCmd",
                () -> {
                  if (stubborn) {
                    throw new IllegalStateException("network has active endpoints");
                  }
                  networks.remove("net");
                  return null;
                });
    return answering(
        DockerClient.class,
        (self, command, of) ->
            answering(
                command.getReturnType(),
                (fluent, method, with) ->
                    method.getName().equals("exec")
                        ? Objects.requireNonNull(does.get(command.getName())).call()
                        : fluent));
  }

  @Test
  void aNetworkIsRemovedThoughAContainerOnItVanishesMeanwhile() {
    Swept swept = new Leftovers(engineOfNetwork(false)).sweep("run");
    assertThat(networks).isEmpty();
    assertThat(swept).isEqualTo(new Swept(List.of("network cloudstate-tck-net"), List.of()));
  }

  @Test
  void whatCouldNotBeRemovedIsNotSaidToBe() {
    Swept swept = new Leftovers(engineOfNetwork(true)).sweep("run");
    assertThat(swept).isEqualTo(new Swept(List.of(), List.of("network cloudstate-tck-net")));
  }
}
