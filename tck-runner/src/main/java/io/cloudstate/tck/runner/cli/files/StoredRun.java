package io.cloudstate.tck.runner.cli.files;

import io.cloudstate.tck.reports.document.ResultDocument;
import io.cloudstate.tck.reports.file.InvalidResultsException;
import io.cloudstate.tck.reports.file.ResultsReader;
import io.cloudstate.tck.reports.format.ReportFormat;
import io.cloudstate.tck.runner.cli.exit.CouldNotRunException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The results of an earlier run.
 *
 * @param folder where its traces are
 * @param document what it recorded
 */
public record StoredRun(Path folder, ResultDocument document) {

  /**
   * Reads a run's folder, or the file of results in it.
   *
   * @throws CouldNotRunException if there is none, or it is something else
   */
  public static StoredRun open(Path given) throws CouldNotRunException {
    Path file = file(given);
    try {
      Path folder = file.toAbsolutePath().getParent();
      return new StoredRun(folder == null ? file : folder, ResultsReader.read(file));
    } catch (InvalidResultsException other) {
      throw new CouldNotRunException(String.valueOf(other.getMessage()), other);
    } catch (IOException unreadable) {
      throw new CouldNotRunException(
          "there are no results at %s: %s. Give the folder that tck run wrote to (its --out), or the results.jsonl in it."
              .formatted(
                  given,
                  Files.isDirectory(given) && !Files.exists(file)
                      ? "it holds no " + ReportFormat.JSONL.fileName()
                      : Trouble.why(unreadable)),
          unreadable);
    }
  }

  /** The file of results that is meant, by itself or by the folder that it is in. */
  public static Path file(Path given) {
    return Files.isDirectory(given) ? given.resolve(ReportFormat.JSONL.fileName()) : given;
  }
}
