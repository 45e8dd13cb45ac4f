package io.cloudstate.tck.model.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Empty;
import com.google.protobuf.InvalidProtocolBufferException;
import io.cloudstate.tck.protocol.Entity;
import io.cloudstate.tck.protocol.EntitySpec;
import io.cloudstate.tck.protocol.ProxyInfo;
import io.cloudstate.tck.protocol.UserFunctionError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

class DiscoveryTest {
  @Test
  void declaresTheModelsEntities() {
    EntitySpec spec = spec(Set.of());

    assertThat(spec.getEntitiesList())
        .extracting(Entity::getServiceName, Entity::getEntityType, Entity::getPersistenceId)
        .containsExactly(
            tuple(
                "cloudstate.tck.model.EventSourcedTckModel",
                "cloudstate.eventsourced.EventSourced",
                "event-sourced-tck-model"),
            tuple(
                "cloudstate.tck.model.EventSourcedTwo",
                "cloudstate.eventsourced.EventSourced",
                "event-sourced-tck-model-two"),
            tuple(
                "cloudstate.tck.model.EventSourcedConfigured",
                "cloudstate.eventsourced.EventSourced",
                "event-sourced-configured"),
            value("ValueEntityTckModel", "value-entity-tck-model"),
            value("ValueEntityTwo", "value-entity-tck-model-two"),
            value("ValueEntityConfigured", "value-entity-configured"),
            crdt("CrdtTckModel"),
            crdt("CrdtTwo"),
            crdt("CrdtConfigured"),
            action("action.ActionTckModel"),
            action("action.ActionTwo"),
            action("eventlogeventing.EventLogSubscriberModel"),
            eventSourced("EventSourcedEntityOne", "eventlogeventing-one"),
            eventSourced("EventSourcedEntityTwo", "eventlogeventing-two"));
    assertThat(spec.getEntitiesList())
        .extracting(entity -> entity.getPassivationStrategy().getTimeout().getTimeout())
        .containsExactly(0L, 0L, 100L, 0L, 0L, 100L, 0L, 0L, 100L, 0L, 0L, 0L, 0L, 0L);
    assertThat(spec.getServiceInfo().getProtocolMajorVersion()).isZero();
    assertThat(spec.getServiceInfo().getProtocolMinorVersion()).isEqualTo(2);
    assertThat(spec.getServiceInfo().getServiceName()).isNotEmpty();
    assertThat(spec.getServiceInfo().getServiceRuntime()).isNotEmpty();
    assertThat(spec.getServiceInfo().getSupportLibraryName()).isNotEmpty();
    assertThat(spec.getServiceInfo().getSupportLibraryVersion()).isNotEmpty();
  }

  @Test
  void describesEachServiceInFilesThatLink() throws Exception {
    EntitySpec spec = spec(Set.of());

    Map<String, FileDescriptor> linked = link(spec);

    assertThat(spec.getEntitiesList())
        .allSatisfy(
            entity ->
                assertThat(linked.values())
                    .flatExtracting(FileDescriptor::getServices)
                    .extracting(service -> service.getFullName())
                    .containsOnlyOnce(entity.getServiceName()));
  }

  @Test
  void doesNotLinkWithoutAnImport() {
    assertThatThrownBy(() -> link(spec(Set.of(ServiceDefect.DESCRIPTORS_LACK_AN_IMPORT))))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void hearsWhatTheProxyReports() {
    List<String> reports = new ArrayList<>();
    Recorded<Empty> answer = new Recorded<>();

    ModelService.with(Set.of(), reports::add)
        .discovery()
        .reportError(UserFunctionError.newBuilder().setMessage("oh").build(), answer);

    assertThat(reports).containsExactly("oh");
    assertThat(answer.values).containsExactly(Empty.getDefaultInstance());
    assertThat(answer.end).isEqualTo("OK");
  }

  private static Tuple value(String service, String persistenceId) {
    return tuple(
        "cloudstate.tck.model.valueentity." + service,
        "cloudstate.valueentity.ValueEntity",
        persistenceId);
  }

  private static Tuple action(String service) {
    return tuple("cloudstate.tck.model." + service, "cloudstate.action.ActionProtocol", "");
  }

  private static Tuple eventSourced(String service, String persistenceId) {
    return tuple(
        "cloudstate.tck.model.eventlogeventing." + service,
        "cloudstate.eventsourced.EventSourced",
        persistenceId);
  }

  private static Tuple crdt(String service) {
    return tuple("cloudstate.tck.model.crdt." + service, "cloudstate.crdt.Crdt", "");
  }

  private static EntitySpec spec(Set<ServiceDefect> defects) {
    Recorded<EntitySpec> answer = new Recorded<>();
    ModelService.with(defects, error -> {})
        .discovery()
        .discover(ProxyInfo.getDefaultInstance(), answer);
    assertThat(answer.end).isEqualTo("OK");
    return answer.values.get(0);
  }

  /** Links the files in the order given, each with what came before it. */
  private static Map<String, FileDescriptor> link(EntitySpec spec)
      throws InvalidProtocolBufferException, DescriptorValidationException {
    Map<String, FileDescriptor> linked = new LinkedHashMap<>();
    for (FileDescriptorProto file : FileDescriptorSet.parseFrom(spec.getProto()).getFileList()) {
      assertThat(linked.keySet()).containsAll(file.getDependencyList());
      FileDescriptor[] imports =
          file.getDependencyList().stream().map(linked::get).toArray(FileDescriptor[]::new);
      assertThat(linked.put(file.getName(), FileDescriptor.buildFrom(file, imports))).isNull();
    }
    return linked;
  }
}
