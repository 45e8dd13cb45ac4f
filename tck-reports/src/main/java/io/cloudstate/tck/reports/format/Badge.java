package io.cloudstate.tck.reports.format;

import io.cloudstate.tck.reports.document.ResultDocument;
import io.cloudstate.tck.reports.document.ResultWriter;
import io.cloudstate.tck.reports.document.RunFooter;
import io.cloudstate.tck.reports.document.TargetInfo;
import io.cloudstate.tck.reports.file.DocumentWriter;
import io.cloudstate.tck.reports.file.JsonLines;
import io.cloudstate.tck.reports.text.VisibleText;
import io.cloudstate.tck.reports.verdict.Scope;
import io.cloudstate.tck.reports.verdict.Standing;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * The verdict in two words, as a picture and in the form that shields.io reads from an endpoint.
 *
 * @param label what was judged
 * @param message the verdict
 * @param color of the message's ground, in hexadecimal; white text on it has a contrast of 4.5
 */
record Badge(String label, String message, String color) {

  // Of Verdana at 11 px, the face of badges everywhere; the text is then stretched to fit.
  private static final String NARROW = "fijlrtI.,:;'|!()[] 1";
  private static final String WIDE = "mwMWGOQ%@";
  private static final int LONGEST = 40;

  static Badge of(ResultDocument document) {
    Standing standing = Standing.of(document);
    RunFooter.Counts counts = document.counts();
    boolean complete = document.complete();
    String label = "Cloudstate " + document.header().protocolVersion();
    Scope scope = Scope.of(document.header());
    String message = standing.label().toLowerCase(Locale.ROOT);
    if (complete && standing.tone() == Standing.Tone.GOOD) {
      message += ", " + counts.passed() + " passed";
    } else if (complete && standing.tone() == Standing.Tone.PART) {
      message = counts.passed() + " of " + inSet(scope) + " passed";
    } else if (counts.notRun() > 0
        && document.header().service().fact(TargetInfo.PROBLEM).isPresent()) {
      message = "does not answer, " + counts.notRun() + " not run";
    } else if (counts.failed() > 0) {
      message = counts.failed() + " of " + document.header().planned() + " failed";
    }
    String part = scope.file() == null ? "selection: " : "own scenarios: ";
    return new Badge(
        VisibleText.line(label, LONGEST),
        complete ? (scope.isPart() ? part : "") + message : "incomplete",
        switch (standing.tone()) {
          case GOOD -> "27804f";
          case PART -> "4a6078";
          case BAD -> "c0303b";
          case OPEN -> "946200";
        });
  }

  /** How many there are where those that ran come from. */
  private static int inSet(Scope scope) {
    Integer all = scope.inSet();
    return all == null ? scope.planned() : all;
  }

  static ResultWriter open(Path svg, Path json) throws IOException {
    ResultWriter picture = DocumentWriter.open(svg, (document, out) -> of(document).svg(out));
    try {
      return ResultWriter.all(
          List.of(picture, DocumentWriter.open(json, (document, out) -> of(document).json(out))));
    } catch (IOException e) {
      picture.close();
      throw e;
    }
  }

  void json(Writer out) throws IOException {
    out.write(
        JsonLines.MAPPER.writeValueAsString(
            JsonLines.MAPPER
                .createObjectNode()
                .put("schemaVersion", 1)
                .put("label", label)
                .put("message", message)
                .put("color", color)));
    out.write('\n');
  }

  void svg(Writer out) throws IOException {
    int left = width(label) + 12;
    int right = width(message) + 12;
    String title = escaped(label + ": " + message);
    out.write(
        // Of the root locale: digits of others are none to a browser.
        String.format(
            Locale.ROOT,
            """
        <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="20" role="img" aria-label="%2$s">
        <title>%2$s</title>
        <rect width="%1$d" height="20" rx="4" fill="#3c4148"/>
        <path d="M%3$d 0h%4$da4 4 0 0 1 4 4v12a4 4 0 0 1-4 4h-%4$dz" fill="#%5$s"/>
        <g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">
        <text x="6" y="14" textLength="%6$d">%7$s</text>
        <text x="%8$d" y="14" textLength="%9$d">%10$s</text>
        </g>
        </svg>
        """,
            left + right,
            title,
            left,
            right - 4,
            color,
            left - 12,
            escaped(label),
            left + 6,
            right - 12,
            escaped(message)));
  }

  private static int width(String text) {
    return (int)
        Math.ceil(
            text.chars()
                .mapToDouble(c -> NARROW.indexOf(c) >= 0 ? 4.2 : WIDE.indexOf(c) >= 0 ? 9.2 : 6.9)
                .sum());
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
