package io.cloudstate.tck.runner.report;

import io.cloudstate.tck.runner.engine.ScenarioOutcome;
import io.cloudstate.tck.runner.trace.TraceJson;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Stores traces, one file a scenario, and reads them back. */
public final class TraceFiles {

  /** Where they are, in the folder of the results. */
  public static final String FOLDER = "traces";

  private static final String PATTERN = "*.jsonl";

  private final Path dir;

  /** In this report's directory. */
  public TraceFiles(Path dir) {
    this.dir = dir;
  }

  /** Removes the traces that an earlier run left there. */
  public void clear() throws IOException {
    Path folder = dir.resolve(FOLDER);
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> old = Files.newDirectoryStream(folder, PATTERN)) {
        for (Path file : old) {
          Files.delete(file);
        }
      }
    }
  }

  /**
   * Takes in all that another report's directory has.
   *
   * @return whether it has any
   */
  public boolean take(Path other) throws IOException {
    Path from = other.resolve(FOLDER);
    if (!Files.isDirectory(from)) {
      return false;
    }
    boolean any = false;
    Path folder = Files.createDirectories(dir.resolve(FOLDER));
    try (DirectoryStream<Path> all = Files.newDirectoryStream(from, PATTERN)) {
      for (Path file : all) {
        // No link: what came from elsewhere says what is read here.
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          Files.copy(file, folder.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
          any = true;
        }
      }
    }
    return any;
  }

  /**
   * Stores what was seen.
   *
   * @param nth the how manieth trace of this scenario, from 1
   * @return the file's path within the report's directory
   */
  public String write(ScenarioOutcome outcome, int nth) throws IOException {
    String id = outcome.scenario().id().replace('/', '.');
    String name = FOLDER + "/" + id + (nth == 1 ? "" : "." + nth) + ".jsonl";
    Path file = dir.resolve(name);
    Files.createDirectories(file.getParent());
    // Not by a channel, which an interrupt of the run would close halfway.
    try (OutputStream out = new FileOutputStream(file.toFile())) {
      for (String line : (Iterable<String>) outcome.lines()::iterator) {
        out.write(line.getBytes(StandardCharsets.UTF_8));
      }
    }
    return name;
  }

  /**
   * Reads a stored one.
   *
   * @param name its path within the report's directory
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException if it is no trace, or outside of the directory
   */
  public TraceJson.Stored read(String name) throws IOException {
    Path root = dir.toAbsolutePath().normalize();
    Path file = root.resolve(name).normalize();
    if (!file.startsWith(root)) {
      throw new IllegalArgumentException("A trace outside of the run's directory is not read.");
    }
    return TraceJson.read(Files.readString(file));
  }
}
