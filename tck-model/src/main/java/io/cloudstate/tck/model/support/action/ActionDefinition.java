package io.cloudstate.tck.model.support.action;

import com.google.protobuf.Descriptors.ServiceDescriptor;
import io.cloudstate.tck.model.support.EntityDefinition;
import io.cloudstate.tck.protocol.action.ActionProtocolGrpc;
import java.time.Duration;
import java.util.Optional;

/**
 * An action; it persists nothing and there is nothing to passivate.
 *
 * @param service the action's interface
 * @param action what the author wrote
 */
public record ActionDefinition(ServiceDescriptor service, Action action)
    implements EntityDefinition {

  @Override
  public String entityType() {
    return ActionProtocolGrpc.SERVICE_NAME;
  }

  @Override
  public String persistenceId() {
    return "";
  }

  @Override
  public Optional<Duration> passivationTimeout() {
    return Optional.empty();
  }
}
