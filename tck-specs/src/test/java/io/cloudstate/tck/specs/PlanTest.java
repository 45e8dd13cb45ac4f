package io.cloudstate.tck.specs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A plan is read when it is wanted, and once. */
final class PlanTest {

  @Test
  void isReadOnceWhenAskedFor() {
    AtomicInteger reads = new AtomicInteger();
    Plan plan =
        new Plan(
            () -> {
              reads.incrementAndGet();
              return new Plan.Content(List.of("a.Service"), List.of());
            });

    assertThat(reads).hasValue(0);
    assertThat(plan.content().services()).containsExactly("a.Service");
    assertThat(plan.content()).isSameAs(plan.content());
    assertThat(reads).hasValue(1);
  }

  @Test
  void saysWhatIsWrongEachTime() {
    Plan plan =
        new Plan(
            () -> {
              throw new IllegalStateException("wrong");
            });

    assertThatThrownBy(plan::content).hasMessage("wrong");
    assertThatThrownBy(plan::content).hasMessage("wrong");
  }
}
