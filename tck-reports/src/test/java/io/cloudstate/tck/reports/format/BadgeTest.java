package io.cloudstate.tck.reports.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstate.tck.reports.Fixtures;
import io.cloudstate.tck.reports.document.Fact;
import io.cloudstate.tck.reports.document.ResultDocument;
import io.cloudstate.tck.reports.document.ResultWriter;
import io.cloudstate.tck.reports.document.RunHeader;
import io.cloudstate.tck.reports.document.TargetInfo;
import io.cloudstate.tck.reports.file.JsonLines;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import tools.jackson.databind.JsonNode;

class BadgeTest {

  @TempDir Path dir;

  @Test
  void saysWhatTheRunSays() throws Exception {
    assertThat(message(Fixtures.passing())).isEqualTo("conforms, 60 passed");
    assertThat(message(Fixtures.mixed())).isEqualTo("2 of 30 failed");
    assertThat(message(Fixtures.partial())).isEqualTo("incomplete");
    assertThat(message(Fixtures.interrupted())).isEqualTo("incomplete");
    assertThat(message(Fixtures.empty())).isEqualTo("nothing shown");
    assertThat(message(Fixtures.of(List.of(Fixtures.errored())))).isEqualTo("does not conform");
    assertThat(message(Fixtures.selection())).isEqualTo("selection: 3 of 746 passed");
  }

  @Test
  void anEndpointReadsItsColorAndLabel() throws Exception {
    JsonNode json = json(Fixtures.passing());

    assertThat(json.propertyNames())
        .containsExactlyInAnyOrder("schemaVersion", "label", "message", "color");
    assertThat(json.path("schemaVersion").intValue()).isEqualTo(1);
    assertThat(json.path("label").asString()).isEqualTo("Cloudstate 0.2");
    assertThat(json.path("color").asString())
        .matches("[0-9a-f]{6}")
        .isNotEqualTo(json(Fixtures.mixed()).path("color").asString());
  }

  @Test
  void aSelectionIsNeitherGreenNorRedUnlessItFails() throws Exception {
    String color = json(Fixtures.selection()).path("color").asString();
    assertThat(color).isEqualTo("4a6078");
    ResultDocument mixed = Fixtures.mixed();
    ResultDocument failing =
        new ResultDocument(Fixtures.inSet(mixed.header(), 746), mixed.scenarios(), mixed.footer());
    assertThat(message(failing)).isEqualTo("selection: 2 of 30 failed");
    assertThat(json(failing).path("color").asString())
        .isEqualTo(json(mixed).path("color").asString());
  }

  @Test
  void aCandidateThatDoesNotAnswerIsNoneThatFailsAFew() throws Exception {
    ResultDocument mixed = Fixtures.mixed();
    RunHeader header =
        Fixtures.ofService(
            mixed.header(),
            new TargetInfo("exec:x", List.of(new Fact(TargetInfo.PROBLEM, "nothing came"))));
    assertThat(message(new ResultDocument(header, mixed.scenarios(), mixed.footer())))
        .isEqualTo("does not answer, 1 not run");
  }

  @Test
  void thePictureIsWellFormedWhateverTheTexts() throws Exception {
    write(Fixtures.hostile());

    Element svg = picture();
    assertThat(svg.getElementsByTagName("script").getLength()).isZero();
    assertThat(svg.getAttribute("aria-label")).contains("</pre></script>", "characters shown");
  }

  @Test
  void aPictureIsMeasuredInDigitsThatBrowsersRead() throws Exception {
    Locale usual = Locale.getDefault();
    Locale.setDefault(new Locale("fa", "IR"));
    try {
      assertThat(message(Fixtures.passing())).isEqualTo("conforms, 60 passed");
      assertThat(picture().getAttribute("width")).matches("[0-9]+");
    } finally {
      Locale.setDefault(usual);
    }
  }

  private String message(ResultDocument document) throws Exception {
    String message = json(document).path("message").asString();
    Element svg = picture();
    assertThat(svg.getElementsByTagName("title").item(0).getTextContent())
        .isEqualTo("Cloudstate 0.2: " + message);
    assertThat(svg.getElementsByTagName("text").item(1).getTextContent()).isEqualTo(message);
    return message;
  }

  private Element picture() throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    return factory
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(Files.readString(dir.resolve("badge.svg")))))
        .getDocumentElement();
  }

  private JsonNode json(ResultDocument document) throws IOException {
    write(document);
    return JsonLines.MAPPER.readTree(Files.readString(dir.resolve("badge.json")));
  }

  private void write(ResultDocument document) throws IOException {
    try (ResultWriter writer = ReportFormat.BADGE.open(dir)) {
      document.replayInto(writer);
    }
  }
}
