package io.cloudstate.tck.runner.cli.scenarios;

import io.cloudstate.tck.runner.cli.exit.ExitStatus;
import io.cloudstate.tck.runner.cli.exit.UsageException;
import io.cloudstate.tck.runner.cli.files.ScenarioFile;
import io.cloudstate.tck.runner.cli.terminal.Console;
import io.cloudstate.tck.runner.cli.terminal.Explanation;
import io.cloudstate.tck.runner.defect.Defect;
import io.cloudstate.tck.runner.defect.Defects;
import io.cloudstate.tck.runner.deploy.Mutation;
import io.cloudstate.tck.runner.wire.InterceptorScript;
import io.cloudstate.tck.specs.Requirement;
import io.cloudstate.tck.specs.Scenario;
import io.cloudstate.tck.specs.ScenarioSet;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Explains a scenario, a requirement or a known bug. */
@Command(
    name = "explain",
    description =
        "Explains a scenario, with the frames that its steps expand to, a requirement, or a known bug.",
    mixinStandardHelpOptions = true)
public final class ExplainCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      arity = "0..1",
      paramLabel = "ID",
      description =
          "A scenario's id, as tck list shows it, a requirement's, such as ES-05, or a bug's, as tck list --defects shows it.")
  private @Nullable String id;

  @Option(
      names = "--scenarios",
      paramLabel = "FILE",
      description =
          "Explains a scenario of this file instead of the kit's own; without an ID, all of them.")
  private @Nullable Path scenarios;

  @Override
  public Integer call() throws UsageException {
    ScenarioSet set = ScenarioFile.load(scenarios);
    PrintWriter out = spec.commandLine().getOut();
    String of = id;
    if (of != null) {
      explain(of, set, out);
    } else if (scenarios != null) {
      set.scenarios().forEach(scenario -> explain(scenario, set, out));
    } else {
      throw new UsageException(
          "What is to be explained? Give the id of a scenario, a requirement or a bug: tck explain ES-05. tck list, with --requirements or --defects, lists them.");
    }
    return ExitStatus.CONFORMS;
  }

  private void explain(String of, ScenarioSet set, PrintWriter out) throws UsageException {
    Optional<Requirement> requirement = set.catalogue().find(of.toUpperCase(Locale.ROOT));
    Optional<Scenario> scenario = set.find(of);
    Optional<Defect> defect = Defects.find(of);
    if (requirement.isPresent()) {
      explain(requirement.get(), set, out);
    } else if (scenario.isPresent()) {
      explain(scenario.get(), set, out);
    } else if (defect.isPresent()) {
      explain(defect.get(), set, out);
    } else {
      throw new UsageException(
          "No scenario, requirement or bug has the id \""
              + Console.visible(of, 100)
              + "\"."
              + near(of, set)
              + " tck list, with --requirements or --defects, lists them.");
    }
  }

  private static String near(String id, ScenarioSet set) {
    return Near.said(
        id,
        Stream.of(
                set.scenarios().stream().map(Scenario::id),
                set.catalogue().requirements().stream().map(Requirement::id),
                Defects.all().stream().map(Defect::id))
            .flatMap(ids -> ids)
            .toList());
  }

  private static void explain(Requirement requirement, ScenarioSet set, PrintWriter out) {
    out.println(Explanation.heading(requirement));
    out.println("  " + requirement.text());
    requirement.unverified().ifPresent(why -> out.println("  Not verified: " + why));
    requirement.notShown().ifPresent(what -> out.println("  Not shown: " + what));
    set.verifying(requirement.id())
        .forEach(
            scenario -> out.println("  Verified by " + scenario.id() + ": " + scenario.title()));
    Defects.all().stream()
        .filter(defect -> defect.requirement().equals(requirement.id()))
        .forEach(defect -> out.println("  Violated by " + defect.id() + ": " + defect.title()));
  }

  private void explain(Scenario scenario, ScenarioSet set, PrintWriter out) {
    new Explanation(set).of(scenario).forEach(out::println);
    out.println();
    out.println(
        "Run it: tck run "
            + (scenarios == null ? "" : "--scenarios " + scenarios + " ")
            + "--include "
            + scenario.id());
    if (id == null) {
      out.println();
    }
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
