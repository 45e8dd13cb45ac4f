package io.cloudstate.tck.runner.deploy;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** What is switched on in the reference pair, by the names that a mutation has for it. */
final class Switches {

  private Switches() {}

  /** Those of one kind that are named; a name may be of another kind. */
  static <E extends Enum<E>> Set<E> of(Class<E> kind, Set<String> names) {
    return Arrays.stream(kind.getEnumConstants())
        .filter(each -> names.contains(each.name()))
        .collect(Collectors.toSet());
  }
}
