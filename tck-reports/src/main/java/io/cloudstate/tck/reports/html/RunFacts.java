package io.cloudstate.tck.reports.html;

import io.cloudstate.tck.reports.document.Fact;
import io.cloudstate.tck.reports.document.ResultDocument;
import io.cloudstate.tck.reports.document.RunFooter;
import io.cloudstate.tck.reports.document.RunHeader;
import io.cloudstate.tck.reports.text.Durations;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What is told of a run beside what came out. */
final class RunFacts {

  private static final Pattern PLAIN_ARGUMENT = Pattern.compile("[A-Za-z0-9@%+=:,./_-]+");

  private RunFacts() {}

  static List<Fact> of(ResultDocument document) {
    RunHeader header = document.header();
    RunFooter footer = document.footer();
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("Protocol", header.protocolVersion()));
    facts.add(new Fact("Kit", header.kitVersion()));
    facts.add(new Fact("Scenarios", header.scenarioSet()));
    facts.add(new Fact("Started", Durations.dayAndTime(header.startedAt())));
    facts.add(
        new Fact(
            "Duration", footer == null ? "not known" : Durations.human(footer.durationMicros())));
    facts.add(new Fact("Jobs", String.valueOf(header.jobs())));
    facts.add(new Fact("Seed", String.valueOf(header.seed())));
    facts.add(new Fact("Timeout scale", String.valueOf(header.timeoutScale())));
    facts.add(
        new Fact("Exit status", footer == null ? "none" : String.valueOf(footer.exitStatus())));
    facts.add(new Fact("Machine", header.machine()));
    facts.add(
        new Fact(
            "Command line",
            header.commandLine().isEmpty()
                ? "no arguments"
                : header.commandLine().stream()
                    .map(RunFacts::quoted)
                    .collect(Collectors.joining(" "))));
    return facts;
  }

  private static String quoted(String argument) {
    return PLAIN_ARGUMENT.matcher(argument).matches()
        ? argument
        : "'" + argument.replace("'", "'\\''") + "'";
  }
}
