package io.cloudstate.tck.reports.format;

import io.cloudstate.tck.reports.document.ResultWriter;
import io.cloudstate.tck.reports.file.DocumentWriter;
import io.cloudstate.tck.reports.file.JsonLinesWriter;
import io.cloudstate.tck.reports.html.HtmlRenderer;
import io.cloudstate.tck.reports.text.VisibleText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The forms in which a result document can be written. */
public enum ReportFormat {
  /** One JSON object a line, written as it becomes known; the one form that can be read back. */
  JSONL("jsonl", JsonLinesWriter.FILE_NAME),
  /** What continuous integration servers read. */
  JUNIT("junit", "junit.xml"),
  /** One page with all the evidence, for people. */
  HTML("html", HtmlRenderer.FILE_NAME),
  /** A short summary, for a pull request or a job. */
  MARKDOWN("md", "report.md"),

  /** A badge as a picture, and beside it what a badge service needs to draw one. */
  BADGE("badge", "badge.svg");

  private static final String BADGE_JSON = "badge.json";

  private final String id;
  private final String fileName;

  ReportFormat(String id, String fileName) {
    this.id = id;
    this.fileName = fileName;
  }

  /** The name used on a command line, for example {@code md}. */
  public String id() {
    return id;
  }

  /** The name of the file, within the report's directory. */
  public String fileName() {
    return fileName;
  }

  /**
   * Reads a list such as {@code jsonl,junit,html,md}.
   *
   * @return the formats named, each once, in the order given
   * @throws IllegalArgumentException if a name is unknown or missing; the message names the known
   *     ones
   */
  public static List<ReportFormat> parse(String list) {
    LinkedHashSet<ReportFormat> formats = new LinkedHashSet<>();
    for (String name : list.split(",", -1)) {
      formats.add(named(name.strip(), list));
    }
    return List.copyOf(formats);
  }

  private static ReportFormat named(String name, String list) {
    return Arrays.stream(values())
        .filter(format -> format.id.equals(name.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s in the list of report formats \"%s\". Known are %s; separate several by commas, as in jsonl,html."
                        .formatted(
                            name.isEmpty()
                                ? "An empty name"
                                : "Unknown name \"%s\"".formatted(VisibleText.line(name, 100)),
                            VisibleText.line(list, 200),
                            Arrays.stream(values())
                                .map(ReportFormat::id)
                                .collect(Collectors.joining(", ")))));
  }

  /**
   * Opens the file of this format in a directory, which is created if it is missing. What the file
   * held before is replaced at once, so that a killed run cannot leave an older run's result.
   *
   * @throws IOException if the directory or the file cannot be written
   */
  public ResultWriter open(Path dir) throws IOException {
    Path file = dir.resolve(fileName);
    return switch (this) {
      case JSONL -> JsonLinesWriter.open(dir);
      case JUNIT -> DocumentWriter.open(file, new JUnitRenderer());
      case HTML -> HtmlRenderer.open(dir);
      case MARKDOWN -> DocumentWriter.open(file, new MarkdownRenderer());
      case BADGE -> Badge.open(file, dir.resolve(BADGE_JSON));
    };
  }

  /**
   * Removes what an earlier run wrote into a directory, in whatever formats, and nothing else that
   * is there.
   *
   * @throws IOException if one of the files cannot be removed
   */
  public static void clear(Path dir) throws IOException {
    List<String> names = new ArrayList<>(List.of(BADGE_JSON, OpenTestReport.FILE_NAME));
    for (ReportFormat format : values()) {
      names.add(format.fileName());
    }
    for (String name : names) {
      Path file = dir.resolve(name);
      if (Files.isRegularFile(file)) {
        Files.delete(file);
      }
    }
  }

  /**
   * Opens several formats as one writer. An event goes to each of them, even if one fails; the
   * first failure is then thrown, with the others suppressed in it.
   *
   * @throws IOException if one of them cannot be opened; those opened before are closed
   */
  public static ResultWriter openAll(Collection<ReportFormat> formats, Path dir)
      throws IOException {
    List<ResultWriter> opened = new ArrayList<>();
    try {
      for (ReportFormat format : formats) {
        opened.add(format.open(dir));
      }
    } catch (IOException e) {
      try {
        ResultWriter.all(opened).close();
      } catch (IOException suppressed) {
        e.addSuppressed(suppressed);
      }
      throw e;
    }
    return ResultWriter.all(opened);
  }
}
