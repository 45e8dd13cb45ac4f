package io.cloudstate.tck.runner.cli.results;

import io.cloudstate.tck.reports.document.MismatchView;
import io.cloudstate.tck.reports.document.ResultDocument;
import io.cloudstate.tck.reports.document.ScenarioResult;
import io.cloudstate.tck.reports.verdict.Comparison;
import io.cloudstate.tck.reports.verdict.Comparison.Change;
import io.cloudstate.tck.reports.verdict.Comparison.Kind;
import io.cloudstate.tck.runner.cli.exit.CouldNotRunException;
import io.cloudstate.tck.runner.cli.exit.ExitStatus;
import io.cloudstate.tck.runner.cli.files.StoredRun;
import io.cloudstate.tck.runner.cli.terminal.Console;
import io.cloudstate.tck.specs.Scenario;
import io.cloudstate.tck.specs.ScenarioSet;
import io.cloudstate.tck.specs.read.Specs;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Compares two runs. */
@Command(
    name = "compare",
    description =
        "Says what broke, was mended, appeared, vanished or changed blame from one run to another.",
    footer = {
      "",
      "Exit status: 0 nothing broke, 1 something broke, 2 usage, 3 cannot be compared, or what held is not shown now."
    },
    mixinStandardHelpOptions = true)
public final class CompareCommand implements Callable<Integer> {

  private static final int LONGEST = 200;
  private static final int SHOWN = 50;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      index = "0",
      paramLabel = "OLD",
      description = "The older run: its folder, or the results.jsonl in it.")
  private Path older = Path.of("");

  @Parameters(index = "1", paramLabel = "NEW", description = "The newer run, likewise.")
  private Path newer = Path.of("");

  @Option(
      names = "--across-sets",
      description =
          "Compares runs of different scenario sets too, of what is the same scenario in both.")
  private boolean acrossSets;

  @Override
  public Integer call() throws CouldNotRunException {
    ResultDocument before = StoredRun.open(older).document();
    ResultDocument after = StoredRun.open(newer).document();
    PrintWriter out = spec.commandLine().getOut();
    tell(out, "old", older, before);
    tell(out, "new", newer, after);
    mustBeComparable(before, after);
    ScenarioSet set = Specs.load();
    Comparison comparison =
        Comparison.of(before, after, id -> set.find(id).map(Scenario::id).orElse(id));
    for (Kind kind : Kind.values()) {
      group(out, kind, comparison);
    }
    out.println();
    out.println(sentence(comparison));
    if (comparison.count(Kind.BROKE) > 0) {
      return ExitStatus.DOES_NOT_CONFORM;
    }
    return comparison.count(Kind.UNKNOWN) > 0 ? ExitStatus.COULD_NOT_RUN : ExitStatus.CONFORMS;
  }

  private static void tell(PrintWriter out, String word, Path path, ResultDocument document) {
    out.println(
        "%s  %s: service %s, proxy %s, %s, scenarios %s"
            .formatted(
                word,
                path,
                visible(document.header().service().target()),
                visible(document.header().proxy().target()),
                visible(document.header().startedAt()),
                visible(document.header().scenarioSet())));
    String incomplete = document.incompleteness();
    if (incomplete != null) {
      out.println("     " + incomplete);
    }
  }

  private void mustBeComparable(ResultDocument before, ResultDocument after)
      throws CouldNotRunException {
    String old = before.header().scenarioSet();
    String fresh = after.header().scenarioSet();
    if (!old.equals(fresh) && !acrossSets) {
      throw new CouldNotRunException(
          "the runs are of different scenario sets, %s and %s. Run the older candidate with this kit again, or give --across-sets."
              .formatted(visible(old), visible(fresh)));
    }
    if (before.scenarios().isEmpty() || after.scenarios().isEmpty()) {
      throw new CouldNotRunException(
          "one of the runs holds no scenario; there is nothing to compare.");
    }
  }

  private static void group(PrintWriter out, Kind kind, Comparison comparison) {
    List<Change> of =
        comparison.changes().stream().filter(change -> change.kind() == kind).toList();
    if (of.isEmpty()) {
      return;
    }
    out.println();
    out.println(heading(kind) + " (" + of.size() + ")");
    int shown = kind == Kind.BROKE ? of.size() : Math.min(SHOWN, of.size());
    of.subList(0, shown).forEach(change -> out.println("  " + line(change)));
    if (shown < of.size()) {
      out.println("  … and " + (of.size() - shown) + " more.");
    }
  }

  private static String heading(Kind kind) {
    return switch (kind) {
      case BROKE -> "Broke";
      case UNKNOWN -> "Held, and is not shown now";
      case BLAME -> "Still fails, and changed blame";
      case OTHERWISE -> "Still fails, and otherwise";
      case WARNS -> "Holds, and warns now";
      case MENDED -> "Mended";
      case SHOWN -> "Other changes";
      case REWRITTEN -> "Not compared: the scenario itself has changed";
      case APPEARED -> "Appeared";
      case VANISHED -> "Vanished";
    };
  }

  private static String line(Change change) {
    return visible(change.id()) + "  " + text(change.was()) + " -> " + text(change.is());
  }

  private static String text(@Nullable ScenarioResult result) {
    if (result == null) {
      return "absent";
    }
    MismatchView mismatch = result.mismatch();
    String word = Console.word(result.outcome());
    return mismatch == null
        ? word
        : "%s (%s at %s, blame %s)"
            .formatted(
                word,
                visible(mismatch.requirement()),
                visible(mismatch.path()),
                visible(mismatch.blame()));
  }

  private static String visible(String text) {
    return Console.visible(text, LONGEST);
  }

  private static String sentence(Comparison comparison) {
    int unknown = comparison.count(Kind.UNKNOWN);
    return "%s: %d broke, %d mended, %d changed blame, %d appeared, %d vanished, %d alike%s."
        .formatted(
            comparison.count(Kind.BROKE) > 0
                ? "Something broke"
                : unknown > 0 ? "It cannot be said that nothing broke" : "Nothing broke",
            comparison.count(Kind.BROKE),
            comparison.count(Kind.MENDED),
            comparison.count(Kind.BLAME),
            comparison.count(Kind.APPEARED),
            comparison.count(Kind.VANISHED),
            comparison.same(),
            unknown > 0 ? ", " + unknown + " not shown any more" : "");
  }
}
