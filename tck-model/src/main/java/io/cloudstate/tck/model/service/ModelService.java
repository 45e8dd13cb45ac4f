package io.cloudstate.tck.model.service;

import io.cloudstate.tck.model.support.DiscoveryService;
import io.cloudstate.tck.model.support.EventSourcedService;
import io.cloudstate.tck.model.support.ServiceIdentity;
import io.cloudstate.tck.model.support.ServiceRegistry;
import io.cloudstate.tck.protocol.EntityDiscoveryGrpc;
import io.cloudstate.tck.protocol.eventsourced.EventSourcedGrpc;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * The gRPC services that make up the model service; without defects, no defective class takes part
 * in any call.
 */
record ModelService(
    EntityDiscoveryGrpc.AsyncService discovery, EventSourcedGrpc.AsyncService eventSourced) {
  private static final ServiceIdentity IDENTITY =
      new ServiceIdentity("cloudstate-tck-model", "0.1.0");

  /**
   * Puts the services together.
   *
   * @param reports told each error that a proxy reports
   */
  static ModelService with(Set<ServiceDefect> defects, Consumer<String> reports) {
    ServiceRegistry registry =
        new ServiceRegistry(
            ModelEntities.withModel(
                DefectiveEntities.wrap(new EventSourcedTckModelEntity(), defects)));
    DiscoveryService discovery = new DiscoveryService(registry, IDENTITY, reports);
    EventSourcedService eventSourced =
        new EventSourcedService(registry, DefectiveRules.of(defects));
    if (defects.isEmpty()) {
      return new ModelService(discovery, eventSourced);
    }
    AtomicBoolean down = new AtomicBoolean();
    return new ModelService(
        new DefectiveDiscovery(discovery, defects, down),
        DefectiveStreams.wrap(eventSourced, defects, down));
  }
}
