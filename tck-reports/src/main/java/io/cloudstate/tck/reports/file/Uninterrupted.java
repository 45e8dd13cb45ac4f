package io.cloudstate.tck.reports.file;

import java.io.BufferedWriter;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Opens files for writing in a way that an interrupt of the thread does not close, as it would
 * close a channel: a report must survive it.
 */
final class Uninterrupted {
  private Uninterrupted() {}

  static Writer writer(Path file) throws IOException {
    return new BufferedWriter(
        new OutputStreamWriter(new FileOutputStream(file.toFile()), StandardCharsets.UTF_8));
  }
}
