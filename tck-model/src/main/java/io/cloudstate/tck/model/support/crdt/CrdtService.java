package io.cloudstate.tck.model.support.crdt;

import io.cloudstate.tck.model.support.EntityStream;
import io.cloudstate.tck.model.support.ServiceRegistry;
import io.cloudstate.tck.protocol.crdt.CrdtGrpc;
import io.cloudstate.tck.protocol.crdt.CrdtStreamIn;
import io.cloudstate.tck.protocol.crdt.CrdtStreamOut;
import io.grpc.stub.StreamObserver;
import java.util.function.Supplier;

/** The CRDT protocol: as many streams as the proxy opens, sharing nothing that changes. */
public final class CrdtService extends CrdtGrpc.CrdtImplBase {
  private final ServiceRegistry registry;
  private final Supplier<CrdtRules> rules;

  /**
   * The protocol for the CRDT entities of a registry.
   *
   * @param rules gives each stream what it decides by; {@code CrdtRules::new} conforms
   */
  public CrdtService(ServiceRegistry registry, Supplier<CrdtRules> rules) {
    this.registry = registry;
    this.rules = rules;
  }

  @Override
  public StreamObserver<CrdtStreamIn> handle(StreamObserver<CrdtStreamOut> out) {
    return new EntityStream<>(new CrdtConversation(registry, rules.get()), out);
  }
}
