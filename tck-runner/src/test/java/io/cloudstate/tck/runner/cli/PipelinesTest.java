package io.cloudstate.tck.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstate.tck.specs.read.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** The pipelines that libraries copy name only what the kit has. */
final class PipelinesTest {

  private static final Path FOLDER = Path.of("..", "ci", "pipelines");

  /** What is given to the kit's image, and what is gathered for it. */
  private static final Pattern RUN =
      Pattern.compile(
          "(?:\\$CLOUDSTATE_TCK_IMAGE\"? |arguments\\+?=\\()(.*?)(?:\\|\\||'''|\\)\n|\\R\\s*- |$)",
          Pattern.DOTALL);

  /** How the kit's image is run, up to its name. */
  private static final Pattern DOCKER =
      Pattern.compile(
          "docker run ((?:(?!docker run).)*?)(?:\"?\\$CLOUDSTATE_TCK_IMAGE|\"\\$KIT\"|cloudstate-tck/kit:local)",
          Pattern.DOTALL);

  private static final String SOCKET = "--volume /var/run/docker.sock:/var/run/docker.sock";

  private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--[a-z-]+");

  static List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(FOLDER)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyOptionOfTheKitIsOneThatItHas(Path file) throws IOException {
    String text = Files.readString(file);
    if (file.toString().endsWith(".yml")) {
      YamlReader.read(file.toString(), text);
    }
    CommandLine run = Objects.requireNonNull(Main.commandLine().getSubcommands().get("run"));
    List<String> known = run.getCommandSpec().optionsMap().keySet().stream().toList();
    List<String> used =
        RUN.matcher(text)
            .results()
            .flatMap(command -> OPTION.matcher(command.group(1)).results())
            .map(option -> option.group())
            .toList();
    assertThat(used.isEmpty()).isEqualTo(file.endsWith("example.yml"));
    assertThat(known).containsAll(used);
  }

  /** What ci/containers tries, README.md says, and pipelines do is one form. */
  static List<Path> whereTheImageIsRun() throws IOException {
    return Stream.concat(
            files().stream().filter(file -> !file.endsWith("example.yml")),
            Stream.of(Path.of("..", "README.md"), Path.of("..", "ci", "containers")))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("whereTheImageIsRun")
  void theImageIsRunInTheFormThatIsTried(Path file) throws IOException {
    List<String> runs =
        DOCKER
            .matcher(Files.readString(file))
            .results()
            .map(run -> run.group(1).replaceAll("[\\s\\\\]+", " "))
            .filter(run -> run.contains(SOCKET))
            .toList();
    assertThat(runs)
        .isNotEmpty()
        .allSatisfy(run -> assertThat(run).containsPattern("--volume [^ ]+:/work\\b"))
        .noneMatch(run -> run.contains("--network") || run.contains("--privileged"));
  }
}
