package io.cloudstate.tck.specs;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All requirements of one protocol version, in the order of the specification. */
public final class Catalogue {

  private final String protocolVersion;
  private final Map<String, Requirement> byId = new LinkedHashMap<>();

  /** A catalogue of these requirements, whose ids differ. */
  public Catalogue(String protocolVersion, List<Requirement> requirements) {
    this.protocolVersion = protocolVersion;
    requirements.forEach(requirement -> byId.put(requirement.id(), requirement));
  }

  /** For example {@code 0.2}. */
  public String protocolVersion() {
    return protocolVersion;
  }

  /** All of them. */
  public List<Requirement> requirements() {
    return List.copyOf(byId.values());
  }

  /** The requirement of this id. */
  public Optional<Requirement> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /**
   * The requirement of this id, which a loaded scenario names.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Requirement get(String id) {
    return find(id)
        .orElseThrow(() -> new IllegalArgumentException("No requirement has the id " + id + "."));
  }
}
