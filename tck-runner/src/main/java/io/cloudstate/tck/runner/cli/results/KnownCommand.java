package io.cloudstate.tck.runner.cli.results;

import io.cloudstate.tck.reports.document.Outcome;
import io.cloudstate.tck.reports.document.ResultDocument;
import io.cloudstate.tck.reports.file.WholeFile;
import io.cloudstate.tck.runner.cli.exit.CouldNotRunException;
import io.cloudstate.tck.runner.cli.exit.ExitStatus;
import io.cloudstate.tck.runner.cli.exit.UsageException;
import io.cloudstate.tck.runner.cli.files.KnownOption;
import io.cloudstate.tck.runner.cli.files.ScenarioFile;
import io.cloudstate.tck.runner.cli.files.StoredRun;
import io.cloudstate.tck.runner.cli.files.Trouble;
import io.cloudstate.tck.runner.cli.scenarios.KitVersion;
import io.cloudstate.tck.runner.cli.terminal.Console;
import io.cloudstate.tck.runner.known.KnownEntry;
import io.cloudstate.tck.runner.known.KnownFile;
import io.cloudstate.tck.runner.known.KnownUpdate;
import io.cloudstate.tck.specs.ScenarioSet;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Keeps a file of known failures up to date. */
@Command(
    name = "known",
    description =
        "Writes the file of known failures that a complete run calls for; entries that still hold keep their reason, link and day.",
    footer = {"", "Exit status: 0 written, 2 usage, 3 the run is not complete or cannot be read."},
    mixinStandardHelpOptions = true)
public final class KnownCommand implements Callable<Integer> {

  private static final int LONGEST = 200;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--update",
      required = true,
      paramLabel = "FILE",
      description = "The file to write; what it holds already is read first.")
  private Path file = Path.of("");

  @Parameters(
      paramLabel = "RESULTS",
      description = "The folder that a complete run wrote to, or the results.jsonl in it.")
  private Path results = Path.of("");

  @Option(
      names = "--scenarios",
      paramLabel = "FILE",
      description = "The file of scenarios, where the run had one.")
  private @Nullable Path scenarios;

  @Override
  public Integer call() throws UsageException, CouldNotRunException {
    ScenarioSet set = ScenarioFile.load(scenarios);
    StoredRun run = StoredRun.open(results);
    mustBeComplete(run.document(), set);
    List<KnownEntry> before =
        Files.exists(file) ? KnownOption.read(file, set.catalogue()) : List.of();
    KnownUpdate update =
        KnownUpdate.of(
            file.toString(),
            before,
            run.document().scenarios(),
            set,
            LocalDate.now(ZoneOffset.UTC));
    write(KnownFile.write(update.entries()));
    PrintWriter out = spec.commandLine().getOut();
    update.added().forEach(entry -> said(out, "added", entry));
    update.dropped().forEach(entry -> said(out, "dropped", entry));
    out.println(
        "%s: %d entries kept, %d added, %d dropped.%s"
            .formatted(
                file,
                update.kept().size(),
                update.added().size(),
                update.dropped().size(),
                update.added().isEmpty() ? "" : " Give the new ones a reason, and a link."));
    return ExitStatus.CONFORMS;
  }

  /** What was not run would be taken for mended. */
  private static void mustBeComplete(ResultDocument document, ScenarioSet set)
      throws CouldNotRunException {
    String incomplete = document.incompleteness();
    if (incomplete != null) {
      throw new CouldNotRunException(
          "known failures are written from a complete run only. " + incomplete);
    }
    String here = KitVersion.scenarios(set);
    if (!document.header().scenarioSet().equals(here)) {
      throw new CouldNotRunException(
          "the run was of the scenario set "
              + Console.visible(document.header().scenarioSet(), LONGEST)
              + ", and this kit has "
              + here
              + "; run again, or where the scenarios came from a file, give --scenarios FILE.");
    }
    if (document.scenarios().size() < set.scenarios().size()) {
      throw new CouldNotRunException(
          "known failures are written from a complete run only: this one selected %d of %d scenarios."
              .formatted(document.scenarios().size(), set.scenarios().size()));
    }
    long without =
        document.scenarios().stream()
            .filter(
                result ->
                    result.outcome() == Outcome.NOT_RUN || result.outcome() == Outcome.ERRORED)
            .count();
    if (without > 0) {
      throw new CouldNotRunException(
          "known failures are written from a complete run only: %d scenarios of this one were not run, or errored."
              .formatted(without));
    }
  }

  private void write(String text) throws CouldNotRunException {
    try {
      Path whole = file.toAbsolutePath();
      Path folder = whole.getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      WholeFile.replace(whole, out -> out.write(text));
    } catch (IOException unwritable) {
      throw new CouldNotRunException(
          "--update " + file + " cannot be written: " + Trouble.why(unwritable) + ".", unwritable);
    }
  }

  private static void said(PrintWriter out, String what, KnownEntry entry) {
    out.println(
        "%-8s %s"
            .formatted(
                what,
                Console.visible(
                    entry.scenario()
                        + entry.requirement().map(id -> "  " + id).orElse("")
                        + entry.path().map(path -> " at " + path).orElse(""),
                    LONGEST)));
  }
}
