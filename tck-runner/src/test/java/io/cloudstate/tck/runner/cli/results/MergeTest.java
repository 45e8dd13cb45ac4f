package io.cloudstate.tck.runner.cli.results;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstate.tck.reports.document.ResultDocument;
import io.cloudstate.tck.reports.document.RunFooter;
import io.cloudstate.tck.reports.file.ResultsReader;
import io.cloudstate.tck.runner.cli.Cli;
import io.cloudstate.tck.runner.cli.exit.ExitStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What ran in parts is put together as one run would have written it. */
@Timeout(120)
final class MergeTest {

  private static final String BUG = "service/reply-before-events";

  @TempDir private Path folder = Path.of(".");

  private Path run(String name, String... more) throws IOException {
    Cli.run(folder, more);
    return Files.move(folder.resolve("out"), folder.resolve(name));
  }

  private Path part(String shard, String... more) throws IOException {
    List<String> args = new ArrayList<>(List.of("--shard=" + shard));
    args.addAll(List.of(more));
    return run(shard.replace('/', '-'), args.toArray(String[]::new));
  }

  private Path merged() {
    return folder.resolve("merged");
  }

  private Cli merge(Object... more) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "merge",
                "--scenarios",
                folder.resolve("sample.yaml").toString(),
                "--out",
                merged().toString()));
    Stream.of(more).map(Object::toString).forEach(args::add);
    return Cli.tck(args.toArray(String[]::new));
  }

  private static ResultDocument document(Path results) throws IOException {
    return ResultsReader.read(results.resolve("results.jsonl"));
  }

  private static RunFooter footer(Path results) throws IOException {
    return Objects.requireNonNull(document(results).footer());
  }

  private static List<String> outcomes(Path results) throws IOException {
    return document(results).scenarios().stream()
        .map(result -> result.id() + " " + result.outcome() + " " + result.known())
        .sorted()
        .toList();
  }

  private static List<String> files(Path results) throws IOException {
    try (Stream<Path> all = Files.walk(results)) {
      return all.map(file -> results.relativize(file).toString()).sorted().toList();
    }
  }

  private static void edit(Path results, UnaryOperator<String> change) throws IOException {
    Path file = results.resolve("results.jsonl");
    Files.writeString(file, change.apply(Files.readString(file)));
  }

  private void refused(Cli cli, String... words) {
    assertThat(cli.status()).as(cli.all()).isEqualTo(ExitStatus.USAGE);
    assertThat(cli.err()).contains(words);
    assertThat(merged()).doesNotExist();
  }

  @Test
  void itIsTheReportOfOneRunOfAll() throws IOException {
    Path whole = run("whole");
    Path one = part("1/2");
    Path two = part("2/2");
    Cli cli = merge(two, one);

    assertThat(cli.status()).as(cli.all()).isZero();
    assertThat(cli.out())
        .contains("2 parts of a run: service embedded, proxy embedded")
        .contains("  sample ")
        .contains("7 passed, 0 warned")
        .contains("Report: " + merged().resolve("report.html"));
    assertThat(files(merged())).isEqualTo(files(whole));
    assertThat(outcomes(merged())).isEqualTo(outcomes(whole));
    assertThat(footer(merged()).verdict()).isEqualTo(footer(whole).verdict());
    assertThat(document(merged()).incompleteness()).isNull();
    assertThat(document(merged()).header().notes()).contains("Put together from 2 of 2 parts.");
    for (String file : List.of("badge.svg", "badge.json")) {
      assertThat(merged().resolve(file)).hasSameTextualContentAs(whole.resolve(file));
    }
    assertThat(merged().resolve("junit.xml")).content().contains("tests=\"7\"");
    assertThat(merged().resolve("open-test-report.xml"))
        .content()
        .contains("sample/emits-in-order");
    Cli judged =
        Cli.tck(
            "judge", "--scenarios", folder.resolve("sample.yaml").toString(), merged().toString());
    assertThat(judged.status()).as(judged.all()).isZero();
    assertThat(judged.out()).contains("7 of 7 verdicts agree with their traces");
    assertThat(merge(merged()).err()).contains("is no part of a run: it ran without --shard");
  }

  @Test
  void whatFailedInOnePartFailsTheWhole() throws IOException {
    Path whole = run("whole", "--defect", BUG);
    Path one = part("1/2", "--defect", BUG);
    Path two = part("2/2", "--defect", BUG);
    Cli cli = merge(one, two);

    assertThat(cli.status()).as(cli.all()).isEqualTo(ExitStatus.DOES_NOT_CONFORM);
    assertThat(cli.out()).contains("Does not conform: 2 of 7 scenarios failed.", "ES-06");
    assertThat(outcomes(merged())).isEqualTo(outcomes(whole));
    assertThat(merged().resolve("junit.xml")).content().contains("failures=\"2\"");
  }

  @Test
  void knownFailuresAreThoseOfTheWhole() throws IOException {
    Path known = folder.resolve("known.yaml");
    part("1/2", "--defect", BUG);
    part("2/2", "--defect", BUG);
    Path one = folder.resolve("1-2");
    Path two = folder.resolve("2-2");
    Cli update =
        Cli.tck(
            "known",
            "--scenarios",
            folder.resolve("sample.yaml").toString(),
            "--update",
            known.toString(),
            one.toString());
    assertThat(update.err()).as("a part is not enough").contains("from a complete run only");
    merge(one, two);
    update =
        Cli.tck(
            "known",
            "--scenarios",
            folder.resolve("sample.yaml").toString(),
            "--update",
            known.toString(),
            merged().toString());
    assertThat(update.status()).as(update.all()).isZero();
    assertThat(update.out()).contains("2 added");

    Cli knowing = merge("--known", known, one, two);
    assertThat(knowing.status()).as(knowing.all()).isZero();
    assertThat(knowing.out()).contains("Known failures (2)", "No new failure: 5 of 7");
    assertThat(footer(merged()).conforms()).isFalse();
    Cli stale =
        merge("--known", known, run("good-1", "--shard", "1/2"), run("good-2", "--shard", "2/2"));
    assertThat(stale.status()).as(stale.all()).isEqualTo(ExitStatus.STALE_KNOWN);
    assertThat(stale.out()).contains("Stale known failures (2)");
  }

  @Test
  void whatThePartsSayOfKnownFailuresStands() throws IOException {
    Path known =
        Files.writeString(
            folder.resolve("known.yaml"),
            """
            known:
              - { scenario: sample/emits-in-order, requirement: ES-06, reason: early }
              - { scenario: "sample/relays-*", requirement: ES-08, reason: early }
            """);
    String[] knowing = {"--defect", BUG, "--known", known.toString()};
    Path whole = run("whole", knowing);
    Path one = part("1/2", knowing);
    Path two = part("2/2", knowing);
    Cli cli = merge(one, two);

    assertThat(cli.status()).as(cli.all()).isZero();
    assertThat(outcomes(merged())).isEqualTo(outcomes(whole));
    assertThat(footer(merged()).verdict()).isEqualTo(footer(whole).verdict());
    assertThat(footer(merged()).known()).isEqualTo(footer(whole).known());
    assertThat(footer(merged()).notes())
        .filteredOn(note -> note.contains("scenarios fail as"))
        .containsExactly(
            "2 scenarios fail as " + known + " says; they are shown as failed, and do not gate.");
  }

  @Test
  void anEntryOfWhichTheFailureIsInAnotherPartIsNotStale() throws IOException {
    Path known =
        Files.writeString(
            folder.resolve("known.yaml"),
            "known:\n  - { scenario: sample/*, requirement: ES-06, reason: early }\n");
    String[] knowing = {
      "--exclude", "sample/relays-*", "--defect", BUG, "--known", known.toString()
    };
    Path one = part("1/2", knowing);
    Path two = part("2/2", knowing);
    assertThat(footer(one).exitStatus()).isZero();
    assertThat(footer(two).exitStatus()).isZero();
    assertThat(merge(one, two).status()).isZero();
    assertThat(merge("--known", known, one, two).status()).isZero();
    assertThat(footer(merged()).verdict()).contains("1 failed that the known failures speak of");
  }

  @Test
  void aPartOfWhichTheJobWasKilledIsNoVerdict() throws IOException {
    Path one = part("1/2");
    Path two = part("2/2");
    edit(two, text -> text.replaceFirst("(?s)\\{\"type\":\"footer\".*", ""));
    Cli cli = merge(one, two);

    assertThat(cli.status()).as(cli.all()).isEqualTo(ExitStatus.COULD_NOT_RUN);
    assertThat(cli.out()).contains("No verdict: not all parts have come to their end.");
    assertThat(footer(merged()).partial()).isTrue();
    assertThat(merged().resolve("badge.json")).content().contains("\"incomplete\"");

    edit(two, text -> text.substring(0, text.lastIndexOf("{\"type\":\"scenario\"")));
    cli = merge(one, two);
    assertThat(cli.status()).as(cli.all()).isEqualTo(ExitStatus.COULD_NOT_RUN);
    assertThat(cli.out()).contains("No verdict: 1 of 7 scenarios could not be run.");
    assertThat(footer(merged()).notes())
        .anySatisfy(note -> assertThat(note).startsWith("Part 2/2: The document has no end"));

    edit(one, text -> text.replaceFirst("(?s)\\{\"type\":\"footer\".*", ""));
    cli = merge(one, two);
    assertThat(cli.status()).as(cli.all()).isEqualTo(ExitStatus.COULD_NOT_RUN);
    assertThat(cli.err()).contains("no part has come to its end");
  }

  @Test
  void aPartThatCouldNotRunIsNoVerdict() throws IOException {
    Path one = part("1/2");
    Path two = part("2/2", "--service", "exec:false");
    assertThat(document(two).scenarios()).isEmpty();
    edit(two, text -> text.replace("exec:false", "embedded"));
    Cli cli = merge(one, two);

    assertThat(cli.status()).as(cli.all()).isEqualTo(ExitStatus.COULD_NOT_RUN);
  }

  @Test
  void whatDoesNotBelongTogetherIsRefused() throws IOException {
    Path one = part("1/2");
    Path two = part("2/2");
    refused(merge(one), "Part 2/2 is missing. Give all parts");
    refused(merge(two, one, two), "Part 2/2 is given twice, as " + two + " and " + two);
    refused(
        merge(one, run("third", "--shard", "2/3")),
        "Part 1/2 (" + one + ") and part 2/3",
        "2 parts there, and in 3 here");
    refused(merge(run("first", "--shard", "1/9")), "Parts 2/9, 3/9, 4/9, 5/9, 6/9 and 3 more are");
    refused(
        merge(one, run("theme", "--shard", "2/2", "--exclude", "sample/failure")),
        "--exclude is not given there, and \"sample/failure\" here");
    refused(
        merge(one, run("target", "--shard", "2/2", "--defect", BUG)),
        "--defect is not given there, and \"" + BUG + "\" here");
    String twice = document(one).scenarios().get(0).id();
    String once = document(two).scenarios().get(0).id();
    edit(two, text -> text.replace("\"id\":\"" + once + "\"", "\"id\":\"" + twice + "\""));
    refused(merge(one, two), twice + " ran in part 1/2 (" + one + ") and in part 2/2");
    edit(two, text -> text.replace("\"id\":\"" + twice + "\"", "\"id\":\"sample/none\""));
    refused(merge(one, two), "holds a result of sample/none, which is not in its scenario set");
    edit(one, text -> text.replaceFirst("\"scenarioSet\":\"", "\"scenarioSet\":\"0-"));
    refused(merge(one, two), "Part 1/2 (" + one + ") is of the scenario set 0-");
  }

  @Test
  void anotherTargetIsRefusedAndAnotherBuildOfItIsNot() throws IOException {
    Path one = part("1/2");
    Path two = part("2/2");
    String text = Files.readString(two.resolve("results.jsonl"));
    edit(two, is -> is.replace("\"target\":\"embedded\"", "\"target\":\"tcp:other:1\""));
    refused(merge(one, two), "--service is \"embedded\" there, and \"tcp:other:1\" here");
    edit(two, is -> text.replaceFirst("\"name\":\"support library\",\"value\":\"", "$0new "));
    refused(merge(one, two), "the candidate's support library is ");
    edit(two, is -> text.replaceFirst("\"machine\":\"", "$0Another "));
    assertThat(merge(one, two).status()).isZero();
    assertThat(document(merged()).header().notes())
        .anySatisfy(note -> assertThat(note).startsWith("Of each part the machine: "));
  }

  @Test
  void noPartIsWrittenOver() throws IOException {
    Path one = part("1/2");
    Path two = part("2/2");
    String own = folder.resolve("sample.yaml").toString();
    Cli cli = Cli.tck("merge", "--scenarios", own, "--out=" + two, one.toString(), two.toString());

    assertThat(cli.status()).as(cli.all()).isEqualTo(ExitStatus.USAGE);
    assertThat(cli.err()).contains("--out " + two + " is where part 2/2 is, which would be lost");
    assertThat(two.resolve("results.jsonl")).isNotEmptyFile();
  }
}
