package io.cloudstate.tck.reports.file;

import io.cloudstate.tck.reports.document.ResultDocument;
import io.cloudstate.tck.reports.document.RunFooter;
import io.cloudstate.tck.reports.document.RunHeader;
import io.cloudstate.tck.reports.document.ScenarioResult;
import io.cloudstate.tck.reports.text.VisibleText;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Reads a file of JSON lines back. Fields that it does not know are ignored, so that a later kit
 * may add some within the same format version.
 */
public final class ResultsReader {

  private static final String EXPECTED =
      "Expected is a file that the kit wrote, such as " + JsonLinesWriter.FILE_NAME + ".";

  private final Path file;
  private @Nullable RunHeader header;
  private final List<ScenarioResult> scenarios = new ArrayList<>();
  private @Nullable RunFooter footer;
  private int number;

  private ResultsReader(Path file) {
    this.file = file;
  }

  /**
   * Reads a whole file. A last line that was cut off in writing is left out: such a document has no
   * footer and is incomplete in any case.
   *
   * @throws InvalidResultsException if the file holds something else; the message names file, line
   *     and what is wrong
   * @throws IOException if the file cannot be read
   */
  public static ResultDocument read(Path file) throws IOException {
    return new ResultsReader(file).document();
  }

  private ResultDocument document() throws IOException {
    boolean endsInLineFeed = endsInLineFeed();
    try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      String line = in.readLine();
      while (line != null) {
        number++;
        String next = in.readLine();
        boolean whole = next != null || endsInLineFeed;
        take(line, whole);
        line = next;
      }
    } catch (CharacterCodingException e) {
      throw wrong("the file is not UTF-8 text. " + EXPECTED, number + 1);
    }
    if (header == null) {
      throw wrong("the file has no header. " + EXPECTED, 1);
    }
    return new ResultDocument(header, scenarios, footer);
  }

  private boolean endsInLineFeed() throws IOException {
    try (var channel = Files.newByteChannel(file)) {
      if (channel.size() == 0) {
        return false;
      }
      channel.position(channel.size() - 1);
      var last = ByteBuffer.allocate(1);
      return channel.read(last) == 1 && last.get(0) == '\n';
    }
  }

  private void take(String line, boolean whole) throws InvalidResultsException {
    JsonNode json;
    try {
      json = JsonLines.MAPPER.readTree(line);
    } catch (JacksonException e) {
      if (!whole && header != null) {
        return;
      }
      throw wrong(
          "this is no JSON: %s. %s"
              .formatted(VisibleText.line(e.getOriginalMessage(), 500), EXPECTED),
          number);
    }
    String type = json.path("type").asString("");
    switch (type) {
      case "header" -> {
        if (header != null) {
          throw wrong("a second header; a file holds one run.", number);
        }
        checkFormat(json);
        header = bind(json, RunHeader.class);
      }
      case "scenario" -> {
        checkPlace("scenario");
        scenarios.add(bind(json, ScenarioResult.class));
      }
      case "footer" -> {
        checkPlace("footer");
        footer = bind(json, RunFooter.class);
      }
      default ->
          throw wrong(
              "\"type\" should be \"header\", \"scenario\" or \"footer\", and is %s. %s"
                  .formatted(
                      json.has("type")
                          ? VisibleText.line(json.get("type").toString(), 100)
                          : "missing",
                      EXPECTED),
              number);
    }
  }

  private void checkPlace(String what) throws InvalidResultsException {
    if (header == null) {
      throw wrong("a %s before the header. %s".formatted(what, EXPECTED), number);
    }
    if (footer != null) {
      throw wrong("a %s after the footer; a file holds one run.".formatted(what), number);
    }
  }

  private void checkFormat(JsonNode json) throws InvalidResultsException {
    String format = json.path("format").asString("");
    if (!format.equals(JsonLines.FORMAT)) {
      throw wrong(
          "\"format\" should be \"%s\", and is \"%s\"."
              .formatted(JsonLines.FORMAT, VisibleText.line(format, 100)),
          number);
    }
    JsonNode version = json.path("formatVersion");
    if (!version.isInt() || version.intValue() != JsonLines.FORMAT_VERSION) {
      throw wrong(
          "\"formatVersion\" should be %d, and is %s. Read this file with the kit that wrote it."
              .formatted(
                  JsonLines.FORMAT_VERSION,
                  version.isMissingNode() ? "missing" : VisibleText.line(version.toString(), 100)),
          number);
    }
  }

  private <T extends Record> T bind(JsonNode json, Class<T> type) throws InvalidResultsException {
    Optional<String> missing = RequiredComponents.firstMissing(json, type);
    if (missing.isPresent()) {
      throw wrong(missing.get() + ".", number);
    }
    try {
      return JsonLines.MAPPER.treeToValue(json, type);
    } catch (JacksonException e) {
      throw wrong(
          "%s: %s".formatted(e.getPathReference(), VisibleText.line(e.getOriginalMessage(), 500)),
          number);
    }
  }

  private InvalidResultsException wrong(String what, int line) {
    return new InvalidResultsException(file, line, what);
  }
}
