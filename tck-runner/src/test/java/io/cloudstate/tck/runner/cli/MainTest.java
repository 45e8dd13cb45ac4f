package io.cloudstate.tck.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstate.tck.runner.cli.exit.ExitStatus;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

final class MainTest {

  @Test
  void anErrorOfTheKitIsNoVerdict() {
    @CommandLine.Command(name = "broken")
    final class Broken implements Runnable {
      @Override
      public void run() {
        throw new OutOfMemoryError("no more of it");
      }
    }
    StringWriter err = new StringWriter();
    CommandLine tck =
        Main.commandLine().addSubcommand(new Broken()).setErr(new PrintWriter(err, true));
    assertThat(Main.execute(tck, Path.of("no", "such", "directory"), "broken"))
        .isEqualTo(ExitStatus.COULD_NOT_RUN);
    assertThat(err.toString()).contains("The kit itself failed").contains("no more of it");
  }

  @Test
  void whatIsSaidDoesNotGoByTheCallersLanguage() throws Exception {
    Process list =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Duser.language=fa",
                "-Duser.country=IR",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                Main.class.getName(),
                "list")
            .redirectErrorStream(true)
            .start();
    String said = new String(list.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(list.waitFor()).isZero();
    assertThat(said).containsPattern("[0-9]+ scenarios\\. For one of them");
  }

  @Test
  void onlyTheCommandThatIsAskedForIsDescribed() {
    assertThat(Main.commandLine("list", "--json").getSubcommands()).containsOnlyKeys("list");
  }

  @Test
  void allAreWhereNoneOfThemOrOneThatSpeaksOfTheOthersIsAskedFor() {
    assertThat(Main.commandLine().getSubcommands()).containsKeys("run", "list", "completion");
    assertThat(Main.commandLine("lst").getSubcommands()).containsKeys("list", "help");
    assertThat(Main.commandLine("help", "run").getSubcommands()).containsKeys("help", "run");
  }
}
