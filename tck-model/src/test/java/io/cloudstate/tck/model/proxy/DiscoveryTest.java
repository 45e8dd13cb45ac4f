package io.cloudstate.tck.model.proxy;

import static io.cloudstate.tck.model.proxy.ProxyUnderTest.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldOptions;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import io.cloudstate.tck.model.proxy.discovery.SpecReader;
import io.cloudstate.tck.model.proxy.discovery.SpecVerdict;
import io.cloudstate.tck.model.proxy.settings.ProxyDefect;
import io.cloudstate.tck.model.proxy.settings.ProxySettings;
import io.cloudstate.tck.protocol.Entity;
import io.cloudstate.tck.protocol.EntityKeyProto;
import io.cloudstate.tck.protocol.EntitySpec;
import io.cloudstate.tck.protocol.ProxyInfo;
import io.cloudstate.tck.protocol.model.EventsourcedProto;
import io.cloudstate.tck.protocol.model.action.ActionProto;
import io.cloudstate.tck.protocol.model.action.ActionTckModelGrpc;
import io.cloudstate.tck.protocol.model.action.Request;
import io.cloudstate.tck.protocol.model.crdt.CrdtProto;
import io.cloudstate.tck.protocol.model.valueentity.ValueentityProto;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DiscoveryTest {
  private static final String ACTION = "cloudstate.action.ActionProtocol";
  private static final String CRDT = "cloudstate.crdt.Crdt";
  private static final String EVENT_SOURCED = "cloudstate.eventsourced.EventSourced";
  private static final String VALUE = "cloudstate.valueentity.ValueEntity";

  @Test
  void introducesItself() {
    try (ProxyUnderTest proxy = ProxyUnderTest.start()) {
      ProxyInfo info = proxy.function().discovery();
      assertThat(info.getProtocolMajorVersion()).isZero();
      assertThat(info.getProtocolMinorVersion()).isEqualTo(2);
      assertThat(info.getProxyName()).isNotEmpty();
      assertThat(info.getProxyVersion()).isNotEmpty();
      assertThat(info.getSupportedEntityTypesList())
          .containsExactlyInAnyOrder(
              "cloudstate.action.ActionProtocol",
              "cloudstate.crdt.Crdt",
              "cloudstate.eventsourced.EventSourced",
              "cloudstate.valueentity.ValueEntity");
    }
  }

  @Test
  void asksUntilTheServiceIsUp() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    try (ReferenceProxy proxy = ReferenceProxy.start(ProxySettings.facing("127.0.0.1", port))) {
      CompletableFuture<Integer> serving = proxy.serving().toCompletableFuture();
      assertThat(serving).isNotDone();
      try (ScriptedFunction function = new ScriptedFunction(ScriptedFunction.spec(), port)) {
        function.discovery();
        assertThat(await(serving)).isPositive();
      }
    }
  }

  @Test
  void saysThatItsPortIsTaken() throws IOException {
    try (ScriptedFunction function = new ScriptedFunction(ScriptedFunction.spec(), 0);
        ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ReferenceProxy proxy =
            ReferenceProxy.start(
                new ProxySettings(
                    "127.0.0.1",
                    taken.getLocalPort(),
                    "127.0.0.1",
                    function.port(),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(5),
                    Set.of(),
                    Set.of()))) {
      assertThat(proxy.serving().toCompletableFuture())
          .failsWithin(Duration.ofSeconds(20))
          .withThrowableOfType(ExecutionException.class)
          .withMessageContaining("HTTP_PORT");
    }
  }

  @Test
  void acceptsServicesOfAllTypes() {
    EntitySpec spec =
        ScriptedFunction.spec().toBuilder()
            .setProto(
                ScriptedFunction.files(
                        EventsourcedProto.getDescriptor(),
                        ActionProto.getDescriptor(),
                        CrdtProto.getDescriptor(),
                        ValueentityProto.getDescriptor())
                    .toByteString())
            .addEntities(entity("cloudstate.tck.model.crdt.CrdtTckModel", CRDT))
            .addEntities(entity("cloudstate.tck.model.valueentity.ValueEntityTckModel", VALUE))
            .addEntities(entity(ActionTckModelGrpc.SERVICE_NAME, ACTION))
            .build();
    assertThat(SpecReader.read(spec, Set.of())).isInstanceOf(SpecVerdict.Accepted.class);
    try (ProxyUnderTest proxy = ProxyUnderTest.start(spec)) {
      assertThat(proxy.function().reports()).isEmpty();
    }
  }

  @Test
  void runsNothingOfATypeThatADefectLetsThrough() {
    EntitySpec spec =
        ScriptedAction.spec().toBuilder()
            .setEntities(0, entity(ActionTckModelGrpc.SERVICE_NAME, "probe.Unknown"))
            .removeEntities(3)
            .build();
    try (ProxyUnderTest proxy = ProxyUnderTest.start(spec, ProxyDefect.ACCEPTS_UNKNOWN_TYPE)) {
      assertThat(
              ProxyUnderTest.failure(
                  ActionTckModelGrpc.newFutureStub(proxy.channel())
                      .processUnary(Request.getDefaultInstance())))
          .startsWith("UNIMPLEMENTED")
          .contains("which this reference proxy does not run");
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("unsound")
  void refusesAndReports(String reason, EntitySpec spec) {
    try (ScriptedFunction function = new ScriptedFunction(spec, 0);
        ReferenceProxy proxy =
            ReferenceProxy.start(ProxySettings.facing("127.0.0.1", function.port()))) {
      assertThat(function.report()).contains(reason);
      assertThat(await(proxy.refused().toCompletableFuture())).contains(reason);
      assertThat(proxy.serving().toCompletableFuture()).isNotDone();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"no-slash", "/x/{"})
  void refusesAndReportsAnHttpBindingThatIsNone(String path) {
    EntitySpec spec = ProbeSpec.spec("post: '%s'".formatted(path));
    try (ScriptedFunction function = new ScriptedFunction(spec, 0);
        ReferenceProxy proxy =
            ReferenceProxy.start(ProxySettings.facing("127.0.0.1", function.port()))) {
      assertThat(function.report()).contains("cannot be served", path);
      assertThat(await(proxy.refused().toCompletableFuture())).contains("cannot be served", path);
      assertThat(proxy.serving().toCompletableFuture()).isNotDone();
    }
  }

  /** A field without a type, which the library that links takes for granted. */
  private static FileDescriptorSet untyped() {
    return FileDescriptorSet.newBuilder()
        .addFile(
            FileDescriptorProto.newBuilder()
                .setName("untyped.proto")
                .addMessageType(
                    DescriptorProto.newBuilder()
                        .setName("M")
                        .addField(FieldDescriptorProto.newBuilder().setName("f").setNumber(1))))
        .build();
  }

  private static FileDescriptorSet chain(int length) {
    FileDescriptorSet.Builder set = FileDescriptorSet.newBuilder();
    for (int i = 0; i < length; i++) {
      set.addFile(FileDescriptorProto.newBuilder().setName("f" + i).addDependency("f" + (i + 1)));
    }
    return set.build();
  }

  /** Each reason for which a spec is refused, and the defect that overlooks it. */
  static Stream<Arguments> unsound() {
    EntitySpec good = ScriptedFunction.spec();
    FileDescriptorSet incomplete =
        FileDescriptorSet.newBuilder().addFile(EventsourcedProto.getDescriptor().toProto()).build();
    return Stream.of(
        Arguments.of(
            "no entities",
            good.toBuilder().clearEntities().build(),
            ProxyDefect.ACCEPTS_NO_ENTITIES),
        Arguments.of(
            "'cloudstate.Nope'",
            good.toBuilder()
                .setEntities(1, entity(ScriptedFunction.TWO, "cloudstate.Nope"))
                .build(),
            ProxyDefect.ACCEPTS_UNKNOWN_TYPE),
        Arguments.of(
            "x.Missing",
            good.toBuilder().addEntities(ScriptedFunction.entity("x.Missing")).build(),
            ProxyDefect.ACCEPTS_MISSING_SERVICE),
        Arguments.of("0.3", version(good, 0, 3), ProxyDefect.ACCEPTS_OTHER_VERSION),
        Arguments.of("1.2", version(good, 1, 2), ProxyDefect.ACCEPTS_OTHER_VERSION),
        Arguments.of(
            "entity_key.proto is imported",
            good.toBuilder().setProto(incomplete.toByteString()).build(),
            null),
        Arguments.of(
            "do not link",
            good.toBuilder().setProto(ByteString.copyFromUtf8("junk")).build(),
            null),
        Arguments.of(
            "untyped.proto is no valid descriptor",
            good.toBuilder().setProto(untyped().toByteString()).build(),
            null),
        Arguments.of(
            "more than 200 files import one another in a row",
            good.toBuilder().setProto(chain(5000).toByteString()).build(),
            null),
        Arguments.of(
            "listed twice", good.toBuilder().addEntities(good.getEntities(0)).build(), null),
        Arguments.of(
            "probe.Keyless, which has no field marked entity_key",
            probe(EVENT_SOURCED, "Keyless", false, false),
            ProxyDefect.ACCEPTS_KEYLESS_METHODS),
        Arguments.of(
            "probe.Probe.Do is streamed, which cloudstate.eventsourced.EventSourced does not allow",
            probe(EVENT_SOURCED, "Keyed", false, true),
            ProxyDefect.ACCEPTS_STREAMED_METHODS),
        Arguments.of(
            "probe.Probe.Do is streamed, which cloudstate.valueentity.ValueEntity does not allow",
            probe(VALUE, "Keyed", true, false),
            ProxyDefect.ACCEPTS_STREAMED_METHODS),
        Arguments.of(
            "probe.Probe.Do streams its input, which cloudstate.crdt.Crdt does not allow",
            probe(CRDT, "Keyed", true, true),
            ProxyDefect.ACCEPTS_STREAMED_CRDT_INPUT));
  }

  @ParameterizedTest
  @CsvSource({
    "cloudstate.eventsourced.EventSourced, true, false, ACCEPTS_STREAMED_EVENT_SOURCED_INPUT",
    "cloudstate.valueentity.ValueEntity, false, true, ACCEPTS_STREAMED_VALUE_OUTPUT"
  })
  void overlooksADirectionOfOneTypeWithADefectOnly(
      String type, boolean in, boolean out, ProxyDefect defect) {
    for (ProxyDefect any : ProxyDefect.values()) {
      boolean overlooked = any == defect || any == ProxyDefect.ACCEPTS_STREAMED_METHODS;
      assertThat(SpecReader.read(probe(type, "Keyed", in, out), Set.of(any)))
          .as("with %s", any)
          .isInstanceOf(overlooked ? SpecVerdict.Accepted.class : SpecVerdict.Refused.class);
    }
    assertThat(SpecReader.read(probe(type, "Keyed", out, in), Set.of(defect)))
        .isInstanceOf(SpecVerdict.Refused.class);
  }

  @ParameterizedTest
  @CsvSource({"0, 1, true", "0, 3, false", "1, 1, false"})
  void overlooksOnlyAnOlderVersionWithADefect(int major, int minor, boolean overlooked) {
    EntitySpec spec = version(ScriptedFunction.spec(), major, minor);
    assertThat(SpecReader.read(spec, Set.of())).isInstanceOf(SpecVerdict.Refused.class);
    assertThat(SpecReader.read(spec, Set.of(ProxyDefect.ACCEPTS_OLDER_VERSION)))
        .isInstanceOf(overlooked ? SpecVerdict.Accepted.class : SpecVerdict.Refused.class);
  }

  @ParameterizedTest
  @CsvSource({
    CRDT + ", ACCEPTS_KEYLESS_METHODS, true",
    CRDT + ", ACCEPTS_KEYLESS_CRDT_METHODS, true",
    CRDT + ", ACCEPTS_KEYLESS_LATER_METHODS, false",
    VALUE + ", ACCEPTS_KEYLESS_CRDT_METHODS, false"
  })
  void overlooksWhereItLooksForNoKeyWithADefect(
      String type, ProxyDefect defect, boolean overlooked) {
    EntitySpec spec = probe(type, "Keyless", false, false);
    assertThat(SpecReader.read(spec, Set.of())).isInstanceOf(SpecVerdict.Refused.class);
    assertThat(SpecReader.read(spec, Set.of(defect)))
        .isInstanceOf(overlooked ? SpecVerdict.Accepted.class : SpecVerdict.Refused.class);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("unsound")
  void overlooksWithADefectOnly(String reason, EntitySpec spec, @Nullable ProxyDefect defect) {
    for (ProxyDefect any : ProxyDefect.values()) {
      Class<?> verdict = any == defect ? SpecVerdict.Accepted.class : SpecVerdict.Refused.class;
      assertThat(SpecReader.read(spec, Set.of(any))).as("with %s", any).isInstanceOf(verdict);
    }
  }

  /**
   * Threads of a front wait in the kernel, each on a file of its own, from the moment it is made.
   */
  private static long waitingFiles() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
      return files.filter(file -> target(file).contains("eventpoll")).count();
    }
  }

  private static String target(Path file) {
    try {
      return Files.readSymbolicLink(file).toString();
    } catch (IOException closedMeanwhile) {
      return "";
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void whatCannotBeServedLeavesNothingBehind() throws IOException {
    String path = "no-slash";
    refusesAndReportsAnHttpBindingThatIsNone(path);
    long before = waitingFiles();
    for (int i = 0; i < 8; i++) {
      refusesAndReportsAnHttpBindingThatIsNone(path);
    }
    Awaitility.await().untilAsserted(() -> assertThat(waitingFiles()).isLessThan(before + 8));
  }

  private static ProxySettings facing(int port, ProxyDefect defect) {
    ProxySettings usual = ProxySettings.facing("127.0.0.1", port);
    return new ProxySettings(
        usual.host(),
        usual.httpPort(),
        usual.userFunctionHost(),
        usual.userFunctionPort(),
        usual.defaultPassivation(),
        usual.commandTimeout(),
        Set.of(defect),
        Set.of());
  }

  @Test
  void servesOrSaysNothingWithADefectOnly() {
    EntitySpec unsound = probe(VALUE, "Keyless", false, false);
    try (ProxyUnderTest proxy = ProxyUnderTest.start(unsound, ProxyDefect.SERVES_WHAT_IT_REFUSES)) {
      assertThat(proxy.function().report()).contains("entity_key");
    }
    try (ScriptedFunction function = new ScriptedFunction(unsound, 0);
        ReferenceProxy proxy =
            ReferenceProxy.start(facing(function.port(), ProxyDefect.REFUSES_VAGUELY))) {
      assertThat(function.report()).doesNotContain("entity_key");
      await(proxy.refused().toCompletableFuture());
    }
    try (ScriptedFunction function = new ScriptedFunction(unsound, 0);
        ReferenceProxy proxy =
            ReferenceProxy.start(facing(function.port(), ProxyDefect.REFUSES_SILENTLY))) {
      await(proxy.refused().toCompletableFuture());
      assertThat(function.reports()).isEmpty();
    }
  }

  private static Entity.Builder entity(String service, String type) {
    return ScriptedFunction.entity(service).setEntityType(type);
  }

  private static EntitySpec version(EntitySpec spec, int major, int minor) {
    EntitySpec.Builder other = spec.toBuilder();
    other.getServiceInfoBuilder().setProtocolMajorVersion(major).setProtocolMinorVersion(minor);
    return other.build();
  }

  /** A spec with one service, whose one method takes a message with or without a key. */
  private static EntitySpec probe(String type, String message, boolean in, boolean out) {
    FieldDescriptorProto.Builder id =
        FieldDescriptorProto.newBuilder()
            .setName("id")
            .setNumber(1)
            .setType(FieldDescriptorProto.Type.TYPE_STRING)
            .setOptions(
                FieldOptions.newBuilder()
                    .setExtension(EntityKeyProto.entityKey, message.equals("Keyed")));
    FileDescriptorProto file =
        FileDescriptorProto.newBuilder()
            .setName("probe.proto")
            .setPackage("probe")
            .addMessageType(DescriptorProto.newBuilder().setName(message).addField(id))
            .addService(
                ServiceDescriptorProto.newBuilder()
                    .setName("Probe")
                    .addMethod(
                        MethodDescriptorProto.newBuilder()
                            .setName("Do")
                            .setInputType(".probe." + message)
                            .setOutputType(".probe." + message)
                            .setClientStreaming(in)
                            .setServerStreaming(out)))
            .build();
    return ScriptedFunction.spec().toBuilder()
        .clearEntities()
        .addEntities(entity("probe.Probe", type))
        .setProto(FileDescriptorSet.newBuilder().addFile(file).build().toByteString())
        .build();
  }
}
