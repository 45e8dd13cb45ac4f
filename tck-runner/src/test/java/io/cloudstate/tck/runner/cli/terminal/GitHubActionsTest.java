package io.cloudstate.tck.runner.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstate.tck.reports.document.KnownFailure;
import io.cloudstate.tck.reports.document.KnownSummary;
import io.cloudstate.tck.reports.document.MismatchView;
import io.cloudstate.tck.reports.document.Outcome;
import io.cloudstate.tck.reports.document.ResultDocument;
import io.cloudstate.tck.reports.document.RunFooter;
import io.cloudstate.tck.reports.document.RunFooter.Counts;
import io.cloudstate.tck.reports.document.RunHeader;
import io.cloudstate.tck.reports.document.ScenarioResult;
import io.cloudstate.tck.reports.document.TargetInfo;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Annotations and the job summary on GitHub Actions. */
final class GitHubActionsTest {

  private static final String HOSTILE =
      "100%\r\n::error::forged\n::set-output name=a::b\u001b[31m\u202e##[error]x, a:b"
          + "y".repeat(1 << 20);

  @TempDir private Path folder = Path.of(".");

  private static ScenarioResult result(String id, Outcome outcome, String actual) {
    @Nullable MismatchView mismatch =
        outcome == Outcome.ERRORED
            ? null
            : new MismatchView(
                2,
                "reply",
                id.startsWith("other/") ? "ES-05" : "ES-06",
                "reply.a",
                "\"A\"",
                actual,
                "candidate",
                "it sent it",
                List.of(),
                null,
                null,
                null);
    return new ScenarioResult(
        id, "Title", "theme", "direct", "h", outcome, actual, mismatch, List.of(), List.of(),
        List.of(), List.of(), 0, 0, List.of(), "tck run", null, null, null, null, null);
  }

  private static ResultDocument document(
      int status, @Nullable KnownSummary known, List<ScenarioResult> results) {
    TargetInfo target = new TargetInfo("embedded", List.of());
    RunHeader header =
        new RunHeader(
            "id",
            "1",
            "1+a",
            "0.2",
            "2026-11-23T18:30:16Z",
            List.of(),
            1,
            1,
            1,
            target,
            target,
            "here",
            List.of(),
            List.of(),
            results.size(),
            null,
            null);
    int failed = (int) results.stream().filter(r -> r.outcome() == Outcome.FAILED).count();
    RunFooter footer =
        new RunFooter(
            "2026-11-23T18:30:17Z",
            1,
            new Counts(0, 0, failed, results.size() - failed, 0, 0),
            false,
            "The verdict.",
            status,
            false,
            List.of(),
            List.of(),
            known);
    return new ResultDocument(header, results, footer);
  }

  @Test
  void aFailureIsAnAnnotationOfOneLine() {
    assertThat(
            GitHubActions.annotations(
                document(1, null, List.of(result("a/b", Outcome.FAILED, "\"B\"")))))
        .containsExactly(
            "::error title=a/b::ES-06 at step 2, reply.a: expected \"A\", got \"B\"; blame candidate (it sent it)");
  }

  @Test
  void eachRequirementComesBeforeMoreOfTheSame() {
    List<ScenarioResult> many =
        Stream.concat(
                IntStream.range(0, 40).mapToObj(i -> result("a/" + i, Outcome.FAILED, "b")),
                Stream.of(result("other/b", Outcome.FAILED, "b")))
            .toList();
    assertThat(GitHubActions.annotations(document(1, null, many)))
        .hasSize(10)
        .element(1)
        .asString()
        .startsWith("::error title=other/b::ES-05");
  }

  @Test
  void hostileTextForgesNoCommandAndBreaksNoLine() {
    List<String> lines =
        GitHubActions.annotations(
            document(
                1,
                new KnownSummary(
                    HOSTILE, 1, 0, List.of(new KnownSummary.Stale(HOSTILE, HOSTILE, HOSTILE))),
                List.of(
                    result(HOSTILE, Outcome.FAILED, HOSTILE),
                    result("a,b:c", Outcome.ERRORED, HOSTILE))));
    assertThat(lines).hasSize(3);
    assertThat(lines)
        .allSatisfy(
            line -> {
              assertThat(line).startsWith("::error title=").hasSizeLessThan(4000);
              assertThat(line).doesNotContainPattern("[\\x00-\\x1f\\u007f-\\u009f\\u202e]");
              // Nothing of the title ends it or adds a property.
              assertThat(line.substring("::error title=".length()).split("::", 2)[0])
                  .doesNotContain(":");
            });
    assertThat(lines.get(0)).contains("title=100%25");
    assertThat(lines.get(1)).contains("title=a%2Cb%3Ac::");
  }

