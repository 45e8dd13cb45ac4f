package io.cloudstate.tck.runner.deploy.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whose a container is, and whether that one is gone. */
final class OwnerTest {

  private static final Owner SELF = Owner.self(Optional.empty());

  private static boolean doesNotRun(String container) {
    return container.isEmpty();
  }

  @Test
  void thisProcessIsNotGone() {
    assertThat(SELF.isGone(OwnerTest::doesNotRun)).isFalse();
  }

  @Test
  void labelsSayAllOfIt() {
    assertThat(Owner.of(SELF.labels("a-run"))).contains(SELF);
    assertThat(SELF.labels("a-run")).containsEntry(Owner.RUN, "a-run");
  }

  @Test
  void anotherProcessOfTheSameNumberIsNotTheOwner() {
    Owner self = SELF;
    assertThat(
            new Owner(self.machine(), self.pid(), self.born() - 60_000, "")
                .isGone(OwnerTest::doesNotRun))
        .isTrue();
  }

  @Test
  void aProcessThatEndedIsGone() throws Exception {
    Process ended = new ProcessBuilder("true").start();
    ended.waitFor();
    Owner self = SELF;
    assertThat(
            new Owner(self.machine(), ended.pid(), self.born(), "").isGone(OwnerTest::doesNotRun))
        .isTrue();
  }

  @Test
  void ofAnotherMachineNothingIsKnown() {
    assertThat(new Owner("elsewhere", 1, 1, "").isGone(OwnerTest::doesNotRun)).isFalse();
  }

  /** In a container of its own each is process 1, in a namespace that nobody else is in. */
  @Test
  void ofAContainerTheEngineKnows() {
    Owner contained = new Owner("elsewhere", 1, 1, "c0ffee");
    assertThat(Owner.of(contained.labels("a-run"))).contains(contained);
    assertThat(contained.isGone("c0ffee"::equals)).isFalse();
    assertThat(contained.isGone(OwnerTest::doesNotRun)).isTrue();
  }

  @Test
  void labelsOfSomebodyElseNameNoOwner() {
    assertThat(Owner.of(Map.of())).isEmpty();
    Map<String, String> labels = new HashMap<>(SELF.labels("a-run"));
    labels.replaceAll((name, value) -> "x");
    assertThat(Owner.of(labels)).isEmpty();
  }
}
