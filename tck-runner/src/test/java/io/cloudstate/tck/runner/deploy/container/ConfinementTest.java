package io.cloudstate.tck.runner.deploy.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import io.cloudstate.tck.runner.Images;
import io.cloudstate.tck.runner.NeedsEngine;
import io.cloudstate.tck.runner.deploy.Log;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How little a candidate may do. */
@NeedsEngine({Images.BROKEN, Images.KIT})
@Timeout(120)
final class ConfinementTest {

  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Duration START = Duration.ofSeconds(30);

  private static ContainerOptions options(String fault, Isolation isolation) {
    return options(Map.of("MOOD", "good"), fault, OptionalDouble.of(0.5), isolation);
  }

  private static ContainerOptions options(
      Map<String, String> environment, String fault, OptionalDouble cpus, Isolation isolation) {
    return new ContainerOptions(
        new SideOptions(8080, environment, List.of(fault)),
        SideOptions.proxy(),
        Pull.NEVER,
        new Limits(300L << 20, 99, cpus),
        isolation,
        Optional.empty(),
        Optional.empty());
  }

  private static List<String> linesOf(ContainerOptions options, String last) throws Exception {
    Log log = new Log();
    try (Containers containers = new Containers(options, START);
        RunningContainer container = containers.startService(Images.BROKEN, log)) {
      await()
          .atMost(LONG)
          .until(
              () ->
                  container.failure().isPresent()
                      || log.last(50).stream().anyMatch(line -> line.contains(last)));
      List<String> lines = new ArrayList<>(log.last(50));
      lines.add("confined: " + container.facts().get("confined"));
      return lines;
    }
  }

  @Test
  void itIsMadeWithoutRightsAndWithLimits() throws Exception {
    try (Containers containers = new Containers(options("never-listens", Isolation.AUTO), START);
        RunningContainer container = containers.startService(Images.BROKEN, new Log())) {
      HostConfig host =
          ContainerEngine.connect()
              .client()
              .inspectContainerCmd(container.id())
              .exec()
              .getHostConfig();
      assertThat(host.getCapDrop()).containsExactly(Capability.ALL);
      assertThat(host.getCapAdd()).isNullOrEmpty();
      assertThat(host.getSecurityOpts()).containsExactly("no-new-privileges:true");
      assertThat(host.getMemory()).isEqualTo(300L << 20);
      assertThat(host.getMemorySwap()).isEqualTo(300L << 20);
      assertThat(host.getPidsLimit()).isEqualTo(99);
      assertThat(host.getNanoCPUs()).isEqualTo(500_000_000L);
      assertThat(host.getPrivileged()).isFalse();
      assertThat(host.getPortBindings().getBindings()).isEmpty();
    }
  }

  /** A port that this machine opens on all addresses is found, which shows how one would be. */
  @Test
  void itsWayOutIsClosed() throws Exception {
    assertThat(nosy(Isolation.INTERNAL))
        .anyMatch(line -> line.matches(".*nosy: reached [0-9.]+\\.1:[0-9]+"))
        .anyMatch(line -> line.contains("confined: ") && line.contains("but to the engine's own"));
  }

  @Test
  void behindARelayNotEvenItsEnginesMachineIsReached() throws Exception {
    assertThat(nosy(Isolation.RELAYED))
        .anyMatch(line -> line.matches(".*nosy: [0-9.]+\\.1:[0-9]+: .*"))
        .noneMatch(line -> line.contains("nosy: reached"))
        .anyMatch(
            line -> line.contains("confined: ") && line.endsWith("no way out of its network"));
  }

  /** What a candidate found that tried to get out, and how the report says it was confined. */
  private static List<String> nosy(Isolation isolation) throws Exception {
    try (ServerSocket open = new ServerSocket(0)) {
      Map<String, String> environment = Map.of("NOSY_PORT", String.valueOf(open.getLocalPort()));
      List<String> lines =
          linesOf(
              options(environment, "nosy", OptionalDouble.empty(), isolation),
              "reference service listening");
      assertThat(lines)
          .anyMatch(line -> line.contains("nosy: 1.1.1.1:53"))
          .anyMatch(line -> line.contains("nosy: example.com"))
          .noneMatch(line -> line.contains("reached 1.1.1.1") || line.contains("reached 8.8.8.8"))
          .noneMatch(line -> line.contains("nosy: resolved"));
      return lines;
    }
  }

  @Test
  void aPublishedPortIsOnLoopbackOnly() throws Exception {
    try (Containers containers =
            new Containers(options("never-listens", Isolation.PUBLISHED), START);
        RunningContainer container = containers.startService(Images.BROKEN, new Log())) {
      assertThat(container.endpoint().host()).isEqualTo("127.0.0.1");
      HostConfig host =
          ContainerEngine.connect()
              .client()
              .inspectContainerCmd(container.id())
              .exec()
              .getHostConfig();
      assertThat(host.getPortBindings().getBindings().values())
          .allSatisfy(
              bindings ->
                  assertThat(bindings)
                      .allSatisfy(
                          binding -> assertThat(binding.getHostIp()).isEqualTo("127.0.0.1")));
      assertThat(container.facts().get("confined")).contains("its way out is open");
    }
  }

  @Test
  void aFloodedLogIsReadNoFurtherThanItsBound() throws Exception {
    assertThat(linesOf(options("floods", Isolation.AUTO), "the kit does not read on"))
        .anyMatch(line -> line.contains("wrote more than 16 MiB"));
  }
}