  @Test
  void thereAreAtMostTenOfAKindAndTheWorstComeFirst() {
    List<ScenarioResult> results = new ArrayList<>();
    IntStream.range(0, 30).forEach(i -> results.add(result("w/" + i, Outcome.WARNED, "x")));
    IntStream.range(0, 30).forEach(i -> results.add(result("e/" + i, Outcome.ERRORED, "x")));
    IntStream.range(0, 5).forEach(i -> results.add(result("f/" + i, Outcome.FAILED, "x")));
    List<String> lines = GitHubActions.annotations(document(1, null, results));
    assertThat(lines).filteredOn(line -> line.startsWith("::error ")).hasSize(10);
    assertThat(lines).filteredOn(line -> line.startsWith("::warning ")).hasSize(10);
    assertThat(lines.get(0)).contains("title=f/0");
    assertThat(lines.get(9)).contains("And 26 more");
    assertThat(lines.get(19)).contains("And 21 more");
  }

  @Test
  void knownFailuresAreNoticesAndStaleEntriesPointIntoTheFile() {
    KnownFailure known = new KnownFailure("a/*", KnownFailure.State.HOLDS, "late", null, null);
    assertThat(
            GitHubActions.annotations(
                document(
                    4,
                    new KnownSummary(
                        "k.yaml",
                        2,
                        1,
                        List.of(new KnownSummary.Stale("b", "dir/k.yaml:3:5", "b passes."))),
                    List.of(result("a/b", Outcome.FAILED, "x").with(known)))))
        .containsExactly(
            "::error title=Stale known failure b,file=dir/k.yaml,line=3,col=5::b passes.",
            "::notice title=a/b::ES-06 at step 2, reply.a: expected \"A\", got x; blame candidate (it sent it) [known: late]");
  }

  @Test
  void aRunThatIsNoSuccessHasAnErrorInAnyCase() {
    assertThat(GitHubActions.annotations(document(3, null, List.of())))
        .containsExactly("::error title=Cloudstate TCK::The verdict.");
    assertThat(GitHubActions.annotations(document(0, null, List.of()))).isEmpty();
  }

  @Test
  void theSummaryIsAppendedAndAFileThatCannotBeWrittenIsSaid() throws IOException {
    Path file = Files.writeString(folder.resolve("summary.md"), "before\n");
    StringWriter out = new StringWriter();
    Console console = new Console(new PrintWriter(out), false, false, true);
    ResultDocument document = document(1, null, List.of(result("a/b", Outcome.FAILED, HOSTILE)));
    GitHubActions.of(Map.of("GITHUB_ACTIONS", "true", "GITHUB_STEP_SUMMARY", file.toString()))
        .orElseThrow()
        .tell(document, console);
    assertThat(Files.readString(file)).startsWith("before\n\n## ❌ Cloudstate TCK").contains("a/b");
    assertThat(out.toString()).startsWith("::error title=a/b::");
    GitHubActions.of(Map.of("GITHUB_ACTIONS", "true", "GITHUB_STEP_SUMMARY", folder.toString()))
        .orElseThrow()
        .tell(document, console);
    assertThat(out.toString()).contains("The job summary cannot be written");
    assertThat(GitHubActions.of(Map.of())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"::error::x", "  ::add-mask::x", "a ##[error]x", "\t::stop-commands::x"})
  void ordinaryOutputHoldsNoCommand(String text) {
    StringWriter out = new StringWriter();
    new Console(new PrintWriter(out), false, false, true).line(text);
    assertThat(out.toString().strip()).doesNotStartWith("::").doesNotContain("##[");
    StringWriter elsewhere = new StringWriter();
    new Console(new PrintWriter(elsewhere), false, false, false).line(text);
    assertThat(elsewhere.toString()).startsWith(text);
  }
}
