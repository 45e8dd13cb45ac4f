package io.cloudstate.tck.model.proxy;

import static io.cloudstate.tck.model.proxy.ProxyUnderTest.await;
import static io.cloudstate.tck.model.proxy.ProxyUnderTest.failure;
import static io.cloudstate.tck.model.proxy.ScriptedAction.reply;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.cloudstate.tck.model.proxy.ScriptedAction.Call;
import io.cloudstate.tck.model.proxy.settings.ProxyDefect;
import io.cloudstate.tck.protocol.Metadata;
import io.cloudstate.tck.protocol.MetadataEntry;
import io.cloudstate.tck.protocol.action.ActionResponse;
import io.cloudstate.tck.protocol.model.action.ActionTckModelGrpc;
import io.cloudstate.tck.protocol.model.action.ActionTckModelGrpc.ActionTckModelFutureStub;
import io.cloudstate.tck.protocol.model.action.Request;
import io.cloudstate.tck.protocol.model.action.Response;
import io.grpc.stub.MetadataUtils;
import java.net.http.HttpResponse;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Metadata from a client to an action and back, over the wire. */
final class MetadataTest {
  private static final io.grpc.Metadata.Key<String> TEXT =
      io.grpc.Metadata.Key.of("x-text", io.grpc.Metadata.ASCII_STRING_MARSHALLER);
  private static final io.grpc.Metadata.Key<byte[]> RAW =
      io.grpc.Metadata.Key.of("x-raw-bin", io.grpc.Metadata.BINARY_BYTE_MARSHALLER);
  private static final Metadata.Builder SOME =
      Metadata.newBuilder()
          .addEntries(entry("x-text").setStringValue("back"))
          .addEntries(entry("X odd").setStringValue("ä"))
          .addEntries(entry("x-raw-bin").setBytesValue(ByteString.copyFromUtf8("b")));

  @Test
  void goesBothWays() {
    io.grpc.Metadata headers = new io.grpc.Metadata();
    headers.put(TEXT, "there");
    headers.put(RAW, new byte[] {1, 2, 3});
    AtomicReference<io.grpc.Metadata> answered = new AtomicReference<>();
    try (ProxyUnderTest proxy = ProxyUnderTest.start(ScriptedAction.spec())) {
      Future<Response> call =
          client(proxy)
              .withInterceptors(
                  MetadataUtils.newAttachHeadersInterceptor(headers),
                  MetadataUtils.newCaptureMetadataInterceptor(answered, new AtomicReference<>()))
              .processUnary(Request.getDefaultInstance());
      Call action = proxy.function().actions().call();
      assertThat(action.message().getMetadata().getEntriesList())
          .contains(
              entry("x-text").setStringValue("there").build(),
              entry("x-raw-bin").setStringValue("AQID").build());
      action.complete(withMetadata());
      assertThat(await(call).getMessage()).isEqualTo("A");
      assertThat(answered)
          .hasValueMatching(back -> "back".equals(back.get(TEXT)))
          .hasValueMatching(back -> !back.containsKey(RAW));

      Future<HttpResponse<String>> http = proxy.postJson("/tck/model/action/unary", "{}");
      proxy.function().actions().call().complete(withMetadata());
      assertThat(await(http).headers().firstValue("x-text")).contains("back");
    }
  }

  @Test
  void failsTheCallWithADefectOnly() {
    for (ProxyDefect defect :
        new ProxyDefect[] {
          ProxyDefect.TEXT_METADATA_REJECTED, ProxyDefect.BINARY_METADATA_REJECTED
        }) {
      try (ProxyUnderTest proxy = ProxyUnderTest.start(ScriptedAction.spec(), defect)) {
        Future<Response> plain = client(proxy).processUnary(Request.getDefaultInstance());
        proxy.function().actions().call().complete(reply("A"));
        await(plain);
        Future<Response> call = client(proxy).processUnary(Request.getDefaultInstance());
        proxy.function().actions().call().complete(withMetadata());
        assertThat(failure(call)).startsWith("INTERNAL");
      }
    }
  }

  private static ActionTckModelFutureStub client(ProxyUnderTest proxy) {
    return ActionTckModelGrpc.newFutureStub(proxy.channel());
  }

  private static ActionResponse.Builder withMetadata() {
    ActionResponse.Builder response = reply("A");
    response.getReplyBuilder().setMetadata(SOME);
    return response;
  }

  private static MetadataEntry.Builder entry(String key) {
    return MetadataEntry.newBuilder().setKey(key);
  }
}
