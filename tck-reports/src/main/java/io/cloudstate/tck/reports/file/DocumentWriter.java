package io.cloudstate.tck.reports.file;

import io.cloudstate.tck.reports.document.ResultDocument;
import io.cloudstate.tck.reports.document.ResultEvent;
import io.cloudstate.tck.reports.document.ResultWriter;
import io.cloudstate.tck.reports.document.RunFooter;
import io.cloudstate.tck.reports.document.RunHeader;
import io.cloudstate.tck.reports.document.ScenarioResult;
import io.cloudstate.tck.reports.document.TargetInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Collects the events and renders them when the footer comes, or else on close. From the start
 * there is a file that says the run is incomplete; each later one replaces it whole.
 */
public final class DocumentWriter implements ResultWriter {

  private final Path file;
  private final DocumentRenderer renderer;
  private final EventOrder order = new EventOrder();
  private final List<ScenarioResult> scenarios = new ArrayList<>();
  private @Nullable RunHeader header;
  private boolean written;

  private DocumentWriter(Path file, DocumentRenderer renderer) {
    this.file = file;
    this.renderer = renderer;
  }

  /** Opens a file, in a folder that is created if it is missing. */
  public static DocumentWriter open(Path file, DocumentRenderer renderer) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    DocumentWriter writer = new DocumentWriter(file, renderer);
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
      scenarios.add(renderer.kept(scenario));
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
        new ResultDocument(header == null ? noHeader() : header, scenarios, footer);
    WholeFile.replace(file, out -> renderer.render(document, out));
  }

  /** Stands for what a run that ended at once did not come to know. */
  private static RunHeader noHeader() {
    TargetInfo unknown = new TargetInfo("not known yet", List.of());
    return new RunHeader(
        "none",
        "not known yet",
        "not known yet",
        "not known yet",
        "not known yet",
        List.of(),
        0,
        1,
        0,
        unknown,
        unknown,
        "not known yet",
        List.of("The run ended before it was known what would be tested."),
        List.of(),
        0,
        null,
        null);
  }
}
