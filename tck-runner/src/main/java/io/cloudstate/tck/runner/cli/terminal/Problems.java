package io.cloudstate.tck.runner.cli.terminal;

import io.cloudstate.tck.reports.document.KnownFailure;
import io.cloudstate.tck.reports.document.MismatchView;
import io.cloudstate.tck.reports.document.Outcome;
import io.cloudstate.tck.reports.document.ScenarioResult;
import io.cloudstate.tck.reports.verdict.Finding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What went wrong, in lines for a terminal: a few of it in full, each with the rule and the command
 * that runs it again; of the rest, how often which requirement is violated.
 */
final class Problems {

  private static final int IN_FULL = 5;

  /** Where there are more than a screen holds, a screen is left for the sums as well. */
  private static final int IN_FULL_OF_MANY = 3;

  private static final int MOST_SUMS = 6;
  private static final int LONGEST = 200;
  private static final int LONGEST_STEP = 100;
  private static final int LONGEST_SUM = 90;

  private static final List<Outcome> WORST_FIRST =
      List.of(Outcome.FAILED, Outcome.ERRORED, Outcome.NOT_RUN, Outcome.WARNED);

  private final Function<String, String> requirements;
  private final BiFunction<Outcome, String, String> coloured;

  /**
   * Problems in words.
   *
   * @param requirements the text of a requirement, by its id
   * @param coloured a text in the colour of an outcome, where there are colours
   */
  Problems(Function<String, String> requirements, BiFunction<Outcome, String, String> coloured) {
    this.requirements = requirements;
    this.coloured = coloured;
  }

  /** All of it, the worst first; at most a screen. */
  List<String> of(List<ScenarioResult> all) {
    List<ScenarioResult> bad =
        WORST_FIRST.stream()
            .flatMap(
                outcome ->
                    all.stream()
                        .filter(result -> result.outcome() == outcome && !result.isSetAside()))
            .toList();
    List<ScenarioResult> distinct = distinct(bad);
    List<ScenarioResult> full =
        distinct.size() <= IN_FULL
            ? distinct
            : Finding.variedFirst(distinct).subList(0, IN_FULL_OF_MANY);
    List<ScenarioResult> rest = bad.stream().filter(result -> !full.contains(result)).toList();
    List<String> lines = new ArrayList<>();
    full.forEach(result -> lines.addAll(problem(result)));
    if (!rest.isEmpty()) {
      List<String> sums = sums(rest.stream().filter(result -> !isTold(result, full)).toList());
      lines.add("");
      lines.add(
          "  … and " + rest.size() + " more, all in the report" + (sums.isEmpty() ? "." : ":"));
      lines.addAll(sums);
    }
    return lines;
  }

  /** One cause may keep hundreds from being run; it is told once. */
  private static List<ScenarioResult> distinct(List<ScenarioResult> bad) {
    Set<String> told = new HashSet<>();
    return bad.stream()
        .filter(
            result ->
                result.outcome() != Outcome.NOT_RUN || told.add(String.valueOf(result.reason())))
        .toList();
  }

  /** Whether it was not run for a reason that stands there already. */
  private static boolean isTold(ScenarioResult result, List<ScenarioResult> full) {
    return result.outcome() == Outcome.NOT_RUN
        && full.stream()
            .anyMatch(
                shown ->
                    shown.outcome() == Outcome.NOT_RUN
                        && Objects.equals(shown.reason(), result.reason()));
  }

  /** What it is about: a requirement, or what came of it where none is violated. */
  private static String subject(ScenarioResult result) {
    MismatchView mismatch = result.mismatch();
    return mismatch == null ? Console.word(result.outcome()) : mismatch.requirement();
  }

  private List<String> sums(List<ScenarioResult> rest) {
    Map<String, List<ScenarioResult>> bySubject =
        rest.stream()
            .collect(
                Collectors.groupingBy(Problems::subject, LinkedHashMap::new, Collectors.toList()));
    List<String> lines = new ArrayList<>();
    bySubject.values().stream()
        .sorted(Comparator.comparingInt(List<ScenarioResult>::size).reversed())
        .limit(MOST_SUMS)
        .forEach(results -> lines.add(sum(results)));
    if (bySubject.size() > MOST_SUMS) {
      int more = bySubject.size() - MOST_SUMS;
      lines.add("        and %d requirement%s more".formatted(more, more == 1 ? "" : "s"));
    }
    return lines;
  }

  private String sum(List<ScenarioResult> results) {
    ScenarioResult first = results.get(0);
    String subject = subject(first);
    return "  %4d  %-8s  %s"
        .formatted(
            results.size(),
            subject,
            Console.visible(
                first.mismatch() == null
                    ? String.valueOf(first.reason())
                    : requirements.apply(subject),
                LONGEST_SUM));
  }

  private List<String> problem(ScenarioResult result) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(
        "  %s  %s (hash %s)"
            .formatted(
                coloured.apply(result.outcome(), Console.word(result.outcome())),
                result.id(),
                result.hash()));
    MismatchView mismatch = result.mismatch();
    if (mismatch == null) {
      lines.add("    " + Console.visible(String.valueOf(result.reason()), LONGEST));
    } else {
      lines.addAll(facts(mismatch));
    }
    KnownFailure known = result.known();
    if (known != null) {
      lines.add(
          fact("known", known.state().name().toLowerCase(Locale.ROOT) + ": " + known.reason()));
    }
    // Never cut: it is there to be copied.
    lines.add(fact("run again", result.rerun(), Integer.MAX_VALUE));
    return lines;
  }

  private List<String> facts(MismatchView mismatch) {
    return List.of(
        fact(mismatch.requirement(), requirements.apply(mismatch.requirement())),
        mismatch.step() == 0
            ? fact("step", mismatch.where())
            : fact("step " + mismatch.step(), mismatch.stepText(), LONGEST_STEP),
        fact("at", mismatch.path()),
        fact("expected", mismatch.expected()),
        fact("actual", mismatch.actual()),
        fact("blame", mismatch.blame() + " (" + mismatch.why() + ")"));
  }

  private static String fact(String name, String value) {
    return fact(name, value, LONGEST);
  }

  private static String fact(String name, String value, int longest) {
    return "    %-12s %s".formatted(name, Console.visible(value, longest));
  }
}
