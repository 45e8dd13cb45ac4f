package io.cloudstate.tck.reports.format;

import io.cloudstate.tck.reports.document.KnownSummary;
import io.cloudstate.tck.reports.document.MismatchView;
import io.cloudstate.tck.reports.document.Outcome;
import io.cloudstate.tck.reports.document.ResultDocument;
import io.cloudstate.tck.reports.document.RunFooter;
import io.cloudstate.tck.reports.document.RunHeader;
import io.cloudstate.tck.reports.document.ScenarioResult;
import io.cloudstate.tck.reports.document.Tally;
import io.cloudstate.tck.reports.file.DocumentRenderer;
import io.cloudstate.tck.reports.text.Durations;
import io.cloudstate.tck.reports.text.LogExcerpt;
import io.cloudstate.tck.reports.text.VisibleText;
import io.cloudstate.tck.reports.verdict.FactSheet;
import io.cloudstate.tck.reports.verdict.Scope;
import java.io.IOException;
import java.io.Writer;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/**
 * JUnit XML: a test suite for each theme, a test case for each scenario.
 *
 * <ul>
 *   <li>A failed scenario is a {@code failure} whose type is the requirement violated; an errored
 *       one an {@code error}; an unsupported one, or one not run, is {@code skipped} with the
 *       reason, and so is one that fails as a file of known failures says; a warned one has passed,
 *       with its facts in {@code system-out}.
 *   <li>Who reads this file knows only failures and errors. So that a run which shows less than
 *       conformance cannot be taken for a success, a suite named {@code run} comes first with an
 *       errored test case {@code run/incomplete} where the run did not come to its end, {@code
 *       run/empty} where it ended without a scenario, and {@code run/verdict} where it does not
 *       show conformance or exits with a status other than 0 although no test case failed, for
 *       example because every scenario was skipped.
 *   <li>An entry of a file of known failures that is stale is an errored test case of that suite.
 *   <li>Characters that XML does not allow, or that cannot be seen, are visible escapes.
 * </ul>
 */
final class JUnitRenderer implements DocumentRenderer {

  private static final int MESSAGE_LIMIT = 1_000;
  private static final int MAX_FACTS = 200;
  private static final int MAX_STALE = 200;
  private static final String RUN = "run";

  /** A test case about the run itself. */
  private record RunError(String name, String message) {}

