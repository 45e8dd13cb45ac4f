package io.cloudstate.tck.reports.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstate.tck.reports.Fixtures;
import io.cloudstate.tck.reports.document.Outcome;
import io.cloudstate.tck.reports.document.ResultDocument;
import io.cloudstate.tck.reports.document.ScenarioResult;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class JUnitRendererTest {

  static Stream<ResultDocument> documents() {
    return Stream.of(
        Fixtures.passing(),
        Fixtures.mixed(),
        Fixtures.partial(),
        Fixtures.interrupted(),
        Fixtures.empty(),
        Fixtures.hostile());
  }

  @ParameterizedTest
  @MethodSource("documents")
  void countsAgreeWithTheCases(ResultDocument document) throws Exception {
    Element root = parse(document);

    assertCounts(root);
    elements(root, "testsuite").forEach(JUnitRendererTest::assertCounts);
  }

  @Test
  void aPassingRunHasNeitherFailureNorError() throws Exception {
    Element root = parse(Fixtures.passing());

    assertThat(root.getAttribute("tests")).isEqualTo("60");
    assertThat(elements(root, "failure")).isEmpty();
    assertThat(elements(root, "error")).isEmpty();
    assertThat(elements(root, "system-out"))
        .hasSize(60)
        .allSatisfy(out -> assertThat(out.getTextContent()).startsWith("scenario hash 9c41d0e"));
    Element suite = elements(root, "testsuite").get(0);
    assertThat(suite.getAttribute("name")).isEqualTo("action");
    assertThat(suite.getAttribute("timestamp")).isEqualTo("2026-11-23T18:30:16");
    Element testcase = elements(suite, "testcase").get(0);
    assertThat(testcase.getAttribute("classname")).isEqualTo("action");
    assertThat(testcase.getAttribute("name")).isEqualTo("action/holds-2");
    assertThat(testcase.getAttribute("time")).isEqualTo("0.020256");
  }

  @Test
  void eachOutcomeHasItsElement() throws Exception {
    Element root = parse(Fixtures.mixed());

    Element failed = testcase(root, "event-sourced/emits-in-order");
    Element failure = elements(failed, "failure").get(0);
    assertThat(failure.getAttribute("type")).isEqualTo("ES-06");
    assertThat(failure.getAttribute("message"))
        .isEqualTo("ES-06: reply.events[0].value should be \"A\", and is \"B\"");
    assertThat(failure.getTextContent())
        .contains("blame:       candidate: it sent the diverging frame")
        .contains("also differs: reply.events[1].value: expected \"B\", actual \"A\"")
        .contains("--scenario event-sourced/emits-in-order");
    assertThat(elements(failed, "system-out").get(0).getTextContent())
        .contains("emitted events out of order");

    Element errored = testcase(root, "crdt/vote-counts");
    assertThat(elements(errored, "error").get(0).getAttribute("message"))
        .contains("Connection refused");

    Element warned = testcase(root, "discovery/names-itself");
    assertThat(elements(warned, "failure")).isEmpty();
    assertThat(elements(warned, "system-out").get(0).getTextContent())
        .startsWith("warned: ")
        .contains("DIS-10");

    assertThat(skippedMessage(root, "effects/unsupported"))
        .isEqualTo(
            "unsupported: The candidate does not serve cloudstate.tck.model.EventSourcedTwo.");
    assertThat(skippedMessage(root, "effects/not-run")).startsWith("not run: Left out by");
  }

  @Test
  void severalLinesAreOneMessageAndIndentedFacts() throws Exception {
    ScenarioResult gone =
        Fixtures.scenario(
            "lifecycle/ends",
            "It goes on",
            "lifecycle",
            Outcome.ERRORED,
            "It ended with status 9. Its last lines:\n  started\nblame:       proxy",
            null,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            1);
    Element error = elements(parse(Fixtures.of(List.of(gone))), "error").get(0);

    assertThat(error.getAttribute("message"))
        .isEqualTo("It ended with status 9. Its last lines: / started / blame:       proxy");
    assertThat(error.getTextContent())
        .contains("Its last lines:\n               started\n             blame:       proxy\n");
  }

  @Test
  void aRunThatDidNotEndOrShowedNothingIsAnError() throws Exception {
    assertThat(runErrors(Fixtures.partial())).containsExactly("run/incomplete");
    assertThat(runErrors(Fixtures.interrupted())).containsExactly("run/incomplete");
    assertThat(runErrors(Fixtures.empty())).containsExactly("run/empty");
    assertThat(runErrors(Fixtures.of(List.of(Fixtures.skipped(Outcome.UNSUPPORTED)))))
        .containsExactly("run/verdict");
    assertThat(runErrors(Fixtures.passing())).isEmpty();
    assertThat(runErrors(Fixtures.mixed())).isEmpty();
  }

  @Test
  void hostileTextBecomesVisibleAndBounded() throws Exception {
    StringWriter out = new StringWriter();
    new JUnitRenderer().render(Fixtures.hostile(), out);
    Element failure = elements(parse(out.toString()), "failure").get(0);

    assertThat(failure.getAttribute("message"))
        .contains("<script>", "\\u001B[31mred\\u0000\\uD800");
    assertThat(failure.getTextContent()).contains("\\u202Etxt.exe", "]]>", "\uD83D\uDE00");
    assertThat(out.toString().length()).isLessThan(300_000);
  }

  private static List<String> runErrors(ResultDocument document) throws Exception {
    return elements(parse(document), "testcase").stream()
        .filter(testcase -> testcase.getAttribute("classname").equals("run"))
        .filter(testcase -> elements(testcase, "error").size() == 1)
        .map(testcase -> testcase.getAttribute("name"))
        .toList();
  }

  private static void assertCounts(Element element) {
    assertThat(element.getAttribute("tests"))
        .isEqualTo(String.valueOf(elements(element, "testcase").size()));
    assertThat(element.getAttribute("failures"))
        .isEqualTo(String.valueOf(elements(element, "failure").size()));
    assertThat(element.getAttribute("errors"))
        .isEqualTo(String.valueOf(elements(element, "error").size()));
    assertThat(element.getAttribute("skipped"))
        .isEqualTo(String.valueOf(elements(element, "skipped").size()));
  }

  private static String skippedMessage(Element root, String name) {
    return elements(testcase(root, name), "skipped").get(0).getAttribute("message");
  }

  private static Element testcase(Element root, String name) {
    return elements(root, "testcase").stream()
        .filter(testcase -> testcase.getAttribute("name").equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static List<Element> elements(Element parent, String name) {
    NodeList nodes = parent.getElementsByTagName(name);
    return IntStream.range(0, nodes.getLength()).mapToObj(i -> (Element) nodes.item(i)).toList();
  }

  private static Element parse(ResultDocument document) throws Exception {
    StringWriter out = new StringWriter();
    new JUnitRenderer().render(document, out);
    return parse(out.toString());
  }

  private static Element parse(String xml) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(xml)))
        .getDocumentElement();
  }
}
