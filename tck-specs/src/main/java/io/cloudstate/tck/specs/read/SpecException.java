package io.cloudstate.tck.specs.read;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Files of the scenario set cannot be used; says what is wrong at which place, for all problems
 * found.
 */
public final class SpecException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  /** One problem or more. */
  public SpecException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  SpecException(Place place, String message) {
    this(List.of(new Problem(place, message)));
  }

  /** All that was found. */
  public List<Problem> problems() {
    return problems;
  }

  /** One thing that is wrong, and where. */
  public record Problem(Place place, String message) {

    @Override
    public String toString() {
      return place + ": " + message;
    }
  }
}
