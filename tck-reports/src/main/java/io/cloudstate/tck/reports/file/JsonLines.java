package io.cloudstate.tck.reports.file;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.cloudstate.tck.reports.document.ResultEvent;
import io.cloudstate.tck.reports.document.RunHeader;
import io.cloudstate.tck.reports.document.ScenarioResult;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The JSON form of the events. */
public final class JsonLines {

  static final String FORMAT = "cloudstate-tck-results";
  static final int FORMAT_VERSION = 1;

  // What was written must be readable: a candidate may send a message of many megabytes.
  private static final int LONGEST_STRING = 512 * 1024 * 1024;

  /**
   * Escapes all that is not ASCII. That keeps lone surrogates, which have no UTF-8 form, and keeps
   * a terminal that shows the file from being steered by it.
   */
  public static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxStringLength(LONGEST_STRING).build())
                  .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                  .build())
          // What is asked of a record is no part of it.
          .changeDefaultVisibility(
              visible -> visible.withIsGetterVisibility(JsonAutoDetect.Visibility.NONE))
          .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .changeDefaultPropertyInclusion(
              inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
          .build();

  private JsonLines() {}

  static String type(ResultEvent event) {
    if (event instanceof RunHeader) {
      return "header";
    }
    return event instanceof ScenarioResult ? "scenario" : "footer";
  }

  static String write(ResultEvent event) {
    ObjectNode line = MAPPER.createObjectNode();
    line.put("type", type(event));
    if (event instanceof RunHeader) {
      line.put("format", FORMAT).put("formatVersion", FORMAT_VERSION);
    }
    line.setAll(MAPPER.<ObjectNode>valueToTree(event));
    return MAPPER.writeValueAsString(line);
  }
}
