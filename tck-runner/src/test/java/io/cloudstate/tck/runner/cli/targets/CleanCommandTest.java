package io.cloudstate.tck.runner.cli.targets;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstate.tck.runner.cli.exit.ExitStatus;
import io.cloudstate.tck.runner.deploy.container.Swept;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CleanCommandTest {

  private final StringWriter said = new StringWriter();

  private int told(List<String> removed, List<String> left) {
    return CleanCommand.told(new Swept(removed, left), new PrintWriter(said));
  }

  @Test
  void whatIsLeftIsNoSuccess() {
    assertThat(told(List.of("container a"), List.of("network b")))
        .isEqualTo(ExitStatus.COULD_NOT_RUN);
    assertThat(said.toString()).contains("removed container a", "1 removed, and 1 could not be.");
  }

  @Test
  void whatIsRemovedIsNamed() {
    assertThat(told(List.of("container a"), List.of())).isEqualTo(ExitStatus.CONFORMS);
    assertThat(said.toString()).contains("removed container a", "1 removed.");
  }

  @Test
  void nothingToRemoveIsSaid() {
    assertThat(told(List.of(), List.of())).isEqualTo(ExitStatus.CONFORMS);
    assertThat(said.toString()).contains("Nothing was left behind.");
  }
}
