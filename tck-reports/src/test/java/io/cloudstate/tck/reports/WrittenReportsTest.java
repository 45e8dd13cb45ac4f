package io.cloudstate.tck.reports;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstate.tck.reports.document.ResultDocument;
import io.cloudstate.tck.reports.document.ResultWriter;
import io.cloudstate.tck.reports.file.JsonLines;
import io.cloudstate.tck.reports.format.OpenTestReport;
import io.cloudstate.tck.reports.format.ReportFormat;
import io.cloudstate.tck.reports.html.PageEvidence;
import io.cloudstate.tck.reports.site.MatrixSite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.ObjectWriter;

/**
 * Every form of a report, word for word, as somebody has read and accepted it. What is meant to be
 * otherwise now is accepted with {@code -Dreports.accept=true}, and read in the diff.
 */
class WrittenReportsTest {

  private static final Path ACCEPTED =
      Path.of("src/test/resources/io/cloudstate/tck/reports/written");

  private static final ObjectWriter PRETTY = JsonLines.MAPPER.writerWithDefaultPrettyPrinter();

  @TempDir Path dir;

  private enum Written {
    ONE_OF_EACH,
    PARTIAL,
    SELECTION;

    ResultDocument document() {
      return switch (this) {
        case ONE_OF_EACH -> Fixtures.oneOfEach();
        case PARTIAL -> Fixtures.partial();
        case SELECTION -> Fixtures.selection();
      };
    }

    String folder() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyFormIsAsItWasAccepted(Written written) throws IOException {
    try (ResultWriter reports = ReportFormat.openAll(List.of(ReportFormat.values()), dir);
        ResultWriter events = OpenTestReport.open(dir)) {
      written.document().replayInto(reports);
      written.document().replayInto(events);
    }
    Path site = dir.resolve("site");
    MatrixSite matrix = new MatrixSite();
    matrix.add(dir.resolve(ReportFormat.JSONL.fileName()));
    matrix.write(site, "0.1.0");

    Path accepted = ACCEPTED.resolve(written.folder());
    Path page = dir.resolve(ReportFormat.HTML.fileName());
    isAccepted(accepted.resolve("report.html"), markup(page));
    if (written == Written.ONE_OF_EACH) {
      isAccepted(
          accepted.resolve("evidence.json"),
          PageEvidence.of(page).stream()
              .map(PRETTY::writeValueAsString)
              .collect(Collectors.joining("\n", "", "\n")));
    }
    for (ReportFormat format :
        List.of(ReportFormat.JUNIT, ReportFormat.MARKDOWN, ReportFormat.BADGE)) {
      isAccepted(
          accepted.resolve(format.fileName()), Files.readString(dir.resolve(format.fileName())));
    }
    isAccepted(accepted.resolve("badge.json"), Files.readString(dir.resolve("badge.json")));
    isAccepted(
        accepted.resolve(OpenTestReport.FILE_NAME),
        Files.readString(dir.resolve(OpenTestReport.FILE_NAME)));
    isAccepted(accepted.resolve("site/index.html"), markup(site.resolve("index.html")));
    isAccepted(
        accepted.resolve("site/requirements.html"), markup(site.resolve("requirements.html")));
    isAccepted(accepted.resolve("site/matrix.json"), Files.readString(site.resolve("matrix.json")));
  }

  /** Without styles, scripts and what they are checked by, which no one reads here. */
  private static String markup(Path page) throws IOException {
    return Files.readString(page)
        .replaceAll("(?s)(<style[^>]*>).*?(</style>)", "$1$2")
        .replaceAll("(?s)(<script[^>]*>).*?(</script>)", "$1$2")
        .replaceAll("sha256-[A-Za-z0-9+/=&#;]+", "sha256")
        .replaceAll("(?m)^\\s+\\n", "")
        .replaceAll(
            "(?<!\n)<(?=(div|details|table|tr|section|article|li|h[1-6]|svg|a )\\b)", "\n<");
  }

  private static void isAccepted(Path file, String text) throws IOException {
    if (Boolean.getBoolean("reports.accept")) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    }
    assertThat(text).as("%s", file).isEqualTo(Files.readString(file));
  }
}
