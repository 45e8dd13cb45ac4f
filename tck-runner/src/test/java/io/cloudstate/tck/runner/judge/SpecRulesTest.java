package io.cloudstate.tck.runner.judge;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.AnnotationsProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import com.google.protobuf.InvalidProtocolBufferException;
import io.cloudstate.tck.protocol.Entity;
import io.cloudstate.tck.protocol.EntitySpec;
import io.cloudstate.tck.protocol.EventingProto;
import io.cloudstate.tck.runner.deploy.Deployment;
import io.cloudstate.tck.runner.deploy.DeploymentPlan;
import io.cloudstate.tck.runner.deploy.Endpoint;
import io.cloudstate.tck.runner.deploy.Mutation;
import io.cloudstate.tck.runner.deploy.Target;
import io.cloudstate.tck.runner.deploy.container.ContainerOptions;
import io.cloudstate.tck.runner.trace.Happening;
import io.cloudstate.tck.runner.wire.Attribution;
import io.cloudstate.tck.specs.Channel;
import io.cloudstate.tck.specs.SpecRule;
import io.cloudstate.tck.specs.match.Difference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each rule holds on what the reference service announces, and fails on one bug of its kind. */
final class SpecRulesTest {

  private static EntitySpec reference = EntitySpec.getDefaultInstance();

  @BeforeAll
  static void discover() throws Exception {
    DeploymentPlan plan =
        new DeploymentPlan(
            new Target.Embedded(),
            new Target.Embedded(),
            false,
            new Endpoint("127.0.0.1", 0),
            Duration.ofSeconds(60),
            Duration.ofSeconds(60),
            Mutation.none(),
            ContainerOptions.usual());
    try (Deployment deployment = Deployment.start(plan, Attribution.none())) {
      reference = deployment.discovery().spec();
    }
    assertThat(reference.getEntitiesCount()).isPositive();
  }

  private static Happening answer(EntitySpec spec) {
    return new Happening.Returned(
        new Channel.OfCall("discover"), "OK", "", Optional.of(spec.toByteString()));
  }

  private static Optional<Difference> check(SpecRule rule, EntitySpec spec) {
    return SpecRules.check(rule, answer(spec), Optional.of(answer(reference)));
  }

  private static String path(SpecRule rule, UnaryOperator<EntitySpec.Builder> bug) {
    return check(rule, bug.apply(reference.toBuilder()).build())
        .map(Difference::path)
        .orElse("no difference");
  }

  private static int index(String service) {
    for (int i = 0; i < reference.getEntitiesCount(); i++) {
      if (reference.getEntities(i).getServiceName().equals(service)) {
        return i;
      }
    }
    throw new AssertionError("The reference service announces no " + service);
  }

  @ParameterizedTest
  @EnumSource(SpecRule.class)
  void everyRuleHoldsOnTheReference(SpecRule rule) {
    assertThat(check(rule, reference)).isEmpty();
    assertThat(SpecRules.words(rule)).isNotBlank();
  }

  @ParameterizedTest
  @EnumSource(SpecRule.class)
  void noRuleHoldsWithoutASpec(SpecRule rule) {
    Channel.OfCall call = new Channel.OfCall("discover");
    Happening refused = new Happening.Returned(call, "UNAVAILABLE", "gone", Optional.empty());
    Happening garbage =
        new Happening.Returned(
            call, "OK", "", Optional.of(ByteString.copyFrom(new byte[] {(byte) 0xff})));
    assertThat(SpecRules.check(rule, refused, Optional.of(answer(reference))))
        .hasValueSatisfying(
            difference -> assertThat(difference.actual()).isEqualTo("UNAVAILABLE gone"));
    assertThat(SpecRules.check(rule, garbage, Optional.of(answer(reference)))).isPresent();
  }

  private static EntitySpec.Builder files(
      EntitySpec.Builder spec, UnaryOperator<FileDescriptorSet.Builder> bug) {
    try {
      return spec.setProto(
          bug.apply(FileDescriptorSet.parseFrom(spec.getProto()).toBuilder())
              .build()
              .toByteString());
    } catch (InvalidProtocolBufferException wrong) {
      throw new IllegalStateException(wrong);
    }
  }

  private static FileDescriptorProto.Builder file(String name) {
    return FileDescriptorProto.newBuilder().setName(name);
  }

  private static Optional<Difference> linked(FileDescriptorSet set) {
    return check(SpecRule.LINKS, reference.toBuilder().setProto(set.toByteString()).build());
  }

