package io.cloudstate.tck.runner.cli.results;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstate.tck.runner.cli.Cli;
import io.cloudstate.tck.runner.cli.exit.ExitStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two runs compared on the command line. */
@Timeout(120)
final class CompareTest {

  private static final String BUG = "service/reply-before-events";

  @TempDir private Path folder = Path.of(".");

  private Path run(String name, String... more) throws IOException {
    Cli.run(folder, more);
    return Files.move(folder.resolve("out"), folder.resolve(name));
  }

  private static Cli compare(Path older, Path newer, String... more) {
    String[] args = new String[more.length + 3];
    args[0] = "compare";
    args[1] = older.toString();
    args[2] = newer.toString();
    System.arraycopy(more, 0, args, 3, more.length);
    return Cli.tck(args);
  }

  @Test
  void whatBrokeAndWhatWasMendedIsSaidWithItsStatus() throws IOException {
    Path good = run("good");
    Path bad = run("bad", "--defect", BUG);
    Cli broke = compare(good, bad);
    assertThat(broke.status()).as(broke.all()).isEqualTo(1);
    assertThat(broke.out())
        .contains("Broke (2)")
        .contains("sample/emits-in-order  passed -> failed (ES-06 at reply.")
        .contains(
            "Something broke: 2 broke, 0 mended, 0 changed blame, 0 appeared, 0 vanished, 5 alike.");
    Cli mended = compare(bad, good.resolve("results.jsonl"));
    assertThat(mended.status()).as(mended.all()).isZero();
    assertThat(mended.out()).contains("Mended (2)").contains("Nothing broke: 0 broke, 2 mended");
    Cli same = compare(bad, bad);
    assertThat(same.status()).isZero();
    assertThat(same.out()).contains("7 alike");
  }

  @Test
  void whatIsNotShownAnyMoreIsNoSuccess() throws IOException {
    Path good = run("good");
    Path partly = run("partly");
    Path results = partly.resolve("results.jsonl");
    String text = Files.readString(results);
    Files.writeString(results, text.substring(0, text.lastIndexOf("{\"type\":\"scenario\"")));
    Cli cli = compare(good, partly);
    assertThat(cli.status()).as(cli.all()).isEqualTo(3);
    assertThat(cli.out())
        .contains("The document has no end")
        .contains("It cannot be said that nothing broke");
  }

  @Test
  void differentScenarioSetsAreNotMixedSilently() throws IOException {
    Path good = run("good");
    Path other = run("other");
    Path results = other.resolve("results.jsonl");
    String text = Files.readString(results);
    String set = text.replaceFirst("(?s).*?\"scenarioSet\":\"([^\"]*)\".*", "$1");
    Files.writeString(
        results,
        text.replace(set, "9.9.9+other").replaceFirst("\"hash\":\"[0-9a-f]+\"", "\"hash\":\"x\""));
    Cli refused = compare(good, other);
    assertThat(refused.status()).isEqualTo(3);
    assertThat(refused.err()).contains("different scenario sets").contains("--across-sets");
    Cli told = compare(good, other, "--across-sets");
    assertThat(told.status()).as(told.all()).isZero();
    assertThat(told.out()).contains("9.9.9+other").contains("the scenario itself has changed (1)");
  }

  @Test
  void anotherSelectionAppearsAndVanishes() throws IOException {
    Path good = run("good");
    Path one = run("one", "--include", "sample/failure");
    assertThat(compare(good, one).out()).contains("Vanished (6)").contains("6 vanished, 1 alike");
    assertThat(compare(one, good).out()).contains("Appeared (6)");
  }

  @Test
  void whatCannotBeComparedIsSaid() throws IOException {
    Path good = run("good");
    Cli cli = compare(good, folder.resolve("none"));
    assertThat(cli.status()).isEqualTo(3);
    assertThat(cli.err()).startsWith("Could not run: there are no results at");
    assertThat(Cli.tck("compare", good.toString()).status()).isEqualTo(ExitStatus.USAGE);
  }

  @Test
  void hostileTextIsHarmless() throws IOException {
    Path good = run("good");
    Path bad = run("bad", "--defect", BUG);
    Path results = bad.resolve("results.jsonl");
    Files.writeString(
        results,
        Files.readString(results)
            .replace("\"path\":\"reply", "\"path\":\"\\u001b[2J\\r\\n\\u202e")
            .replace("\"blame\":\"candidate\"", "\"blame\":\"\\u009b31m\""));
    Cli cli = compare(good, bad);
    assertThat(cli.status()).as(cli.all()).isEqualTo(1);
    assertThat(cli.out()).doesNotContain("\u001b", "\u202e", "\u009b", "\r");
  }
}
