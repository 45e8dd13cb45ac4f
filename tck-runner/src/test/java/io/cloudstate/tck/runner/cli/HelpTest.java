package io.cloudstate.tck.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstate.tck.runner.cli.exit.ExitStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What helps who types commands. */
final class HelpTest {

  @TempDir private Path folder = Path.of(".");

  @Test
  void helpIsACommand() {
    assertThat(Cli.tck("help").status()).isZero();
    assertThat(Cli.tck("help").out()).contains("Commands:");
    assertThat(Cli.tck("help", "run").out()).contains("--service=TARGET");
  }

  @Test
  void shellsCompleteCommandsAndOptions() throws Exception {
    Cli cli = Cli.tck("completion");
    assertThat(cli.status()).isZero();
    assertThat(cli.out()).contains("explain", "--step-by-step", "complete -F");
    Path script = Files.writeString(folder.resolve("completion"), cli.out());
    Process bash = new ProcessBuilder("bash", "-n", script.toString()).inheritIO().start();
    assertThat(bash.waitFor()).isZero();
  }

  @Test
  void anEntryThatStandsTwiceIsRefusedAtItsPlace() throws IOException {
    String entry = "  - { scenario: a/b, requirement: ES-06, reason: x }\n";
    Path file = Files.writeString(folder.resolve("known.yaml"), "known:\n" + entry + entry);
    Cli cli = Cli.tck("run", "--known", file.toString());
    assertThat(cli.status()).isEqualTo(ExitStatus.USAGE);
    assertThat(cli.err())
        .contains("known.yaml:3:5: This entry says of a/b what the one at ")
        .contains("known.yaml:2:5 says already");
  }
}
