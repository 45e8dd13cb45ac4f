package io.cloudstate.tck.reports;

import java.util.List;

/**
 * One side of the pair under test.
 *
 * @param target as written on the command line, for example {@code embedded} or {@code
 *     tcp:localhost:8080}
 * @param facts what it says of itself (name, version, runtime, support library, protocol version),
 *     in the order to show; candidate text, so hostile
 */
public record TargetInfo(String target, List<Fact> facts) {

  public TargetInfo {
    facts = List.copyOf(facts);
  }
}
