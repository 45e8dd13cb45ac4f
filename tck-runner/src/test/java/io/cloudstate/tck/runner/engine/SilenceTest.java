package io.cloudstate.tck.runner.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.cloudstate.tck.runner.judge.Blame;
import io.cloudstate.tck.runner.judge.Mismatch;
import io.cloudstate.tck.runner.judge.Verdict;
import io.cloudstate.tck.runner.trace.Happening;
import io.cloudstate.tck.runner.trace.TraceEvent;
import io.cloudstate.tck.specs.Channel;
import io.cloudstate.tck.specs.EntityType;
import io.cloudstate.tck.specs.Side;
import io.cloudstate.tck.specs.Topology;
import io.cloudstate.tck.specs.match.Difference;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** After how much silence a side is said to hang. */
final class SilenceTest {

  private static final Verdict NOTHING_CAME =
      new Verdict.Failed(
          new Mismatch(
              1,
              "ES-05",
              List.of(new Difference("frame", "a reply", "nothing")),
              Blame.CANDIDATE,
              "it owed it",
              "a reply",
              Optional.empty(),
              Optional.empty()));

  private final Silence silence = new Silence();

  private void isSilentFrom(long start) {
    silence.note(Topology.DIRECT, NOTHING_CAME, List.of(), start);
  }

  private void speaksAt(long time) {
    Happening reply =
        new Happening.Message(
            new Channel.OfEntity(EntityType.EVENT_SOURCED, "s", "e"),
            1,
            Side.OUT,
            ByteString.EMPTY);
    silence.note(
        Topology.DIRECT,
        new Verdict.Passed(List.of()),
        List.of(new TraceEvent(1, 5, reply)),
        time - 5);
  }

  private Optional<String> inVain() {
    return silence.inVain(Topology.DIRECT);
  }

  @Test
  void whoNeverSpokeHangsAfterTheSecond() {
    isSilentFrom(0);
    assertThat(inVain()).isEmpty();
    isSilentFrom(0);
    assertThat(inVain())
        .hasValueSatisfying(why -> assertThat(why).contains("candidate hangs: in 2"));
    assertThat(silence.inVain(Topology.SCRIPTED)).isEmpty();
  }

  @Test
  void whoSpokeHangsWhenManyHeardNothingSince() {
    speaksAt(100);
    for (int i = 1; i < 10; i++) {
      isSilentFrom(100 + i);
      assertThat(inVain()).isEmpty();
    }
    isSilentFrom(200);
    assertThat(inVain())
        .hasValueSatisfying(why -> assertThat(why).contains("candidate hangs: in 10"));
  }

  @Test
  void aWordToAnybodyIsASignOfLife() {
    speaksAt(100);
    for (int i = 0; i < 20; i++) {
      isSilentFrom(101 + i);
    }
    speaksAt(150);
    assertThat(inVain()).isEmpty();
    isSilentFrom(140);
    assertThat(inVain()).isEmpty();
  }
}
