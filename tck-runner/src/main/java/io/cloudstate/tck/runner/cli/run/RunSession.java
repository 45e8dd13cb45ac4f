package io.cloudstate.tck.runner.cli.run;

import io.cloudstate.tck.reports.document.KnownSummary;
import io.cloudstate.tck.reports.document.ResultWriter;
import io.cloudstate.tck.reports.document.RunFooter;
import io.cloudstate.tck.reports.document.RunHeader;
import io.cloudstate.tck.reports.format.ReportFormat;
import io.cloudstate.tck.reports.verdict.Scope;
import io.cloudstate.tck.runner.cli.exit.ExitStatus;
import io.cloudstate.tck.runner.cli.exit.Gate;
import io.cloudstate.tck.runner.cli.exit.Interruption;
import io.cloudstate.tck.runner.cli.files.ReportFiles;
import io.cloudstate.tck.runner.cli.scenarios.KitVersion;
import io.cloudstate.tck.runner.cli.terminal.Audience;
import io.cloudstate.tck.runner.cli.terminal.Console;
import io.cloudstate.tck.runner.cli.terminal.GitHubActions;
import io.cloudstate.tck.runner.deploy.Deployment;
import io.cloudstate.tck.runner.deploy.DeploymentException;
import io.cloudstate.tck.runner.deploy.Discovery;
import io.cloudstate.tck.runner.engine.Deadlines;
import io.cloudstate.tck.runner.engine.Pairs;
import io.cloudstate.tck.runner.report.ResultMapping;
import io.cloudstate.tck.runner.report.TraceFiles;
import io.cloudstate.tck.specs.Scenario;
import io.cloudstate.tck.specs.ScenarioSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * One run, in a straight line: the reports are opened, the pair is started, the scenarios run in
 * rounds, of which the last is reported, and what they have shown becomes the verdict.
 */
final class RunSession {

  private final RunSettings settings;
  private final ScenarioSet set;
  private final List<ResultWriter> others;
  private final Console console;
  private final Optional<GitHubActions> gitHub;
  private final Gate gate;
  private final Deadlines deadlines;
  private final Profiles profiles;

  /**
   * A session that has not begun.
   *
   * @param others who is told what the reports are told
   * @param gate what of a failure matters
   */
  RunSession(
      RunSettings settings,
      ScenarioSet set,
      List<ResultWriter> others,
      Console console,
      Optional<GitHubActions> gitHub,
      Gate gate) {
    this.settings = settings;
    this.set = set;
    this.others = others;
    this.console = console;
    this.gitHub = gitHub;
    this.gate = gate;
    this.deadlines = Deadlines.scaled(settings.timeoutScale());
    this.profiles = new Profiles(settings.claimed());
  }

  /** Runs and reports; the exit status. */
  int run(List<Scenario> chosen) throws DeploymentException, IOException {
    sayWhatRuns();
    TraceFiles traces = new TraceFiles(settings.out());
    // Whatever comes of this run, nothing of an earlier one stands beside it.
    ReportFormat.clear(settings.out());
    traces.clear();
    try (Interruption interruption = Interruption.of(Thread.currentThread());
        ResultWriter reports = ReportFiles.open(settings.out(), settings.formats(), others)) {
      Audience audience =
          new Audience(set, settings.stepByStep(), settings.mainReport(), reports, console, gitHub);
      // While the pair starts. Those of a file of somebody's own are read already.
      CompletableFuture<Void> read =
          CompletableFuture.runAsync(() -> chosen.forEach(Scenario::steps));
      try (Pairs pairs = comingUp(chosen)) {
        read.join();
        return run(chosen, pairs, traces, audience, interruption);
      } catch (DeploymentException notStarted) {
        couldNotRun(chosen, String.valueOf(notStarted.getMessage()), audience);
        throw notStarted;
      } catch (RuntimeException brokenOff) {
        if (!interruption.hasCome()) {
          throw brokenOff;
        }
        couldNotRun(chosen, "It was interrupted before anything was judged.", audience);
        return ExitStatus.COULD_NOT_RUN;
      }
    }
  }

