package io.cloudstate.tck.reports.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudstate.tck.reports.Fixtures;
import io.cloudstate.tck.reports.document.Fact;
import io.cloudstate.tck.reports.document.MismatchView;
import io.cloudstate.tck.reports.document.Outcome;
import io.cloudstate.tck.reports.document.RequirementResult;
import io.cloudstate.tck.reports.document.ResultDocument;
import io.cloudstate.tck.reports.document.ResultWriter;
import io.cloudstate.tck.reports.document.RunHeader;
import io.cloudstate.tck.reports.document.ScenarioResult;
import io.cloudstate.tck.reports.document.TargetInfo;
import io.cloudstate.tck.reports.file.InvalidResultsException;
import io.cloudstate.tck.reports.file.JsonLines;
import io.cloudstate.tck.reports.format.ReportFormat;
import io.cloudstate.tck.reports.html.PageEvidence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class MatrixSiteTest {

  private static final Pattern LINK = Pattern.compile("href=\"([^\"#]+)(#[^\"]*)?\"");

  @TempDir Path dir;

  @Test
  void aLibraryHasARowAndAColumnAndEachCellLeadsToItsReport() throws IOException {
    JsonNode matrix = site(run("node 1.0", "proxy A", "2026-11-01T10:00:00Z", Fixtures.mixed()));

    assertThat(page("index.html"))
        .contains("Who speaks Cloudstate 0.2", "1 library, 1 proxy, 1 run")
        .contains(">node</a>", "<span class=\"ver\">1.0</span>", "does not conform")
        .contains("#verdict=failed&amp;judged=candidate&amp;requirement=ES-*")
        .doesNotContain("id=\"proxies\"", "class=\"trend", "class=\"caveat mixed\"", "<script");
    JsonNode areas = matrix.path("libraries").path(0).path("areas");
    assertThat(area(areas, "Event sourced entities").path("verdict").asString()).isEqualTo("fails");
    assertThat(area(areas, "Event sourced entities").path("requirements").toString())
        .contains("{\"id\":\"ES-06\",\"state\":\"violated\"}");
    assertThat(area(areas, "Metadata").path("verdict").asString()).isEqualTo("proxy only");
    assertThat(area(areas, "Effects").path("verdict").asString()).isEqualTo("not all shown");
    linksLeadSomewhere();
  }

  @Test
  void theLatestRunSpeaksForALibraryAndTheOthersAreItsHistory() throws IOException {
    site(
        run("node 1.0", "proxy A", "2026-11-03T10:00:00Z", Fixtures.passing()),
        run("node 1.0", "proxy A", "2026-11-01T10:00:00Z", Fixtures.mixed()),
        run("node 0.9", "proxy A", "2026-11-09T10:00:00Z", Fixtures.mixed()));

    String index = page("index.html");
    assertThat(index)
        .containsPattern("(?s)<span class=\"ver\">1.0</span>.*<span class=\"ver\">0.9</span>")
        .contains("25, 60 passed in the last 2 runs", "points=\"0.0,20.0 100.0,0.0\"")
        .contains("<span class=\"quiet\">3 runs</span>");
    assertThat(index.split("class=\"trend", -1)).hasSize(2);
    linksLeadSomewhere();
  }

  @ParameterizedTest
  @CsvSource({
    "exec:python3 /srv/tck/http1.py, python3 http1.py, ''",
    "exec:./run, run, ''",
    "tcp:localhost:8080, localhost:8080, ''",
    "image:registry:5000/my-library:1.0, registry:5000/my-library, 1.0",
    "image:my-library, my-library, ''",
  })
  void whoNamesNoLibraryIsCalledByItsTargetAndToldHowToNameIt(
      String target, String name, String version) throws IOException {
    assertThat(Library.of(new TargetInfo(target, List.of())))
        .isEqualTo(new Library(name, version, "", false));
    site(run(new TargetInfo(target, List.of()), "", "A", "2026-11-03T10:00:00Z", Fixtures.mixed()));

    assertThat(page("index.html"))
        .contains(">" + name + "</a>", "<strong>Unnamed.</strong>")
        .contains("<code>support_library_name</code>");
    site(run("node 1.0", "proxy A", "2026-11-03T10:00:00Z", Fixtures.mixed()));
    assertThat(page("index.html")).doesNotContain("Unnamed");
  }

  @Test
  void severalProxiesAreATableOfTheirOwn() throws IOException {
    site(
        run("node 1.0", "proxy A", "2026-11-03T10:00:00Z", Fixtures.passing()),
        run("node 1.0", "proxy B", "2026-11-01T10:00:00Z", Fixtures.mixed()),
        run("go 2", "proxy B", "2026-11-01T10:00:00Z", Fixtures.mixed()));

    assertThat(page("index.html"))
        .contains("id=\"proxies\"", "with proxy A", "<th scope=\"row\">proxy B</th>")
        .contains("<span class=\"cellv quiet\">not run</span>");
  }

  @Test
  void aPartialRunNeverCountsAsPassed() throws IOException {
    List<ScenarioResult> some = IntStream.range(0, 12).mapToObj(Fixtures::passing).toList();
    for (ResultDocument document :
        List.of(
            Fixtures.partial(),
            Fixtures.interrupted(),
            new ResultDocument(
                inSet(Fixtures.header(12), 60), some, Fixtures.footer(some, false)))) {
      JsonNode matrix = site(run("node 1.0", "proxy A", "2026-11-03T10:00:00Z", document));

      JsonNode library = matrix.path("libraries").path(0);
      library
          .path("areas")
          .forEach(
              area -> assertThat(area.path("verdict").asString()).isNotIn("passes", "in part"));
      assertThat(area(library.path("areas"), "Event sourced entities").path("verdict").asString())
          .isEqualTo("partial");
      assertThat(area(library.path("areas"), "Metadata").path("verdict").asString())
          .isEqualTo("partial");
      assertThat(matrix.path("runs").path(0).path("verdict").asString()).isEqualTo("partial");
      assertThat(page("index.html"))
          .contains("<span class=\"tag open\">partial</span>", "<b>12</b> so far", "partial run")
          .doesNotContain("class=\"cellv good\"", "class=\"cellv part\"");
      assertThat(page("requirements.html")).contains("DIS-09, node 1.0: not shown");
    }
  }

  @Test
  void whatIsUnsupportedIsNotPassedAndWhatIsTheProxysIsNotTheLibrarys() throws IOException {
    List<ScenarioResult> scenarios = new ArrayList<>();
    scenarios.add(scenario("a/held", "direct", Outcome.PASSED, "ES-05", null));
    scenarios.add(scenario("a/alone", "scripted", Outcome.PASSED, "EFF-01", null));
    scenarios.add(scenario("a/lacking", "direct", Outcome.UNSUPPORTED, "EFF-01", null));
    scenarios.add(scenario("a/half", "direct", Outcome.UNSUPPORTED, "ES-05", null));
    scenarios.add(scenario("a/proxys", "proxied", Outcome.FAILED, "DIS-09", "proxy"));

    JsonNode matrix =
        site(run("node 1.0", "proxy A", "2026-11-03T10:00:00Z", Fixtures.of(scenarios)));

    JsonNode areas = matrix.path("libraries").path(0).path("areas");
    assertThat(area(areas, "Event sourced entities").path("verdict").asString())
        .isEqualTo("in part");
    assertThat(area(areas, "Effects").path("verdict").asString()).isEqualTo("unsupported");
    assertThat(area(areas, "Discovery").path("verdict").asString()).isEqualTo("the proxy fails");
    assertThat(matrix.path("runs").path(0).path("verdict").asString()).isEqualTo("the proxy fails");
    assertThat(page("index.html")).contains("<b>1</b> of 4");
  }

  @Test
  void whatCouldNotBeDoneToATargetSaysNothingOfIt() throws IOException {
    ScenarioResult beyond =
        Fixtures.scenario(
            "lifecycle/paused",
            "Paused",
            "lifecycle",
            Outcome.UNSUPPORTED,
            "A service given as embedded cannot be paused by the kit.",
            null,
            List.of(new RequirementResult("ES-05", RequirementResult.Shown.NOT_SHOWN)),
            List.of(),
            List.of(),
            List.of(),
            0);
    JsonNode matrix =
        site(
            run(
                "node 1.0",
                "proxy A",
                "2026-11-03T10:00:00Z",
                Fixtures.of(
                    List.of(scenario("a/held", "direct", Outcome.PASSED, "ES-05", null), beyond))));

    JsonNode areas = matrix.path("libraries").path(0).path("areas");
    assertThat(area(areas, "Event sourced entities").path("verdict").asString())
        .isEqualTo("passes");
  }

  @Test
  void runsOfDifferentSetsAreNamedAndEveryPageSaysSo() throws IOException {
    Path other = run("go 2", "proxy A", "2026-11-01T10:00:00Z", Fixtures.passing());
    Files.writeString(other, Files.readString(other).replace("0.1.0+3f9a12cc", "0.2.0+other"));
    MatrixSite site = new MatrixSite();
    site.add(run("node 1.0", "proxy A", "2026-11-03T10:00:00Z", Fixtures.passing()));
    site.add(other);

    assertThat(site.scenarioSets()).containsExactly("0.1.0+3f9a12cc", "0.2.0+other");
    site.write(dir.resolve("site"), "0.1.0");
    for (String page : List.of("index.html", "requirements.html")) {
      assertThat(page(page)).contains("<strong>Mixed.</strong>", "set <code>0.2.0+other</code>");
    }
    assertThat(matrix().path("mixed").asBoolean()).isTrue();
  }

  @Test
  void theSameRunIsTakenOnce() throws IOException {
    Path first = run("node 1.0", "proxy A", "2026-11-03T10:00:00Z", Fixtures.passing());
    Path copy = Files.copy(first, dir.resolve("copy.jsonl"));
    MatrixSite site = new MatrixSite();

    assertThat(site.add(first)).isEmpty();
    assertThat(site.add(copy)).contains(first.toString());
  }

  @Test
  void aDamagedLineIsNamed() throws IOException {
    Path file = run("node 1.0", "proxy A", "2026-11-03T10:00:00Z", Fixtures.passing());
    Files.writeString(file, Files.readString(file).replaceFirst("\"seq\":3,", ""));

    assertThatThrownBy(() -> new MatrixSite().add(file))
        .isInstanceOf(InvalidResultsException.class)
        .hasMessageContaining("line 2: frames[2].seq is missing");
  }

  @Test
  void anEarlierSiteIsReplacedAndWhatIsNotOfItStays() throws IOException {
    site(run("node 1.0", "proxy A", "2026-11-01T10:00:00Z", Fixtures.passing()));
    Path old = dir.resolve("site/runs/node-1-0-2026-11-01t10-00");
    assertThat(old.resolve("report.html")).isNotEmptyFile();
    Files.writeString(dir.resolve("site/CNAME"), "theirs");
    Path foreign = Files.createDirectories(dir.resolve("site/runs/theirs"));
    Files.writeString(foreign.resolve("notes.txt"), "theirs");

    site(run("node 1.1", "proxy A", "2026-11-02T10:00:00Z", Fixtures.passing()));

    assertThat(old).doesNotExist();
    assertThat(foreign.resolve("notes.txt")).exists();
    assertThat(dir.resolve("site/CNAME")).exists();
    linksLeadSomewhere();
  }

  @Test
  void reportsNameNoTraceThatIsNotThere() throws IOException {
    Path file = run("node 1.0", "proxy A", "2026-11-01T10:00:00Z", Fixtures.mixed());
    JsonNode matrix = site(file);
    Path report =
        dir.resolve("site").resolve(matrix.path("runs").path(0).path("report").asString());

    assertThat(PageEvidence.of(report)).isNotEmpty().noneMatch(line -> line.has("trace"));
  }

  @Test
  void hostileTextStaysText() throws IOException {
    Path file = write(Fixtures.hostile(), "hostile");
    JsonNode matrix = site(file);

    for (String page : List.of("index.html", "requirements.html")) {
      assertThat(page(page))
          .doesNotContain("<script", "<img", "\u202E", "\u0000", "49 ")
          .contains("&lt;script&gt;");
    }
    assertThat(Files.readString(dir.resolve("site/matrix.json"))).matches("(?s)[\\n\\x20-\\x7e]*");
    assertThat(matrix.path("libraries")).hasSize(1);
    linksLeadSomewhere();
  }

  @Test
  void whatIsDisputedOrFailsByAnotherRuleIsSaidOfItsArea() throws IOException {
    ScenarioResult passes = scenario("a/passes", "direct", Outcome.PASSED, "ES-05", null);
    ScenarioResult fails = scenario("a/fails", "direct", Outcome.FAILED, "ES-06", "candidate");
    JsonNode areas = areas(List.of(passes, Fixtures.disputed(fails, "why"), Fixtures.errored()));
    assertThat(area(areas, "Event sourced entities").path("verdict").asString())
        .isEqualTo("passes");
    assertThat(page("index.html")).contains("1 failed that the catalogue disputes.");

    areas = areas(List.of(passes, Fixtures.disputed(passes, "why"), Fixtures.errored()));
    assertThat(area(areas, "Discovery").path("verdict").asString()).isEqualTo("not all shown");
    assertThat(page("index.html"))
        .contains("1 scenarios were not run, errored, or failed by a rule of another area first.")
        .doesNotContain("that the catalogue disputes");
  }

  private JsonNode areas(List<ScenarioResult> scenarios) throws IOException {
    return site(run("node 1.0", "proxy A", "2026-11-03T10:00:00Z", Fixtures.of(scenarios)))
        .path("libraries")
        .path(0)
        .path("areas");
  }

  private void linksLeadSomewhere() throws IOException {
    for (String page : List.of("index.html", "requirements.html")) {
      LINK.matcher(page(page))
          .results()
          .forEach(
              link -> {
                assertThat(dir.resolve("site").resolve(link.group(1))).isRegularFile();
                assertThat(link.group(1)).doesNotContain(":", "..");
              });
    }
  }

  private static JsonNode area(JsonNode areas, String name) {
    for (JsonNode area : areas) {
      if (area.path("area").asString().equals(name)) {
        return area;
      }
    }
    throw new AssertionError("No area " + name + " in " + areas);
  }

  private JsonNode site(Path... files) throws IOException {
    MatrixSite site = new MatrixSite();
    for (Path file : files) {
      assertThat(site.add(file)).isEmpty();
    }
    assertThat(site.write(dir.resolve("site"), "0.1.0")).hasFileName("index.html");
    return matrix();
  }

  private JsonNode matrix() throws IOException {
    return JsonLines.MAPPER.readTree(Files.readString(dir.resolve("site/matrix.json")));
  }

  private String page(String name) throws IOException {
    return Files.readString(dir.resolve("site").resolve(name));
  }

  private static ScenarioResult scenario(
      String id, String topology, Outcome outcome, String requirement, @Nullable String blame) {
    MismatchView mismatch =
        blame == null
            ? null
            : new MismatchView(
                1,
                "init",
                requirement,
                "status",
                "OK",
                "UNKNOWN",
                blame,
                "it ended it",
                List.of(),
                null,
                null,
                null);
    RequirementResult.Shown shown =
        switch (outcome) {
          case PASSED -> RequirementResult.Shown.HELD;
          case FAILED -> RequirementResult.Shown.VIOLATED;
          default -> RequirementResult.Shown.NOT_SHOWN;
        };
    return new ScenarioResult(
        id,
        id,
        "a",
        topology,
        "hash",
        outcome,
        null,
        mismatch,
        List.of(new RequirementResult(requirement, shown)),
        List.of(),
        List.of(),
        List.of(),
        1,
        1,
        List.of(),
        "tck run",
        null,
        null,
        null,
        null,
        null);
  }

  private static RunHeader inSet(RunHeader h, @Nullable Integer inSet) {
    return header(h, h.runId(), h.startedAt(), h.service(), h.proxy(), inSet);
  }

  private static RunHeader header(
      RunHeader h,
      String runId,
      String started,
      TargetInfo service,
      TargetInfo proxy,
      @Nullable Integer inSet) {
    return new RunHeader(
        runId,
        h.kitVersion(),
        h.scenarioSet(),
        h.protocolVersion(),
        started,
        h.commandLine(),
        h.seed(),
        h.timeoutScale(),
        h.jobs(),
        service,
        proxy,
        h.machine(),
        h.notes(),
        h.requirements(),
        h.planned(),
        inSet,
        null);
  }

  private Path run(String library, String proxy, String started, ResultDocument document)
      throws IOException {
    return run(
        new TargetInfo("exec:x", List.of(new Fact("support library", library))),
        library,
        proxy,
        started,
        document);
  }

  private Path run(
      TargetInfo service, String library, String proxy, String started, ResultDocument document)
      throws IOException {
    RunHeader header =
        header(
            document.header(),
            library + proxy + started,
            started,
            service,
            new TargetInfo("exec:y", List.of(new Fact("proxy", proxy))),
            document.header().inSet());
    return write(
        new ResultDocument(header, document.scenarios(), document.footer()),
        (library + proxy + started).replaceAll("[^a-z0-9]", "-"));
  }

  private Path write(ResultDocument document, String name) throws IOException {
    Path folder = dir.resolve("results").resolve(name);
    try (ResultWriter writer = ReportFormat.JSONL.open(folder)) {
      document.replayInto(writer);
    }
    return folder.resolve(ReportFormat.JSONL.fileName());
  }
}
