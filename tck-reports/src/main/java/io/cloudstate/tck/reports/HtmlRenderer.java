package io.cloudstate.tck.reports;

import java.io.IOException;
import java.io.Writer;
import java.util.IdentityHashMap;

/**
 * Renders the page. The evidence of a scenario is compressed as it comes, so that only its facts
 * wait for the end of the run.
 */
final class HtmlRenderer implements DocumentRenderer {

  private final Evidence evidence = new Evidence();
  private final IdentityHashMap<ScenarioResult, Evidence.Place> places = new IdentityHashMap<>();

  @Override
  public ScenarioResult kept(ScenarioResult scenario) throws IOException {
    ScenarioResult digest = Digest.facts(scenario);
    places.put(digest, evidence.add(scenario));
    return digest;
  }

  @Override
  public void render(ResultDocument document, Writer out) throws IOException {
    HtmlPage.render(HtmlViews.of(document, places), evidence.blocks(), out);
  }
}
