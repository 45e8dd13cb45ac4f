package io.cloudstate.tck.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudstate.tck.runner.cli.exit.ExitStatus;
import io.cloudstate.tck.runner.cli.exit.UsageException;
import io.cloudstate.tck.specs.read.SpecException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Options of a run that stand in a file. */
final class RunFileTest {

  @TempDir private Path folder;

  private String[] expand(String text, String... args) throws IOException, UsageException {
    Files.writeString(folder.resolve("tck.yaml"), text);
    return RunFile.expand(Main.commandLine(), args, folder);
  }

  @Test
  void whatTheFileSaysComesBeforeWhatIsGiven() throws Exception {
    assertThat(
            expand(
                """
                service: image:mine:1
                service-env: { LEVEL: debug, PORT: "9" }
                exclude: [crdt/*, action/*]
                profile: [event-sourced, action]
                shuffle: true
                fail-fast: false
                known: known.yaml
                """,
                "run",
                "--jobs",
                "3"))
        .containsExactly(
            "run",
            "--service",
            "image:mine:1",
            "--service-env",
            "LEVEL=debug",
            "--service-env",
            "PORT=9",
            "--exclude",
            "crdt/*",
            "--exclude",
            "action/*",
            "--profile",
            "event-sourced,action",
            "--shuffle",
            "--known",
            folder.resolve("known.yaml").toString(),
            "--jobs",
            "3");
  }

  @Test
  void whatIsGivenStandsInstead() throws Exception {
    assertThat(expand("service: tcp:localhost:1\njobs: 4\n", "run", "--service", "embedded"))
        .containsExactly("run", "--jobs", "4", "--service", "embedded");
  }

  @Test
  void whatTheFileSaysOfImagesIsLeftOutWhereTheCommandLineNamesNone() throws Exception {
    String file =
        """
        service: image:mine:1
        proxy: image:theirs:1
        service-env: { LEVEL: debug }
        proxy-port: 7
        memory: 2g
        """;
    assertThat(expand(file, "run", "--service", "embedded"))
        .containsExactly(
            "run",
            "--proxy",
            "image:theirs:1",
            "--proxy-port",
            "7",
            "--memory",
            "2g",
            "--service",
            "embedded");
    assertThat(expand(file, "run", "--service", "embedded", "--proxy", "embedded"))
        .containsExactly("run", "--service", "embedded", "--proxy", "embedded");
    assertThat(expand(file, "run", "--service", "image:other:2")).contains("--service-env");
    // What nobody replaced is a mistake, which the run says.
    assertThat(expand("service-env: { A: b }\n", "run")).contains("--service-env");
    Path named = Files.writeString(folder.resolve("mine.yaml"), "service-env: { A: b }\n");
    Cli cli =
        Cli.tck("run", "--config", named.toString(), "--service", "embedded", "--theme", "none");
    assertThat(cli.err())
        .startsWith(named + ": left out service-env, since the command line names a target")
        .contains("No theme is named");
  }

  @Test
  void otherCommandsAndFoldersWithoutAFileAreLeftAlone() throws Exception {
    assertThat(expand("service: nonsense\n", "list")).containsExactly("list");
    assertThat(RunFile.expand(Main.commandLine(), new String[] {"run"}, folder.resolve("other")))
        .containsExactly("run");
  }

  @Test
  void aFileOfCommentsAloneHasNoOptions() throws Exception {
    assertThat(expand("# jobs: 4\n", "run")).containsExactly("run");
  }

  @Test
  void whatIsWrongIsToldAtItsPlace() {
    assertThatThrownBy(() -> expand("serivce: embedded\n", "run"))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("tck.yaml:1:1")
        .hasMessageContaining("Unknown word \"serivce\"")
        .hasMessageContaining("service");
    assertThatThrownBy(() -> expand("shuffle: 7\n", "run"))
        .hasMessageContaining("tck.yaml:1:10")
        .hasMessageContaining("--shuffle is on or off");
    assertThatThrownBy(() -> expand("config: other.yaml\n", "run"))
        .hasMessageContaining("Unknown word \"config\"");
    assertThatThrownBy(() -> expand("jobs: 1\nseed: abc\n", "run"))
        .hasMessageContaining("tck.yaml:2:7: --seed: \"abc\" is no whole number");
    assertThatThrownBy(() -> expand("out: ''\n", "run"))
        .hasMessageContaining("tck.yaml:1:6: --out: \"\" names nothing");
    assertThatThrownBy(() -> expand("include: { a: b }\n", "run"))
        .hasMessageContaining("tck.yaml:1:10: --include is a value or a list of values")
        .hasMessageContaining("found a map: { a: b }");
  }

  @Test
  void aFileThatIsNamedMustBeThere() {
    Cli cli = Cli.tck("run", "--config", folder.resolve("none.yaml").toString());
    assertThat(cli.status()).isEqualTo(ExitStatus.USAGE);
    assertThat(cli.err()).contains("--config").contains("none.yaml cannot be read: it does not");
  }

  @Test
  void aRunFollowsTheFile() throws Exception {
    Path file = folder.resolve("mine.yaml");
    Files.writeString(file, "theme: no-such-theme\n");
    Cli cli = Cli.run(folder, "--config", file.toString());
    assertThat(cli.status()).isEqualTo(ExitStatus.USAGE);
    assertThat(cli.err()).contains("No theme is named \"no-such-theme\"");
  }
}
