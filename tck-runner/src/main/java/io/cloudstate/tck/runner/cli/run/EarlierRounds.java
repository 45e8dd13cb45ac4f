package io.cloudstate.tck.runner.cli.run;

import io.cloudstate.tck.reports.document.Outcome;
import io.cloudstate.tck.reports.document.ScenarioResult;
import io.cloudstate.tck.runner.cli.exit.Gate;
import io.cloudstate.tck.runner.cli.terminal.Console;
import io.cloudstate.tck.runner.engine.Pairs;
import io.cloudstate.tck.specs.Scenario;
import io.cloudstate.tck.specs.ScenarioSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** The rounds before the last, of which nothing is reported yet. */
final class EarlierRounds {

  private final int all;
  private final ScenarioSet set;
  private final Gate gate;
  private final Rounds rounds;
  private final Console console;

  /**
   * Those of a run.
   *
   * @param all how many there are with the last
   */
  EarlierRounds(int all, ScenarioSet set, Gate gate, Rounds rounds, Console console) {
    this.all = all;
    this.set = set;
    this.gate = gate;
    this.rounds = rounds;
    this.console = console;
  }

  /**
   * Runs these in each of them.
   *
   * @return why that is enough already, where more rounds would be in vain
   * @throws InterruptedException if interrupted; what had ended was noted
   */
  Optional<String> run(List<Scenario> chosen, Pairs pairs, Recording recording)
      throws InterruptedException {
    for (int i = 1; i < all; i++) {
      String round = "round %d of %d".formatted(i, all);
      AtomicInteger ended = new AtomicInteger();
      pairs.run(
          chosen,
          (outcome, pair) -> {
            recording.note(outcome, pair);
            console.progress(ended.incrementAndGet(), round + ", " + outcome.scenario().id());
            return true;
          });
      console.round(round, rounds.otherwise());
      Optional<String> why =
          rounds.firsts().stream()
              .filter(this::isEnough)
              .findFirst()
              .map(first -> "%s %s".formatted(first.id(), Console.word(first.outcome())));
      if (why.isPresent()) {
        return Optional.of("After %s none came: %s.".formatted(round, why.get()));
      }
    }
    return Optional.empty();
  }

  private boolean isEnough(ScenarioResult first) {
    return first.outcome() == Outcome.NOT_RUN || gate.endsAlready(first, set);
  }
}
