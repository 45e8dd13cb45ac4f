package io.cloudstate.tck.reports.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudstate.tck.reports.Fixtures;
import io.cloudstate.tck.reports.document.KnownFailure;
import io.cloudstate.tck.reports.document.KnownSummary;
import io.cloudstate.tck.reports.document.ResultDocument;
import io.cloudstate.tck.reports.document.ResultWriter;
import io.cloudstate.tck.reports.document.RunFooter;
import io.cloudstate.tck.reports.document.ScenarioResult;
import io.cloudstate.tck.reports.document.Tally;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.stream.StreamResult;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.apache.maven.plugin.surefire.log.api.NullConsoleLogger;
import org.apache.maven.plugins.surefire.report.ReportTestCase;
import org.apache.maven.plugins.surefire.report.ReportTestSuite;
import org.apache.maven.plugins.surefire.report.TestSuiteXmlParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.opentest4j.reporting.tooling.core.validator.DefaultValidator;
import org.opentest4j.reporting.tooling.core.validator.ValidationResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** XML as others read it: a schema, Surefire's reader, Ant's, and that of Open Test Reporting. */
class XmlReadersTest {

  @TempDir Path dir;

  static Stream<ResultDocument> documents() {
    return Stream.of(
        Fixtures.passing(),
        Fixtures.mixed(),
        Fixtures.partial(),
        Fixtures.interrupted(),
        Fixtures.empty(),
        Fixtures.hostile(),
        known());
  }

  private static ResultDocument known() {
    List<ScenarioResult> scenarios = new ArrayList<>(Fixtures.mixed().scenarios());
    scenarios.replaceAll(
        result ->
            result.id().equals("event-sourced/emits-in-order")
                ? result.with(
                    new KnownFailure("x", KnownFailure.State.HOLDS, "late", null, "2027-01-31"))
                : result);
    RunFooter footer =
        Fixtures.footer(
            scenarios,
            Fixtures.footer(scenarios, false).verdict(),
            1,
            List.of(),
            new KnownSummary(
                "k.yaml", 2, 1, List.of(new KnownSummary.Stale("y", "k.yaml:3:1", "y passes."))));
    return new ResultDocument(Fixtures.header(scenarios.size()), scenarios, footer);
  }

  /** What the JSON says, and what stands in the XML for the run itself. */
  private record Expected(int tests, int failures, int errors, int skipped) {

    static Expected of(ResultDocument document) {
      RunFooter.Counts counts = document.counts();
      int aside = Tally.setAside(document.scenarios());
      boolean stale = document.footer() != null && document.footer().known() != null;
      int run = !document.complete() || document.scenarios().isEmpty() || stale ? 1 : 0;
      return new Expected(
          counts.total() + run,
          counts.failed() - aside,
          counts.errored() + run,
          counts.unsupported() + counts.notRun() + aside);
    }
  }

  private static String junit(ResultDocument document) throws IOException {
    StringWriter out = new StringWriter();
    new JUnitRenderer().render(document, out);
    return out.toString();
  }

