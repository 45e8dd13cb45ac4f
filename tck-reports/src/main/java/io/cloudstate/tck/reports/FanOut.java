package io.cloudstate.tck.reports;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Several writers as one; a failing one does not keep the others from their events. */
final class FanOut implements ResultWriter {

  private final List<ResultWriter> writers;

  FanOut(List<ResultWriter> writers) {
    this.writers = List.copyOf(writers);
  }

  static ResultWriter open(Collection<ReportFormat> formats, Path dir) throws IOException {
    List<ResultWriter> opened = new ArrayList<>();
    try {
      for (ReportFormat format : formats) {
        opened.add(format.open(dir));
      }
    } catch (IOException e) {
      try {
        new FanOut(opened).close();
      } catch (IOException suppressed) {
        e.addSuppressed(suppressed);
      }
      throw e;
    }
    return new FanOut(opened);
  }

  @Override
  public void accept(ResultEvent event) throws IOException {
    each(writer -> writer.accept(event));
  }

  @Override
  public void close() throws IOException {
    each(ResultWriter::close);
  }

  private void each(Action action) throws IOException {
    @Nullable Exception first = null;
    for (ResultWriter writer : writers) {
      try {
        action.on(writer);
      } catch (IOException | RuntimeException e) {
        if (first == null) {
          first = e;
        } else {
          first.addSuppressed(e);
        }
      }
    }
    if (first instanceof IOException e) {
      throw e;
    }
    if (first instanceof RuntimeException e) {
      throw e;
    }
  }

  @FunctionalInterface
  private interface Action {
    void on(ResultWriter writer) throws IOException;
  }
}
