package io.cloudstate.tck.specs;

import io.cloudstate.tck.specs.match.Types;
import java.util.List;
import java.util.Optional;

/**
 * Everything that a kit of one version knows to judge: the catalogue, the scenarios, and the
 * message types they speak of.
 *
 * @param catalogue the requirements
 * @param scenarios in the order of the files
 * @param types the message types of the protocol and the model
 * @param hash of all scenarios
 */
public record ScenarioSet(Catalogue catalogue, List<Scenario> scenarios, Types types, String hash) {

  public ScenarioSet {
    scenarios = List.copyOf(scenarios);
  }

  /** The scenario of this id, or that had it before. */
  public Optional<Scenario> find(String id) {
    return scenarios.stream()
        .filter(scenario -> scenario.id().equals(id) || scenario.aliases().contains(id))
        .findFirst();
  }

  /** The scenarios that verify a requirement. */
  public List<Scenario> verifying(String requirementId) {
    return scenarios.stream()
        .filter(scenario -> scenario.verifies().contains(requirementId))
        .toList();
  }
}
