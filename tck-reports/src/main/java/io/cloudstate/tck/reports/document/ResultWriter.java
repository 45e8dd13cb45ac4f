package io.cloudstate.tck.reports.document;

import java.io.IOException;
import java.util.List;

/**
 * Renders the events of one run into one file. Events come in order, from one thread: the header,
 * the scenarios as they end, the footer.
 */
public interface ResultWriter extends AutoCloseable {

  /**
   * Takes the next event.
   *
   * @throws IOException if the file cannot be written
   * @throws IllegalStateException if the event is out of order
   */
  void accept(ResultEvent event) throws IOException;

  /**
   * Finishes the file. Without a footer before it, the file is valid all the same and says that the
   * run is incomplete.
   *
   * @throws IOException if the file cannot be written
   */
  @Override
  void close() throws IOException;

  /** Several as one: an event goes to each of them, even if one fails. */
  static ResultWriter all(List<ResultWriter> writers) {
    return new FanOut(writers);
  }
}
