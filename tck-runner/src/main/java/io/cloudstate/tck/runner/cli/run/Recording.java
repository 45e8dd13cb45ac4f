package io.cloudstate.tck.runner.cli.run;

import io.cloudstate.tck.reports.document.Outcome;
import io.cloudstate.tck.reports.document.ScenarioResult;
import io.cloudstate.tck.runner.cli.terminal.Audience;
import io.cloudstate.tck.runner.deploy.Deployment;
import io.cloudstate.tck.runner.engine.ScenarioOutcome;
import io.cloudstate.tck.runner.judge.Verdict;
import io.cloudstate.tck.runner.known.KnownFailures;
import io.cloudstate.tck.specs.Scenario;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What ends is noted here each time, with its trace; when all is known of a scenario, its result is
 * reported. Used by one thread at a time.
 */
final class Recording {

  private final Rounds rounds;
  private final Optional<KnownFailures> known;
  private final Shown shown;
  private final Audience audience;

  /** By the ids of scenarios that were not run: the pairs whose candidates are why. */
  private final Map<String, Deployment> unusable = new HashMap<>();

  /** The first of them of which that is what counts. */
  private @Nullable Deployment atFault;

  /**
   * Nothing is recorded yet.
   *
   * @param shown takes up each result that is reported
   */
  Recording(Rounds rounds, Optional<KnownFailures> known, Shown shown, Audience audience) {
    this.rounds = rounds;
    this.known = known;
    this.shown = shown;
    this.audience = audience;
  }

  /** Takes note of how a scenario came out this time, on this pair. */
  void note(ScenarioOutcome outcome, Deployment pair) {
    if (outcome.verdict() instanceof Verdict.NotRun && pair.candidateIsUnusable()) {
      unusable.put(outcome.scenario().id(), pair);
    }
    try {
      rounds.note(outcome, () -> log(outcome, pair));
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  /**
   * The lines that the targets wrote while the scenario ran; others may have run at the same time.
   */
  private static List<String> log(ScenarioOutcome outcome, Deployment pair) {
    List<String> lines = new ArrayList<>();
    pair.serviceLog()
        .between(outcome.startNanos(), outcome.endNanos())
        .forEach(line -> lines.add("service: " + line));
    pair.proxyLog()
        .ifPresent(
            log ->
                log.between(outcome.startNanos(), outcome.endNanos())
                    .forEach(line -> lines.add("proxy: " + line)));
    pair.serviceFailure().ifPresent(failure -> lines.addAll(failure.lines().toList()));
    return lines;
  }

  /** Reports what comes of one that was noted. */
  ScenarioResult report(Scenario scenario) {
    try {
      ScenarioResult plain = rounds.result(scenario.id());
      ScenarioResult result = known.map(failures -> failures.ended(scenario, plain)).orElse(plain);
      shown.add(scenario, result);
      if (result.outcome() == Outcome.NOT_RUN && atFault == null) {
        atFault = unusable.get(scenario.id());
      }
      audience.ended(scenario, result);
      return result;
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  /** Reports what is left: what earlier rounds showed of it, or why nothing did. */
  void rest(Collection<Scenario> left, String why, Deployment pair) {
    long now = System.nanoTime();
    for (Scenario scenario : left) {
      if (!rounds.has(scenario.id())) {
        Verdict notRun = new Verdict.NotRun(why);
        note(new ScenarioOutcome(scenario, "", notRun, 0, List.of(), now, now), pair);
      }
      report(scenario);
    }
  }

  /** The pair whose candidate is why something was not run, if one is. */
  Optional<Deployment> atFault() {
    return Optional.ofNullable(atFault);
  }
}
