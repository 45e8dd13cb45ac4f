package io.cloudstate.tck.model.service;

import com.google.protobuf.Descriptors.FileDescriptor;
import io.cloudstate.tck.model.support.EntityDefinition;
import io.cloudstate.tck.model.support.EventSourcedDefinition;
import io.cloudstate.tck.model.support.EventSourcedEntity;
import io.cloudstate.tck.protocol.model.EventsourcedProto;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The entities of the model service, with their options. */
final class ModelEntities {
  private static final FileDescriptor EVENT_SOURCED = EventsourcedProto.getDescriptor();

  private ModelEntities() {}

  static List<EntityDefinition> withModel(EventSourcedEntity<?> eventSourcedModel) {
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
            new EmptyResponseEntity()));
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
