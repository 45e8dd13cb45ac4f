package io.cloudstate.tck.reports.document;

import java.util.List;
import java.util.Optional;

/**
 * One side of the pair under test.
 *
 * @param target as written on the command line, for example {@code embedded} or {@code
 *     tcp:localhost:8080}
 * @param facts what it says of itself (name, version, runtime, support library, protocol version),
 *     in the order to show; candidate text, so hostile
 */
public record TargetInfo(String target, List<Fact> facts) {

  /** Names the fact that it does not answer discovery, and what came of asking. */
  public static final String PROBLEM = "problem";

  /** Names the last lines that it wrote, where it does not answer. */
  public static final String LAST_LINES = "last lines";

  public TargetInfo {
    facts = List.copyOf(facts);
  }

  /** What it says, or is known of it, by the name of a fact. */
  public Optional<String> fact(String name) {
    return facts.stream().filter(fact -> fact.name().equals(name)).map(Fact::value).findFirst();
  }
}
