package io.cloudstate.tck.runner.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ClaimedPortsTest {

  private final Iterator<Integer> free = List.of(5, 5, 6, 5).iterator();
  private final ClaimedPorts ports = new ClaimedPorts(free::next);

  @Test
  void noneIsGivenTwiceUntilItIsGivenBack() throws Exception {
    assertThat(ports.claim()).isEqualTo(5);
    assertThat(ports.claim()).isEqualTo(6);
    ports.giveBack(5);
    assertThat(ports.claim()).isEqualTo(5);
  }
}