  @Override
  public void render(ResultDocument document, Writer out) throws IOException {
    try {
      XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out);
      document(xml, document);
      xml.flush();
    } catch (XMLStreamException e) {
      if (e.getNestedException() instanceof IOException io) {
        throw io;
      }
      throw new IOException("The JUnit XML could not be written: " + e.getMessage(), e);
    }
  }

  private static void document(XMLStreamWriter xml, ResultDocument document)
      throws XMLStreamException {
    RunFooter.Counts counts = document.counts();
    List<RunError> runErrors = runErrors(document, counts);
    xml.writeStartDocument("UTF-8", "1.0");
    line(xml);
    xml.writeStartElement("testsuites");
    attribute(xml, "name", "Cloudstate TCK " + document.header().kitVersion());
    counts(xml, document.scenarios(), runErrors.size());
    time(xml, document.scenarios());
    line(xml);
    if (!runErrors.isEmpty()) {
      runSuite(xml, document, runErrors);
    }
    for (Map.Entry<String, List<ScenarioResult>> theme :
        Tally.byTheme(document.scenarios()).entrySet()) {
      suite(xml, document, theme.getKey(), theme.getValue());
    }
    xml.writeEndElement();
    line(xml);
    xml.writeEndDocument();
  }

  private static List<RunError> runErrors(ResultDocument document, RunFooter.Counts counts) {
    String incompleteness = document.incompleteness();
    if (incompleteness != null) {
      return List.of(new RunError("run/incomplete", incompleteness));
    }
    if (document.scenarios().isEmpty()) {
      return List.of(new RunError("run/empty", "No scenario was run, so nothing was shown."));
    }
    RunFooter footer = document.footer();
    if (footer == null) {
      return List.of();
    }
    KnownSummary summary = footer.known();
    if (summary != null && !summary.stale().isEmpty()) {
      return summary.stale().stream()
          .limit(MAX_STALE)
          .map(stale -> new RunError("known/" + stale.entry(), stale.place() + ": " + stale.why()))
          .toList();
    }
    int known = Tally.known(document.scenarios(), Outcome.FAILED);
    boolean seen = counts.failed() - Tally.setAside(document.scenarios()) + counts.errored() > 0;
    boolean whole = !Scope.of(document.header()).isPart();
    boolean lacking = footer.exitStatus() != 0 || (whole && !footer.conforms() && known == 0);
    return !seen && lacking
        ? List.of(
            new RunError(
                "run/verdict",
                "%s (exit status %d)".formatted(footer.verdict(), footer.exitStatus())))
        : List.of();
  }

  private static void runSuite(XMLStreamWriter xml, ResultDocument document, List<RunError> errors)
      throws XMLStreamException {
    xml.writeStartElement("testsuite");
    attribute(xml, "name", RUN);
    counts(xml, List.of(), errors.size());
    time(xml, List.of());
    timestamp(xml, document.header(), 0);
    line(xml);
    properties(xml, document);
    for (RunError error : errors) {
      testcase(xml, RUN, error.name(), 0);
      String message = VisibleText.cut(error.message(), MESSAGE_LIMIT);
      problem(xml, "error", error.name(), message, message);
      xml.writeEndElement();
      line(xml);
    }
    xml.writeEndElement();
    line(xml);
  }

  private static void suite(
      XMLStreamWriter xml, ResultDocument document, String theme, List<ScenarioResult> scenarios)
      throws XMLStreamException {
    xml.writeStartElement("testsuite");
    attribute(xml, "name", theme);
    counts(xml, scenarios, 0);
    time(xml, scenarios);
    timestamp(
        xml,
        document.header(),
        scenarios.stream().mapToLong(ScenarioResult::startedMicros).min().orElse(0));
    line(xml);
    properties(xml, document);
    for (ScenarioResult scenario : scenarios) {
      testcase(xml, scenario.theme(), scenario.id(), scenario.durationMicros());
      outcome(xml, scenario);
      xml.writeEndElement();
      line(xml);
    }
    xml.writeEndElement();
    line(xml);
  }

  private static void outcome(XMLStreamWriter xml, ScenarioResult scenario)
      throws XMLStreamException {
    String headline = FactSheet.headline(scenario);
    String facts = FactSheet.text(FactSheet.of(scenario), VisibleText.LIMIT, MAX_FACTS);
    String log = scenario.log().isEmpty() ? "" : LogExcerpt.of(scenario.log());
    String remark = scenario.remark();
    if (remark != null && scenario.isSetAside() && scenario.outcome() == Outcome.FAILED) {
      xml.writeEmptyElement("skipped");
      attribute(xml, "message", remark + ": " + headline);
      systemOut(xml, facts + log);
      return;
    }
    switch (scenario.outcome()) {
      case PASSED ->
          systemOut(
              xml,
              "scenario hash %s%s\n"
                  .formatted(
                      VisibleText.line(scenario.hash(), MESSAGE_LIMIT),
                      remark == null ? "" : ", " + VisibleText.line(remark, VisibleText.LIMIT)));
      case WARNED -> systemOut(xml, "warned: " + facts + log);
      case FAILED -> {
        MismatchView mismatch = scenario.mismatch();
        problem(
            xml, "failure", mismatch == null ? "failed" : mismatch.requirement(), headline, facts);
        systemOut(xml, log);
      }
      case ERRORED -> {
        problem(xml, "error", "errored", headline, facts);
        systemOut(xml, log);
      }
      case UNSUPPORTED, NOT_RUN -> {
        xml.writeEmptyElement("skipped");
        attribute(xml, "message", Tally.word(scenario.outcome()) + ": " + headline);
        systemOut(xml, log);
      }
    }
  }

  private static void problem(
      XMLStreamWriter xml, String element, String type, String message, String text)
      throws XMLStreamException {
    xml.writeStartElement(element);
    attribute(xml, "message", message);
    attribute(xml, "type", type);
    xml.writeCharacters(VisibleText.block(text, MAX_FACTS * VisibleText.LIMIT));
    xml.writeEndElement();
  }

  private static void systemOut(XMLStreamWriter xml, String text) throws XMLStreamException {
    if (!text.isEmpty()) {
      xml.writeStartElement("system-out");
      xml.writeCharacters(text);
      xml.writeEndElement();
    }
  }

  private static void testcase(XMLStreamWriter xml, String theme, String name, long micros)
      throws XMLStreamException {
    xml.writeStartElement("testcase");
    attribute(xml, "classname", theme);
    attribute(xml, "name", name);
    attribute(xml, "time", Durations.seconds(micros));
  }

  private static void properties(XMLStreamWriter xml, ResultDocument document)
      throws XMLStreamException {
    RunHeader header = document.header();
    xml.writeStartElement("properties");
    property(xml, "run", header.runId());
    property(xml, "partial", String.valueOf(!document.complete()));
    property(xml, "kit", header.kitVersion());
    property(xml, "scenarios", header.scenarioSet());
    property(xml, "protocol", header.protocolVersion());
    property(xml, "service", header.service().target());
    property(xml, "proxy", header.proxy().target());
    property(xml, "seed", String.valueOf(header.seed()));
    property(xml, "verdict", verdict(document.footer()));
    xml.writeEndElement();
    line(xml);
  }

  private static String verdict(@Nullable RunFooter footer) {
    return footer == null ? "none" : footer.verdict();
  }

  private static void property(XMLStreamWriter xml, String name, String value)
      throws XMLStreamException {
    xml.writeEmptyElement("property");
    attribute(xml, "name", name);
    attribute(xml, "value", value);
  }

  private static void counts(
      XMLStreamWriter xml, Collection<ScenarioResult> scenarios, int extraErrors)
      throws XMLStreamException {
    RunFooter.Counts counts = Tally.of(scenarios);
    int aside = Tally.setAside(scenarios);
    attribute(xml, "tests", String.valueOf(counts.total() + extraErrors));
    attribute(xml, "failures", String.valueOf(counts.failed() - aside));
    attribute(xml, "errors", String.valueOf(counts.errored() + extraErrors));
    attribute(xml, "skipped", String.valueOf(counts.unsupported() + counts.notRun() + aside));
  }

  /** The sum of the cases, as consumers expect it; the run itself is shorter where jobs overlap. */
  private static void time(XMLStreamWriter xml, Collection<ScenarioResult> scenarios)
      throws XMLStreamException {
    attribute(
        xml,
        "time",
        Durations.seconds(
            scenarios.stream().mapToLong(s -> Math.max(0, s.durationMicros())).sum()));
  }

  /** Without a zone, since strict consumers accept none; it is UTC. */
  private static void timestamp(XMLStreamWriter xml, RunHeader header, long plusMicros)
      throws XMLStreamException {
    Optional<String> timestamp = Durations.localSecond(header.startedAt(), plusMicros);
    if (timestamp.isPresent()) {
      attribute(xml, "timestamp", timestamp.get());
    }
  }

  private static void attribute(XMLStreamWriter xml, String name, String value)
      throws XMLStreamException {
    // One line, whatever is in it; that an escape stood for a new line would have to be known.
    xml.writeAttribute(
        name,
        VisibleText.line(
            VisibleText.cut(value, MESSAGE_LIMIT).replaceAll("\n[ \t]*", " / "),
            2 * MESSAGE_LIMIT));
  }

  private static void line(XMLStreamWriter xml) throws XMLStreamException {
    xml.writeCharacters("\n");
  }
}
