package io.cloudstate.tck.model.proxy.discovery;

import com.google.protobuf.Descriptors.ServiceDescriptor;
import java.time.Duration;
import java.util.Optional;

/**
 * One service of an accepted spec.
 *
 * @param type its entity type; empty for a type that only a defect lets through
 * @param descriptor its methods
 * @param persistenceId what its entities are persisted under
 * @param passivation its own passivation timeout, if it has one
 */
public record DiscoveredService(
    Optional<EntityType> type,
    ServiceDescriptor descriptor,
    String persistenceId,
    Optional<Duration> passivation) {}
