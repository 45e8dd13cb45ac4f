package io.cloudstate.tck.model.proxy;

import static io.cloudstate.tck.model.proxy.ProxyUnderTest.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DynamicMessage;
import io.cloudstate.tck.protocol.Command;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ClientCalls;
import java.net.SocketAddress;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Large messages, and many clients at once. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LoadTest {
  private static final int CLIENTS = 200;
  private static final int MEBIBYTE = 1024 * 1024;

  private final ProxyUnderTest proxy = ProxyUnderTest.start(ProbeSpec.spec());

  @BeforeAll
  void echo() {
    proxy.function().echo();
  }

  @AfterAll
  void close() {
    proxy.close();
  }

  @Test
  void passesThreeMebibytesByGrpcAndByHttp() {
    String text = "ä".repeat(3 * MEBIBYTE / 2);
    assertThat(await(grpc("large", text))).isEqualTo(ask("large", text));
    HttpResponse<String> answer =
        await(proxy.http("PUT", "/put/large", "{\"text\":\"%s\"}".formatted(text)));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains(text);
    proxy.function().allEchoed().clear();
  }

  @Test
  void servesManyClientsOfOneEntityOneAfterAnother() {
    List<Command> commands = callFromAll("one");
    assertThat(commands.stream().map(Command::getId))
        .containsExactlyElementsOf(LongStream.rangeClosed(1, CLIENTS).boxed().toList());
  }

  @Test
  void servesManyClientsOfManyEntities() {
    List<Command> commands = callFromAll("many-%d");
    assertThat(commands.stream().map(Command::getEntityId)).doesNotHaveDuplicates();
    assertThat(commands.stream().map(Command::getId)).containsOnly(1L);
  }

  @Test
  void keepsTheConnectionWhenACallIsCancelledThatWasNotRead() {
    String text = "x".repeat(3 * MEBIBYTE);
    Set<SocketAddress> connections = new HashSet<>();
    for (int i = 0; i < 10; i++) {
      connections.add(await(cancelledOnceItIsAnswered("unread-" + i, text)));
    }
    proxy.function().allEchoed().clear();
    assertThat(connections).hasSize(1);
  }

  /** A call that asks for no message; the client's address of its connection. */
  private Future<SocketAddress> cancelledOnceItIsAnswered(String id, String text) {
    CompletableFuture<SocketAddress> connection = new CompletableFuture<>();
    ClientCall<DynamicMessage, DynamicMessage> call =
        proxy.channel().newCall(plain(), CallOptions.DEFAULT);
    call.start(
        new ClientCall.Listener<>() {
          private @Nullable SocketAddress address;

          @Override
          public void onHeaders(Metadata headers) {
            address = call.getAttributes().get(Grpc.TRANSPORT_ATTR_LOCAL_ADDR);
            call.cancel("enough", null);
          }

          @Override
          public void onClose(Status status, Metadata trailers) {
            connection.complete(address);
          }
        },
        new Metadata());
    call.sendMessage(ask(id, text));
    call.halfClose();
    return connection;
  }

  /** Calls at once, half of them by gRPC and half by HTTP, and gives the commands in order. */
  private List<Command> callFromAll(String pattern) {
    List<Future<DynamicMessage>> grpc = new ArrayList<>();
    List<Future<HttpResponse<String>>> http = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i += 2) {
      grpc.add(grpc(pattern.formatted(i), ""));
      http.add(proxy.http("GET", "/q/" + pattern.formatted(i + 1), ""));
    }
    grpc.forEach(ProxyUnderTest::await);
    http.forEach(call -> assertThat(await(call).statusCode()).isEqualTo(200));
    List<Command> commands = new ArrayList<>();
    proxy.function().allEchoed().drainTo(commands);
    return commands;
  }

  private Future<DynamicMessage> grpc(String id, String text) {
    return ClientCalls.futureUnaryCall(
        proxy.channel().newCall(plain(), CallOptions.DEFAULT), ask(id, text));
  }

  private static MethodDescriptor<DynamicMessage, DynamicMessage> plain() {
    MethodDescriptor.Marshaller<DynamicMessage> marshaller =
        ProtoUtils.marshaller(DynamicMessage.getDefaultInstance(ProbeSpec.ask()));
    return MethodDescriptor.newBuilder(marshaller, marshaller)
        .setType(MethodType.UNARY)
        .setFullMethodName(ProbeSpec.SERVICE + "/Plain")
        .build();
  }

  private static DynamicMessage ask(String id, String text) {
    return DynamicMessage.newBuilder(ProbeSpec.ask())
        .setField(ProbeSpec.ask().findFieldByName("id"), id)
        .setField(ProbeSpec.ask().findFieldByName("text"), text)
        .build();
  }
}
