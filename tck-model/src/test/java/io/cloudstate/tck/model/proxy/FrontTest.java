package io.cloudstate.tck.model.proxy;

import static io.cloudstate.tck.model.proxy.ProxyUnderTest.await;
import static io.cloudstate.tck.model.proxy.ProxyUnderTest.failure;
import static io.cloudstate.tck.model.proxy.ProxyUnderTest.message;
import static io.cloudstate.tck.model.proxy.ScriptedFunction.failure;
import static io.cloudstate.tck.model.proxy.ScriptedFunction.forward;
import static io.cloudstate.tck.model.proxy.ScriptedFunction.response;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.util.concurrent.ListenableFuture;
import io.cloudstate.tck.model.proxy.settings.ProxyDefect;
import io.cloudstate.tck.protocol.Command;
import io.cloudstate.tck.protocol.model.Response;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.stub.ClientCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FrontTest {
  private static final String POST = "/" + ScriptedFunction.MODEL + "/Process";

  @Test
  void servesBindingsAndPostPathsAsJson() {
    try (ProxyUnderTest proxy = ProxyUnderTest.start()) {
      for (String path :
          new String[] {"/tck/model/eventsourced/a%20b", "/" + ScriptedFunction.TWO + "/Call"}) {
        Future<HttpResponse<String>> call =
            proxy.postJson(path, path.contains("Two") ? "{\"id\":\"a b\"}" : "{\"actions\":[]}");
        ScriptedFunction.Stream stream = proxy.function().stream();
        Command command = stream.command();
        assertThat(command.getEntityId()).isEqualTo("a b");
        stream.reply(1, response(""));
        HttpResponse<String> answer = await(call);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type").orElse(""))
            .startsWith("application/json");
        assertThat(answer.body()).isEqualTo("{\"message\":\"\"}");
      }
    }
  }

  @Test
  void tellsHttpClientsTheBareDescription() {
    try (ProxyUnderTest proxy = ProxyUnderTest.start()) {
      Future<HttpResponse<String>> call = proxy.postJson("/tck/model/eventsourced/e", "{}");
      ScriptedFunction.Stream stream = proxy.function().stream();
      stream.command();
      stream.reply(1, failure("50% größer + mehr %20", false));
      HttpResponse<String> answer = await(call);
      assertThat(answer.statusCode()).isEqualTo(500);
      assertThat(answer.headers().firstValue("content-type").orElse("")).startsWith("text/plain");
      assertThat(answer.body()).isEqualTo("50% größer + mehr %20");
    }
  }

  @Test
  void refusesBadHttpRequestsAndNothingReachesTheService()
      throws IOException, InterruptedException {
    String binding = "/tck/model/eventsourced/e";
    String json = "application/json";
    try (ProxyUnderTest proxy = ProxyUnderTest.start()) {
      for (String path : new String[] {binding, POST}) {
        assertThat(proxy.post(path, json, "{\"actions\":").statusCode()).as(path).isEqualTo(400);
        assertThat(proxy.post(path, json, "{\"nope\":1}").statusCode()).as(path).isEqualTo(400);
        assertThat(proxy.post(path, json, "{\"actions\":7}").statusCode()).as(path).isEqualTo(400);
        assertThat(proxy.post(path, json, "[]").statusCode()).as(path).isEqualTo(400);
        assertThat(proxy.post(path, "text/plain", "{}").statusCode()).as(path).isEqualTo(400);
      }
      assertThat(proxy.post("/nowhere", json, "{}").statusCode()).isEqualTo(404);
      assertThat(proxy.post(POST + "X", json, "{}").statusCode()).isEqualTo(404);
      assertThat(proxy.function().noStreamOpened()).isTrue();
    }
  }

  @Test
  void failsUnknownMethodsAndBrokenPayloadsAndForwardsToNowhereAlone() {
    try (ProxyUnderTest proxy = ProxyUnderTest.start()) {
      Future<Response> other = proxy.process("e");
      ScriptedFunction.Stream stream = proxy.function().stream();
      stream.command();

      assertThat(failure(raw(proxy.channel(), "no.Service/Method", new byte[0])))
          .startsWith("UNIMPLEMENTED");
      assertThat(failure(raw(proxy.channel(), ScriptedFunction.MODEL + "/Nope", new byte[0])))
          .startsWith("UNIMPLEMENTED");
      assertThat(
              failure(
                  raw(proxy.channel(), ScriptedFunction.MODEL + "/Process", new byte[] {10, 99})))
          .startsWith("INVALID_ARGUMENT");
      Future<Response> forwarded = proxy.process("f");
      ScriptedFunction.Stream forwarding = proxy.function().stream();
      forwarding.command();
      forwarding.reply(1, forward("no.Service", "Call", "f"));
      assertThat(failure(forwarded)).startsWith("UNKNOWN");

      stream.reply(1, response("well"));
      assertThat(message(other)).isEqualTo("well");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/grpc-web", "application/grpc-web+proto"})
  void servesGrpcWeb(String type) {
    try (ProxyUnderTest proxy = ProxyUnderTest.start()) {
      Future<HttpResponse<byte[]>> call = proxy.postBytes(POST, type, request());
      ScriptedFunction.Stream stream = proxy.function().stream();
      assertThat(stream.command().getEntityId()).isEqualTo("e");
      stream.reply(1, response("x"));
      byte[] answer = await(call).body();
      assertThat(answer).startsWith(0, 0, 0, 0, 3, 10, 1, 'x', 0x80);
      assertThat(new String(answer, StandardCharsets.UTF_8)).contains("grpc-status: 0");
    }
  }

  @Test
  void servesGrpcWebAsText() {
    try (ProxyUnderTest proxy = ProxyUnderTest.start()) {
      Future<HttpResponse<byte[]>> call =
          proxy.postBytes(POST, "application/grpc-web-text", Base64.getEncoder().encode(request()));
      ScriptedFunction.Stream stream = proxy.function().stream();
      stream.command();
      stream.reply(1, failure("no", false));
      HttpResponse<byte[]> answer = await(call);
      assertThat(answer.statusCode()).isEqualTo(200);
      String trailers =
          new String(Base64.getMimeDecoder().decode(answer.body()), StandardCharsets.UTF_8);
      assertThat(answer.headers().firstValue("grpc-status").orElse(trailers))
          .matches("(?s)2|.*grpc-status: ?2.*");
    }
  }

  @Test
  void streamsOverGrpcWeb() {
    try (ProxyUnderTest proxy = ProxyUnderTest.start(ScriptedAction.spec())) {
      Future<HttpResponse<byte[]>> call =
          proxy.postBytes(
              "/" + ScriptedAction.MODEL + "/ProcessStreamedOut",
              "application/grpc-web+proto",
              new byte[5]);
      ScriptedAction.Call action = proxy.function().actions().call();
      assertThat(action.rpc()).isEqualTo("handleStreamedOut");
      action.complete(ScriptedAction.reply("x"), ScriptedAction.reply("y"));
      byte[] answer = await(call).body();
      assertThat(answer).startsWith(0, 0, 0, 0, 3, 10, 1, 'x', 0, 0, 0, 0, 3, 10, 1, 'y', 0x80);
      assertThat(new String(answer, StandardCharsets.UTF_8)).contains("grpc-status: 0");
    }
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "UNKNOWN_METHOD_DISCONNECTS",
        "UNPARSABLE_PAYLOAD_DISCONNECTS",
        "UNKNOWN_FORWARD_DISCONNECTS"
      })
  void disturbsOtherCallsOfTheConnectionWithADefectOnly(ProxyDefect defect) {
    for (boolean sound : new boolean[] {true, false}) {
      try (ProxyUnderTest proxy = sound ? ProxyUnderTest.start() : ProxyUnderTest.start(defect)) {
        Future<Response> other = proxy.process("e");
        ScriptedFunction.Stream stream = proxy.function().stream();
        stream.command();
        Future<?> failed =
            switch (defect) {
              case UNKNOWN_METHOD_DISCONNECTS ->
                  raw(proxy.channel(), "no.Service/Method", new byte[0]);
              case UNPARSABLE_PAYLOAD_DISCONNECTS ->
                  raw(proxy.channel(), ScriptedFunction.MODEL + "/Process", new byte[] {10, 99});
              default -> proxy.process("f");
            };
        if (defect == ProxyDefect.UNKNOWN_FORWARD_DISCONNECTS) {
          ScriptedFunction.Stream forwarding = proxy.function().stream();
          forwarding.command();
          forwarding.reply(1, ScriptedFunction.forward("no.Service", "Call", "x"));
        }
        failure(failed);
        if (sound) {
          stream.reply(1, response("well"));
          assertThat(message(other)).isEqualTo("well");
        } else {
          // Which of the two depends on what the client's transport hears of first.
          assertThat(failure(other)).matches("UNAVAILABLE.*|UNKNOWN channel closed");
        }
      }
    }
  }

  @Test
  void servesNoGrpcWebWithADefect() {
    try (ProxyUnderTest proxy = ProxyUnderTest.start(ProxyDefect.GRPC_WEB_MISSING)) {
      assertThat(await(proxy.postBytes(POST, "application/grpc-web+proto", request())).statusCode())
          .isEqualTo(415);
      assertThat(proxy.function().noStreamOpened()).isTrue();
    }
  }

  /** A framed request for the entity {@code e}. */
  private static byte[] request() {
    return new byte[] {0, 0, 0, 0, 3, 10, 1, 'e'};
  }

  private static ListenableFuture<byte[]> raw(
      ManagedChannel channel, String method, byte[] request) {
    MethodDescriptor<byte[], byte[]> descriptor =
        MethodDescriptor.newBuilder(new Bytes(), new Bytes())
            .setType(MethodType.UNARY)
            .setFullMethodName(method)
            .build();
    return ClientCalls.futureUnaryCall(channel.newCall(descriptor, CallOptions.DEFAULT), request);
  }

  private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] value) {
      return new ByteArrayInputStream(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
      try {
        return stream.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
