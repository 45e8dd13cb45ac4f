package io.cloudstate.tck.reports.site;

import io.cloudstate.tck.reports.document.Outcome;
import io.cloudstate.tck.reports.document.RequirementInfo;
import io.cloudstate.tck.reports.document.ResultDocument;
import io.cloudstate.tck.reports.document.ScenarioResult;
import io.cloudstate.tck.reports.html.HtmlRenderer;
import io.cloudstate.tck.reports.text.Anchors;
import io.cloudstate.tck.reports.verdict.Coverage;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;

/**
 * One run of a site, without its evidence: of many runs that would be more than memory holds.
 *
 * @param file where the evidence is, for the run's report
 * @param from where its reader would look for it
 * @param document its verdicts, without the evidence
 * @param coverage by all scenarios
 * @param ofLibrary the scenarios without those that judge the proxy alone
 * @param coverageOfLibrary by these
 * @param folder of its report, below that of all runs
 */
record SiteRun(
    Path file,
    String from,
    ResultDocument document,
    Library library,
    String proxy,
    LibraryVerdict verdict,
    Map<String, Coverage> coverage,
    List<ScenarioResult> ofLibrary,
    Map<String, Coverage> coverageOfLibrary,
    String folder) {

  static SiteRun of(Path file, String from, ResultDocument document, Anchors folders) {
    Library library = Library.of(document.header().service());
    ResultDocument digest =
        new ResultDocument(
            document.header(),
            document.scenarios().stream().map(ScenarioResult::digest).toList(),
            document.footer());
    List<ScenarioResult> ofLibrary =
        digest.scenarios().stream().filter(s -> !s.judgesProxyAlone()).toList();
    return new SiteRun(
        file,
        from,
        digest,
        library,
        Library.proxy(document.header().proxy()),
        LibraryVerdict.of(digest),
        Coverage.of(digest.scenarios()),
        ofLibrary,
        Coverage.of(ofLibrary),
        folders.take(
            "",
            "%s %s %s"
                .formatted(
                    start(library.name(), 40),
                    start(library.version(), 16),
                    start(document.header().startedAt(), 16))));
  }

  private static String start(String text, int most) {
    return text.substring(0, Math.min(most, text.length()));
  }

  /**
   * What it says of a requirement: of one that binds the proxy by all scenarios, of another by
   * those that a candidate had a part in.
   */
  Coverage coverage(RequirementInfo requirement) {
    return (requirement.bindsProxyAlone() ? coverage : coverageOfLibrary)
        .getOrDefault(requirement.id(), Coverage.NONE);
  }

  /** The same, and why it is open where it is. */
  Holding holding(RequirementInfo requirement) {
    Coverage shown = coverage(requirement);
    return switch (shown.state()) {
      case HELD -> Holding.HELD;
      case VIOLATED -> Holding.VIOLATED;
      case NOT_VERIFIED ->
          requirement.unverified() == null ? Holding.NOT_SHOWN : Holding.NOT_VERIFIED;
      case NOT_SHOWN ->
          shown.shownBy().stream()
                  .allMatch(showing -> showing.scenario().outcome() == Outcome.UNSUPPORTED)
              ? Holding.UNSUPPORTED
              : Holding.NOT_SHOWN;
    };
  }

  /** Of all runs of one subject, the latest speaks for it. */
  Subject subject() {
    return new Subject(library.name(), library.version(), proxy);
  }

  /** When it began; before all others where it does not say. */
  Instant started() {
    try {
      return Instant.parse(document.header().startedAt());
    } catch (DateTimeParseException unknown) {
      return Instant.MIN;
    }
  }

  /** The address of its report within the site, with a fragment that may be empty. */
  String report(String fragment) {
    return MatrixSite.RUNS
        + "/"
        + folder
        + "/"
        + HtmlRenderer.FILE_NAME
        + (fragment.isEmpty() ? "" : "#" + fragment);
  }

  /** What is judged: a library in a version, with a proxy. */
  record Subject(String library, String version, String proxy) {}
}
