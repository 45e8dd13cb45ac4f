package io.cloudstate.tck.reports.html;

import io.cloudstate.tck.reports.document.ResultDocument;
import io.cloudstate.tck.reports.document.ResultWriter;
import io.cloudstate.tck.reports.document.ScenarioResult;
import io.cloudstate.tck.reports.file.DocumentRenderer;
import io.cloudstate.tck.reports.file.DocumentWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.IdentityHashMap;

/**
 * Renders the page. The evidence of a scenario is compressed as it comes, so that only its facts
 * wait for the end of the run.
 */
public final class HtmlRenderer implements DocumentRenderer {

  /** The name of the file, within the report's directory. */
  public static final String FILE_NAME = "report.html";

  private final Evidence evidence = new Evidence();
  private final IdentityHashMap<ScenarioResult, Evidence.Place> places = new IdentityHashMap<>();

  private HtmlRenderer() {}

  /** Opens the file in a directory, which is created if it is missing. */
  public static ResultWriter open(Path dir) throws IOException {
    return DocumentWriter.open(dir.resolve(FILE_NAME), new HtmlRenderer());
  }

  @Override
  public ScenarioResult kept(ScenarioResult scenario) throws IOException {
    ScenarioResult digest = scenario.digest();
    places.put(digest, evidence.add(scenario));
    return digest;
  }

  @Override
  public void render(ResultDocument document, Writer out) throws IOException {
    HtmlPage.render(HtmlViews.of(document, places), evidence.blocks(), out);
  }
}
