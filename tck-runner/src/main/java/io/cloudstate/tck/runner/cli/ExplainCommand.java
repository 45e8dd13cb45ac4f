package io.cloudstate.tck.runner.cli;

import io.cloudstate.tck.specs.Requirement;
import io.cloudstate.tck.specs.Scenario;
import io.cloudstate.tck.specs.ScenarioSet;
import io.cloudstate.tck.specs.Step;
import io.cloudstate.tck.specs.StepText;
import io.cloudstate.tck.specs.match.Bindings;
import io.cloudstate.tck.specs.match.Show;
import io.cloudstate.tck.specs.read.Specs;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Explains a scenario or a requirement. */
@Command(
    name = "explain",
    description =
        "Explains a scenario, with the frames that its steps expand to, or a requirement.",
    mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "ID",
      description = "A scenario's id, as tck list shows it, or a requirement's, such as ES-05.")
  private String id = "";

  @Override
  public Integer call() throws UsageException {
    ScenarioSet set = Specs.load();
    PrintWriter out = spec.commandLine().getOut();
    Optional<Requirement> requirement = set.catalogue().find(id.toUpperCase(Locale.ROOT));
    Optional<Scenario> scenario = set.find(id);
    if (requirement.isPresent()) {
      explain(requirement.get(), set, out);
    } else if (scenario.isPresent()) {
      explain(scenario.get(), set, out);
    } else {
      throw new UsageException(
          "No scenario and no requirement has the id \""
              + id
              + "\". Scenarios: tck list. Requirements: "
              + set.catalogue().requirements().get(0).id()
              + " … ; the report lists them all.");
    }
    return ExitStatus.CONFORMS;
  }

  private static void explain(Requirement requirement, ScenarioSet set, PrintWriter out) {
    out.println(heading(requirement));
    out.println("  " + requirement.text());
    requirement.unverified().ifPresent(why -> out.println("  Not verified: " + why));
    set.verifying(requirement.id())
        .forEach(
            scenario -> out.println("  Verified by " + scenario.id() + ": " + scenario.title()));
  }

  private static String heading(Requirement requirement) {
    String level =
        switch (requirement.level()) {
          case M -> "must";
          case S -> "should";
          case Y -> "may";
        };
    String subject =
        switch (requirement.subject()) {
          case BOTH -> "both sides";
          case PROXY -> "the proxy";
          case SERVICE -> "the service";
        };
    return requirement.id() + " (" + requirement.area() + "; " + subject + " " + level + ")";
  }

  private static void explain(Scenario scenario, ScenarioSet set, PrintWriter out) {
    out.println(scenario.id() + " (" + scenario.topology().word() + ")");
    out.println(scenario.title() + ".");
    out.println();
    for (String id : scenario.verifies()) {
      Requirement requirement = set.catalogue().get(id);
      out.println(heading(requirement));
      out.println("  " + requirement.text());
    }
    out.println();
    StepText text = new StepText(new Show(set.types(), new Bindings(Map.of())));
    for (int number = 1; number <= scenario.written().size(); number++) {
      out.println(number + ". " + scenario.written().get(number - 1));
      for (Step.Planned planned : scenario.steps()) {
        if (planned.number() == number) {
          text.lines(planned.step()).forEach(line -> out.println("     " + line));
        }
      }
    }
    out.println();
    out.println("Run it: tck run --include " + scenario.id());
  }
}
