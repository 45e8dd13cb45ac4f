package io.cloudstate.tck.runner.cli.results;

import io.cloudstate.tck.reports.file.InvalidResultsException;
import io.cloudstate.tck.reports.site.MatrixSite;
import io.cloudstate.tck.runner.cli.exit.CouldNotRunException;
import io.cloudstate.tck.runner.cli.exit.ExitStatus;
import io.cloudstate.tck.runner.cli.exit.UsageException;
import io.cloudstate.tck.runner.cli.files.StoredRun;
import io.cloudstate.tck.runner.cli.files.Trouble;
import io.cloudstate.tck.runner.cli.scenarios.KitVersion;
import io.cloudstate.tck.runner.cli.terminal.Console;
import io.cloudstate.tck.specs.read.Specs;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes one site of many runs. */
@Command(
    name = "report",
    description =
        "Makes one site of many runs: libraries by requirement areas, proxies by libraries, and history, each cell a link to the run's report.",
    footer = {
      "",
      "Exit status: 0 written, 2 usage, or runs of different scenario sets without --mixed, 3 something cannot be read or written."
    },
    mixinStandardHelpOptions = true)
public final class ReportCommand implements Callable<Integer> {

  private static final int LONGEST = 400;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "tck-site",
      description =
          "The folder to write to: one that is missing or empty, or that this wrote before. Default: ${DEFAULT-VALUE}.")
  private Path out = Path.of("");

  @Option(
      names = "--mixed",
      description =
          "Puts runs of different scenario sets on one site, and says so on each of its pages.")
  private boolean mixed;

  @Parameters(
      arity = "1..*",
      paramLabel = "RESULTS",
      description =
          "Runs: the folders that they wrote to, or the results.jsonl in them. What --shard ran in parts counts as one.")
  private List<Path> results = new ArrayList<>();

  @Override
  public Integer call() throws UsageException, CouldNotRunException {
    mustBeOurs();
    MatrixSite site = new MatrixSite();
    PrintWriter terminal = spec.commandLine().getOut();
    try (Shards shards = new Shards(Specs.load())) {
      for (Shards.Whole run : together(shards)) {
        take(run, site);
      }
      mustBeOfOneSet(site);
      Path first = site.write(out, KitVersion.kit());
      site.partial()
          .forEach(line -> terminal.println("partial  " + Console.visible(line, LONGEST)));
      terminal.println(
          "%d %s: %s".formatted(site.size(), site.size() == 1 ? "run" : "runs", first));
      return ExitStatus.CONFORMS;
    } catch (IOException unwritable) {
      throw new CouldNotRunException(
          "the site cannot be written to " + out + ": " + Trouble.why(unwritable) + ".",
          unwritable);
    }
  }

  /** What stands in a folder of somebody else would be mixed up with the site. */
  private void mustBeOurs() throws UsageException, CouldNotRunException {
    if (!Files.exists(out) || Files.exists(out.resolve(MatrixSite.JSON))) {
      return;
    }
    if (!Files.isDirectory(out)) {
      throw new UsageException("--out " + out + " is a file; give a folder.");
    }
    try (Stream<Path> content = Files.list(out)) {
      if (content.findAny().isPresent()) {
        throw new UsageException(
            "--out %s holds files that tck report did not write. Give a folder that is empty or missing, or that holds an earlier site."
                .formatted(out));
      }
    } catch (IOException unreadable) {
      throw new CouldNotRunException(
          "--out " + out + " cannot be read: " + Trouble.why(unreadable) + ".", unreadable);
    }
  }

  private List<Shards.Whole> together(Shards shards) throws UsageException, CouldNotRunException {
    List<Path> files = new ArrayList<>();
    for (Path given : results) {
      Path file = StoredRun.file(given);
      if (!Files.isReadable(file)) {
        throw new CouldNotRunException(
            "there are no results at %s. Give folders that tck run wrote to (its --out), or the results.jsonl in them."
                .formatted(given));
      }
      files.add(file);
    }
    try {
      return shards.together(files);
    } catch (InvalidResultsException other) {
      throw new CouldNotRunException(String.valueOf(other.getMessage()), other);
    } catch (IOException unreadable) {
      throw new CouldNotRunException(
          "results cannot be read: " + Trouble.why(unreadable) + ".", unreadable);
    }
  }

  private static void take(Shards.Whole run, MatrixSite site)
      throws UsageException, CouldNotRunException {
    try {
      Optional<String> before = site.add(run.file(), run.from());
      if (before.isPresent()) {
        throw new UsageException(
            before.get().equals(run.from())
                ? run.from() + " is given twice. Give each run once."
                : "%s and %s hold the same run. Give it once.".formatted(before.get(), run.from()));
      }
    } catch (InvalidResultsException other) {
      throw new CouldNotRunException(String.valueOf(other.getMessage()), other);
    } catch (IOException unreadable) {
      throw new CouldNotRunException(
          "the results %s cannot be read: %s.".formatted(run.from(), Trouble.why(unreadable)),
          unreadable);
    }
  }

  private void mustBeOfOneSet(MatrixSite site) throws UsageException {
    if (site.scenarioSets().size() > 1 && !mixed) {
      throw new UsageException(
          "The runs are of different scenario sets, %s, so their figures cannot be compared. Run the older ones again with one kit, or give --mixed: then each page says so."
              .formatted(
                  site.scenarioSets().stream()
                      .map(set -> Console.visible(set, LONGEST))
                      .collect(Collectors.joining(" and "))));
    }
  }
}
