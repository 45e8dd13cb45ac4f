package io.cloudstate.tck.model.support;

import com.google.protobuf.Descriptors.ServiceDescriptor;
import io.cloudstate.tck.protocol.valueentity.ValueEntityGrpc;
import java.time.Duration;
import java.util.Optional;

/**
 * A value entity and its options.
 *
 * @param service the entity's interface
 * @param persistenceId the name under which the proxy persists its state
 * @param passivationTimeout how long the entity may be idle; empty leaves it to the proxy
 * @param entity what the author wrote
 * @param <S> the entity's state
 */
public record ValueEntityDefinition<S>(
    ServiceDescriptor service,
    String persistenceId,
    Optional<Duration> passivationTimeout,
    ValueEntity<S> entity)
    implements EntityDefinition {

  @Override
  public String entityType() {
    return ValueEntityGrpc.SERVICE_NAME;
  }
}
