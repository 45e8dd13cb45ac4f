package io.cloudstate.tck.runner.deploy.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How long the kit waits for containers of its own. */
final class ContainersTest {

  @Test
  void whatStretchesDeadlinesStretchesThatToo() {
    assertThat(Containers.patience(Duration.ofSeconds(90))).hasSeconds(90);
  }

  @Test
  void itIsNoShorterThanUsualAndHasAnEnd() {
    assertThat(Containers.patience(Duration.ofMillis(1))).hasSeconds(30);
    assertThat(Containers.patience(Duration.ofDays(10_000))).hasMinutes(10);
  }
}
