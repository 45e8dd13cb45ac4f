package io.cloudstate.tck.runner.cli.results;

import io.cloudstate.tck.reports.document.ResultDocument;
import io.cloudstate.tck.reports.document.ResultWriter;
import io.cloudstate.tck.reports.document.RunFooter;
import io.cloudstate.tck.reports.document.RunHeader;
import io.cloudstate.tck.reports.document.ScenarioResult;
import io.cloudstate.tck.reports.format.ReportFormat;
import io.cloudstate.tck.runner.cli.exit.CouldNotRunException;
import io.cloudstate.tck.runner.cli.exit.UsageException;
import io.cloudstate.tck.runner.cli.files.KnownOption;
import io.cloudstate.tck.runner.cli.files.OutFolder;
import io.cloudstate.tck.runner.cli.files.ReportFiles;
import io.cloudstate.tck.runner.cli.files.ScenarioFile;
import io.cloudstate.tck.runner.cli.files.Trouble;
import io.cloudstate.tck.runner.cli.terminal.Audience;
import io.cloudstate.tck.runner.cli.terminal.Console;
import io.cloudstate.tck.runner.cli.terminal.GitHubActions;
import io.cloudstate.tck.runner.report.TraceFiles;
import io.cloudstate.tck.specs.Scenario;
import io.cloudstate.tck.specs.ScenarioSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes the report of a run that jobs beside each other made in parts. */
@Command(
    name = "merge",
    description =
        "Puts together what jobs beside each other ran with --shard: writes the report that one run of all would have written, and ends as it would have ended.",
    footer = {
      "",
      "Exit status: as of tck run, of all parts together; 2 also where they do not belong together or one is missing."
    },
    mixinStandardHelpOptions = true)
public final class MergeCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where the report goes. Default: ${DEFAULT-VALUE}.",
      defaultValue = "tck-results")
  private Path out = Path.of("tck-results");

  @Mixin private KnownOption known = new KnownOption();

  @Option(
      names = "--scenarios",
      paramLabel = "FILE",
      description = "The file of scenarios, where the parts had one.")
  private @Nullable Path scenarios;

  @Parameters(
      arity = "1..*",
      paramLabel = "RESULTS",
      description =
          "All parts: the folders that tck run --shard I/N wrote to, or the results.jsonl in them.")
  private List<Path> results = new ArrayList<>();

  @Override
  public Integer call() throws UsageException, CouldNotRunException {
    OutFolder.forRun(out);
    ScenarioSet set = ScenarioFile.load(scenarios);
    RunInParts run = RunInParts.read(results, set);
    mustBeElsewhere(run);
    ResultDocument whole = Joined.of(run.documents(), run.parts().size(), set, known.load(set));
    RunFooter footer = whole.footer();
    if (footer == null) {
      throw new CouldNotRunException(
          "no part has come to its end, so there is nothing to put together. Run them again.");
    }
    try {
      write(run, whole, footer, set);
    } catch (IOException unwritable) {
      throw new CouldNotRunException(
          "the report cannot be written to --out " + out + ": " + Trouble.why(unwritable) + ".",
          unwritable);
    }
    return footer.exitStatus();
  }

  /** What is written first removes what was there. */
  private void mustBeElsewhere(RunInParts run) throws UsageException, CouldNotRunException {
    for (RunInParts.Part part : run.parts()) {
      try {
        if (Files.exists(out) && Files.isSameFile(out, part.run().folder())) {
          throw new UsageException(
              "--out %s is where part %s is, which would be lost. Give another folder."
                  .formatted(out, part.name()));
        }
      } catch (IOException unreadable) {
        throw new CouldNotRunException(
            "--out " + out + " cannot be read: " + Trouble.why(unreadable) + ".", unreadable);
      }
    }
  }

  private void write(RunInParts run, ResultDocument whole, RunFooter footer, ScenarioSet set)
      throws IOException {
    Console console = Console.of(spec.commandLine().getOut(), System.getenv());
    RunHeader header = whole.header();
    console.line(
        "%d parts of a run: service %s, proxy %s, scenarios %s"
            .formatted(
                run.parts().size(),
                Console.visible(header.service().target(), 200),
                Console.visible(header.proxy().target(), 200),
                header.scenarioSet()));
    ReportFormat.clear(out);
    TraceFiles traces = new TraceFiles(out);
    traces.clear();
    for (RunInParts.Part part : run.parts()) {
      if (!traces.take(part.run().folder()) && isTraced(part)) {
        console.line(
            "Part %s came without its traces, so tck judge has nothing of it."
                .formatted(part.name()));
      }
    }
    try (ResultWriter reports =
        ReportFiles.open(out, Arrays.asList(ReportFormat.values()), List.of())) {
      Audience audience =
          new Audience(
              set,
              false,
              out.resolve(ReportFormat.HTML.fileName()),
              reports,
              console,
              GitHubActions.of(System.getenv()));
      audience.begins(header, scenarios(whole, set));
      for (ScenarioResult result : whole.scenarios()) {
        audience.ended(scenario(result, set), result);
      }
      audience.ends(header, footer);
    }
  }

  private static boolean isTraced(RunInParts.Part part) {
    return part.run().document().scenarios().stream().anyMatch(result -> result.trace() != null);
  }

  private static List<Scenario> scenarios(ResultDocument whole, ScenarioSet set) {
    return whole.scenarios().stream().map(result -> scenario(result, set)).toList();
  }

  /** It is there: that was seen to when the parts were read. */
  private static Scenario scenario(ScenarioResult result, ScenarioSet set) {
    return set.find(result.id()).orElseThrow();
  }
}
