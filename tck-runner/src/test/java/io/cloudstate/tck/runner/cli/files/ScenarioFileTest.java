package io.cloudstate.tck.runner.cli.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.cloudstate.tck.runner.cli.exit.UsageException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of scenarios that authors write. */
final class ScenarioFileTest {

  private static final String HEADING = "## Add a scenario\n";

  @TempDir private Path folder = Path.of(".");

  @Test
  void theExampleOfTheReadmeIsWhole() throws Exception {
    String readme = Files.readString(Path.of("..", "README.md"));
    String section = readme.substring(readme.indexOf(HEADING));
    String example = section.substring(section.indexOf("    theme:")).split("\n\n", 2)[0];
    assertThat(ScenarioFile.load(saved(example.stripIndent())).scenarios()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "- id: event-sourced/mine\n  verifies: [ES-06]\n",
        "id: event-sourced/mine\nverifies: [ES-06]\n",
        "scenarios: []\n",
        "theme: event-sourced\n",
        "nothing\n"
      })
  void whatSurroundsScenariosIsSaidWhereItIsMissing(String text) throws Exception {
    Path file = saved(text);
    assertThatThrownBy(() -> ScenarioFile.load(file))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith(file + ":1:1: A file of scenarios is a map with ")
        .hasMessageContaining("theme: event-sourced\n")
        .hasMessageContaining("scenarios:\n  - id: event-sourced/");
  }

  @Test
  void whatIsSaidCanBeReadAsItStands() throws Exception {
    Path wrong = saved("- id: x\n");
    String said = String.valueOf(catchThrowable(() -> ScenarioFile.load(wrong)).getMessage());
    String form = said.split("\n\n", 2)[1];
    assertThat(ScenarioFile.load(saved(form)).scenarios()).hasSize(1);
  }

  private Path saved(String text) throws Exception {
    return Files.writeString(folder.resolve("mine.yaml"), text);
  }
}
