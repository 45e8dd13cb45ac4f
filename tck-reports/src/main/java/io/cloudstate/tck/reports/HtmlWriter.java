package io.cloudstate.tck.reports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the page. The evidence of a scenario is compressed as it comes, so that only its facts
 * wait for the end of the run. From the start there is a page that says the run is incomplete; each
 * later one replaces it whole.
 */
final class HtmlWriter implements ResultWriter {

  private final Path file;
  private final EventOrder order = new EventOrder();
  private final Evidence evidence = new Evidence();
  private final List<ScenarioResult> digests = new ArrayList<>();
  private final IdentityHashMap<ScenarioResult, Evidence.Place> places = new IdentityHashMap<>();
  private @Nullable RunHeader header;
  private boolean written;

  private HtmlWriter(Path file) {
    this.file = file;
  }

  static HtmlWriter open(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    HtmlWriter writer = new HtmlWriter(file);
    writer.write(null);
    return writer;
  }

  @Override
  public void accept(ResultEvent event) throws IOException {
    order.check(event);
    if (event instanceof RunHeader runHeader) {
      header = runHeader;
      write(null);
    } else if (event instanceof ScenarioResult scenario) {
      ScenarioResult digest = Digest.facts(scenario);
      places.put(digest, evidence.add(scenario));
      digests.add(digest);
    } else if (event instanceof RunFooter footer) {
      write(footer);
      written = true;
    }
  }

  @Override
  public void close() throws IOException {
    if (!written) {
      write(null);
      written = true;
    }
  }

  private void write(@Nullable RunFooter footer) throws IOException {
    ResultDocument document =
        new ResultDocument(header == null ? DocumentWriter.noHeader() : header, digests, footer);
    HtmlView view = HtmlViews.of(document, places);
    List<byte[]> blocks = evidence.blocks();
    WholeFile.replace(file, out -> HtmlPage.render(view, blocks, out));
  }
}
