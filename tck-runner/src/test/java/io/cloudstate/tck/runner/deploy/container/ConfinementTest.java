package io.cloudstate.tck.runner.deploy.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import io.cloudstate.tck.runner.Images;
import io.cloudstate.tck.runner.NeedsEngine;
import io.cloudstate.tck.runner.deploy.Log;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How little a candidate may do. */
@NeedsEngine(Images.BROKEN)
@Timeout(120)
final class ConfinementTest {

  private static final Duration LONG = Duration.ofSeconds(60);

  private static ContainerOptions options(String fault, Isolation isolation) {
    return new ContainerOptions(
        new SideOptions(8080, Map.of("MOOD", "good"), List.of(fault)),
        SideOptions.proxy(),
        Pull.NEVER,
        new Limits(300L << 20, 99, OptionalDouble.of(0.5)),
        isolation,
        Optional.empty(),
        Optional.empty());
  }

  private static List<String> linesOf(String fault, Isolation isolation, String last)
      throws Exception {
    Log log = new Log();
    try (Containers containers = new Containers(options(fault, isolation));
        RunningContainer container = containers.startService(Images.BROKEN, log)) {
      await()
          .atMost(LONG)
          .until(
              () ->
                  container.failure().isPresent()
                      || log.last(50).stream().anyMatch(line -> line.contains(last)));
      return log.last(50);
    }
  }

  @Test
  void itIsMadeWithoutRightsAndWithLimits() throws Exception {
    try (Containers containers = new Containers(options("never-listens", Isolation.AUTO));
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

  @Test
  void itsWayOutIsClosed() throws Exception {
    assertThat(linesOf("nosy", Isolation.INTERNAL, "reference service listening"))
        .anyMatch(line -> line.contains("nosy: 1.1.1.1:53"))
        .anyMatch(line -> line.contains("nosy: example.com"))
        .noneMatch(line -> line.contains("nosy: reached") || line.contains("nosy: resolved"));
  }

  @Test
  void aPublishedPortIsOnLoopbackOnly() throws Exception {
    try (Containers containers = new Containers(options("never-listens", Isolation.PUBLISHED));
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
    assertThat(linesOf("floods", Isolation.AUTO, "the kit does not read on"))
        .anyMatch(line -> line.contains("wrote more than 16 MiB"));
  }
}
