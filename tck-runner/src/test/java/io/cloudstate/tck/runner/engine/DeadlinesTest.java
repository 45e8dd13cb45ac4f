package io.cloudstate.tck.runner.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How long is waited, by the factor. */
final class DeadlinesTest {

  private static final Deadlines USUAL = FixedDeadlines.of(1);

  @Test
  void oneFactorScalesAll() {
    Deadlines three = FixedDeadlines.of(3);
    assertThat(three.mustNanos()).isEqualTo(3 * USUAL.mustNanos());
    assertThat(three.mustNotNanos()).isEqualTo(3 * USUAL.mustNotNanos());
    assertThat(three.start()).isEqualTo(USUAL.start().multipliedBy(3));
    assertThat(three.areLifted()).isFalse();
  }

  @Test
  void withZeroOnlyWhatMustNotHappenKeepsItsDeadline() {
    Deadlines lifted = FixedDeadlines.of(0);
    assertThat(lifted.areLifted()).isTrue();
    assertThat(lifted.mustNotNanos()).isEqualTo(USUAL.mustNotNanos());
    assertThat(Duration.ofNanos(lifted.mustNanos())).isGreaterThan(Duration.ofDays(1_000));
    assertThat(lifted.start()).isGreaterThan(Duration.ofDays(1_000));
    // As a deadline is made of it.
    assertThat(System.nanoTime() + lifted.mustNanos() - System.nanoTime()).isPositive();
  }

  @Test
  void whatMustHappenIsWaitedForLongerOnABusyMachineUpToALimit() {
    double[] busy = {0.2};
    Deadlines deadlines = new Deadlines(1, new Load(() -> busy[0]));
    assertThat(deadlines.mustNanos()).isEqualTo(USUAL.mustNanos());
    busy[0] = 3;
    assertThat(deadlines.mustNanos()).isEqualTo(3 * USUAL.mustNanos());
    assertThat(deadlines.start()).isEqualTo(USUAL.start().multipliedBy(3));
    assertThat(deadlines.mustNotNanos()).isEqualTo(USUAL.mustNotNanos());
    busy[0] = 1_000;
    assertThat(deadlines.mustNanos()).isEqualTo(8 * USUAL.mustNanos());
    busy[0] = -1;
    assertThat(deadlines.mustNanos()).isEqualTo(USUAL.mustNanos());
    assertThat(deadlines.stretch()).isEqualTo(8);
  }
}
