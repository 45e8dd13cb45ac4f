package io.cloudstate.tck.reports.file;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Replaces a file as a whole, so that nobody ever reads half of it. */
public final class WholeFile {

  private WholeFile() {}

  /** Writes beside the file, and puts that in its place once it is whole. */
  public static void replace(Path file, Content content) throws IOException {
    Path fresh = file.resolveSibling("." + file.getFileName() + ".tmp");
    try (Writer out = Uninterrupted.writer(fresh)) {
      content.writeTo(out);
    }
    try {
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** What goes into the file. */
  @FunctionalInterface
  public interface Content {
    /** Writes all of it; the file is closed afterwards. */
    void writeTo(Writer out) throws IOException;
  }
}
