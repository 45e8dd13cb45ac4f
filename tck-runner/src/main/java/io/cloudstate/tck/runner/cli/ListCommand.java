package io.cloudstate.tck.runner.cli;

import io.cloudstate.tck.specs.Scenario;
import io.cloudstate.tck.specs.ScenarioSet;
import io.cloudstate.tck.specs.read.Specs;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists scenarios, one a line. */
@Command(
    name = "list",
    description = "Lists the scenarios, one a line.",
    mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private SelectionOptions selection = new SelectionOptions();

  @Override
  public Integer call() throws UsageException {
    ScenarioSet set = Specs.load();
    List<Scenario> chosen = selection.toSelection().of(set);
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
}
