package io.cloudstate.tck.runner.cli.files;

import io.cloudstate.tck.reports.format.ReportFormat;
import io.cloudstate.tck.runner.cli.exit.CouldNotRunException;
import io.cloudstate.tck.runner.cli.exit.UsageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Sees to it that what somebody else wrote is not written over. */
public final class OutFolder {

  /** Stands in the head of every page of the kit. */
  private static final String MARK = "Cloudstate TCK";

  /** The head of a report holds its style, which is long. */
  private static final int HEAD = 1 << 18;

  private OutFolder() {}

  /** A folder for a run's report, which may hold what it likes but for a report of others. */
  public static void forRun(Path out) throws UsageException, CouldNotRunException {
    Path report = out.resolve(ReportFormat.HTML.fileName());
    if (Files.exists(out) && !Files.isDirectory(out)) {
      throw new UsageException("--out " + out + " is a file, not a folder; give a folder.");
    }
    if (Files.exists(report) && !isOurs(report)) {
      throw new UsageException(
          "--out %s holds a %s that tck run did not write. Give another folder, or move it away."
              .formatted(out, report.getFileName()));
    }
  }

  /** A folder for pages: missing, empty, or with such pages. */
  public static void forPages(Path out) throws UsageException, CouldNotRunException {
    if (!Files.isDirectory(out)) {
      // A file is told of when the pages are written.
      return;
    }
    Path first = out.resolve("index.html");
    Path bugs = out.resolve("defects.html");
    if (Files.exists(first) && Files.exists(bugs) && isOurs(first)) {
      return;
    }
    try (Stream<Path> content = Files.list(out)) {
      if (content.findAny().isPresent()) {
        throw new UsageException(
            "%s holds files that tck docs did not write. Give a folder that is empty or missing, or that holds earlier pages."
                .formatted(out));
      }
    } catch (IOException unreadable) {
      throw cannotBeRead(out, unreadable);
    }
  }

  private static boolean isOurs(Path page) throws CouldNotRunException {
    try (InputStream in = Files.newInputStream(page)) {
      return new String(in.readNBytes(HEAD), StandardCharsets.UTF_8).contains(MARK);
    } catch (IOException unreadable) {
      throw cannotBeRead(page, unreadable);
    }
  }

  private static CouldNotRunException cannotBeRead(Path what, IOException unreadable) {
    return new CouldNotRunException(
        what + " cannot be read: " + Trouble.why(unreadable) + ".", unreadable);
  }
}