  @Test
  void descriptorsThatTheLibraryFailsOnDoNotLinkEither() {
    FileDescriptorSet untyped =
        FileDescriptorSet.newBuilder()
            .addFile(
                file("untyped.proto")
                    .addMessageType(
                        DescriptorProto.newBuilder()
                            .setName("M")
                            .addField(FieldDescriptorProto.newBuilder().setName("f").setNumber(1))))
            .build();
    assertThat(linked(untyped))
        .hasValueSatisfying(
            difference ->
                assertThat(difference.actual()).startsWith("untyped.proto is no valid descriptor"));
    FileDescriptorSet.Builder chain = FileDescriptorSet.newBuilder();
    for (int i = 0; i < 5000; i++) {
      chain.addFile(file("f" + i).addDependency("f" + (i + 1)));
    }
    assertThat(linked(chain.addFile(file("f5000")).build()))
        .hasValueSatisfying(
            difference ->
                assertThat(difference.actual())
                    .startsWith("more than 200 files import one another in a row"));
    assertThat(Linking.files(chain.build())).isEmpty();
  }

  @Test
  void descriptorsMustLinkWithNothingAdded() {
    assertThat(path(SpecRule.LINKS, spec -> spec.setProto(ByteString.copyFromUtf8("no set"))))
        .isEqualTo("proto");
    assertThat(
            check(
                SpecRule.LINKS,
                files(
                        reference.toBuilder(),
                        set -> {
                          List<Integer> imported = new ArrayList<>();
                          for (int i = 0; i < set.getFileCount(); i++) {
                            if (set.getFile(i)
                                .getName()
                                .equals("google/protobuf/descriptor.proto")) {
                              imported.add(i);
                            }
                          }
                          Collections.reverse(imported);
                          imported.forEach(set::removeFile);
                          return set;
                        })
                    .build()))
        .hasValueSatisfying(
            difference ->
                assertThat(difference.expected())
                    .startsWith("google/protobuf/descriptor.proto, which"));
    assertThat(
            path(
                SpecRule.LINKS,
                spec ->
                    files(
                        spec,
                        set -> {
                          for (int i = 0; i < set.getFileCount(); i++) {
                            set.getFileBuilder(i).clearMessageType();
                          }
                          return set;
                        })))
        .isEqualTo("proto");
  }

  @Test
  void entitiesMustBeDescribed() {
    assertThat(path(SpecRule.DESCRIBED, EntitySpec.Builder::clearEntities)).isEqualTo("entities");
    assertThat(
            path(
                SpecRule.DESCRIBED,
                spec -> {
                  spec.getEntitiesBuilder(1).setServiceName("EventSourcedTckModel");
                  return spec;
                }))
        .isEqualTo("entities[1].serviceName");
    assertThat(path(SpecRule.DESCRIBED, EntitySpec.Builder::clearProto))
        .isEqualTo("entities[0].serviceName");
  }

  @Test
  void entitiesMustBeListedOnce() {
    assertThat(path(SpecRule.LISTED_ONCE, spec -> spec.addEntities(spec.getEntities(0))))
        .isEqualTo("entities[" + reference.getEntitiesCount() + "].serviceName");
  }

  @Test
  void typesMustBeThoseOfTheProtocolAndOfTheModel() {
    assertThat(path(SpecRule.KNOWN_TYPES, spec -> typed(spec, "EventSourced")))
        .isEqualTo("entities[0].entityType");
    assertThat(path(SpecRule.KNOWN_TYPES, spec -> typed(spec, "cloudstate.action.ActionProtocol")))
        .isEqualTo("no difference");
    assertThat(path(SpecRule.MODEL_TYPES, spec -> typed(spec, "cloudstate.crdt.Crdt")))
        .isEqualTo("entities[0].entityType");
  }

  private static EntitySpec.Builder typed(EntitySpec.Builder spec, String type) {
    spec.getEntitiesBuilder(0).setEntityType(type);
    return spec;
  }

  private static EntitySpec.Builder fewer(
      EntitySpec.Builder spec, String file, int lostOption, boolean ofFields) {
    return files(
        spec,
        set -> {
          set.getFileBuilderList().stream()
              .filter(each -> each.getName().equals(file))
              .forEach(
                  each -> {
                    if (ofFields) {
                      each.getMessageTypeBuilderList().stream()
                          .flatMap(type -> type.getFieldBuilderList().stream())
                          .forEach(FieldDescriptorProto.Builder::clearOptions);
                    } else {
                      each.getServiceBuilderList().stream()
                          .flatMap(service -> service.getMethodBuilderList().stream())
                          .filter(MethodDescriptorProto.Builder::hasOptions)
                          .map(MethodDescriptorProto.Builder::getOptionsBuilder)
                          .forEach(
                              options ->
                                  options.setUnknownFields(
                                      options.getUnknownFields().toBuilder()
                                          .clearField(lostOption)
                                          .build()));
                    }
                  });
          return set;
        });
  }

