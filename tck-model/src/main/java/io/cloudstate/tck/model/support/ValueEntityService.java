package io.cloudstate.tck.model.support;

import io.cloudstate.tck.protocol.valueentity.ValueEntityGrpc;
import io.cloudstate.tck.protocol.valueentity.ValueEntityStreamIn;
import io.cloudstate.tck.protocol.valueentity.ValueEntityStreamOut;
import io.grpc.stub.StreamObserver;

/** The value entity protocol: as many streams as the proxy opens, sharing nothing that changes. */
public final class ValueEntityService extends ValueEntityGrpc.ValueEntityImplBase {
  private final ServiceRegistry registry;
  private final ValueEntityRules rules;

  /**
   * The protocol for the value entities of a registry.
   *
   * @param rules what streams decide by; {@code new ValueEntityRules()} conforms
   */
  public ValueEntityService(ServiceRegistry registry, ValueEntityRules rules) {
    this.registry = registry;
    this.rules = rules;
  }

  @Override
  public StreamObserver<ValueEntityStreamIn> handle(StreamObserver<ValueEntityStreamOut> out) {
    return new EntityStream<>(new ValueEntityConversation(registry, rules), out);
  }
}
