package io.cloudstate.tck.reports.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages lead to each other, and nothing that they say is taken for HTML. */
final class ReferencePagesTest {

  private static final Reference REFERENCE =
      new Reference(
          "1.0",
          "s1",
          "0.2",
          List.of(
              new Reference.Area(
                  "Entities <all>",
                  List.of(
                      new Reference.Requirement(
                          "ES-01",
                          "must",
                          "Replies with `<reply>`.",
                          "",
                          "not `late` ones",
                          List.of(new Reference.Link("es/one", "es")),
                          List.of("no-reply")),
                      new Reference.Requirement(
                          "ES-02",
                          "should",
                          "Waits.",
                          "has no `clock`",
                          "",
                          List.of(),
                          List.of())))),
          List.of(
              new Reference.Theme(
                  "es",
                  List.of(
                      new Reference.Scenario(
                          "es/one",
                          "One & all",
                          "direct",
                          "h",
                          List.of("ES-01"),
                          List.of("tck.Model"),
                          "an `issue`",
                          List.of(
                              new Reference.Step(1, "in: <init>", List.of("one", "two")),
                              new Reference.Step(2, "silence", List.of())))))),
          List.of(new Reference.Defect("no-reply", "Says `nothing`", "ES-01")));

  @TempDir private Path dir;
  private List<Path> files = List.of();

  @BeforeEach
  void write() throws IOException {
    files = ReferencePages.write(REFERENCE, dir.resolve("new/docs"));
  }

  private String page(String name) throws IOException {
    return Files.readString(dir.resolve("new/docs").resolve(name));
  }

  @Test
  void theFirstIsThatOfRequirements() {
    assertThat(files)
        .extracting(file -> dir.resolve("new/docs").relativize(file).toString())
        .containsExactly("index.html", "es.html", "defects.html");
  }

  @Test
  void whatIsLinkedIsThere() throws IOException {
    for (Path file : files) {
      assertThat(Pattern.compile("href=\"([^\"]*)\"").matcher(Files.readString(file)).results())
          .isNotEmpty()
          .allSatisfy(
              link -> {
                String[] parts = link.group(1).split("#", 2);
                String target = parts[0].isEmpty() ? file.getFileName().toString() : parts[0];
                assertThat(page(target))
                    .contains(parts.length == 1 ? "<main" : "id=\"" + parts[1] + "\"");
              });
    }
  }

  @Test
  void requirementsSayWhatOfThemNobodyShows() throws IOException {
    assertThat(page("index.html"))
        .contains("<title>Requirements –")
        .contains("<h2>Entities &lt;all&gt;</h2>")
        .contains("Replies with <code>&lt;reply&gt;</code>.")
        .contains("Not shown: not <code>late</code> ones")
        .contains("Not verified: has no <code>clock</code>")
        .contains("1 scenario verifies it")
        .containsOnlyOnce("Bugs that violate it")
        .containsOnlyOnce("Not shown")
        .containsOnlyOnce("Not verified");
  }

  @Test
  void scenariosSayWhatTheyTryAndHowToRunThem() throws IOException {
    assertThat(page("es.html"))
        .contains("<title>Scenarios: es –")
        .contains("One &amp; all.")
        .contains("a failure does not gate: an <code>issue</code>")
        .contains("needs <code>tck.Model</code>")
        .contains("<code>in: &lt;init&gt;</code>")
        .contains("<pre>one\ntwo\n</pre>")
        .containsOnlyOnce("<summary>expanded</summary>")
        .contains("tck run --include es/one");
  }

  @Test
  void knownBugsSayWhatTheyViolate() throws IOException {
    assertThat(page("defects.html"))
        .contains("<title>Known bugs –")
        .contains("Says <code>nothing</code>. Violates <a href=\"index.html#ES-01\">ES-01</a>.");
  }
}
