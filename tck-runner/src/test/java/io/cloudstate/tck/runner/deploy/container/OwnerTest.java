package io.cloudstate.tck.runner.deploy.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whose a container is, and whether that one is gone. */
final class OwnerTest {

  @Test
  void thisProcessIsNotGone() {
    assertThat(Owner.self().isGone()).isFalse();
  }

  @Test
  void labelsSayAllOfIt() {
    assertThat(Owner.of(Owner.self().labels("a-run"))).contains(Owner.self());
    assertThat(Owner.self().labels("a-run")).containsEntry(Owner.RUN, "a-run");
  }

  @Test
  void anotherProcessOfTheSameNumberIsNotTheOwner() {
    Owner self = Owner.self();
    assertThat(new Owner(self.machine(), self.pid(), self.born() - 60_000).isGone()).isTrue();
  }

  @Test
  void aProcessThatEndedIsGone() throws Exception {
    Process ended = new ProcessBuilder("true").start();
    ended.waitFor();
    Owner self = Owner.self();
    assertThat(new Owner(self.machine(), ended.pid(), self.born()).isGone()).isTrue();
  }

  @Test
  void ofAnotherMachineNothingIsKnown() {
    assertThat(new Owner("elsewhere", 1, 1).isGone()).isFalse();
  }

  @Test
  void labelsOfSomebodyElseNameNoOwner() {
    assertThat(Owner.of(Map.of())).isEmpty();
    Map<String, String> labels = new HashMap<>(Owner.self().labels("a-run"));
    labels.replaceAll((name, value) -> "x");
    assertThat(Owner.of(labels)).isEmpty();
  }
}
