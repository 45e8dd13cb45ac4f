package io.cloudstate.tck.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstate.tck.specs.read.Node;
import io.cloudstate.tck.specs.read.YamlReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** The pipelines that libraries copy name only what the kit has, and publish what they say. */
final class PipelinesTest {

  private static final Path FOLDER = Path.of("..", "ci", "pipelines");

  /** What is given to the kit's image, and what is gathered for it, the command first. */
  private static final Pattern COMMAND =
      Pattern.compile(
          "(?:\\$CLOUDSTATE_TCK_IMAGE\"? |\"\\$KIT\" (?=[a-z])|arguments=\\()([a-z]+)(.*?)(?:\\|\\||'''|\\)\n|\\R\\s*- |$)",
          Pattern.DOTALL);

  /** What is gathered for a run besides, and what a workflow gives to the action. */
  private static final Pattern MORE = Pattern.compile("(?:arguments\\+=\\(|options: )(.*)");

  /** How the kit's image is run, up to its name. */
  private static final Pattern DOCKER =
      Pattern.compile(
          "docker (run|create) ((?:(?!docker ).)*?)(?:\"?\\$CLOUDSTATE_TCK_IMAGE|\"\\$KIT\"|cloudstate-tck/kit:local)",
          Pattern.DOTALL);

  private static final String SOCKET = "--volume /var/run/docker.sock:/var/run/docker.sock";

  /** What is where the kit works, and not on its command line. */
  private static final Pattern COPIED = Pattern.compile("docker cp \\./\\. \"?\\$(?i:KIT):/work");

  private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--[a-z-]+");

  @TempDir private Path folder = Path.of(".");

  static List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(FOLDER)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static Node.Mapping yaml(Path file) throws IOException {
    return YamlReader.read(file.toString(), Files.readString(file)).mapping();
  }

  private static boolean isWorkflow(Path file) {
    return file.startsWith(FOLDER.resolve("github")) && !file.endsWith("action.yml");
  }

