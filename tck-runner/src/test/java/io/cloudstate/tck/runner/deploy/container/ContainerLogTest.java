package io.cloudstate.tck.runner.deploy.container;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.StreamType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a container writes, as lines. */
final class ContainerLogTest {

  private final List<String> lines = new ArrayList<>();
  private final ContainerLog log = new ContainerLog(lines::add);

  private void write(String text) {
    log.onNext(new Frame(StreamType.STDOUT, text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void linesAreCutWhereTheyEndAndNotWhereFramesDo() {
    write("one\ntw");
    write("o\n\nthree");
    assertThat(lines).containsExactly("one", "two");
    log.onComplete();
    assertThat(lines).containsExactly("one", "two", "three");
  }

  @Test
  void whatWouldActOnATerminalDoesNot() {
    write("\u001b[2Jgone\tor not\r\n");
    assertThat(lines).containsExactly(" [2Jgone\tor not");
  }

  @Test
  void aLineThatNeverEndsIsKeptShort() {
    for (int i = 0; i < 1000; i++) {
      write("x".repeat(1000));
    }
    log.onComplete();
    assertThat(lines).hasSize(1).first().asString().hasSize(2_000);
  }

  @Test
  void afterTheBoundNothingIsTaken() {
    String megabyte = ("y".repeat(1023) + "\n").repeat(1024);
    for (int i = 0; i < 20; i++) {
      write(megabyte);
    }
    assertThat(lines).hasSize(17 * 1024 + 1).last().asString().contains("does not read on");
  }
}
