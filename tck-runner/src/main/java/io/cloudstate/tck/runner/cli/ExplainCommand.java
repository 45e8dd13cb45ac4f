package io.cloudstate.tck.runner.cli;

import io.cloudstate.tck.runner.defect.Defect;
import io.cloudstate.tck.runner.defect.Defects;
import io.cloudstate.tck.runner.deploy.Mutation;
import io.cloudstate.tck.runner.wire.InterceptorScript;
import io.cloudstate.tck.specs.Requirement;
import io.cloudstate.tck.specs.Scenario;
import io.cloudstate.tck.specs.ScenarioSet;
import io.cloudstate.tck.specs.read.Specs;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Explains a scenario, a requirement or a known bug. */
@Command(
    name = "explain",
    description =
        "Explains a scenario, with the frames that its steps expand to, a requirement, or a known bug.",
    mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {

  private static final int NEAR = 8;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "ID",
      description =
          "A scenario's id, as tck list shows it, a requirement's, such as ES-05, or a bug's, as tck list --defects shows it.")
  private String id = "";

  @Override
  public Integer call() throws UsageException {
    ScenarioSet set = Specs.load();
    PrintWriter out = spec.commandLine().getOut();
    Optional<Requirement> requirement = set.catalogue().find(id.toUpperCase(Locale.ROOT));
    Optional<Scenario> scenario = set.find(id);
    Optional<Defect> defect = Defects.find(id);
    if (requirement.isPresent()) {
      explain(requirement.get(), set, out);
    } else if (scenario.isPresent()) {
      explain(scenario.get(), set, out);
    } else if (defect.isPresent()) {
      explain(defect.get(), set, out);
    } else {
      throw new UsageException(
          "No scenario, requirement or bug has the id \""
              + Console.visible(id, 100)
              + "\"."
              + near(set)
              + " Scenarios: tck list. Bugs: tck list --defects. Requirements: "
              + set.catalogue().requirements().get(0).id()
              + " … ; the report lists them all.");
    }
    return ExitStatus.CONFORMS;
  }

  private String near(ScenarioSet set) {
    String needle = id.strip().toLowerCase(Locale.ROOT);
    List<String> near =
        needle.isEmpty()
            ? List.of()
            : Stream.of(
                    set.scenarios().stream().map(Scenario::id),
                    set.catalogue().requirements().stream().map(Requirement::id),
                    Defects.all().stream().map(Defect::id))
                .flatMap(ids -> ids)
                .filter(known -> known.toLowerCase(Locale.ROOT).contains(needle))
                .limit(NEAR)
                .toList();
    return near.isEmpty() ? "" : " Near it: " + String.join(", ", near) + ".";
  }

  private static void explain(Requirement requirement, ScenarioSet set, PrintWriter out) {
    out.println(Explanation.heading(requirement));
    out.println("  " + requirement.text());
    requirement.unverified().ifPresent(why -> out.println("  Not verified: " + why));
    set.verifying(requirement.id())
        .forEach(
            scenario -> out.println("  Verified by " + scenario.id() + ": " + scenario.title()));
    Defects.all().stream()
        .filter(defect -> defect.requirement().equals(requirement.id()))
        .forEach(defect -> out.println("  Violated by " + defect.id() + ": " + defect.title()));
  }

  private static void explain(Scenario scenario, ScenarioSet set, PrintWriter out) {
    new Explanation(set).of(scenario).forEach(out::println);
    out.println();
    out.println("Run it: tck run --include " + scenario.id());
  }

  private static void explain(Defect defect, ScenarioSet set, PrintWriter out) {
    out.println(defect.id());
    out.println(defect.title() + ".");
    out.println();
    out.println("Violates " + Explanation.heading(set.catalogue().get(defect.requirement())));
    out.println("  " + set.catalogue().get(defect.requirement()).text());
    set.verifying(defect.requirement())
        .forEach(
            scenario -> out.println("  Verified by " + scenario.id() + ": " + scenario.title()));
    out.println();
    out.println("Put in " + place(defect.mutation()));
    Stream.concat(
            defect.mutation().serviceScript().rules().stream(),
            defect.mutation().proxyScript().rules().stream())
        .forEach(rule -> out.println("  " + words(rule)));
    out.println();
    out.println(
        "See it found: tck run --defect " + defect.id() + " --include " + defect.requirement());
  }

  private static String place(Mutation mutation) {
    if (!mutation.serviceSwitches().isEmpty()) {
      return "the reference service, by a switch";
    }
    if (!mutation.proxySwitches().isEmpty()) {
      return "the reference proxy, by a switch";
    }
    return mutation.serviceScript().rules().isEmpty()
        ? "on the wire, beside the proxy:"
        : "on the wire, beside the candidate:";
  }

  private static String words(InterceptorScript.Rule rule) {
    return "%s %s%s%s%s: %s"
        .formatted(
            rule.nth() == 0 ? "each" : "number " + rule.nth() + " of each",
            rule.on().name().toLowerCase(Locale.ROOT).replace('_', '-'),
            rule.on() == InterceptorScript.On.FRAME
                ? " " + rule.side().name().toLowerCase(Locale.ROOT)
                : "",
            rule.method().map(method -> " of " + method).orElse(""),
            rule.where().isEmpty()
                ? ""
                : rule.where().entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .map(entry -> entry.getKey() + " is " + entry.getValue())
                    .collect(Collectors.joining(" and ", " where ", "")),
            words(rule.action()));
  }

  private static String words(InterceptorScript.Action action) {
    if (action instanceof InterceptorScript.Action.Rewrite rewrite) {
      return rewrite.edits().stream()
          .map(
              edit ->
                  edit.op().name().toLowerCase(Locale.ROOT).replace('_', '-')
                      + " "
                      + edit.path()
                      + (edit.value().isEmpty() ? "" : " " + edit.value()))
          .collect(Collectors.joining("; "));
    }
    if (action instanceof InterceptorScript.Action.Delay delay) {
      return "is late by " + delay.millis() + " ms";
    }
    if (action instanceof InterceptorScript.Action.Reorder) {
      return "comes after the next one";
    }
    if (action instanceof InterceptorScript.Action.Duplicate) {
      return "comes twice";
    }
    if (action instanceof InterceptorScript.Action.Replace replace) {
      return "becomes " + replace.bytes().size() + " other bytes";
    }
    if (action instanceof InterceptorScript.Action.Answer answer) {
      return "is lost, and its sender gets " + answer.bytes().size() + " bytes back";
    }
    return action instanceof InterceptorScript.Action.Cut cut
        ? "is lost, and the stream ends with " + cut.code()
        : "is lost";
  }
}
