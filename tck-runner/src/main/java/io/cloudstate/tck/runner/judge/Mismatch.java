package io.cloudstate.tck.runner.judge;

import io.cloudstate.tck.runner.trace.Happening;
import io.cloudstate.tck.specs.Scenario;
import io.cloudstate.tck.specs.match.Difference;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The first divergence between a scenario and what was seen.
 *
 * @param step number of the written step
 * @param requirement the one violated
 * @param differences at least one, the first in field order first
 * @param blame who caused it
 * @param why why it is put down to that side
 * @param expected the whole frame or outcome expected, as JSON or in words
 * @param actual what came instead, or nothing
 * @param seq of the event that diverges, or nothing where none came
 */
public record Mismatch(
    int step,
    String requirement,
    List<Difference> differences,
    Blame blame,
    String why,
    String expected,
    Optional<String> actual,
    Optional<Integer> seq) {

  public Mismatch {
    differences = List.copyOf(differences);
  }

  /** A candidate is said to have what it does not announce. */
  public static Mismatch notAnnounced(Scenario scenario, Collection<String> services) {
    String named = String.join(", ", services);
    return new Mismatch(
        1,
        scenario.verifies().get(0),
        List.of(new Difference("discovery", named + ", as is claimed of the candidate", "nothing")),
        Blame.CANDIDATE,
        "the candidate is claimed to have it, and does not announce it",
        "an entity announced for " + named,
        Optional.empty(),
        Optional.empty());
  }

  /**
   * The candidate's process ended, which nothing that a scenario does may bring about.
   *
   * @param step number of the written step that the scenario had come to
   */
  static Mismatch processEnded(int step, Happening.ProcessEnded ended) {
    return new Mismatch(
        step,
        "FAI-03",
        List.of(new Difference("process", "it goes on", ended.how())),
        Blame.CANDIDATE,
        ended.beside() == 0
            ? "the candidate's process ended while this scenario ran, and no other did"
            : "the candidate's process ended while this scenario ran and, beside it, %d %s; none of them ends it by itself, and this was the last to see a frame"
                .formatted(ended.beside(), ended.beside() == 1 ? "other" : "others"),
        "a process that serves the scenarios that come after this one",
        Optional.of(ended.how()),
        Optional.empty());
  }

  /** The same divergence, which breaks a rule of all streams. */
  Mismatch breaking(Violation rule) {
    return new Mismatch(
        step,
        rule.requirement(),
        differences,
        blame,
        why + ", which on any stream is wrong: " + rule.what(),
        expected,
        actual,
        seq);
  }

  /** The place that people look at first. */
  public Difference first() {
    return differences.get(0);
  }
}
