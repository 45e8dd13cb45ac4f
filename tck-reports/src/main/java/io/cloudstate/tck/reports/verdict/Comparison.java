package io.cloudstate.tck.reports.verdict;

import io.cloudstate.tck.reports.document.MismatchView;
import io.cloudstate.tck.reports.document.Outcome;
import io.cloudstate.tck.reports.document.ResultDocument;
import io.cloudstate.tck.reports.document.ScenarioResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What changed from one run to another.
 *
 * @param changes what did, in the order of the kinds, and of the newer run within a kind
 * @param same how many scenarios ended alike
 */
public record Comparison(List<Change> changes, int same) {

  public Comparison {
    changes = List.copyOf(changes);
  }

  /** What a change is. */
  public enum Kind {
    /** It held, and fails now, or is supported no more. */
    BROKE,
    /** It held, and nothing is known of it now: it was not run, errored, or is missing. */
    UNKNOWN,
    /** It fails as before, and is put down to another side. */
    BLAME,
    /** It fails as before, and elsewhere. */
    OTHERWISE,
    /** It held without a warning, and has one now. */
    WARNS,
    /** It failed or warned, and holds now. */
    MENDED,
    /** It had no verdict, and has one now; or has none now, and failed before. */
    SHOWN,
    /** The scenario itself is another one now, so that the two cannot be compared. */
    REWRITTEN,
    /** Only the newer run has it. */
    APPEARED,
    /** Only the older run has it. */
    VANISHED
  }

  /**
   * One scenario.
   *
   * @param was how it ended in the older run, if it is there
   * @param is how it ended in the newer one
   */
  public record Change(
      Kind kind, String id, @Nullable ScenarioResult was, @Nullable ScenarioResult is) {}

  /**
   * Compares.
   *
   * @param renamed gives for the id of a scenario the one that it has now
   */
  public static Comparison of(
      ResultDocument older, ResultDocument newer, UnaryOperator<String> renamed) {
    Map<String, ScenarioResult> before = byId(older, renamed);
    Map<String, ScenarioResult> after = byId(newer, renamed);
    List<Change> changes = new ArrayList<>();
    int same = 0;
    for (Map.Entry<String, ScenarioResult> entry : after.entrySet()) {
      ScenarioResult was = before.get(entry.getKey());
      Optional<Kind> kind = was == null ? Optional.of(Kind.APPEARED) : kind(was, entry.getValue());
      if (kind.isPresent()) {
        changes.add(new Change(kind.get(), entry.getKey(), was, entry.getValue()));
      } else {
        same++;
      }
    }
    boolean cut = !newer.complete();
    before.forEach(
        (id, was) -> {
          if (!after.containsKey(id)) {
            Kind kind = cut && holds(was) ? Kind.UNKNOWN : Kind.VANISHED;
            changes.add(new Change(kind, id, was, null));
          }
        });
    changes.sort(Comparator.comparing(Change::kind));
    return new Comparison(changes, same);
  }

  /** How many changes are of this kind. */
  public int count(Kind kind) {
    return (int) changes.stream().filter(change -> change.kind() == kind).count();
  }

  private static Map<String, ScenarioResult> byId(
      ResultDocument document, UnaryOperator<String> renamed) {
    Map<String, ScenarioResult> results = new LinkedHashMap<>();
    document.scenarios().forEach(result -> results.put(renamed.apply(result.id()), result));
    return results;
  }

  private static boolean holds(ScenarioResult result) {
    return result.outcome() == Outcome.PASSED || result.outcome() == Outcome.WARNED;
  }

  private static Optional<Kind> kind(ScenarioResult was, ScenarioResult is) {
    if (!was.hash().equals(is.hash())) {
      return Optional.of(Kind.REWRITTEN);
    }
    if (was.outcome() == is.outcome()) {
      return was.outcome() == Outcome.FAILED || was.outcome() == Outcome.WARNED
          ? mismatch(was, is)
          : Optional.empty();
    }
    if (holds(was)) {
      return Optional.of(
          switch (is.outcome()) {
            case FAILED -> is.failsAsDisputed() ? Kind.SHOWN : Kind.BROKE;
            case UNSUPPORTED -> Kind.BROKE;
            case ERRORED, NOT_RUN -> Kind.UNKNOWN;
            case WARNED -> Kind.WARNS;
            case PASSED -> Kind.MENDED;
          });
    }
    return Optional.of(was.outcome() == Outcome.FAILED && holds(is) ? Kind.MENDED : Kind.SHOWN);
  }

  private static Optional<Kind> mismatch(ScenarioResult was, ScenarioResult is) {
    MismatchView before = was.mismatch();
    MismatchView after = is.mismatch();
    if (before == null || after == null) {
      return Optional.empty();
    }
    if (!before.blame().equals(after.blame())) {
      return Optional.of(Kind.BLAME);
    }
    return before.requirement().equals(after.requirement()) && before.path().equals(after.path())
        ? Optional.empty()
        : Optional.of(Kind.OTHERWISE);
  }
}
