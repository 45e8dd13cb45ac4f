package io.cloudstate.tck.reports.document;

import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Counts scenarios and puts the counts into words. */
public final class Tally {

  /** Outcomes from the one to look at first to the one to look at last. */
  public static final List<Outcome> WORST_FIRST =
      List.of(
          Outcome.FAILED,
          Outcome.ERRORED,
          Outcome.WARNED,
          Outcome.UNSUPPORTED,
          Outcome.NOT_RUN,
          Outcome.PASSED);

  private Tally() {}

  /** How many there are of each outcome. */
  public static RunFooter.Counts of(Collection<ScenarioResult> scenarios) {
    Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
    scenarios.forEach(scenario -> counts.merge(scenario.outcome(), 1, Integer::sum));
    return new RunFooter.Counts(
        counts.getOrDefault(Outcome.PASSED, 0),
        counts.getOrDefault(Outcome.WARNED, 0),
        counts.getOrDefault(Outcome.FAILED, 0),
        counts.getOrDefault(Outcome.ERRORED, 0),
        counts.getOrDefault(Outcome.UNSUPPORTED, 0),
        counts.getOrDefault(Outcome.NOT_RUN, 0));
  }

  /** How many of this outcome fail as a file of known failures says. */
  public static int known(Collection<ScenarioResult> scenarios, Outcome outcome) {
    return (int)
        scenarios.stream()
            .filter(scenario -> scenario.failsAsKnown() && scenario.outcome() == outcome)
            .count();
  }

  /** How many failed and do not gate: known ones, and those that the catalogue disputes. */
  public static int setAside(Collection<ScenarioResult> scenarios) {
    return (int)
        scenarios.stream().filter(s -> s.isSetAside() && s.outcome() == Outcome.FAILED).count();
  }

  /** How many failed that the catalogue disputes. */
  public static int disputed(Collection<ScenarioResult> scenarios) {
    return (int)
        scenarios.stream()
            .filter(s -> s.failsAsDisputed() && s.outcome() == Outcome.FAILED)
            .count();
  }

  /** How many are of this outcome. */
  public static int get(RunFooter.Counts counts, Outcome outcome) {
    return switch (outcome) {
      case PASSED -> counts.passed();
      case WARNED -> counts.warned();
      case FAILED -> counts.failed();
      case ERRORED -> counts.errored();
      case UNSUPPORTED -> counts.unsupported();
      case NOT_RUN -> counts.notRun();
    };
  }

  /** How an outcome is called in a sentence. */
  public static String word(Outcome outcome) {
    return switch (outcome) {
      case PASSED -> "passed";
      case WARNED -> "warned";
      case FAILED -> "failed";
      case ERRORED -> "errored";
      case UNSUPPORTED -> "unsupported";
      case NOT_RUN -> "not run";
    };
  }

  /** For example {@code 2 failed, 58 passed}; outcomes that did not occur are left out. */
  public static String inWords(RunFooter.Counts counts) {
    return counts.total() == 0
        ? "no scenarios"
        : WORST_FIRST.stream()
            .filter(outcome -> get(counts, outcome) > 0)
            .map(outcome -> get(counts, outcome) + " " + word(outcome))
            .collect(Collectors.joining(", "));
  }

  /** Scenarios by theme; themes sorted by name. */
  public static Map<String, List<ScenarioResult>> byTheme(Collection<ScenarioResult> scenarios) {
    return scenarios.stream()
        .sorted(Comparator.comparing(ScenarioResult::theme))
        .collect(
            Collectors.groupingBy(
                ScenarioResult::theme, LinkedHashMap::new, Collectors.toUnmodifiableList()));
  }

  /** Scenarios with the worst outcomes first, and by theme and id within an outcome. */
  public static List<ScenarioResult> worstFirst(Collection<ScenarioResult> scenarios) {
    return scenarios.stream()
        .sorted(
            Comparator.comparingInt(
                    (ScenarioResult scenario) -> WORST_FIRST.indexOf(scenario.outcome()))
                .thenComparing(ScenarioResult::theme)
                .thenComparing(ScenarioResult::id))
        .toList();
  }
}
