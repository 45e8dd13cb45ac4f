package io.cloudstate.tck.model.support.crdt;

import com.google.protobuf.Descriptors.ServiceDescriptor;
import io.cloudstate.tck.model.support.EntityDefinition;
import io.cloudstate.tck.protocol.crdt.CrdtGrpc;
import java.time.Duration;
import java.util.Optional;

/**
 * A CRDT entity and its options.
 *
 * @param service the entity's interface
 * @param passivationTimeout how long the entity may be idle; empty leaves it to the proxy
 * @param entity what the author wrote
 */
public record CrdtDefinition(
    ServiceDescriptor service, Optional<Duration> passivationTimeout, CrdtEntity entity)
    implements EntityDefinition {

  @Override
  public String entityType() {
    return CrdtGrpc.SERVICE_NAME;
  }

  /** Empty: the proxies hold CRDTs in memory. */
  @Override
  public String persistenceId() {
    return "";
  }
}
