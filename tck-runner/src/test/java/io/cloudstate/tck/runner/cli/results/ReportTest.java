package io.cloudstate.tck.runner.cli.results;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstate.tck.runner.cli.Cli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A site of many runs, on the command line. */
@Timeout(120)
final class ReportTest {

  @TempDir private Path folder = Path.of(".");

  private Path run(String name) throws IOException {
    Cli.run(folder, "--include", "sample/emits-in-order");
    return Files.move(folder.resolve("out"), folder.resolve(name));
  }

  private Cli report(String... more) {
    List<String> args = new ArrayList<>(List.of("report", "--out", site().toString()));
    args.addAll(List.of(more));
    return Cli.tck(args.toArray(String[]::new));
  }

  private Path site() {
    return folder.resolve("site");
  }

  @Test
  void aSiteIsWrittenAndSaysWhatIsPartial() throws IOException {
    Path one = run("one");
    Path two = run("two");
    Cli cli = report(one.toString(), two.resolve("results.jsonl").toString());

    assertThat(cli.status()).as(cli.all()).isZero();
    assertThat(cli.out())
        .contains("2 runs: " + site().resolve("index.html"))
        .contains("partial  " + one.resolve("results.jsonl"))
        .contains("Only 1 of the 7 scenarios of ", "was selected, and they are not the kit's own.");
    assertThat(site().resolve("matrix.json")).isNotEmptyFile();
    assertThat(report(one.toString()).status()).as("again, into the same folder").isZero();
  }

  private Path part(String name, String shard) throws IOException {
    Cli.run(folder, "--shard", shard);
    Path results = folder.resolve("out").resolve("results.jsonl");
    // As if the sample were all that the kit has.
    Files.writeString(
        results, Files.readString(results).replaceFirst(",\"scenarioFile\":\"[^\"]*\"", ""));
    return Files.move(folder.resolve("out"), folder.resolve(name));
  }

  @Test
  void whatIsOfAFileOfOnesOwnPassesNoArea() throws IOException {
    Cli.run(folder);
    Cli cli = report(folder.resolve("out").toString());

    assertThat(cli.out()).contains("partial  ", "not the kit's own");
    assertThat(Files.readString(site().resolve("matrix.json")))
        .contains("\"verdict\" : \"partial\"")
        .doesNotContain("\"passes\"", "\"in part\"", "\"conforms");
  }

  @Test
  void whatRanInPartsCountsAsOne() throws IOException {
    Path one = part("one", "1/2");
    Path two = part("two", "2/2");

    Cli whole = report(two.toString(), one.toString());
    assertThat(whole.status()).as(whole.all()).isZero();
    assertThat(whole.out()).contains("1 run: ").doesNotContain("partial");
    assertThat(Files.readString(site().resolve("matrix.json"))).contains("7 of 7");

    Cli half = report(one.toString());
    assertThat(half.out())
        .contains("1 run: ")
        .contains("partial  " + one.resolve("results.jsonl") + ": ");
    Cli twice = report(one.toString(), two.toString(), one.toString());
    assertThat(twice.status()).isEqualTo(2);
    assertThat(twice.err()).contains("Part 1/2 of the run of embedded").contains("is given twice");
  }

  @Test
  void aPartInWhichNothingPassedSaysNothingOfTheOthers() throws IOException {
    Path one = part("one", "1/2");
    Path two = part("two", "2/2");
    Path results = two.resolve("results.jsonl");
    Files.writeString(
        results,
        Files.readString(results)
            .replace("\"outcome\":\"PASSED\"", "\"outcome\":\"UNSUPPORTED\"")
            .replace("\"exitStatus\":0", "\"exitStatus\":1"));

    assertThat(report(one.toString(), two.toString()).status()).isZero();
    assertThat(Files.readString(site().resolve("matrix.json")))
        .contains("conforms in part")
        .doesNotContain("does not conform");
  }

  @Test
  void whatCannotBePutTogetherIsRefusedAndNothingIsWritten() throws IOException {
    Path one = run("one");
    Path other = Files.createDirectories(folder.resolve("other"));
    String text = Files.readString(one.resolve("results.jsonl"));
    Files.writeString(
        other.resolve("results.jsonl"),
        text.replaceFirst("\"runId\":\"", "\"runId\":\"x")
            .replaceFirst("\"scenarioSet\":\"", "\"scenarioSet\":\"0.0.1-\\\\u001b"));
    Path copy = Files.writeString(folder.resolve("copy.jsonl"), text);

    Cli mixed = report(one.toString(), other.toString());
    assertThat(mixed.status()).isEqualTo(2);
    assertThat(mixed.err())
        .contains("The runs are of different scenario sets, ", "0.0.1-\\u001B", "--mixed");
    Cli twice = report(one.toString(), one.resolve("results.jsonl").toString());
    assertThat(twice.status()).isEqualTo(2);
    assertThat(twice.err()).contains("is given twice");
    Cli copied = report(one.toString(), copy.toString());
    assertThat(copied.status()).isEqualTo(2);
    assertThat(copied.err()).contains("hold the same run");
    Cli missing = report(folder.resolve("none").toString());
    assertThat(missing.status()).isEqualTo(3);
    assertThat(missing.err()).contains("there are no results at", "Give folders that tck run");
    Files.writeString(copy, text.replaceFirst("\"type\":\"scenario\"", "\"type\":"));
    Cli damaged = report(copy.toString());
    assertThat(damaged.status()).isEqualTo(3);
    assertThat(damaged.err()).contains(copy + ", line 2: this is no JSON");
    assertThat(report().status()).isEqualTo(2);
    assertThat(site()).doesNotExist();

    assertThat(report("--mixed", one.toString(), other.toString()).status()).isZero();
    assertThat(site().resolve("index.html")).content().contains("<strong>Mixed.</strong>");
  }

  @Test
  void aFolderOfSomebodyElseIsLeftAlone() throws IOException {
    Path one = run("one");
    Cli cli = Cli.tck("report", "--out", one.toString(), one.toString());

    assertThat(cli.status()).isEqualTo(2);
    assertThat(cli.err()).contains("holds files that tck report did not write");
    assertThat(one.resolve("index.html")).doesNotExist();
  }
}
