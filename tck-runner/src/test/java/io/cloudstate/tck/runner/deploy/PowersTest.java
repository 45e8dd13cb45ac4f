package io.cloudstate.tck.runner.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstate.tck.specs.Fate;
import io.cloudstate.tck.specs.Half;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What can be done to a target goes by how it was given. */
final class PowersTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tcp:localhost:80 | KILLED  | A service given as tcp: cannot be killed by the kit: it ran before the kit did.",
        "tcp:localhost:80 | PAUSED  | A service given as tcp: cannot be paused by the kit",
        "embedded         | PAUSED  | A service given as embedded cannot be paused by the kit: it runs within the kit's own process.",
        "embedded         | CUT_OFF | A service given as embedded cannot be cut off by the kit: it is reached over this machine's loopback.",
        "exec:./run: it   | CUT_OFF | A service given as exec: cannot be cut off by the kit",
        "exec:./run       | JOINED  | Give it as image:, of which the kit runs a container.",
      })
  void whatCannotBeDoneSaysWhyAndWhatToDo(String target, Fate fate, String why) {
    assertThat(Powers.lacking(Target.parse(target), Half.SERVICE, fate))
        .hasValueSatisfying(said -> assertThat(said).contains(why));
  }

  @ParameterizedTest
  @CsvSource({
    "embedded, KILLED",
    "embedded, STARTED",
    "embedded, STARTED_ELSEWHERE",
    "exec:./run, KILLED",
    "exec:./run, PAUSED",
    "exec:./run, RESUMED",
    "image:it, PAUSED",
    "image:it, CUT_OFF",
    "image:it, JOINED",
    "tcp:localhost:80, HELD_BACK",
  })
  void whatCanBeDoneLacksNothing(String target, Fate fate) {
    assertThat(Powers.lacking(Target.parse(target), Half.SERVICE, fate)).isEmpty();
  }

  @Test
  void theHalfIsNamed() {
    assertThat(Powers.lacking(Target.parse("tcp:localhost:80"), Half.PROXY, Fate.KILLED))
        .hasValueSatisfying(said -> assertThat(said).startsWith("A proxy given as tcp:"));
  }
}
