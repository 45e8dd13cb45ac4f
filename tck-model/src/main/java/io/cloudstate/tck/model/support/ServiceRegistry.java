package io.cloudstate.tck.model.support;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The entities that a service declares, by the full name of their protobuf service; immutable. */
public final class ServiceRegistry {
  private final Map<String, EntityDefinition> byServiceName = new LinkedHashMap<>();

  /**
   * Registers entities, in the order in which discovery lists them.
   *
   * @throws IllegalArgumentException if two share a service
   */
  public ServiceRegistry(Collection<? extends EntityDefinition> definitions) {
    for (EntityDefinition definition : definitions) {
      String name = definition.service().getFullName();
      if (byServiceName.putIfAbsent(name, definition) != null) {
        throw new IllegalArgumentException(
            "%s is registered twice; give each service one entity.".formatted(name));
      }
    }
  }

  /** The entities, in the order of registration. */
  List<EntityDefinition> definitions() {
    return List.copyOf(byServiceName.values());
  }

  /** The entity of a service, found by the service's full name. */
  public Optional<EntityDefinition> find(String serviceName) {
    return Optional.ofNullable(byServiceName.get(serviceName));
  }
}
