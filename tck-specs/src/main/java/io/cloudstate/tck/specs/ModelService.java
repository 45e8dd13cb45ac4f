package io.cloudstate.tck.specs;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import io.cloudstate.tck.protocol.EntityKeyProto;
import io.cloudstate.tck.protocol.model.EventsourcedProto;
import io.cloudstate.tck.protocol.model.action.ActionProto;
import io.cloudstate.tck.protocol.model.crdt.CrdtProto;
import io.cloudstate.tck.protocol.model.eventlogeventing.EventlogeventingProto;
import io.cloudstate.tck.protocol.model.valueentity.ValueentityProto;
import io.cloudstate.tck.protocol.probe.ProbeActionProto;
import io.cloudstate.tck.protocol.probe.ProbeEntitiesProto;
import io.cloudstate.tck.protocol.probe.ProbeEventingProto;
import io.cloudstate.tck.protocol.probe.ProbeJoinedProto;
import io.cloudstate.tck.protocol.probe.refused.ProbeRefusedProto;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A service that scenarios speak of: one of the model service that candidates implement, or a probe
 * that the runner serves itself.
 *
 * @param descriptor its methods
 * @param type its entity type
 * @param persistenceId what it declares, where the model fixes it
 * @param passivationMillis its configured passivation timeout in milliseconds, where it has one
 * @param server who serves it
 */
public record ModelService(
    ServiceDescriptor descriptor,
    EntityType type,
    Optional<String> persistenceId,
    OptionalLong passivationMillis,
    Server server) {

  /** Who serves a service. */
  public enum Server {
    /** The candidate; it is part of the model service. */
    CANDIDATE,
    /** The runner, behind every proxy. */
    RUNNER,
    /** The runner, behind a proxy of a scenario's own only: a proxy may refuse it. */
    SCENARIO,
    /** Nobody: it is announced only to a proxy that is to refuse it. */
    NOBODY
  }

  private static final long PROBE_PASSIVATION_MILLIS = 100;
  private static final List<ModelService> ALL = declared();

  /** All of them. */
  public static List<ModelService> all() {
    return ALL;
  }

  /** Those that the runner serves, which are announced to every proxy. */
  public static List<ModelService> probes() {
    return ALL.stream().filter(service -> service.server() == Server.RUNNER).toList();
  }

  private static List<ModelService> declared() {
    FileDescriptor eventSourced = EventsourcedProto.getDescriptor();
    FileDescriptor value = ValueentityProto.getDescriptor();
    FileDescriptor crdt = CrdtProto.getDescriptor();
    FileDescriptor action = ActionProto.getDescriptor();
    FileDescriptor eventing = EventlogeventingProto.getDescriptor();
    FileDescriptor probes = ProbeEntitiesProto.getDescriptor();
    FileDescriptor probeEventing = ProbeEventingProto.getDescriptor();
    FileDescriptor refused = ProbeRefusedProto.getDescriptor();
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
            .persisted("eventlogeventing-two"),
        of(action, "ActionTckModel", EntityType.ACTION),
        of(action, "ActionTwo", EntityType.ACTION),
        of(eventing, "EventLogSubscriberModel", EntityType.ACTION),
        of(ProbeActionProto.getDescriptor(), "ProbeAction", EntityType.ACTION).by(Server.RUNNER),
        of(probes, "ProbeKeys", EntityType.VALUE_ENTITY)
            .persisted("tck-probe-keys")
            .by(Server.RUNNER),
        of(probes, "ProbeEventSourced", EntityType.EVENT_SOURCED)
            .persisted("tck-probe-event-sourced")
            .passivatedAfter(PROBE_PASSIVATION_MILLIS)
            .by(Server.RUNNER),
        of(probes, "ProbeValueEntity", EntityType.VALUE_ENTITY)
            .persisted("tck-probe-value-entity")
            .passivatedAfter(PROBE_PASSIVATION_MILLIS)
            .by(Server.RUNNER),
        of(probes, "ProbeCrdt", EntityType.CRDT)
            .passivatedAfter(PROBE_PASSIVATION_MILLIS)
            .by(Server.RUNNER),
        of(probeEventing, "ProbeLog", EntityType.EVENT_SOURCED)
            .persisted("tck-probe-log")
            .by(Server.RUNNER),
        of(probeEventing, "ProbeSubscriberOne", EntityType.ACTION).by(Server.RUNNER),
        of(probeEventing, "ProbeSubscriberTwo", EntityType.ACTION).by(Server.RUNNER),
        of(ProbeJoinedProto.getDescriptor(), "ProbeJoinedKeys", EntityType.VALUE_ENTITY)
            .persisted("tck-probe-joined-keys")
            .by(Server.SCENARIO),
        of(refused, "KeylessEntity", EntityType.VALUE_ENTITY).by(Server.NOBODY),
        of(refused, "PartlyKeylessEntity", EntityType.EVENT_SOURCED).by(Server.NOBODY),
        of(refused, "StreamedInEntity", EntityType.CRDT).by(Server.NOBODY),
        of(refused, "StreamedOutEntity", EntityType.EVENT_SOURCED).by(Server.NOBODY));
  }

  /** The entity of this full service name. */
  public static Optional<ModelService> named(String fullName) {
    return all().stream().filter(service -> service.fullName().equals(fullName)).findFirst();
  }

  /** Full name of the service. */
  public String fullName() {
    return descriptor.getFullName();
  }

  /** Whether an entity of it is named by several fields, which a proxy joins in its own way. */
  public boolean joinsKeys() {
    return descriptor.getMethods().stream().anyMatch(method -> keys(method).size() > 1);
  }

  /** The fields of a method's input that name the entity. */
  public static List<FieldDescriptor> keys(MethodDescriptor method) {
    return method.getInputType().getFields().stream()
        .filter(field -> field.getOptions().getExtension(EntityKeyProto.entityKey))
        .toList();
  }

  /** The method of this simple name. */
  public Optional<MethodDescriptor> method(String name) {
    return Optional.ofNullable(descriptor.findMethodByName(name));
  }

  private static ModelService of(FileDescriptor file, String name, EntityType type) {
    ServiceDescriptor descriptor = Objects.requireNonNull(file.findServiceByName(name), name);
    return new ModelService(
        descriptor, type, Optional.empty(), OptionalLong.empty(), Server.CANDIDATE);
  }

  private ModelService persisted(String id) {
    return new ModelService(descriptor, type, Optional.of(id), passivationMillis, server);
  }

  private ModelService passivatedAfter(long millis) {
    return new ModelService(descriptor, type, persistenceId, OptionalLong.of(millis), server);
  }

  private ModelService by(Server other) {
    return new ModelService(descriptor, type, persistenceId, passivationMillis, other);
  }
}
