package io.cloudstate.tck.runner.cli.files;

import io.cloudstate.tck.runner.cli.exit.UsageException;
import io.cloudstate.tck.runner.known.KnownEntry;
import io.cloudstate.tck.runner.known.KnownFailures;
import io.cloudstate.tck.runner.known.KnownFile;
import io.cloudstate.tck.specs.Catalogue;
import io.cloudstate.tck.specs.ScenarioSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that names a file of known failures. */
public final class KnownOption {

  @Option(
      names = "--known",
      paramLabel = "FILE",
      description =
          "Known failures: one that fails as this file says does not gate; an entry that no longer speaks true ends with status 4.")
  private @Nullable Path file;

  /** What the file says of failures of these scenarios; nothing without the option. */
  public Optional<KnownFailures> load(ScenarioSet set) throws UsageException {
    Path path = file;
    return path == null
        ? Optional.empty()
        : Optional.of(
            new KnownFailures(
                path.toString(), read(path, set.catalogue()), LocalDate.now(ZoneOffset.UTC)));
  }

  /**
   * The entries of a file.
   *
   * @throws UsageException if it cannot be read, or two entries say the same
   */
  public static List<KnownEntry> read(Path path, Catalogue catalogue) throws UsageException {
    try {
      List<KnownEntry> entries = KnownFile.read(path.toString(), Files.readString(path), catalogue);
      mustDiffer(entries);
      return entries;
    } catch (IOException unreadable) {
      throw new UsageException(
          "The file of known failures "
              + path
              + " cannot be read: "
              + Trouble.why(unreadable)
              + ".");
    }
  }

  /** Two entries that say the same would both have to be kept up to date. */
  private static void mustDiffer(List<KnownEntry> entries) throws UsageException {
    Map<List<Object>, KnownEntry> earlier = new HashMap<>();
    for (KnownEntry entry : entries) {
      KnownEntry same =
          earlier.putIfAbsent(List.of(entry.scenario(), entry.requirement(), entry.path()), entry);
      if (same != null) {
        throw new UsageException(
            "%s: This entry says of %s what the one at %s says already; remove one of them."
                .formatted(entry.place(), entry.scenario(), same.place()));
      }
    }
  }
}
