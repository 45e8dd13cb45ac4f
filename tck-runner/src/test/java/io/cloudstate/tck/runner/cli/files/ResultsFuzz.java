package io.cloudstate.tck.runner.cli.files;

import io.cloudstate.tck.reports.document.ResultDocument;
import io.cloudstate.tck.reports.document.ResultWriter;
import io.cloudstate.tck.reports.document.ScenarioResult;
import io.cloudstate.tck.reports.format.ReportFormat;
import io.cloudstate.tck.runner.cli.exit.CouldNotRunException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Reads result files, and writes every report of what was read. */
public final class ResultsFuzz {

  private static final Path FOLDER = folder();

  private ResultsFuzz() {}

  /** One file. */
  public static void fuzzerTestOneInput(byte[] data) throws IOException {
    Path file = FOLDER.resolve(ReportFormat.JSONL.fileName());
    Files.write(file, data);
    StoredRun run;
    try {
      run = StoredRun.open(file);
    } catch (CouldNotRunException refused) {
      return;
    }
    Path out = FOLDER.resolve("out");
    for (ReportFormat format : ReportFormat.values()) {
      write(format, out, run.document());
    }
    try {
      if (!StoredRun.open(out).document().equals(run.document())) {
        throw new AssertionError("What was written is not what is read.");
      }
    } catch (CouldNotRunException refused) {
      throw new AssertionError("What was written is refused.", refused);
    }
  }

  private static void write(ReportFormat format, Path out, ResultDocument document)
      throws IOException {
    try (ResultWriter writer = format.open(out)) {
      writer.accept(document.header());
      for (ScenarioResult scenario : document.scenarios()) {
        writer.accept(scenario);
      }
      if (document.footer() != null) {
        writer.accept(document.footer());
      }
    }
  }

  private static Path folder() {
    try {
      Path folder = Files.createTempDirectory("fuzz");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(folder)));
      return folder;
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  private static void remove(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      List<Path> deepest = all.sorted(Comparator.reverseOrder()).toList();
      deepest.forEach(path -> path.toFile().delete());
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }
}
