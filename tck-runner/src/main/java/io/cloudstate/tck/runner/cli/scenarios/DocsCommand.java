package io.cloudstate.tck.runner.cli.scenarios;

import io.cloudstate.tck.reports.reference.Reference;
import io.cloudstate.tck.reports.reference.ReferencePages;
import io.cloudstate.tck.runner.cli.exit.CouldNotRunException;
import io.cloudstate.tck.runner.cli.exit.ExitStatus;
import io.cloudstate.tck.runner.cli.exit.UsageException;
import io.cloudstate.tck.runner.cli.files.OutFolder;
import io.cloudstate.tck.runner.cli.files.Trouble;
import io.cloudstate.tck.runner.cli.terminal.Wording;
import io.cloudstate.tck.runner.defect.Defect;
import io.cloudstate.tck.runner.defect.Defects;
import io.cloudstate.tck.specs.Dispute;
import io.cloudstate.tck.specs.Requirement;
import io.cloudstate.tck.specs.Scenario;
import io.cloudstate.tck.specs.ScenarioSet;
import io.cloudstate.tck.specs.read.Specs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a reference of all requirements and scenarios. */
@Command(
    name = "docs",
    description =
        "Writes pages of all requirements, scenarios with what their steps expand to, and known bugs.",
    mixinStandardHelpOptions = true)
public final class DocsCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "DIR", description = "The folder to write to; it may be missing.")
  private Path dir = Path.of("");

  @Override
  public Integer call() throws UsageException, CouldNotRunException {
    OutFolder.forPages(dir);
    ScenarioSet set = Specs.load();
    try {
      List<Path> files = ReferencePages.write(reference(set), dir);
      spec.commandLine()
          .getOut()
          .println(
              "%d requirements and %d scenarios on %d pages; begin with %s"
                  .formatted(
                      set.catalogue().requirements().size(),
                      set.scenarios().size(),
                      files.size(),
                      files.get(0)));
      return ExitStatus.CONFORMS;
    } catch (IOException unwritable) {
      throw new CouldNotRunException(
          "the reference cannot be written to " + dir + ": " + Trouble.why(unwritable) + ".",
          unwritable);
    }
  }

  private static Reference reference(ScenarioSet set) {
    List<Defect> defects = Defects.all();
    Map<String, List<Reference.Requirement>> areas = new LinkedHashMap<>();
    for (Requirement requirement : set.catalogue().requirements()) {
      areas
          .computeIfAbsent(requirement.area(), none -> new ArrayList<>())
          .add(requirement(requirement, set, defects));
    }
    Map<String, List<Reference.Scenario>> themes = new LinkedHashMap<>();
    Wording wording = new Wording(set);
    for (Scenario scenario : set.scenarios()) {
      themes
          .computeIfAbsent(scenario.theme(), none -> new ArrayList<>())
          .add(scenario(scenario, wording));
    }
    return new Reference(
        KitVersion.kit(),
        KitVersion.scenarios(set),
        set.catalogue().protocolVersion(),
        areas.entrySet().stream()
            .map(area -> new Reference.Area(area.getKey(), area.getValue()))
            .toList(),
        themes.entrySet().stream()
            .map(theme -> new Reference.Theme(theme.getKey(), theme.getValue()))
            .toList(),
        defects.stream()
            .map(defect -> new Reference.Defect(defect.id(), defect.title(), defect.requirement()))
            .toList());
  }

  private static Reference.Requirement requirement(
      Requirement requirement, ScenarioSet set, List<Defect> defects) {
    return new Reference.Requirement(
        requirement.id(),
        Wording.binding(requirement),
        requirement.text(),
        requirement.unverified().orElse(""),
        requirement.notShown().orElse(""),
        set.verifying(requirement.id()).stream()
            .map(scenario -> new Reference.Link(scenario.id(), scenario.theme()))
            .toList(),
        defects.stream()
            .filter(defect -> defect.requirement().equals(requirement.id()))
            .map(Defect::id)
            .toList());
  }

  private static Reference.Scenario scenario(Scenario scenario, Wording wording) {
    List<Reference.Step> steps = new ArrayList<>();
    for (int number = 1; number <= scenario.written().size(); number++) {
      steps.add(
          new Reference.Step(
              number, scenario.written().get(number - 1), wording.expanded(scenario, number)));
    }
    return new Reference.Scenario(
        scenario.id(),
        scenario.title(),
        scenario.topology().word(),
        scenario.hash(),
        scenario.verifies(),
        scenario.services(),
        scenario.disputed().map(Dispute::why).orElse(""),
        steps);
  }
}
