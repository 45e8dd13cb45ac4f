package io.cloudstate.tck.runner.deploy.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an engine makes is known, even to who was interrupted meanwhile. */
@Timeout(60)
final class AskingTest {

  @Test
  void anInterruptionWaitsUntilItIsMade() {
    Thread.currentThread().interrupt();
    assertThat(Asking.whole(() -> Thread.currentThread().isInterrupted() ? "lost" : "made"))
        .isEqualTo("made");
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void whyItIsRefusedIsSaid() {
    IllegalStateException refused = new IllegalStateException("no");
    assertThatThrownBy(
            () ->
                Asking.whole(
                    () -> {
                      throw refused;
                    }))
        .isSameAs(refused);
  }
}
