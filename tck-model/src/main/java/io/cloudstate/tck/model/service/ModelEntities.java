package io.cloudstate.tck.model.service;

import com.google.protobuf.Descriptors.FileDescriptor;
import io.cloudstate.tck.model.service.crdt.EmptyResponseCrdtEntity;
import io.cloudstate.tck.model.support.EntityDefinition;
import io.cloudstate.tck.model.support.EventSourcedDefinition;
import io.cloudstate.tck.model.support.EventSourcedEntity;
import io.cloudstate.tck.model.support.ValueEntity;
import io.cloudstate.tck.model.support.ValueEntityDefinition;
import io.cloudstate.tck.model.support.crdt.CrdtDefinition;
import io.cloudstate.tck.model.support.crdt.CrdtEntity;
import io.cloudstate.tck.protocol.model.EventsourcedProto;
import io.cloudstate.tck.protocol.model.crdt.CrdtProto;
import io.cloudstate.tck.protocol.model.valueentity.ValueentityProto;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The entities of the model service, with their options. */
final class ModelEntities {
  private static final FileDescriptor EVENT_SOURCED = EventsourcedProto.getDescriptor();
  private static final FileDescriptor VALUE = ValueentityProto.getDescriptor();

  private static final FileDescriptor CRDT = CrdtProto.getDescriptor();

  private ModelEntities() {}

  static List<EntityDefinition> withModels(
      EventSourcedEntity<?> eventSourcedModel, ValueEntity<?> valueModel, CrdtEntity crdtModel) {
    return List.of(
        eventSourced(
            "EventSourcedTckModel",
            "event-sourced-tck-model",
            5,
            Optional.empty(),
            eventSourcedModel),
        eventSourced(
            "EventSourcedTwo",
            "event-sourced-tck-model-two",
            0,
            Optional.empty(),
            new EmptyResponseEntity()),
        eventSourced(
            "EventSourcedConfigured",
            "event-sourced-configured",
            0,
            Optional.of(Duration.ofMillis(100)),
            new EmptyResponseEntity()),
        value("ValueEntityTckModel", "value-entity-tck-model", Optional.empty(), valueModel),
        value(
            "ValueEntityTwo",
            "value-entity-tck-model-two",
            Optional.empty(),
            new EmptyResponseValueEntity()),
        value(
            "ValueEntityConfigured",
            "value-entity-configured",
            Optional.of(Duration.ofMillis(100)),
            new EmptyResponseValueEntity()),
        crdt("CrdtTckModel", Optional.empty(), crdtModel),
        crdt("CrdtTwo", Optional.empty(), new EmptyResponseCrdtEntity()),
        crdt("CrdtConfigured", Optional.of(Duration.ofMillis(100)), new EmptyResponseCrdtEntity()));
  }

  private static EntityDefinition crdt(
      String service, Optional<Duration> passivationTimeout, CrdtEntity entity) {
    return new CrdtDefinition(CRDT.findServiceByName(service), passivationTimeout, entity);
  }

  private static EntityDefinition value(
      String service,
      String persistenceId,
      Optional<Duration> passivationTimeout,
      ValueEntity<?> entity) {
    return new ValueEntityDefinition<>(
        VALUE.findServiceByName(service), persistenceId, passivationTimeout, entity);
  }

  private static EntityDefinition eventSourced(
      String service,
      String persistenceId,
      int snapshotEvery,
      Optional<Duration> passivationTimeout,
      EventSourcedEntity<?> entity) {
    return new EventSourcedDefinition<>(
        EVENT_SOURCED.findServiceByName(service),
        persistenceId,
        snapshotEvery,
        passivationTimeout,
        entity);
  }
}