  private static void validate(String xml) throws SAXException, IOException {
    SchemaFactory factory = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI);
    factory
        .newSchema(Objects.requireNonNull(XmlReadersTest.class.getResource("junit.xsd")))
        .newValidator()
        .validate(new StreamSource(new StringReader(xml)));
  }

  @ParameterizedTest
  @MethodSource("documents")
  void junitFitsTheSchema(ResultDocument document) throws Exception {
    validate(junit(document));
  }

  @Test
  void theSchemaRefusesWhatCiServersMisread() throws IOException {
    String good = junit(Fixtures.mixed());
    for (String[] change :
        new String[][] {
          {"<failure message=", "<failure text="},
          {"tests=\"", "count=\""},
          {"errors=\"1\"", "errors=\"one\""},
          {"2026-11-23T18:30:16\"", "2026-11-23T18:30:16Z\""},
          {"<skipped message=\"", "<ignored message=\""},
          {" classname=\"", " class=\""},
          {"time=\"", "time=\"-"},
          {"name=\"action/holds-2\"", "name=\"action/holds-8\""},
        }) {
      String bad = good.replace(change[0], change[1]);
      assertThat(bad).as(change[0]).isNotEqualTo(good);
      assertThatThrownBy(() -> validate(bad)).as(change[0]).isInstanceOf(SAXException.class);
    }
  }

  @ParameterizedTest
  @MethodSource("documents")
  void surefireReadsTheSameCounts(ResultDocument document) throws Exception {
    Path file = Files.writeString(dir.resolve("TEST-junit.xml"), junit(document));
    TestSuiteXmlParser parser = new TestSuiteXmlParser(new NullConsoleLogger());
    List<ReportTestSuite> suites;
    try (InputStreamReader in =
        new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8)) {
      suites = parser.parse(in);
    }
    List<ReportTestCase> cases =
        suites.stream().flatMap(suite -> suite.getTestCases().stream()).toList();
    assertThat(
            new Expected(
                cases.size(),
                (int) cases.stream().filter(ReportTestCase::hasFailure).count(),
                (int) cases.stream().filter(ReportTestCase::hasError).count(),
                (int) cases.stream().filter(ReportTestCase::hasSkipped).count()))
        .isEqualTo(Expected.of(document));
    assertThat(suites.stream().mapToInt(ReportTestSuite::getNumberOfTests).sum())
        .isEqualTo(cases.size());
  }

  @ParameterizedTest
  @MethodSource("documents")
  void antReadsTheSameCounts(ResultDocument document) throws Exception {
    String page = ant(junit(document));
    Matcher row =
        Pattern.compile(
                "<h2>Summary</h2>.*?<td>(\\d+)</td><td>.*?(\\d+)(?:</a>)?</td><td>.*?(\\d+)(?:</a>)?</td><td>.*?(\\d+)(?:</a>)?</td>",
                Pattern.DOTALL)
            .matcher(page);
    assertThat(row.find()).as(page).isTrue();
    assertThat(
            new Expected(
                Integer.parseInt(row.group(1)),
                Integer.parseInt(row.group(2)),
                Integer.parseInt(row.group(3)),
                Integer.parseInt(row.group(4))))
        .isEqualTo(Expected.of(document));
  }

  private static String ant(String xml) throws Exception {
    String sheet = "/org/apache/tools/ant/taskdefs/optional/junit/xsl/junit-noframes.xsl";
    // As Ant does, it calls Java for the line breaks of a stack trace.
    TransformerFactory factory = TransformerFactory.newDefaultInstance();
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, false);
    Transformer transformer =
        factory.newTransformer(
            new StreamSource(
                Objects.requireNonNull(XmlReadersTest.class.getResourceAsStream(sheet))));
    transformer.setParameter("TITLE", "t");
    StringWriter page = new StringWriter();
    transformer.transform(new StreamSource(new StringReader(xml)), new StreamResult(page));
    return page.toString();
  }

  @ParameterizedTest
  @MethodSource("documents")
  void openTestReportingFitsItsSchemaAndCountsTheSame(ResultDocument document) throws Exception {
    try (ResultWriter writer = OpenTestReport.open(dir)) {
      document.replayInto(writer);
    }
    Path file = dir.resolve(OpenTestReport.FILE_NAME);
    ValidationResult result = new DefaultValidator().validate(file);
    assertThat(result.messages()).as(Files.readString(file)).isEmpty();
    Document xml = parse(file);
    RunFooter.Counts counts = document.counts();
    int aside = Tally.setAside(document.scenarios());
    List<Element> results = ofScenarios(xml);
    assertThat(results).hasSize(counts.total());
    assertThat(count(results, "SUCCESSFUL")).isEqualTo(counts.passed() + counts.warned());
    assertThat(count(results, "FAILED")).isEqualTo(counts.failed() - aside);
    assertThat(count(results, "ERRORED")).isEqualTo(counts.errored());
    assertThat(count(results, "SKIPPED")).isEqualTo(counts.unsupported() + counts.notRun() + aside);
    Element run =
        all(xml, "*", "finished").stream()
            .filter(finished -> finished.getAttribute("id").equals("run"))
            .findFirst()
            .orElseThrow();
    String status =
        ((Element) run.getElementsByTagNameNS("*", "result").item(0)).getAttribute("status");
    boolean success =
        document.complete() && document.footer() != null && document.footer().exitStatus() == 0;
    assertThat(status.equals("SUCCESSFUL")).isEqualTo(success);
  }

  @Test
  void whatIsNoEventIsRefusedByTheirSchema() throws Exception {
    try (ResultWriter writer = OpenTestReport.open(dir)) {
      Fixtures.mixed().replayInto(writer);
    }
    Path file = dir.resolve(OpenTestReport.FILE_NAME);
    Files.writeString(file, Files.readString(file).replace("status=\"FAILED\"", "status=\"BAD\""));
    assertThat(new DefaultValidator().validate(file).messages()).isNotEmpty();
  }

  private static List<Element> ofScenarios(Document xml) {
    return all(xml, "*", "finished").stream()
        .filter(finished -> finished.getAttribute("id").startsWith("scenario-"))
        .map(finished -> (Element) finished.getElementsByTagNameNS("*", "result").item(0))
        .toList();
  }

  private static long count(List<Element> results, String status) {
    return results.stream().filter(one -> one.getAttribute("status").equals(status)).count();
  }

  private static List<Element> all(Document xml, String namespace, String name) {
    NodeList nodes = xml.getElementsByTagNameNS(namespace, name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }

  private static Document parse(Path file) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    return factory.newDocumentBuilder().parse(file.toFile());
  }
}
