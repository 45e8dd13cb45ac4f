package io.cloudstate.tck.reports.document;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Several writers as one; a failing one does not keep the others from their events. */
final class FanOut implements ResultWriter {

  private final List<ResultWriter> writers;

  FanOut(List<ResultWriter> writers) {
    this.writers = List.copyOf(writers);
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
