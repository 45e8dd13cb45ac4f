package io.cloudstate.tck.reports.site;

import freemarker.template.TemplateModel;
import io.cloudstate.tck.reports.document.ResultDocument;
import io.cloudstate.tck.reports.document.ResultWriter;
import io.cloudstate.tck.reports.document.ScenarioResult;
import io.cloudstate.tck.reports.file.InvalidResultsException;
import io.cloudstate.tck.reports.file.ResultsReader;
import io.cloudstate.tck.reports.file.WholeFile;
import io.cloudstate.tck.reports.html.HtmlRenderer;
import io.cloudstate.tck.reports.html.HtmlTemplates;
import io.cloudstate.tck.reports.text.Anchors;
import io.cloudstate.tck.reports.verdict.Scope;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Many runs as one site of static pages that open from disk: who does what, requirement by
 * requirement, over time, with the report of each run. The pages hold no script and ask nothing of
 * any server.
 */
public final class MatrixSite {

  /** The folder of the reports. */
  static final String RUNS = "runs";

  /** The first page. */
  public static final String INDEX = "index.html";

  /** The same for programs; a folder that holds it was written by this. */
  public static final String JSON = "matrix.json";

  private static final String REQUIREMENTS = "requirements.html";

  private static final HtmlTemplates TEMPLATES = new HtmlTemplates(MatrixSite.class);

  private final List<SiteRun> runs = new ArrayList<>();
  private final Anchors folders = new Anchors();

  private record Page(SiteView view, String title, String policy, TemplateModel style) {}

  /** A site without runs. */
  public MatrixSite() {}

  /** Takes in a run, which is told by its file. */
  public Optional<String> add(Path file) throws IOException {
    return add(file, file.toString());
  }

  /**
   * Takes in a run.
   *
   * @param from where somebody else would look for it
   * @return where the same run was taken from before, if it was; then it is not taken again
   * @throws InvalidResultsException if the file holds something else
   * @throws IOException if it cannot be read
   */
  public Optional<String> add(Path file, String from) throws IOException {
    ResultDocument document = ResultsReader.read(file);
    Optional<String> same =
        runs.stream()
            .filter(run -> run.document().header().runId().equals(document.header().runId()))
            .map(SiteRun::from)
            .findFirst();
    if (same.isEmpty()) {
      runs.add(SiteRun.of(file, from, document, folders));
    }
    return same;
  }

  /** How many runs it has. */
  public int size() {
    return runs.size();
  }

  /** The scenario sets of the runs; figures of different ones cannot be compared. */
  public Set<String> scenarioSets() {
    return SiteViews.sets(runs);
  }

  /** A line for each run that shows less than it could, hostile text in it. */
  public List<String> partial() {
    return runs.stream()
        .filter(run -> !run.document().complete() || Scope.of(run.document().header()).isPart())
        .map(run -> run.from() + ": " + run.verdict().detail())
        .toList();
  }

  /**
   * Writes the site into a folder, which is created if it is missing. What an earlier one left
   * there is replaced, reports that are no part of this one are removed.
   *
   * @return the first page
   * @throws IOException if something cannot be written, or a run cannot be read any more
   */
  public Path write(Path dir, String kitVersion) throws IOException {
    SiteViews views = new SiteViews(runs);
    Files.createDirectories(dir);
    WholeFile.replace(dir.resolve(JSON), out -> MatrixJson.write(views, kitVersion, out));
    removeOthers(dir.resolve(RUNS));
    for (SiteRun run : runs) {
      report(run, dir.resolve(RUNS).resolve(run.folder()));
    }
    SiteView view = views.view(kitVersion);
    page(
        dir.resolve(REQUIREMENTS),
        "site-requirements.ftlh",
        view,
        "Cloudstate " + view.protocol() + ", requirement by requirement");
    return page(
        dir.resolve(INDEX), "site-index.ftlh", view, "Who speaks Cloudstate " + view.protocol());
  }

  /** Rendered anew, and without paths to traces, which stay where the run left them. */
  private static void report(SiteRun run, Path folder) throws IOException {
    ResultDocument document = ResultsReader.read(run.file());
    try (ResultWriter writer = HtmlRenderer.open(folder)) {
      new ResultDocument(
              document.header(),
              document.scenarios().stream().map(ScenarioResult::withoutTrace).toList(),
              document.footer())
          .replayInto(writer);
    }
  }

  private void removeOthers(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    Set<String> mine = runs.stream().map(SiteRun::folder).collect(Collectors.toSet());
    try (DirectoryStream<Path> old = Files.newDirectoryStream(folder, Files::isDirectory)) {
      for (Path run : old) {
        if (!mine.contains(run.getFileName().toString())) {
          Files.deleteIfExists(run.resolve(HtmlRenderer.FILE_NAME));
          // What somebody else put there stays.
          if (isEmpty(run)) {
            Files.delete(run);
          }
        }
      }
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (DirectoryStream<Path> content = Files.newDirectoryStream(folder)) {
      return !content.iterator().hasNext();
    }
  }

  private static Path page(Path file, String template, SiteView view, String title)
      throws IOException {
    String style = HtmlTemplates.style() + TEMPLATES.resource("site.css");
    String policy =
        "default-src 'none'; style-src '%s'; base-uri 'none'; form-action 'none'"
            .formatted(HtmlTemplates.digest(style));
    Page page = new Page(view, title, policy, HtmlTemplates.ours(style));
    WholeFile.replace(file, (Writer out) -> TEMPLATES.render(template, page, out));
    return file;
  }
}
