package io.cloudstate.tck.model.support;

import com.google.protobuf.Descriptors.ServiceDescriptor;
import java.time.Duration;
import java.util.Optional;

/**
 * An entity or action that a service declares, as discovery tells it to the proxy; each entity type
 * has one implementation, beside its protocol.
 */
public interface EntityDefinition {
  /** The protobuf service that is the entity's interface. */
  ServiceDescriptor service();

  /** The full name of the gRPC service that speaks this entity type's protocol. */
  String entityType();

  /** The name under which the proxy persists the entity's data; empty for types without any. */
  String persistenceId();

  /**
   * How long the entity may be idle before the proxy passivates it; empty leaves it to the proxy.
   */
  Optional<Duration> passivationTimeout();
}
