package io.cloudstate.tck.reports.file;

import io.cloudstate.tck.reports.document.ResultEvent;
import io.cloudstate.tck.reports.document.ResultWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes each event as one line of JSON, at once. A file whose last line is no footer is partial;
 * nothing else needs to be written to say so.
 */
public final class JsonLinesWriter implements ResultWriter {

  /** The name of the file, within the report's directory. */
  public static final String FILE_NAME = "results.jsonl";

  private final EventOrder order = new EventOrder();
  private final Writer out;

  private JsonLinesWriter(Writer out) {
    this.out = out;
  }

  /** Opens the file in a directory, which is created if it is missing. */
  public static ResultWriter open(Path dir) throws IOException {
    Files.createDirectories(dir.toAbsolutePath());
    return new JsonLinesWriter(Uninterrupted.writer(dir.resolve(FILE_NAME)));
  }

  @Override
  public void accept(ResultEvent event) throws IOException {
    order.check(event);
    out.write(JsonLines.write(event));
    out.write('\n');
    out.flush();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
