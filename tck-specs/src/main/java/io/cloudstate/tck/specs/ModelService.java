package io.cloudstate.tck.specs;

import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import io.cloudstate.tck.protocol.model.EventsourcedProto;
import io.cloudstate.tck.protocol.model.crdt.CrdtProto;
import io.cloudstate.tck.protocol.model.eventlogeventing.EventlogeventingProto;
import io.cloudstate.tck.protocol.model.valueentity.ValueentityProto;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An entity of the model service that candidates implement.
 *
 * @param descriptor its methods
 * @param type its entity type
 * @param persistenceId what it declares, where the model fixes it
 * @param passivationMillis its configured passivation timeout in milliseconds, where it has one
 */
public record ModelService(
    ServiceDescriptor descriptor,
    EntityType type,
    Optional<String> persistenceId,
    OptionalLong passivationMillis) {

  /** Every entity of the model whose instances live on streams. */
  public static List<ModelService> all() {
    FileDescriptor eventSourced = EventsourcedProto.getDescriptor();
    FileDescriptor value = ValueentityProto.getDescriptor();
    FileDescriptor crdt = CrdtProto.getDescriptor();
    FileDescriptor eventing = EventlogeventingProto.getDescriptor();
    return List.of(
        of(eventSourced, "EventSourcedTckModel", EntityType.EVENT_SOURCED)
            .persisted("event-sourced-tck-model"),
        of(eventSourced, "EventSourcedTwo", EntityType.EVENT_SOURCED),
        of(eventSourced, "EventSourcedConfigured", EntityType.EVENT_SOURCED)
            .persisted("event-sourced-configured")
            .passivatedAfter(100),
        of(value, "ValueEntityTckModel", EntityType.VALUE_ENTITY)
            .persisted("value-entity-tck-model"),
        of(value, "ValueEntityTwo", EntityType.VALUE_ENTITY)
            .persisted("value-entity-tck-model-two"),
        of(value, "ValueEntityConfigured", EntityType.VALUE_ENTITY)
            .persisted("value-entity-configured")
            .passivatedAfter(100),
        of(crdt, "CrdtTckModel", EntityType.CRDT),
        of(crdt, "CrdtTwo", EntityType.CRDT),
        of(crdt, "CrdtConfigured", EntityType.CRDT).passivatedAfter(100),
        of(eventing, "EventSourcedEntityOne", EntityType.EVENT_SOURCED)
            .persisted("eventlogeventing-one"),
        of(eventing, "EventSourcedEntityTwo", EntityType.EVENT_SOURCED)
            .persisted("eventlogeventing-two"));
  }

  /** The entity of this full service name. */
  public static Optional<ModelService> named(String fullName) {
    return all().stream().filter(service -> service.fullName().equals(fullName)).findFirst();
  }

  /** Full name of the service. */
  public String fullName() {
    return descriptor.getFullName();
  }

  /** The method of this simple name. */
  public Optional<MethodDescriptor> method(String name) {
    return Optional.ofNullable(descriptor.findMethodByName(name));
  }

  private static ModelService of(FileDescriptor file, String name, EntityType type) {
    ServiceDescriptor descriptor = Objects.requireNonNull(file.findServiceByName(name), name);
    return new ModelService(descriptor, type, Optional.empty(), OptionalLong.empty());
  }

  private ModelService persisted(String id) {
    return new ModelService(descriptor, type, Optional.of(id), passivationMillis);
  }

  private ModelService passivatedAfter(long millis) {
    return new ModelService(descriptor, type, persistenceId, OptionalLong.of(millis));
  }
}
