package io.cloudstate.tck.model.proxy.eventing;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.AnyProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import com.google.protobuf.ExtensionRegistry;
import com.google.protobuf.TextFormat;
import com.google.protobuf.WrappersProto;
import io.cloudstate.tck.model.proxy.discovery.DiscoveredService;
import io.cloudstate.tck.model.proxy.discovery.EntityType;
import io.cloudstate.tck.model.proxy.persistence.PersistenceKey;
import io.cloudstate.tck.model.proxy.routing.Invocation;
import io.cloudstate.tck.model.proxy.settings.ProxyDefect;
import io.cloudstate.tck.protocol.EventingProto;
import io.cloudstate.tck.protocol.MetadataEntry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EventSubscriptionTest {
  private static final String FILE =
      """
      name: "probe.proto" package: "probe" syntax: "proto3"
      dependency: "google/protobuf/any.proto" dependency: "google/protobuf/wrappers.proto"
      service { name: "A"
        method { name: "Text" input_type: ".google.protobuf.StringValue" output_type: ".google.protobuf.Any"
          options { [cloudstate.eventing] { in { event_log: "log" } } } }
        method { name: "Rest" input_type: ".google.protobuf.Any" output_type: ".google.protobuf.Any"
          options { [cloudstate.eventing] { in { event_log: "log" } } } }
        method { name: "Number" input_type: ".google.protobuf.Int64Value" output_type: ".google.protobuf.Any"
          options { [cloudstate.eventing] { in { event_log: "log" } } } }
        method { name: "Grouped" input_type: ".google.protobuf.StringValue" output_type: ".google.protobuf.Any"
          options { [cloudstate.eventing] { in { event_log: "log" consumer_group: "g" } } } }
        method { name: "Plain" input_type: ".google.protobuf.StringValue" output_type: ".google.protobuf.Any" }
        method { name: "Topic" input_type: ".google.protobuf.Any" output_type: ".google.protobuf.Any"
          options { [cloudstate.eventing] { in { topic: "log" } } } }
      }
      service { name: "B"
        method { name: "Rest" input_type: ".google.protobuf.Any" output_type: ".google.protobuf.Any"
          options { [cloudstate.eventing] { in { event_log: "log" } } } }
        method { name: "Grouped" input_type: ".google.protobuf.Any" output_type: ".google.protobuf.Any"
          options { [cloudstate.eventing] { in { event_log: "log" consumer_group: "g" } } } }
        method { name: "Other" input_type: ".google.protobuf.Any" output_type: ".google.protobuf.Any"
          options { [cloudstate.eventing] { in { event_log: "other" } } } }
      }
      """;

  @Test
  void groupsSubscribersByLogAndGroup() throws Exception {
    assertThat(groups(Optional.of(EntityType.ACTION)))
        .containsExactly(
            "log: A.Text A.Rest A.Number",
            "log: A.Grouped B.Grouped",
            "log: B.Rest",
            "other: B.Other");
    assertThat(groups(Optional.of(EntityType.ACTION), ProxyDefect.CONSUMER_GROUP_STARVED))
        .containsExactly("log: A.Text A.Rest A.Number", "other: B.Other");
    assertThat(groups(Optional.of(EntityType.CRDT))).isEmpty();
  }

  @ParameterizedTest(name = "{1} {0}")
  @CsvSource({
    "type.googleapis.com/google.protobuf.StringValue, , Text",
    "other.host/google.protobuf.Int64Value, , Number",
    "type.googleapis.com/google.protobuf.BoolValue, , Rest",
    "json.cloudstate.io/google.protobuf.StringValue, , Rest",
    "p.cloudstate.io/string, , Rest",
    "type.googleapis.com/google.protobuf.StringValue, ANY_SUBSCRIBER_GETS_ALL, Text Rest",
    "type.googleapis.com/google.protobuf.BoolValue, ANY_SUBSCRIBER_GETS_ALL, Rest",
    "type.googleapis.com/google.protobuf.BoolValue, ANY_SUBSCRIBER_IGNORED, ''",
    "type.googleapis.com/google.protobuf.Int64Value, SUBSCRIBER_CHOSEN_BY_ORDER, Text",
  })
  void choosesByType(String type, ProxyDefect defect, String takers) throws Exception {
    Set<ProxyDefect> defects = defect == null ? Set.of() : Set.of(defect);
    EventSubscription first =
        EventSubscription.of(services(Optional.of(EntityType.ACTION)), defects).get(0);
    assertThat(
            first.takersOf(Any.newBuilder().setTypeUrl(type).build()).stream()
                .map(MethodDescriptor::getName))
        .containsExactly(takers.isEmpty() ? new String[0] : takers.split(" ", -1));
  }

  @Test
  void nobodyTakesWhatNoMethodNames() throws Exception {
    EventSubscription grouped =
        new EventSubscription(
            "log",
            List.of(service("A").findMethodByName("Text"), service("A").findMethodByName("Number")),
            Set.of());
    assertThat(grouped.takersOf(Any.newBuilder().setTypeUrl("p.cloudstate.io/string").build()))
        .isEmpty();
  }

  @Test
  void describesEvents() throws Exception {
    assertThat(metadata(Set.of()))
        .isEqualTo(
            Map.of(
                "ce-id", "log/e/7",
                "ce-source", "log",
                "ce-specversion", "1.0",
                "ce-type", "json.cloudstate.io/x",
                "ce-subject", "e",
                "Content-Type", "application/json"));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "CE_ID_CONSTANT, ce-id, log",
    "CE_SOURCE_IS_SERVICE, ce-source, probe.A",
    "CE_SPECVERSION_MISSING, ce-specversion, ",
    "CE_TYPE_EMPTY, ce-type, ''",
    "CE_SUBJECT_MISSING, ce-subject, ",
    "EVENT_CONTENT_TYPE_MISSING, Content-Type, ",
  })
  void defectsShowInTheDescription(ProxyDefect defect, String entry, String value)
      throws Exception {
    Map<String, String> expected = new HashMap<>(metadata(Set.of()));
    expected.remove(entry);
    if (value != null) {
      expected.put(entry, value);
    }
    assertThat(metadata(Set.of(defect))).isEqualTo(expected);
  }

  @Test
  void keepsAnEventsOwnTypeForAMethodThatTakesAny() throws Exception {
    MethodDescriptor rest = service("A").findMethodByName("Rest");
    Any payload = event(Set.of()).payload();
    assertThat(Invocation.payload(rest, event(Set.of()).request(rest))).isEqualTo(payload);
    assertThat(Invocation.payload(rest, event(Set.of(ProxyDefect.ANY_EVENT_WRAPPED)).request(rest)))
        .isEqualTo(Any.pack(payload));
  }

  private static Map<String, String> metadata(Set<ProxyDefect> defects) throws Exception {
    return event(defects).metadata(service("A").findMethodByName("Rest")).getEntriesList().stream()
        .collect(Collectors.toMap(MetadataEntry::getKey, MetadataEntry::getStringValue));
  }

  private static LoggedEvent event(Set<ProxyDefect> defects) {
    return new LoggedEvent(
        new PersistenceKey("log", "e"),
        7,
        Any.newBuilder().setTypeUrl("json.cloudstate.io/x").build(),
        defects);
  }

  private static List<String> groups(Optional<EntityType> type, ProxyDefect... defects)
      throws Exception {
    return EventSubscription.of(services(type), Set.of(defects)).stream()
        .map(
            subscription ->
                subscription.eventLog()
                    + ":"
                    + subscription.methods().stream()
                        .map(method -> " " + method.getService().getName() + "." + method.getName())
                        .reduce("", String::concat))
        .toList();
  }

  private static List<DiscoveredService> services(Optional<EntityType> type) throws Exception {
    return List.of(
        new DiscoveredService(type, service("A"), "", Optional.empty()),
        new DiscoveredService(type, service("B"), "", Optional.empty()));
  }

  private static ServiceDescriptor service(String name) throws Exception {
    ExtensionRegistry extensions = ExtensionRegistry.newInstance();
    EventingProto.registerAllExtensions(extensions);
    FileDescriptorProto.Builder file = FileDescriptorProto.newBuilder();
    TextFormat.merge(FILE, extensions, file);
    return FileDescriptor.buildFrom(
            file.build(),
            new FileDescriptor[] {AnyProto.getDescriptor(), WrappersProto.getDescriptor()})
        .findServiceByName(name);
  }
}
