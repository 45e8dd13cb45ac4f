package io.cloudstate.tck.reports;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes each event as one line of JSON, at once. A file whose last line is no footer is partial;
 * nothing else needs to be written to say so.
 */
final class JsonLinesWriter implements ResultWriter {

  private final EventOrder order = new EventOrder();
  private final Writer out;

  private JsonLinesWriter(Writer out) {
    this.out = out;
  }

  static JsonLinesWriter open(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    return new JsonLinesWriter(Uninterrupted.writer(file));
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
