package io.cloudstate.tck.runner.cli.results;

import io.cloudstate.tck.reports.document.ScenarioResult;
import io.cloudstate.tck.runner.cli.exit.CouldNotRunException;
import io.cloudstate.tck.runner.cli.exit.ExitStatus;
import io.cloudstate.tck.runner.cli.exit.UsageException;
import io.cloudstate.tck.runner.cli.files.ScenarioFile;
import io.cloudstate.tck.runner.cli.files.StoredRun;
import io.cloudstate.tck.runner.cli.terminal.Console;
import io.cloudstate.tck.runner.report.JudgedAgain;
import io.cloudstate.tck.runner.report.TraceFiles;
import io.cloudstate.tck.specs.ScenarioSet;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Judges a run again from its traces. */
@Command(
    name = "judge",
    description =
        "Judges a run again from its recorded traces, with nothing running, and says where that differs from what was recorded.",
    footer = {
      "",
      "Exit status: 0 all agree, 1 some differ, 2 usage, 3 some could not be judged, or nothing."
    },
    mixinStandardHelpOptions = true)
public final class JudgeCommand implements Callable<Integer> {

  private static final int LONGEST = 1_000;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "RESULTS",
      description = "The folder that a run wrote to, or the results.jsonl in it.")
  private Path results = Path.of("");

  @Option(
      names = "--scenarios",
      paramLabel = "FILE",
      description = "The file of scenarios, where the run had one.")
  private @Nullable Path scenarios;

  @Option(
      names = "--other-hash",
      description = "Judges traces of scenarios that have changed since, by what they say now.")
  private boolean otherHash;

  @Override
  public Integer call() throws UsageException, CouldNotRunException {
    ScenarioSet set = ScenarioFile.load(scenarios);
    StoredRun run = StoredRun.open(results);
    mustHaveTraces(run);
    TraceFiles traces = new TraceFiles(run.folder());
    PrintWriter out = spec.commandLine().getOut();
    int agree = 0;
    int differ = 0;
    int impossible = 0;
    int without = 0;
    for (ScenarioResult recorded : run.document().scenarios()) {
      JudgedAgain again = JudgedAgain.of(recorded, traces, set, otherHash);
      if (again instanceof JudgedAgain.Agrees) {
        agree++;
      } else if (again instanceof JudgedAgain.NoVerdict) {
        without++;
      } else if (again instanceof JudgedAgain.Impossible cannot) {
        impossible++;
        said(out, "not judged", recorded, cannot.why());
      } else if (again instanceof JudgedAgain.Differs differs) {
        differ++;
        differs.differences().forEach(line -> said(out, "differs", recorded, line));
      }
    }
    String incomplete = run.document().incompleteness();
    if (incomplete != null) {
      out.println(incomplete);
    }
    out.println(
        "%d of %d verdicts agree with their traces, %d differ, %d could not be judged%s."
            .formatted(
                agree,
                agree + differ + impossible,
                differ,
                impossible,
                without == 0
                    ? ""
                    : "; " + without + " scenarios were recorded without a verdict or a trace"));
    if (differ > 0) {
      return ExitStatus.DOES_NOT_CONFORM;
    }
    return impossible > 0 || agree == 0 ? ExitStatus.COULD_NOT_RUN : ExitStatus.CONFORMS;
  }

  /** Said once, not of each scenario. */
  private static void mustHaveTraces(StoredRun run) throws CouldNotRunException {
    boolean traced =
        run.document().scenarios().stream().anyMatch(recorded -> recorded.trace() != null);
    Path folder = run.folder().resolve(TraceFiles.FOLDER);
    if (traced && !Files.isDirectory(folder)) {
      throw new CouldNotRunException(
          "nothing can be judged again without the traces of the run: %s does not exist. Keep it beside the results, or run again."
              .formatted(folder));
    }
  }

  private static void said(PrintWriter out, String what, ScenarioResult recorded, String text) {
    out.println(
        "%-10s %s  %s"
            .formatted(
                what, Console.visible(recorded.id(), LONGEST), Console.visible(text, LONGEST)));
  }
}
