package io.cloudstate.tck.specs.read;

import java.util.List;
import java.util.Optional;

/** Tells which of the scenario's requirements a step proves. */
record Proofs(List<String> verifies) {

  Proofs {
    verifies = List.copyOf(verifies);
  }

  /** The one that it names, or else the scenario's first. */
  String of(Node.Mapping map) {
    Optional<Node> named = map.find("proves");
    if (named.isPresent() && !verifies.contains(named.get().text())) {
      throw named
          .get()
          .error(
              "The scenario does not verify "
                  + named.get().flow()
                  + ". "
                  + Words.known(named.get().text(), verifies));
    }
    return named.map(Node::text).orElse(verifies.get(0));
  }
}
