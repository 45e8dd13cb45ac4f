package io.cloudstate.tck.runner.cli.scenarios;

import io.cloudstate.tck.runner.cli.exit.ExitStatus;
import io.cloudstate.tck.runner.cli.exit.UsageException;
import io.cloudstate.tck.runner.cli.files.ScenarioFile;
import io.cloudstate.tck.runner.defect.Defects;
import io.cloudstate.tck.specs.Scenario;
import io.cloudstate.tck.specs.ScenarioSet;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** Lists scenarios, requirements or known bugs, one a line. */
@Command(
    name = "list",
    description = "Lists the scenarios, the requirements, or the known bugs, one a line.",
    footer = {
      "",
      "Where scenarios are chosen, only requirements that these verify are listed, or bugs that violate such."
    },
    mixinStandardHelpOptions = true)
public final class ListCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private SelectionOptions selection = new SelectionOptions();

  @Option(
      names = "--requirements",
      description =
          "Lists the requirements, with how many scenarios verify each, instead of scenarios.")
  private boolean requirements;

  @Option(
      names = "--defects",
      description = "Lists the bugs that tck run --defect can put in, instead of scenarios.")
  private boolean defects;

  @Option(names = "--json", description = "For programs: a JSON array of all that is listed.")
  private boolean json;

  @Option(
      names = "--step-by-step",
      description = "In the order in which tck run --step-by-step goes through them.")
  private boolean stepByStep;

  @Option(
      names = "--scenarios",
      paramLabel = "FILE",
      description = "Lists the scenarios of this file instead of the kit's own.")
  private @Nullable Path scenarios;

  @Override
  public Integer call() throws UsageException {
    mustFit();
    ScenarioSet set = ScenarioFile.load(scenarios);
    if (requirements) {
      Predicate<String> wanted = wanted(set);
      listRequirements(
          set.catalogue().requirements().stream()
              .filter(requirement -> wanted.test(requirement.id()))
              .map(requirement -> Listed.Requirement.of(requirement, set))
              .toList());
    } else if (defects) {
      Predicate<String> wanted = wanted(set);
      listDefects(
          Defects.all().stream()
              .filter(defect -> wanted.test(defect.requirement()))
              .map(Listed.Bug::of)
              .toList());
    } else {
      List<Scenario> selected = selection.choose(set);
      listScenarios(
          (stepByStep ? StepByStep.order(selected) : selected)
              .stream().map(Listed.Scenario::of).toList());
    }
    return ExitStatus.CONFORMS;
  }

  /** What says something of scenarios only is not passed over where others are listed. */
  private void mustFit() throws UsageException {
    if (requirements && defects) {
      throw new UsageException("--requirements and --defects are two lists; leave out one.");
    }
    if ((requirements || defects) && (selection.isPart() || stepByStep)) {
      throw new UsageException(
          "%s is about scenarios; leave it out where %s lists others."
              .formatted(
                  stepByStep ? "--step-by-step" : "--shard",
                  requirements ? "--requirements" : "--defects"));
    }
  }

  /** Which requirements are asked for. */
  private Predicate<String> wanted(ScenarioSet set) throws UsageException {
    if (!selection.chooses()) {
      return id -> true;
    }
    Set<String> verified =
        selection.choose(set).stream()
            .flatMap(scenario -> scenario.verifies().stream())
            .collect(Collectors.toUnmodifiableSet());
    return verified::contains;
  }

  private void listScenarios(List<Listed.Scenario> all) {
    if (json) {
      printJson(all);
      return;
    }
    int width = width(all, scenario -> scenario.id().length());
    for (Listed.Scenario scenario : all) {
      out()
          .printf(
              "%-" + width + "s  %-8s  %-20s  %s%n",
              scenario.id(),
              scenario.topology(),
              String.join(",", scenario.verifies()),
              scenario.title());
    }
    end(all.size(), "scenarios");
  }

  private void listRequirements(List<Listed.Requirement> all) {
    if (json) {
      printJson(all);
      return;
    }
    int width = width(all, requirement -> requirement.id().length());
    for (Listed.Requirement requirement : all) {
      out()
          .printf(
              "%-" + width + "s  %-6s  %-7s  by %3d  %s%n",
              requirement.id(),
              requirement.level(),
              requirement.subject(),
              requirement.verifiedBy().size(),
              requirement.text().strip().replaceAll("\\s+", " "));
    }
    end(all.size(), "requirements");
  }

  private void listDefects(List<Listed.Bug> all) {
    if (json) {
      printJson(all);
      return;
    }
    int width = width(all, bug -> bug.id().length());
    for (Listed.Bug bug : all) {
      out().printf("%-" + width + "s  %-7s  %s%n", bug.id(), bug.requirement(), bug.title());
    }
    end(all.size(), "bugs");
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private void printJson(List<? extends Record> all) {
    out().println(JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(all));
  }

  private void end(int size, String what) {
    out().printf("%n%d %s. For one of them: tck explain ID%n", size, what);
  }

  /** No width at all is no format. */
  private static <T> int width(List<T> all, ToIntFunction<T> length) {
    return all.stream().mapToInt(length).max().orElse(1);
  }
}
