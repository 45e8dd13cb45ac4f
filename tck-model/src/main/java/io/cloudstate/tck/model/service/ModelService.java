package io.cloudstate.tck.model.service;

import io.cloudstate.tck.model.Version;
import io.cloudstate.tck.model.service.action.ActionModels;
import io.cloudstate.tck.model.service.crdt.CrdtTckModelEntity;
import io.cloudstate.tck.model.service.eventing.EventLogModels;
import io.cloudstate.tck.model.support.DiscoveryService;
import io.cloudstate.tck.model.support.EntityDefinition;
import io.cloudstate.tck.model.support.EventSourcedService;
import io.cloudstate.tck.model.support.ServiceIdentity;
import io.cloudstate.tck.model.support.ServiceRegistry;
import io.cloudstate.tck.model.support.ValueEntityService;
import io.cloudstate.tck.model.support.action.ActionService;
import io.cloudstate.tck.model.support.crdt.CrdtRules;
import io.cloudstate.tck.model.support.crdt.CrdtService;
import io.cloudstate.tck.protocol.EntityDiscoveryGrpc;
import io.cloudstate.tck.protocol.action.ActionProtocolGrpc;
import io.cloudstate.tck.protocol.crdt.CrdtGrpc;
import io.cloudstate.tck.protocol.crdt.CrdtStreamIn;
import io.cloudstate.tck.protocol.crdt.CrdtStreamOut;
import io.cloudstate.tck.protocol.eventsourced.EventSourcedGrpc;
import io.cloudstate.tck.protocol.eventsourced.EventSourcedStreamIn;
import io.cloudstate.tck.protocol.eventsourced.EventSourcedStreamOut;
import io.cloudstate.tck.protocol.valueentity.ValueEntityGrpc;
import io.cloudstate.tck.protocol.valueentity.ValueEntityStreamIn;
import io.cloudstate.tck.protocol.valueentity.ValueEntityStreamOut;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The gRPC services that make up the model service; without defects, no defective class takes part
 * in any call.
 */
record ModelService(
    EntityDiscoveryGrpc.AsyncService discovery,
    EventSourcedGrpc.AsyncService eventSourced,
    ValueEntityGrpc.AsyncService valueEntity,
    CrdtGrpc.AsyncService crdt,
    ActionProtocolGrpc.AsyncService action) {
  private static final ServiceIdentity IDENTITY =
      new ServiceIdentity("cloudstate-tck-model", Version.kit());

  /**
   * Puts the services together.
   *
   * @param reports told each error that a proxy reports
   */
  static ModelService with(Set<ServiceDefect> defects, Consumer<String> reports) {
    return with(defects, DefectiveCrdtRules.of(defects), reports);
  }

  /**
   * Puts the services together.
   *
   * @param crdtRules what streams of CRDTs decide by
   * @param reports told each error that a proxy reports
   */
  static ModelService with(
      Set<ServiceDefect> defects, Supplier<CrdtRules> crdtRules, Consumer<String> reports) {
    ServiceRegistry registry = new ServiceRegistry(definitions(defects));
    DiscoveryService discovery = new DiscoveryService(registry, IDENTITY, reports);
    EventSourcedService eventSourced =
        new EventSourcedService(registry, DefectiveRules.of(defects));
    ValueEntityService valueEntity =
        new ValueEntityService(registry, DefectiveValueRules.of(defects));
    CrdtService crdt = new CrdtService(registry, crdtRules);
    ActionService action = new ActionService(registry);
    if (defects.isEmpty()) {
      return new ModelService(discovery, eventSourced, valueEntity, crdt, action);
    }
    AtomicBoolean down = new AtomicBoolean();
    return new ModelService(
        new DefectiveDiscovery(discovery, defects, down),
        new DefectiveEventSourced(
            DefectiveStreams.wrap(
                eventSourced::handle,
                new EventSourcedFrames(),
                new DefectiveEventStreams(),
                defects,
                down)),
        new DefectiveValueEntity(
            DefectiveStreams.wrap(
                valueEntity::handle,
                new ValueEntityFrames(),
                unused -> Optional.empty(),
                defects,
                down)),
        new DefectiveCrdt(
            DefectiveStreams.wrap(
                crdt::handle, new CrdtFrames(), new DefectiveCrdtStreams(), defects, down)),
        DefectiveActions.wrap(action, defects, down));
  }

  private static List<EntityDefinition> definitions(Set<ServiceDefect> defects) {
    List<EntityDefinition> definitions =
        new ArrayList<>(
            ModelEntities.withModels(
                DefectiveEntities.wrap(new EventSourcedTckModelEntity(), defects),
                DefectiveValueEntities.wrap(new ValueEntityTckModelEntity(), defects),
                DefectiveCrdtEntities.wrap(new CrdtTckModelEntity(), defects)));
    definitions.addAll(ActionModels.definitions(DefectiveFolding.of(defects)));
    definitions.addAll(EventLogModels.definitions(DefectiveJsonEvents.of(defects)));
    return definitions;
  }

  private record DefectiveEventSourced(
      StreamHandler<EventSourcedStreamIn, EventSourcedStreamOut> handler)
      implements EventSourcedGrpc.AsyncService {
    @Override
    public StreamObserver<EventSourcedStreamIn> handle(StreamObserver<EventSourcedStreamOut> out) {
      return handler.handle(out);
    }
  }

  private record DefectiveValueEntity(
      StreamHandler<ValueEntityStreamIn, ValueEntityStreamOut> handler)
      implements ValueEntityGrpc.AsyncService {
    @Override
    public StreamObserver<ValueEntityStreamIn> handle(StreamObserver<ValueEntityStreamOut> out) {
      return handler.handle(out);
    }
  }

  private record DefectiveCrdt(StreamHandler<CrdtStreamIn, CrdtStreamOut> handler)
      implements CrdtGrpc.AsyncService {
    @Override
    public StreamObserver<CrdtStreamIn> handle(StreamObserver<CrdtStreamOut> out) {
      return handler.handle(out);
    }
  }
}
