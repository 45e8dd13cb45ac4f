package io.cloudstate.tck.specs;

import java.util.List;
import java.util.Optional;

/**
 * One thing to try, as data.
 *
 * @param id stable for ever, for example {@code event-sourced/emits-in-order}
 * @param aliases ids that it had before
 * @param title one sentence
 * @param theme the file that it stands in
 * @param topology who talks to whom
 * @param verifies ids of requirements; the first is proven by every expectation that names no other
 * @param written the steps as written
 * @param plan what comes of them
 * @param hash of all that its verdict depends on, for telling whether a stored result speaks of the
 *     same scenario; title, aliases and theme may change
 * @param disputed why a failure of it does not gate, if so; no part of the hash
 */
public record Scenario(
    String id,
    List<String> aliases,
    String title,
    String theme,
    Topology topology,
    List<String> verifies,
    List<String> written,
    Plan plan,
    String hash,
    Optional<Dispute> disputed) {

  public Scenario {
    aliases = List.copyOf(aliases);
    verifies = List.copyOf(verifies);
    written = List.copyOf(written);
  }

  /** Full names of the model services that the candidate must announce. */
  public List<String> services() {
    return hasOwnProxy() ? List.of() : plan.content().services();
  }

  /** The steps after expansion. */
  public List<Step.Planned> steps() {
    return plan.content().steps();
  }

  /** Whether it starts a proxy of its own, and so needs neither the run's proxy nor a candidate. */
  public boolean hasOwnProxy() {
    return steps().stream().anyMatch(planned -> planned.step() instanceof Step.StartProxy);
  }

  /**
   * What it does to the service or the proxy as a whole, in order. Where there is anything, it has
   * a pair to itself.
   */
  public List<Step.Befall> fates() {
    return steps().stream()
        .map(Step.Planned::step)
        .filter(Step.Befall.class::isInstance)
        .map(Step.Befall.class::cast)
        .toList();
  }
}