  @ParameterizedTest
  @MethodSource("files")
  void itIsWellFormed(Path file) throws IOException {
    String text = Files.readString(file);
    if (file.toString().endsWith(".yml")) {
      assertThat(yaml(file).keys()).isNotEmpty();
    } else {
      for (String pair : List.of("{}", "[]", "()")) {
        assertThat(text.chars().filter(c -> c == pair.charAt(0)).count())
            .as(pair)
            .isEqualTo(text.chars().filter(c -> c == pair.charAt(1)).count());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyOptionOfTheKitIsOneThatItHas(Path file) throws IOException {
    String text = Files.readString(file);
    List<MatchResult> commands = COMMAND.matcher(text).results().toList();
    assertThat(commands.isEmpty()).isEqualTo(isWorkflow(file));
    commands.forEach(command -> mustHave(command.group(1), command.group(2)));
    MORE.matcher(text).results().forEach(more -> mustHave("run", more.group(1)));
  }

  private static void mustHave(String command, String words) {
    Map<String, CommandLine> commands = Main.commandLine().getSubcommands();
    assertThat(commands).containsKey(command);
    assertThat(Objects.requireNonNull(commands.get(command)).getCommandSpec().optionsMap().keySet())
        .as(command)
        .containsAll(OPTION.matcher(words).results().map(MatchResult::group).toList());
  }

  /** What ci/containers tries, README.md says, and pipelines do is one form. */
  static List<Path> whereTheImageIsRun() throws IOException {
    return Stream.concat(
            files().stream().filter(file -> !isWorkflow(file)),
            Stream.of(Path.of("..", "README.md"), Path.of("..", "ci", "containers")))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("whereTheImageIsRun")
  void theImageIsRunInTheFormThatIsTried(Path file) throws IOException {
    String text = Files.readString(file);
    List<MatchResult> starts = DOCKER.matcher(text).results().toList();
    assertThat(starts)
        .anySatisfy(start -> assertThat(words(start)).contains(SOCKET))
        .allSatisfy(start -> assertThat(words(start)).doesNotContain("--network", "--privileged"));
    // Else what the library's repository says of the run, as tck.yaml does, is silently not seen.
    long mounted =
        starts.stream()
            .filter(start -> words(start).matches(".*--volume [^ ]+:/work\\b.*"))
            .count();
    long copied = COPIED.matcher(text).results().count();
    assertThat(mounted + copied).isEqualTo(starts.size());
  }

  private static String words(MatchResult start) {
    return start.group(2).replaceAll("[\\s\\\\]+", " ");
  }

  @ParameterizedTest
  @CsvSource({
    "gitlab.yml, junit: tck-results/junit.xml; mv tck-results public; [public]",
    "gitlab-sharded.yml, junit: tck-results/junit.xml; mv tck-results public; [public]",
    "Jenkinsfile, junit 'tck-results/junit.xml'; publishHTML; archiveArtifacts",
    "Jenkinsfile-sharded, junit 'tck-results/junit.xml'; publishHTML; archiveArtifacts",
    "github/example.yml, badge-branch; contents: write",
    "github/sharded.yml, badge-branch; contents: write",
    "github/action.yml, /summary; upload-artifact; badge.svg badge.json report.html report.md"
  })
  void itPublishes(String file, String words) throws IOException {
    assertThat(Files.readString(FOLDER.resolve(file))).contains(words.split("; "));
  }

  @Test
  void theActionIsGivenInputsThatItHas() throws IOException {
    Node inputs = yaml(FOLDER.resolve("github/action.yml")).get("inputs");
    for (Path file : files().stream().filter(PipelinesTest::isWorkflow).toList()) {
      Node.Mapping jobs = yaml(file).get("jobs").mapping();
      for (String job : jobs.keys()) {
        for (Node step : jobs.get(job).mapping().get("steps").sequence().items()) {
          if (step.mapping().find("uses").filter(it -> it.text().startsWith("./")).isPresent()) {
            assertThat(inputs.mapping().keys())
                .containsAll(step.mapping().get("with").mapping().keys());
          }
        }
      }
    }
  }

  @Test
  void partsThatRunBesideEachOtherAreAllMerged() throws IOException {
    assertThat(Files.readString(FOLDER.resolve("gitlab-sharded.yml")))
        .contains("--shard $CI_NODE_INDEX/$CI_NODE_TOTAL", "merge --out tck-results tck-shards/*");
    assertThat(Files.readString(FOLDER.resolve("Jenkinsfile-sharded")))
        .contains("--shard \"$SHARD/2\"", "values '1', '2'", "unstash 'tck-shard-1'")
        .contains("unstash 'tck-shard-2'", "merge --out tck-results tck-shards/*");
    Path sharded = FOLDER.resolve("github/sharded.yml");
    assertThat(Files.readString(sharded)).contains("needs: shard", "merge: tck-shards");
    for (Node shard :
        yaml(sharded)
            .get("jobs")
            .mapping()
            .get("shard")
            .mapping()
            .get("strategy")
            .mapping()
            .get("matrix")
            .mapping()
            .get("shard")
            .sequence()
            .items()) {
      assertThat(shard.text()).matches("[12]/2");
    }
  }

  /** The script as it stands, with what stands for GitHub: a repository and a remote one. */
  @Test
  void theBadgeIsPushedToABranchOfItsOwn() throws Exception {
    String script =
        yaml(FOLDER.resolve("github/action.yml"))
            .get("runs")
            .mapping()
            .get("steps")
            .sequence()
            .items()
            .stream()
            .map(Node::mapping)
            .filter(step -> step.get("name").text().startsWith("Publish"))
            .map(step -> step.get("run").text())
            .collect(Collectors.joining());
    Path results = Files.createDirectories(folder.resolve("tck-results"));
    for (String name : List.of("badge.svg", "badge.json", "report.html", "report.md")) {
      Files.writeString(results.resolve(name), name + " of this\r\n");
    }
    String before =
        """
        git init --quiet --bare remote
        git init --quiet .
        echo '* text=auto' >.gitattributes
        git remote add origin remote
        """;
    String after =
        """

        git --git-dir remote ls-tree --name-only badges | paste -sd ' '
        git --git-dir remote show badges:badge.svg
        git --git-dir remote rev-list --count badges
        git status --short | grep -v -e '^??' || true
        """;
    Done done =
        bash(
            before + script + "\n" + script + after,
            Map.of("BRANCH", "badges", "RESULTS", "tck-results", "GITHUB_SHA", "1234"));
    assertThat(done.status()).as(done.output()).isZero();
    assertThat(done.output())
        .endsWith("badge.json badge.svg report.html report.md\nbadge.svg of this\r\n1\n");
  }

  /** The jobs' scripts as they stand, with what stands for an engine. */
  @ParameterizedTest
  @CsvSource({
    "gitlab.yml, cloudstate-tck",
    "gitlab-sharded.yml, cloudstate-tck-shard",
    "gitlab-sharded.yml, cloudstate-tck"
  })
  void onGitLabTheJobEndsAsTheKitDidAndTheReportIsThere(String file, String job) throws Exception {
    String script =
        yaml(FOLDER.resolve(file)).get(job).mapping().get("script").sequence().items().stream()
            .map(Node::text)
            .collect(Collectors.joining("\n"));
    String engine =
        """
        docker() {
          echo "$1" >>said
          case "$1 $2" in
            "start "*) return "$ENDS" ;;
            "cp tck-"*) [ "$WRITES" = yes ] || return 1; mkdir -p "$3"; touch "$3/tck-results" ;;
          esac
        }
        """;
    for (String status : List.of("0", "1", "3", "4")) {
      assertThat(bash(engine + script, onGitLab(status, "yes")).status()).hasToString(status);
    }
    assertThat(bash(engine + script, onGitLab("2", "no")).status()).isEqualTo(2);
    assertThat(bash(engine + script, onGitLab("0", "no")).status()).as("no report").isEqualTo(1);
    assertThat(Files.readString(folder.resolve("said")))
        .contains("create\ncp\nstart\ncp\n")
        .doesNotContain("run\n");
  }

  private static Map<String, String> onGitLab(String ends, String writes) {
    return Map.of(
        "KIT", "tck-7", "CI_NODE_INDEX", "1", "CI_NODE_TOTAL", "2", "ENDS", ends, "WRITES", writes);
  }

  private record Done(int status, String output) {}

  private Done bash(String script, Map<String, String> environment) throws Exception {
    Path file = Files.writeString(folder.resolve("script"), script);
    ProcessBuilder bash =
        new ProcessBuilder("bash", "--noprofile", "--norc", "-eo", "pipefail", file.toString())
            .directory(folder.toFile())
            .redirectErrorStream(true);
    bash.environment().putAll(environment);
    Process process = bash.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Done(process.exitValue(), output);
  }
}