  private static String differing(String file, int lostOption, boolean ofFields) {
    return check(
            SpecRule.MODEL_OPTIONS,
            fewer(reference.toBuilder(), file, lostOption, ofFields).build())
        .map(difference -> difference.expected() + " but " + difference.actual())
        .orElse("no difference");
  }

  @Test
  void optionsOfTheModelMustBeInTheDescriptors() {
    String events = "cloudstate/tck/model/eventlogeventing.proto";
    assertThat(differing(events, EventingProto.eventing.getNumber(), false))
        .isEqualTo(
            "(cloudstate.eventing) of cloudstate.tck.model.eventlogeventing.EventLogSubscriberModel."
                + "ProcessEventOne: in { event_log: \"eventlogeventing-one\" } but none");
    assertThat(
            differing(
                "cloudstate/tck/model/valueentity.proto", AnnotationsProto.http.getNumber(), false))
        .startsWith("(google.api.http) of cloudstate.tck.model.valueentity.ValueEntityTckModel.")
        .endsWith(" but none");
    assertThat(differing(events, 0, true))
        .isEqualTo(
            "(cloudstate.entity_key) of cloudstate.tck.model.eventlogeventing.EmitEventRequest.id"
                + " but none");
    assertThat(path(SpecRule.MODEL_OPTIONS, spec -> files(spec, set -> set.clearFile())))
        .isEqualTo("proto");
    assertThat(check(SpecRule.MODEL_OPTIONS, EntitySpec.getDefaultInstance())).isEmpty();
  }

  @Test
  void persistenceIdsMustBeThoseOfTheModel() {
    int model = index("cloudstate.tck.model.EventSourcedTckModel");
    assertThat(
            path(
                SpecRule.PERSISTENCE_IDS,
                spec -> {
                  spec.getEntitiesBuilder(model).clearPersistenceId();
                  return spec;
                }))
        .isEqualTo("entities[" + model + "].persistenceId");
    assertThat(
            path(
                SpecRule.PERSISTENCE_IDS,
                spec -> {
                  spec.getEntitiesBuilder(index("cloudstate.tck.model.EventSourcedTwo"))
                      .setPersistenceId("any");
                  return spec;
                }))
        .isEqualTo("no difference");
  }

  @Test
  void passivationIsInMilliseconds() {
    int configured = index("cloudstate.tck.model.EventSourcedConfigured");
    for (long millis : new long[] {0, 1, 100_000}) {
      assertThat(
              path(
                  SpecRule.PASSIVATION_TIMEOUTS,
                  spec -> {
                    spec.getEntitiesBuilder(configured)
                        .getPassivationStrategyBuilder()
                        .getTimeoutBuilder()
                        .setTimeout(millis);
                    return spec;
                  }))
          .isEqualTo("entities[" + configured + "].passivationStrategy.timeout.timeout");
    }
  }

  @Test
  void versionAndNamesMustBeThere() {
    assertThat(
            path(
                SpecRule.PROTOCOL_VERSION,
                spec -> {
                  spec.getServiceInfoBuilder().setProtocolMinorVersion(1);
                  return spec;
                }))
        .startsWith("serviceInfo.");
    assertThat(
            path(
                SpecRule.NAMES_ITSELF,
                spec -> {
                  spec.getServiceInfoBuilder().setSupportLibraryVersion(" ");
                  return spec;
                }))
        .isEqualTo("serviceInfo.supportLibraryVersion");
  }

  @Test
  void theSameSpecMayComeInAnotherOrderAndNotInOtherWords() {
    List<Entity> turned = new ArrayList<>(reference.getEntitiesList());
    Collections.reverse(turned);
    assertThat(path(SpecRule.SAME_AS_FIRST, spec -> spec.clearEntities().addAllEntities(turned)))
        .isEqualTo("no difference");
    assertThat(path(SpecRule.SAME_AS_FIRST, spec -> spec.removeEntities(0))).isEqualTo("entities");
    assertThat(
            path(
                SpecRule.SAME_AS_FIRST,
                spec -> files(spec, set -> set.removeFile(set.getFileCount() - 1))))
        .isEqualTo("proto");
    assertThat(path(SpecRule.SAME_AS_FIRST, EntitySpec.Builder::clearServiceInfo))
        .isEqualTo("serviceInfo");
    assertThat(SpecRules.check(SpecRule.SAME_AS_FIRST, answer(reference), Optional.empty()))
        .isPresent();
  }
}
