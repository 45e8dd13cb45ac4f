package io.cloudstate.tck.reports.format;

import io.cloudstate.tck.reports.document.ResultDocument;
import io.cloudstate.tck.reports.verdict.Standing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The summary of a job on GitHub Actions: Markdown, up to a limit that is set for each step. */
public final class JobSummary {

  /** GitHub drops a step's summary that is longer. */
  static final int LIMIT_BYTES = 1024 * 1024;

  private static final int LEAST = 256;

  private JobSummary() {}

  /**
   * Appends a document to a file, the worst first, and as much of it as there is room for.
   *
   * @return whether there was room for any of it
   * @throws IOException if the file cannot be written
   */
  public static boolean append(ResultDocument document, Path file) throws IOException {
    long used = Files.exists(file) ? Files.size(file) : 0;
    long room = LIMIT_BYTES - used - 1;
    if (room < LEAST) {
      return false;
    }
    String text = markdown(document, (int) room);
    Files.writeString(
        file,
        (used == 0 ? "" : "\n") + text,
        StandardCharsets.UTF_8,
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
    return true;
  }

  /** At most so many bytes of it. */
  static String markdown(ResultDocument document, int limitBytes) {
    StringBuilder text = new StringBuilder();
    MarkdownRenderer.render(document, text, limitBytes);
    if (text.toString().getBytes(StandardCharsets.UTF_8).length <= limitBytes) {
      return text.toString();
    }
    return "## Cloudstate TCK: %s\n\nThere is no room for more; see %s.\n"
        .formatted(Standing.of(document).label(), ReportFormat.MARKDOWN.fileName());
  }
}
