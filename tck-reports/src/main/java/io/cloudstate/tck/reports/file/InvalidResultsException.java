package io.cloudstate.tck.reports.file;

import java.io.IOException;
import java.nio.file.Path;

/** A file that should hold a result document does not; the message says where and why. */
public final class InvalidResultsException extends IOException {

  private static final long serialVersionUID = 1L;

  InvalidResultsException(Path file, int line, String what) {
    super("%s, line %d: %s".formatted(file, line, what));
  }
}
