package io.cloudstate.tck.runner.cli.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstate.tck.runner.Sample;
import io.cloudstate.tck.runner.cli.Cli;
import io.cloudstate.tck.runner.cli.exit.ExitStatus;
import io.cloudstate.tck.runner.defect.Defects;
import io.cloudstate.tck.specs.ScenarioSet;
import io.cloudstate.tck.specs.read.Specs;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What there is, one a line or for programs. */
final class ListTest {

  private static final ScenarioSet SET = Specs.load();

  @TempDir private Path folder = Path.of(".");

  private static String listed(String... more) {
    Cli cli = Cli.tck(words(more));
    assertThat(cli.status()).as(cli.all()).isZero();
    return cli.out();
  }

  private static String[] words(String... more) {
    String[] words = new String[more.length + 1];
    words[0] = "list";
    System.arraycopy(more, 0, words, 1, more.length);
    return words;
  }

  private static JsonNode json(String... more) {
    return JsonMapper.shared().readTree(listed(more));
  }

  @Test
  void eachRequirementIsListedWithHowManyVerifyIt() {
    String list = listed("--requirements");
    assertThat(list)
        .containsPattern("(?m)^ES-06 +must +service +by +[1-9]\\d*  \\S")
        .contains(SET.catalogue().requirements().size() + " requirements.");
    assertThat(list.lines()).hasSize(SET.catalogue().requirements().size() + 2);
  }

  @Test
  void patternsMayBeRepeatedOrSeparatedByCommas() {
    String repeated = listed("--include", "ES-06", "--include", "ES-12", "--exclude", "*proxy*");
    assertThat(listed("--include", "ES-06,ES-12", "--exclude", "*proxy*")).isEqualTo(repeated);
    assertThat(listed("--theme", "crdt,action"))
        .isEqualTo(listed("--theme", "crdt", "--theme", "action"));
  }

  @Test
  void programsGetAllOfIt() {
    JsonNode scenarios = json("--json");
    assertThat(scenarios.size()).isEqualTo(SET.scenarios().size());
    assertThat(scenarios.get(0).propertyNames())
        .containsExactly("id", "title", "theme", "topology", "verifies");
    JsonNode requirements = json("--requirements", "--json");
    assertThat(requirements.size()).isEqualTo(SET.catalogue().requirements().size());
    assertThat(requirements.get(0).propertyNames())
        .containsExactly(
            "id", "area", "level", "subject", "text", "verifiedBy", "unverified", "notShown");
    JsonNode defects = json("--defects", "--json");
    assertThat(defects.size()).isEqualTo(Defects.all().size());
    assertThat(defects.get(0).propertyNames()).containsExactly("id", "requirement", "title");
  }

  @Test
  void whereScenariosAreChosenOnlyWhatTheyVerifyIsListed() {
    assertThat(json("--requirements", "--json", "--include", "event-sourced/emits-in-order"))
        .extracting(requirement -> requirement.path("id").asString())
        .containsExactly("ES-06");
    assertThat(json("--defects", "--json", "--include", "ES-06", "--theme", "event-sourced"))
        .extracting(bug -> bug.path("id").asString())
        .contains("service/reply-before-events")
        .doesNotContain("service/value-entity-forgets");
    assertThat(json("--defects", "--json", "--theme", "crdt").size())
        .isBetween(1, Defects.all().size() - 1);
  }

  @ParameterizedTest
  @CsvSource({
    "--defects, --shard=1/2, --shard is about scenarios",
    "--requirements, --step-by-step, --step-by-step is about scenarios",
    "--requirements, --defects, are two lists",
    "--defects, --theme=nope, No theme is named",
  })
  void whatDoesNotFitIsRefused(String list, String other, String said) {
    Cli cli = Cli.tck("list", list, other);
    assertThat(cli.status()).isEqualTo(ExitStatus.USAGE);
    assertThat(cli.err()).contains(said);
    assertThat(cli.out()).isEmpty();
  }

  @Test
  void onesOwnFileIsListedAndExplained() throws IOException {
    String file = Sample.file(folder).toString();
    assertThat(listed("--scenarios", file)).contains("sample/failure").contains("7 scenarios.");
    Cli one = Cli.tck("explain", "--scenarios", file, "sample/failure");
    assertThat(one.status()).as(one.all()).isZero();
    assertThat(one.out())
        .startsWith("sample/failure (")
        .contains("Run it: tck run --scenarios " + file + " --include sample/failure");
    Cli all = Cli.tck("explain", "--scenarios", file);
    assertThat(all.status()).as(all.all()).isZero();
    assertThat(all.out()).contains("sample/failure (", "sample/emits-in-order (");
  }
}
