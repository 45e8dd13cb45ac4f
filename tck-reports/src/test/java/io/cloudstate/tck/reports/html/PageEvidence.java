package io.cloudstate.tck.reports.html;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstate.tck.reports.file.JsonLines;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.InflaterInputStream;
import tools.jackson.databind.JsonNode;

/** Reads the evidence back from a page, as the page's own script does. */
public final class PageEvidence {

  private static final Pattern BLOCK =
      Pattern.compile(
          "<script type=\"application/octet-stream\" id=\"e(\\d+)\">([A-Za-z0-9+/=]*)</script>");

  private PageEvidence() {}

  /** The evidence of all scenarios in a report. */
  public static List<JsonNode> of(Path report) throws IOException {
    return blocks(Files.readString(report)).stream()
        .flatMap(String::lines)
        .map(JsonLines.MAPPER::readTree)
        .toList();
  }

  static List<String> blocks(String html) throws IOException {
    List<String> blocks = new ArrayList<>();
    Matcher block = BLOCK.matcher(html);
    while (block.find()) {
      assertThat(block.group(1)).isEqualTo(String.valueOf(blocks.size()));
      byte[] compressed = Base64.getDecoder().decode(block.group(2));
      try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(compressed))) {
        blocks.add(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return blocks;
  }
}
