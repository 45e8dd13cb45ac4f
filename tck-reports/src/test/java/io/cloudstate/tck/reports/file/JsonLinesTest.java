package io.cloudstate.tck.reports.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.cloudstate.tck.reports.Fixtures;
import io.cloudstate.tck.reports.document.Fact;
import io.cloudstate.tck.reports.document.FrameView;
import io.cloudstate.tck.reports.document.KnownFailure;
import io.cloudstate.tck.reports.document.KnownSummary;
import io.cloudstate.tck.reports.document.MismatchView;
import io.cloudstate.tck.reports.document.RequirementInfo;
import io.cloudstate.tck.reports.document.RequirementResult;
import io.cloudstate.tck.reports.document.ResultDocument;
import io.cloudstate.tck.reports.document.ResultWriter;
import io.cloudstate.tck.reports.document.RunFooter;
import io.cloudstate.tck.reports.document.RunHeader;
import io.cloudstate.tck.reports.document.ScenarioResult;
import io.cloudstate.tck.reports.document.StepView;
import io.cloudstate.tck.reports.document.TargetInfo;
import io.cloudstate.tck.reports.format.ReportFormat;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class JsonLinesTest {

  @TempDir Path dir;

  static Stream<ResultDocument> documents() {
    return Stream.of(
        Fixtures.passing(),
        Fixtures.mixed(),
        Fixtures.partial(),
        Fixtures.interrupted(),
        Fixtures.empty());
  }

  @ParameterizedTest
  @MethodSource("documents")
  void whatIsWrittenIsReadBack(ResultDocument document) throws IOException {
    assertThat(ResultsReader.read(write(document))).isEqualTo(document);
  }

  @Test
  void hostileTextIsReadBackUnchangedFromPureAscii() throws IOException {
    Path file = write(Fixtures.hostile());

    assertThat(ResultsReader.read(file)).isEqualTo(Fixtures.hostile());
    String text = Files.readString(file, StandardCharsets.US_ASCII);
    assertThat(text).doesNotContainPattern("[\\x00-\\x09\\x0B-\\x1F]");
    assertThat(text.lines()).hasSize(3);
  }

  @Test
  void completenessIsReadBack() throws IOException {
    assertThat(ResultsReader.read(write(Fixtures.passing())).complete()).isTrue();
    assertThat(ResultsReader.read(write(Fixtures.partial())).complete()).isFalse();
    assertThat(ResultsReader.read(write(Fixtures.interrupted())).complete()).isFalse();
  }

  @Test
  void aFooterThatCountsOtherwiseIsNoCompleteness() {
    ResultDocument passing = Fixtures.passing();
    ResultDocument lost =
        new ResultDocument(
            Fixtures.header(59), passing.scenarios().subList(0, 59), passing.footer());

    assertThat(lost.incompleteness()).contains("counts 60", "the 59 it holds");
  }

  @Test
  void eachLineIsInTheFileAtOnce() throws IOException {
    Path file = dir.resolve("results.jsonl");
    ResultDocument document = Fixtures.passing();
    try (ResultWriter writer = ReportFormat.JSONL.open(dir)) {
      writer.accept(document.header());
      assertThat(Files.readAllLines(file)).hasSize(1);
      writer.accept(document.scenarios().get(0));
      assertThat(Files.readAllLines(file)).hasSize(2);
    }
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everyLineFitsTheSchema(ResultDocument document) throws IOException {
    Schema schema = schema();
    for (String line : Files.readAllLines(write(document))) {
      assertThat(schema.validate(line, InputFormat.JSON)).isEmpty();
    }
  }

  @Test
  void theSchemaRefusesWhatLacksAFieldOrNamesAnUnknownOutcome() throws IOException {
    String line = JsonLines.write(Fixtures.passing(1));

    assertThat(schema().validate(line.replace("\"outcome\":", "\"result\":"), InputFormat.JSON))
        .isNotEmpty();
    assertThat(schema().validate(line.replace("\"PASSED\"", "\"FINE\""), InputFormat.JSON))
        .isNotEmpty();
  }

  static Stream<Arguments> shapes() {
    return Stream.of(
        Arguments.of("header", RunHeader.class),
        Arguments.of("scenario", ScenarioResult.class),
        Arguments.of("footer", RunFooter.class),
        Arguments.of("fact", Fact.class),
        Arguments.of("target", TargetInfo.class),
        Arguments.of("requirement", RequirementInfo.class),
        Arguments.of("requirementResult", RequirementResult.class),
        Arguments.of("mismatch", MismatchView.class),
        Arguments.of("difference", MismatchView.Difference.class),
        Arguments.of("step", StepView.class),
        Arguments.of("frame", FrameView.class),
        Arguments.of("knownFailure", KnownFailure.class),
        Arguments.of("knownSummary", KnownSummary.class),
        Arguments.of("stale", KnownSummary.Stale.class),
        Arguments.of("counts", RunFooter.Counts.class));
  }

  /** The schema is open to later fields, so only this shows that it knows today's. */
  @ParameterizedTest
  @MethodSource("shapes")
  void theSchemaKnowsEveryComponent(String name, Class<?> type) throws IOException {
    JsonNode definition = JsonLines.MAPPER.readTree(schemaText()).path("$defs").path(name);
    Set<String> properties = new TreeSet<>(definition.path("properties").propertyNames());
    Set<String> required = new TreeSet<>();
    definition.path("required").forEach(node -> required.add(node.stringValue()));
    Set<String> ours = Set.of("type", "format", "formatVersion");
    properties.removeAll(ours);
    required.removeAll(ours);

    assertThat(properties)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName).toList());
    assertThat(required)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(type.getRecordComponents())
                .filter(c -> !c.getAnnotatedType().isAnnotationPresent(Nullable.class))
                .map(RecordComponent::getName)
                .toList());
  }

  @Test
  void unknownFieldsAreIgnored() throws IOException {
    Path file = write(Fixtures.passing());
    Files.writeString(
        file, Files.readString(file).replace("\"runId\":", "\"later\":[{}],\"runId\":"));

    assertThat(ResultsReader.read(file)).isEqualTo(Fixtures.passing());
  }

  @Test
  void aLastLineThatWasCutOffIsLeftOut() throws IOException {
    Path file = write(Fixtures.passing());
    String text = Files.readString(file);
    Files.writeString(file, text.substring(0, text.length() - 40));

    ResultDocument document = ResultsReader.read(file);

    assertThat(document.scenarios()).hasSize(60);
    assertThat(document.complete()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'\"formatVersion\":1' | '\"formatVersion\":2' | line 1: \"formatVersion\" should be 1, and is 2. Read this file with the kit that wrote it.",
        "'cloudstate-tck-results' | 'other' | line 1: \"format\" should be \"cloudstate-tck-results\", and is \"other\".",
        "'\"planned\":60' | '\"x\":60' | line 1: planned is missing.",
        "'\"type\":\"header\"' | '\"type\":\"haeder\"' | line 1: \"type\" should be \"header\", \"scenario\" or \"footer\", and is \"haeder\".",
        "'\"type\":\"header\"' | '\"type\":\"footer\"' | line 1: a footer before the header.",
        "'\"seq\":3,' | '' | 'line 2: frames[2].seq is missing.'",
        "'\"title\":\"Events' | '\"title\":null,\"x\":\"Events' | line 2: title is null, which it may not be.",
        "'\"PASSED\"' | '\"FINE\"' | line 2:",
        "'\"PASSED\"' | 'PASSED' | line 2: this is no JSON:",
        "'\"type\":\"footer\"' | '\"type\":\"header\"' | line 62: a second header; a file holds one run.",
      })
  void whatIsWrongIsNamedWithFileAndLine(String find, String replace, String message)
      throws IOException {
    Path file = write(Fixtures.passing());
    String text = Files.readString(file);
    assertThat(text).contains(find);
    Files.writeString(file, text.replace(find, replace));

    assertThatThrownBy(() -> ResultsReader.read(file))
        .isInstanceOf(InvalidResultsException.class)
        .hasMessageStartingWith(file + ", ")
        .hasMessageContaining(message);
  }

  @Test
  void aFileOfSomethingElseIsRefused() throws IOException {
    Path file = dir.resolve("other");
    Files.writeString(file, "");
    assertThatThrownBy(() -> ResultsReader.read(file))
        .hasMessageContaining("line 1: the file has no header");
    Files.write(file, new byte[] {'{', (byte) 0xFF, (byte) 0xFE});
    assertThatThrownBy(() -> ResultsReader.read(file)).hasMessageContaining("not UTF-8");
    Files.writeString(file, "<html>");
    assertThatThrownBy(() -> ResultsReader.read(file))
        .hasMessageContaining("line 1: this is no JSON");
  }

  private Path write(ResultDocument document) throws IOException {
    try (ResultWriter writer = ReportFormat.JSONL.open(dir)) {
      document.replayInto(writer);
    }
    return dir.resolve(ReportFormat.JSONL.fileName());
  }

  private static Schema schema() throws IOException {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(schemaText());
  }

  private static String schemaText() throws IOException {
    try (InputStream in = JsonLinesTest.class.getResourceAsStream("results.schema.json")) {
      return new String(
          Objects.requireNonNull(in, "results.schema.json").readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
