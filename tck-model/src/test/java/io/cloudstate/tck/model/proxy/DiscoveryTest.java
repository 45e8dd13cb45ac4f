package io.cloudstate.tck.model.proxy;

import static io.cloudstate.tck.model.proxy.ProxyUnderTest.await;
import static io.cloudstate.tck.model.proxy.ScriptedFunction.entity;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import io.cloudstate.tck.protocol.EntitySpec;
import io.cloudstate.tck.protocol.ProxyInfo;
import io.cloudstate.tck.protocol.model.EventsourcedProto;
import io.cloudstate.tck.protocol.model.action.ActionProto;
import io.cloudstate.tck.protocol.model.action.ActionTckModelGrpc;
import io.cloudstate.tck.protocol.model.crdt.CrdtProto;
import io.cloudstate.tck.protocol.model.crdt.CrdtTckModelGrpc;
import io.cloudstate.tck.protocol.model.crdt.Request;
import io.cloudstate.tck.protocol.model.valueentity.ValueentityProto;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class DiscoveryTest {

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
                    Set.of()))) {
      assertThat(proxy.serving().toCompletableFuture())
          .failsWithin(Duration.ofSeconds(20))
          .withThrowableOfType(ExecutionException.class)
          .withMessageContaining("HTTP_PORT");
    }
  }

  @Test
  void acceptsServicesOfAllTypesAndSaysWhichItDoesNotRun() {
    EntitySpec.Builder spec =
        ScriptedFunction.spec().toBuilder()
            .setProto(
                ScriptedFunction.files(
                        EventsourcedProto.getDescriptor(),
                        ActionProto.getDescriptor(),
                        CrdtProto.getDescriptor(),
                        ValueentityProto.getDescriptor())
                    .toByteString())
            .addEntities(
                entity("cloudstate.tck.model.crdt.CrdtTckModel")
                    .setEntityType("cloudstate.crdt.Crdt"))
            .addEntities(
                entity("cloudstate.tck.model.valueentity.ValueEntityTckModel")
                    .setEntityType("cloudstate.valueentity.ValueEntity"))
            .addEntities(
                entity(ActionTckModelGrpc.SERVICE_NAME)
                    .setEntityType("cloudstate.action.ActionProtocol"));
    try (ProxyUnderTest proxy = ProxyUnderTest.start(spec.build())) {
      assertThat(
              ProxyUnderTest.failure(
                  CrdtTckModelGrpc.newFutureStub(proxy.channel())
                      .process(Request.getDefaultInstance())))
          .startsWith("UNIMPLEMENTED")
          .contains("cloudstate.crdt.Crdt");
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void refusesAndReports(String reason, EntitySpec spec) {
    try (ScriptedFunction function = new ScriptedFunction(spec, 0);
        ReferenceProxy proxy =
            ReferenceProxy.start(ProxySettings.facing("127.0.0.1", function.port()))) {
      assertThat(function.report()).contains(reason);
      assertThat(await(proxy.refused().toCompletableFuture())).contains(reason);
      assertThat(proxy.serving().toCompletableFuture()).isNotDone();
    }
  }

  static Stream<Arguments> refusesAndReports() {
    EntitySpec good = ScriptedFunction.spec();
    FileDescriptorSet incomplete =
        FileDescriptorSet.newBuilder().addFile(EventsourcedProto.getDescriptor().toProto()).build();
    return Stream.of(
        Arguments.of("no entities", good.toBuilder().clearEntities().build()),
        Arguments.of(
            "'cloudstate.Nope'",
            good.toBuilder()
                .setEntities(1, entity("x.Y").setEntityType("cloudstate.Nope"))
                .build()),
        Arguments.of("x.Missing", good.toBuilder().addEntities(entity("x.Missing")).build()),
        Arguments.of(
            "0.1",
            good.toBuilder()
                .setServiceInfo(good.getServiceInfo().toBuilder().setProtocolMinorVersion(1))
                .build()),
        Arguments.of(
            "entity_key.proto is imported",
            good.toBuilder().setProto(incomplete.toByteString()).build()),
        Arguments.of(
            "do not link", good.toBuilder().setProto(ByteString.copyFromUtf8("junk")).build()),
        Arguments.of("no field marked entity_key", probe(false)),
        Arguments.of("is streamed", probe(true)));
  }

  private static EntitySpec probe(boolean streamed) {
    FileDescriptorProto file =
        FileDescriptorProto.newBuilder()
            .setName("probe.proto")
            .setPackage("probe")
            .addMessageType(DescriptorProto.newBuilder().setName("Keyless"))
            .addService(
                ServiceDescriptorProto.newBuilder()
                    .setName("Probe")
                    .addMethod(
                        MethodDescriptorProto.newBuilder()
                            .setName("Do")
                            .setInputType(".probe.Keyless")
                            .setOutputType(".probe.Keyless")
                            .setServerStreaming(streamed)))
            .build();
    return ScriptedFunction.spec().toBuilder()
        .clearEntities()
        .addEntities(entity("probe.Probe"))
        .setProto(FileDescriptorSet.newBuilder().addFile(file).build().toByteString())
        .build();
  }
}
