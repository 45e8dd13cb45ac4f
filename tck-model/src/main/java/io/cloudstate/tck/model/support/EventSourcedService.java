package io.cloudstate.tck.model.support;

import io.cloudstate.tck.protocol.eventsourced.EventSourcedGrpc;
import io.cloudstate.tck.protocol.eventsourced.EventSourcedStreamIn;
import io.cloudstate.tck.protocol.eventsourced.EventSourcedStreamOut;
import io.grpc.stub.StreamObserver;

/** The event sourced protocol: as many streams as the proxy opens, sharing nothing that changes. */
public final class EventSourcedService extends EventSourcedGrpc.EventSourcedImplBase {
  private final ServiceRegistry registry;
  private final EventSourcedRules rules;

  /**
   * The protocol for the event sourced entities of a registry.
   *
   * @param rules what streams decide by; {@code new EventSourcedRules()} conforms
   */
  public EventSourcedService(ServiceRegistry registry, EventSourcedRules rules) {
    this.registry = registry;
    this.rules = rules;
  }

  @Override
  public StreamObserver<EventSourcedStreamIn> handle(StreamObserver<EventSourcedStreamOut> out) {
    return new EntityStream<>(new EventSourcedConversation(registry, rules), out);
  }
}
