package io.cloudstate.tck.runner.cli.run;

import io.cloudstate.tck.reports.document.RunFooter.Counts;
import io.cloudstate.tck.reports.verdict.Scope;
import io.cloudstate.tck.runner.cli.exit.ExitStatus;
import io.cloudstate.tck.runner.cli.terminal.Console;
import io.cloudstate.tck.runner.deploy.Deployment;
import io.cloudstate.tck.specs.ScenarioSet;
import java.util.List;
import java.util.Optional;

/**
 * What a run comes to.
 *
 * @param status the exit status
 * @param sentence the same in words
 */
record RunVerdict(int status, String sentence) {

  /**
   * What ran.
   *
   * @param pair that most scenarios ran on
   * @param atFault the one whose candidate is why something was not run, if one is
   * @param interrupted whether the run was, so that what was not run says nothing
   */
  record Ran(ScenarioSet set, Deployment pair, Optional<Deployment> atFault, boolean interrupted) {

    /** Whether the candidate has nothing of the model that scenarios were to try. */
    private boolean foundNothing(Shown shown) {
      return shown.lacksModel() && !interrupted && !announcesModel(pair.discovery().services());
    }

    private boolean announcesModel(List<String> announced) {
      return set.scenarios().stream()
          .flatMap(scenario -> scenario.services().stream())
          .anyMatch(announced::contains);
    }
  }

  /**
   * The verdict.
   *
   * @param stale how many entries of a file of known failures are
   */
  static RunVerdict of(Shown shown, Ran ran, int stale, Scope scope) {
    Counts counts = shown.counts();
    boolean nothingThere = ran.foundNothing(shown);
    boolean candidateAtFault = ran.atFault().isPresent() && !ran.interrupted();
    int status =
        ExitStatus.of(counts, candidateAtFault || nothingThere, shown.setAside(), stale > 0);
    String sentence =
        gone(ran.atFault().orElse(ran.pair()), status, counts, scope)
            .orElseGet(
                () ->
                    nothingThere && counts.failed() == 0
                        ? ExitStatus.nothingThere(scope)
                        : ExitStatus.sentence(
                            status,
                            counts,
                            shown.setAside(),
                            stale,
                            scope,
                            shown.whyUnsupported()));
    return new RunVerdict(status, (ran.interrupted() ? "Interrupted. " : "") + sentence);
  }

  /**
   * The verdict where the candidate itself is why scenarios were not run: that comes first, since
   * all else follows from it. A candidate that answered and failed is judged by its failures.
   */
  private static Optional<String> gone(Deployment pair, int status, Counts counts, Scope scope) {
    if (status != ExitStatus.DOES_NOT_CONFORM || counts.notRun() == 0) {
      return Optional.empty();
    }
    boolean silent = pair.discovery().problem().isPresent();
    boolean ended = pair.serviceFailure().isPresent() && counts.failed() == 0;
    return silent || ended
        ? pair.silence()
            .map(
                cause ->
                    ExitStatus.candidateGone(
                        silent ? "does not answer discovery" : "is gone",
                        Console.visible(cause, 300),
                        counts,
                        scope))
        : Optional.empty();
  }
}