  private Pairs comingUp(List<Scenario> chosen) throws DeploymentException {
    ComingUp waiting = new ComingUp(console, deadlines);
    try {
      return new Pairs(PairSupply.of(settings, set, chosen, profiles, deadlines));
    } finally {
      waiting.end();
    }
  }

  private void sayWhatRuns() {
    console.line(
        "service %s, proxy %s, scenarios %s"
            .formatted(
                settings.service().text(), settings.proxy().text(), KitVersion.scenarios(set)));
    if (deadlines.areLifted()) {
      console.line(
          "No deadline for what must happen: it is waited for until it does, or you end the run.");
    }
  }

  /**
   * The report of a run in which nothing could be judged, in the place of whatever an earlier run
   * left there.
   */
  private void couldNotRun(List<Scenario> chosen, String why, Audience audience)
      throws IOException {
    audience.couldNotRun(
        RunHeaders.ofNothing(settings, set, chosen.size(), why), RunFooters.ofNothing(why));
  }

  private int run(
      List<Scenario> chosen,
      Pairs pairs,
      TraceFiles traces,
      Audience audience,
      Interruption interruption)
      throws IOException {
    long start = System.nanoTime();
    RunHeader header = RunHeaders.of(settings, set, chosen.size(), pairs.pair());
    audience.begins(header, chosen);
    sayWhatIsUnusual(pairs.pair());
    Rounds rounds =
        new Rounds(new ResultMapping(set, start, settings.rerun()), traces, settings.repeat() > 1);
    Shown shown = new Shown(profiles);
    Recording recording = new Recording(rounds, gate.known(), shown, audience);
    EarlierRounds earlier = new EarlierRounds(settings.repeat(), set, gate, rounds, console);
    LastRound last = new LastRound(chosen, gate, recording);
    List<String> notes = new ArrayList<>();
    boolean interrupted = false;
    try {
      Optional<String> enough = earlier.run(chosen, pairs, recording);
      enough.ifPresent(notes::add);
      if (enough.isEmpty()) {
        last.run(pairs);
      }
      String option = settings.stepByStep() ? "--step-by-step" : "--fail-fast";
      last.leaveOut(
          "Left out by " + option + ": " + last.endedBy() + " did not pass.", pairs.pair());
    } catch (InterruptedException | RuntimeException stopped) {
      if (stopped instanceof RuntimeException broken && !interruption.hasCome()) {
        throw broken;
      }
      interrupted = true;
      last.leaveOut("The run was interrupted before this scenario had ended.", pairs.pair());
    }
    notes.addAll(pairs.notes());
    notes.addAll(shown.disputes());
    RunFooters.busy(deadlines.stretch()).ifPresent(notes::add);
    RunFooters.repeats(settings.repeat(), shown.flaky()).ifPresent(notes::add);
    Optional<KnownSummary> known = gate.known().map(failures -> failures.summary(set));
    RunFooter footer =
        RunFooters.of(
            settings,
            shown,
            new RunVerdict.Ran(set, pairs.pair(), recording.atFault(), interrupted),
            Scope.of(header),
            known,
            notes,
            System.nanoTime() - start);
    audience.ends(header, footer);
    return footer.exitStatus();
  }

  /** Says at once what makes most of a run pointless. */
  private void sayWhatIsUnusual(Deployment pair) {
    Discovery discovery = pair.discovery();
    Optional<String> problem =
        discovery
            .problem()
            .or(
                () ->
                    discovery.services().isEmpty()
                        ? Optional.of("it announces no entities")
                        : Optional.empty());
    problem.ifPresent(
        said -> console.line("The candidate cannot be used: " + Console.visible(said, 200) + "."));
    if (discovery.problem().isPresent()) {
      pair.serviceFailure()
          .ifPresent(
              end -> end.lines().forEach(line -> console.line("  " + Console.visible(line, 200))));
    }
  }
}
