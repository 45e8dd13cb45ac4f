package io.cloudstate.tck.runner.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudstate.tck.runner.wire.Attribution;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of a scenario's own proxy. */
@Timeout(60)
final class OwnProxyTest {

  /** One that cannot be ended. */
  private record Stubborn(Endpoint endpoint, Log log) implements Running {

    @Override
    public Optional<String> failure() {
      return Optional.empty();
    }

    @Override
    public void close() {
      throw new IllegalStateException("the engine hiccups");
    }
  }

  private record StubbornKind() implements OwnProxy.Kind {

    @Override
    public boolean startsAtOnce() {
      return true;
    }

    @Override
    public Mutation mutation() {
      return Mutation.none();
    }

    @Override
    public Running run(Endpoint userFunction) {
      return new Stubborn(userFunction, new Log());
    }
  }

  @Test
  void whereOneCannotBeEndedAllElseEndsAndItsTurnIsGivenBack() throws Exception {
    int port = Targets.freePort();
    AtomicInteger ended = new AtomicInteger();
    OwnProxy proxy =
        new OwnProxy(
            new Endpoint("127.0.0.1", port),
            Attribution.none(),
            Duration.ofSeconds(30),
            ended::incrementAndGet);
    proxy.start(new StubbornKind(), "127.0.0.1", true, () -> {});
    assertThatThrownBy(proxy::close).hasMessage("the engine hiccups");
    assertThat(ended).hasValue(1);
    try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      assertThat(free.getLocalPort()).isEqualTo(port);
    }
  }
}
