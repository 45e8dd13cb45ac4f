package io.cloudstate.tck.runner.cli;

import io.cloudstate.tck.runner.defect.Defect;
import io.cloudstate.tck.runner.defect.Defects;
import io.cloudstate.tck.specs.Scenario;
import io.cloudstate.tck.specs.ScenarioSet;
import io.cloudstate.tck.specs.read.Specs;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists scenarios, or known bugs, one a line. */
@Command(
    name = "list",
    description = "Lists the scenarios, or the known bugs, one a line.",
    mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private SelectionOptions selection = new SelectionOptions();

  @Option(
      names = "--defects",
      description = "Lists the bugs that tck run --defect can put in, instead of scenarios.")
  private boolean defects;

  @Option(
      names = "--step-by-step",
      description = "In the order in which tck run --step-by-step goes through them.")
  private boolean stepByStep;

  @Override
  public Integer call() throws UsageException {
    if (defects) {
      return listDefects();
    }
    ScenarioSet set = Specs.load();
    List<Scenario> selected = selection.toSelection().of(set);
    List<Scenario> chosen = stepByStep ? StepByStep.order(selected) : selected;
    PrintWriter out = spec.commandLine().getOut();
    int width = chosen.stream().mapToInt(scenario -> scenario.id().length()).max().orElse(0);
    for (Scenario scenario : chosen) {
      out.printf(
          "%-" + width + "s  %-8s  %-20s  %s%n",
          scenario.id(),
          scenario.topology().word(),
          String.join(",", scenario.verifies()),
          scenario.title());
    }
    out.printf("%n%d scenarios. For one of them: tck explain ID%n", chosen.size());
    return ExitStatus.CONFORMS;
  }

  private int listDefects() {
    PrintWriter out = spec.commandLine().getOut();
    List<Defect> all = Defects.all();
    int width = all.stream().mapToInt(defect -> defect.id().length()).max().orElse(0);
    for (Defect defect : all) {
      out.printf("%-" + width + "s  %-7s  %s%n", defect.id(), defect.requirement(), defect.title());
    }
    out.printf("%n%d bugs. For one of them: tck explain ID%n", all.size());
    return ExitStatus.CONFORMS;
  }
}
