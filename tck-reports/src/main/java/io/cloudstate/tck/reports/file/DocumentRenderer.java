package io.cloudstate.tck.reports.file;

import io.cloudstate.tck.reports.document.ResultDocument;
import io.cloudstate.tck.reports.document.ScenarioResult;
import java.io.IOException;
import java.io.Writer;

/** Turns a whole document, complete or not, into text, as often as it is asked to. */
@FunctionalInterface
public interface DocumentRenderer {

  /** Writes what a document says; it may stop anywhere. */
  void render(ResultDocument document, Writer out) throws IOException;

  /** What of a scenario waits for the end of the run; the documents to render hold these. */
  default ScenarioResult kept(ScenarioResult scenario) throws IOException {
    return scenario.withoutFrames();
  }
}
