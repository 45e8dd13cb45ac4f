package io.cloudstate.tck.runner.cli.terminal;

import io.cloudstate.tck.reports.document.KnownSummary;
import io.cloudstate.tck.reports.document.Outcome;
import io.cloudstate.tck.reports.document.ResultDocument;
import io.cloudstate.tck.reports.document.ResultWriter;
import io.cloudstate.tck.reports.document.RunFooter;
import io.cloudstate.tck.reports.document.RunHeader;
import io.cloudstate.tck.reports.document.ScenarioResult;
import io.cloudstate.tck.reports.verdict.Scope;
import io.cloudstate.tck.runner.cli.exit.Gate;
import io.cloudstate.tck.specs.Scenario;
import io.cloudstate.tck.specs.ScenarioSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who is told how a run goes: the reports, the terminal, and GitHub Actions where it runs there.
 */
public final class Audience {

  private final ScenarioSet set;
  private final boolean stepByStep;
  private final Path mainReport;
  private final ResultWriter reports;
  private final Console console;
  private final Optional<GitHubActions> gitHub;
  private final List<ScenarioResult> forGitHub = new ArrayList<>();
  private final List<String> explanation = new ArrayList<>();

  /**
   * One that has heard of nothing yet.
   *
   * @param stepByStep whether failures are explained
   * @param mainReport the file to point to in the end
   */
  public Audience(
      ScenarioSet set,
      boolean stepByStep,
      Path mainReport,
      ResultWriter reports,
      Console console,
      Optional<GitHubActions> gitHub) {
    this.set = set;
    this.stepByStep = stepByStep;
    this.mainReport = mainReport;
    this.reports = reports;
    this.console = console;
    this.gitHub = gitHub;
  }

  /** A run begins, of these scenarios. */
  public void begins(RunHeader header, List<Scenario> chosen) throws IOException {
    reports.accept(header);
    chosen.forEach(scenario -> console.planned(scenario.theme()));
  }

  /** All is known of one of them. */
  public void ended(Scenario scenario, ScenarioResult result) throws IOException {
    reports.accept(result);
    if (gitHub.isPresent()) {
      forGitHub.add(result.withoutFrames());
    }
    if (stepByStep) {
      step(scenario, result);
    }
    console.ended(result);
  }

  private void step(Scenario scenario, ScenarioResult result) {
    if (Gate.isBad(result)) {
      explanation.add("");
      explanation.addAll(new Explanation(set).of(scenario, result));
    } else if (result.outcome() == Outcome.PASSED || result.outcome() == Outcome.WARNED) {
      console.step(result);
    }
  }

  /** The run has ended. */
  public void ends(RunHeader header, RunFooter footer) throws IOException {
    reports.accept(footer);
    LastWords words = new LastWords(console);
    if (stepByStep) {
      explanation.forEach(console::line);
    } else {
      words.problems(id -> set.catalogue().get(id).text());
    }
    KnownSummary known = footer.known();
    if (known != null) {
      words.known(known);
    }
    words.disputed();
    words.flaky();
    words.unsupported();
    words.profiles(footer.profiles());
    words.summary(footer, Scope.of(header).isPart(), mainReport.toString());
    tellGitHub(header, footer);
  }

  /** Nothing ended, and the caller says on the terminal why. */
  public void couldNotRun(RunHeader header, RunFooter footer) throws IOException {
    reports.accept(header);
    reports.accept(footer);
    tellGitHub(header, footer);
  }

  private void tellGitHub(RunHeader header, RunFooter footer) {
    gitHub.ifPresent(
        actions -> actions.tell(new ResultDocument(header, forGitHub, footer), console));
  }
}
