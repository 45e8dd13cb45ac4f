package io.cloudstate.tck.model.proxy;

import static io.cloudstate.tck.model.proxy.ProxyUnderTest.await;
import static io.cloudstate.tck.model.proxy.ProxyUnderTest.failure;
import static io.cloudstate.tck.model.proxy.ScriptedCrdts.delta;
import static io.cloudstate.tck.model.proxy.ScriptedCrdts.effect;
import static io.cloudstate.tck.model.proxy.ScriptedCrdts.forward;
import static io.cloudstate.tck.model.proxy.ScriptedCrdts.response;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import io.cloudstate.tck.model.proxy.ScriptedCrdts.Stream;
import io.cloudstate.tck.model.proxy.settings.ProxyDefect;
import io.cloudstate.tck.protocol.ClientAction;
import io.cloudstate.tck.protocol.Command;
import io.cloudstate.tck.protocol.StreamCancelled;
import io.cloudstate.tck.protocol.crdt.CrdtDelete;
import io.cloudstate.tck.protocol.crdt.CrdtInit;
import io.cloudstate.tck.protocol.crdt.CrdtStreamIn;
import io.cloudstate.tck.protocol.crdt.CrdtStreamOut;
import io.cloudstate.tck.protocol.model.crdt.CrdtConfiguredGrpc;
import io.cloudstate.tck.protocol.model.crdt.CrdtTckModelGrpc;
import io.cloudstate.tck.protocol.model.crdt.Request;
import io.cloudstate.tck.protocol.model.crdt.Response;
import io.cloudstate.tck.protocol.model.crdt.StreamedRequest;
import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.net.http.HttpResponse;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class CrdtStreamTest {
  private static final String COUNTER = "GCounter-1";

  private final ProxyUnderTest proxy = ProxyUnderTest.start(ScriptedCrdts.spec());

  @AfterEach
  void close() {
    proxy.close();
  }

  @Test
  void answersUnaryCallsByGrpcAndHttp() {
    Future<Response> grpc = process();
    Stream stream = proxy.function().crdtStream();
    assertThat(stream.init())
        .isEqualTo(
            CrdtInit.newBuilder().setServiceName(ScriptedCrdts.MODEL).setEntityId(COUNTER).build());
    assertThat(stream.command())
        .isEqualTo(
            Command.newBuilder()
                .setEntityId(COUNTER)
                .setId(1)
                .setName("Process")
                .setPayload(Any.pack(Request.newBuilder().setId(COUNTER).build()))
                .build());
    Future<HttpResponse<String>> bound = proxy.postJson("/tck/model/crdt/" + COUNTER, "{}");
    assertThat(stream.command().getId()).isEqualTo(2);
    Future<HttpResponse<String>> posted =
        proxy.postJson("/" + ScriptedCrdts.MODEL + "/Process", "{\"id\":\"" + COUNTER + "\"}");
    assertThat(stream.command().getId()).isEqualTo(3);

    stream.reply(3, response(30), false);
    stream.reply(1, response(10), false);
    stream.reply(2, response(20), false);
    assertThat(await(grpc).getState().getGcounter().getValue()).isEqualTo(10);
    assertThat(await(bound).body()).contains("\"20\"");
    assertThat(await(posted).body()).contains("\"30\"");
  }

  @Test
  void passivatesAnIdleCrdtAndTellsItsStateLater() {
    Future<Response> first = configured();
    Stream stream = proxy.function().crdtStream();
    stream.init();
    stream.command();
    stream.send(Stream.reply(1, response(0), "gcounter { increment: 3 }"));
    await(first);
    assertThat(stream.end()).isEqualTo("half-closed");
    Future<Response> next = configured();
    Stream fresh = proxy.function().crdtStream();
    assertThat(fresh.init().getDelta()).isEqualTo(delta("gcounter { increment: 3 }"));
    assertThat(fresh.command().getId()).isEqualTo(1);
    fresh.reply(1, response(0), false);
    await(next);
  }

  @Test
  void deliversStreamedMessagesInOrderWithTheirEffectsAndForwards() {
    Watcher watcher = watch();
    Stream stream = proxy.function().crdtStream();
    stream.init();
    assertThat(stream.command().getStreamed()).isTrue();
    stream.reply(1, ClientAction.getDefaultInstance(), true);
    stream.send(
        Stream.message(1).setClientAction(response(1)).addSideEffects(effect("GCounter-e")));
    stream.message(1, forward(ScriptedCrdts.TWO, "Call", "GCounter-f"));
    stream.send(Stream.message(1).setClientAction(response(3)).setEndStream(true));

    Stream effect = proxy.function().crdtStream();
    assertThat(effect.init().getEntityId()).isEqualTo("GCounter-e");
    effect.command();
    // The effect is synchronous: so far nothing is delivered, nor is the forward begun.
    assertThat(watcher.messages).isEmpty();
    effect.reply(1, response(0), false);
    Stream target = proxy.function().crdtStream();
    assertThat(target.init().getEntityId()).isEqualTo("GCounter-f");
    target.command();
    target.reply(1, response(2), false);
    assertThat(watcher.end()).isEqualTo("OK null");
    assertThat(watcher.messages)
        .extracting(message -> message.getState().getGcounter().getValue())
        .containsExactly(1L, 2L, 3L);
  }

  @Test
  void tellsTheServiceOfAClientThatGoesAndCarriesOutItsResponse() {
    Watcher watcher = watch();
    Stream stream = proxy.function().crdtStream();
    stream.init();
    stream.command();
    stream.reply(1, response(0), true);
    watcher.cancel();
    assertThat(stream.frame())
        .isEqualTo(
            CrdtStreamIn.newBuilder()
                .setStreamCancelled(StreamCancelled.newBuilder().setEntityId(COUNTER).setId(1))
                .build());
    CrdtStreamOut.Builder response = CrdtStreamOut.newBuilder();
    response
        .getStreamCancelledResponseBuilder()
        .setCommandId(1)
        .addSideEffects(effect("GCounter-e"))
        .getStateActionBuilder()
        .setUpdate(delta("gcounter { increment: 1 }"));
    stream.send(response);
    Stream effect = proxy.function().crdtStream();
    assertThat(effect.init().getEntityId()).isEqualTo("GCounter-e");
    stream.reply(7, response(0), false);
    assertThat(stream.end()).isEqualTo("cancelled");
    var unused = process();
    assertThat(proxy.function().crdtStream().init().getDelta())
        .isEqualTo(delta("gcounter { increment: 1 }"));
  }

  @Test
  void aForwardThatFailsEndsTheStreamedCallOnBothSides() {
    Watcher watcher = watch();
    Stream stream = proxy.function().crdtStream();
    stream.init();
    stream.command();
    stream.reply(1, response(0), true);
    stream.message(1, forward(ScriptedCrdts.TWO, "Nope", "GCounter-f"));
    assertThat(watcher.end()).startsWith("UNKNOWN").contains("Nope");
    assertThat(stream.frame().getStreamCancelled().getId()).isEqualTo(1);
    assertThat(proxy.function().report()).contains("Nope");
  }

  @Test
  void aDeltaOfAnotherTypeFailsAllWhoWait() {
    Watcher watcher = watch();
    Stream stream = proxy.function().crdtStream();
    stream.init();
    stream.command();
    stream.send(Stream.reply(1, response(0), "gcounter {}").setStreamed(true));
    Future<Response> call = process();
    stream.command();
    stream.send(Stream.reply(2, response(0), "pncounter {}"));
    assertThat(failure(call)).startsWith("UNKNOWN").contains("PNCOUNTER");
    assertThat(watcher.end()).startsWith("UNKNOWN").contains("PNCOUNTER");
    assertThat(stream.end()).isEqualTo("cancelled");
  }

  @Test
  void failsCommandsAfterADelete() {
    Future<Response> first = process();
    Stream stream = proxy.function().crdtStream();
    stream.init();
    stream.command();
    var reply = Stream.reply(1, response(4));
    reply.getStateActionBuilder().setDelete(CrdtDelete.getDefaultInstance());
    stream.send(reply);
    assertThat(await(first).getState().getGcounter().getValue()).isEqualTo(4);
    assertThat(stream.end()).isEqualTo("half-closed");
    assertThat(failure(process())).isEqualTo("UNKNOWN the CRDT has been deleted");
    assertThat(watch().end()).isEqualTo("UNKNOWN the CRDT has been deleted");
    assertThat(await(proxy.postJson("/tck/model/crdt/" + COUNTER, "{}")).statusCode())
        .isEqualTo(500);
  }

  @Test
  void bugsOfTheDriverShow() {
    try (ProxyUnderTest buggy =
        ProxyUnderTest.start(
            ScriptedCrdts.spec(),
            ProxyDefect.CRDT_STATE_AFTER_INIT,
            ProxyDefect.CRDT_SILENT_MESSAGE_DELIVERED)) {
      Watcher watcher = watch(buggy);
      Stream streamed = buggy.function().crdtStream();
      streamed.init();
      streamed.command();
      streamed.reply(1, ClientAction.getDefaultInstance(), false);
      assertThat(watcher.end()).isEqualTo("OK null");
      assertThat(watcher.messages).containsExactly(Response.getDefaultInstance());

      Future<Response> first = configured(buggy);
      Stream stream = buggy.function().crdtStream();
      stream.init();
      stream.command();
      stream.send(Stream.reply(1, response(0), "flag {}"));
      await(first);
      assertThat(stream.end()).isEqualTo("half-closed");
      var unused = configured(buggy);
      Stream fresh = buggy.function().crdtStream();
      assertThat(fresh.init().hasDelta()).isFalse();
      assertThat(fresh.frame().getDelta()).isEqualTo(delta("flag {}"));
    }
  }

  @Test
  void aBugLetsCrdtsWaitForEachOther() {
    try (ProxyUnderTest buggy =
        ProxyUnderTest.start(ScriptedCrdts.spec(), ProxyDefect.CRDTS_WAIT_FOR_EACH_OTHER)) {
      Future<Response> first = process(buggy, COUNTER);
      Stream stream = buggy.function().crdtStream();
      stream.init();
      stream.command();
      Future<Response> second = process(buggy, "GCounter-2");
      var unused = configured(buggy);
      assertThat(buggy.function().crdtStream().init().getServiceName()).endsWith("CrdtConfigured");
      stream.reply(1, response(1), false);
      await(first);
      Stream other = buggy.function().crdtStream();
      assertThat(other.init().getEntityId()).isEqualTo("GCounter-2");
      other.command();
      other.reply(1, response(2), false);
      assertThat(await(second).getState().getGcounter().getValue()).isEqualTo(2);
    }
  }

  private Future<Response> process() {
    return process(proxy, COUNTER);
  }

  private static Future<Response> process(ProxyUnderTest proxy, String id) {
    return CrdtTckModelGrpc.newFutureStub(proxy.channel())
        .process(Request.newBuilder().setId(id).build());
  }

  private Future<Response> configured() {
    return configured(proxy);
  }

  private static Future<Response> configured(ProxyUnderTest proxy) {
    return CrdtConfiguredGrpc.newFutureStub(proxy.channel())
        .call(Request.newBuilder().setId(COUNTER).build());
  }

  private Watcher watch() {
    return watch(proxy);
  }

  private static Watcher watch(ProxyUnderTest proxy) {
    Watcher watcher = new Watcher();
    CrdtTckModelGrpc.newStub(proxy.channel())
        .processStreamed(StreamedRequest.newBuilder().setId(COUNTER).build(), watcher);
    return watcher;
  }

  /** The client of a streamed call. */
  private static final class Watcher implements ClientResponseObserver<StreamedRequest, Response> {
    private final BlockingQueue<Response> messages = new LinkedBlockingQueue<>();
    private final CompletableFuture<String> end = new CompletableFuture<>();
    private final CompletableFuture<ClientCallStreamObserver<StreamedRequest>> call =
        new CompletableFuture<>();

    void cancel() {
      await(call).cancel("gone", null);
    }

    String end() {
      return await(end);
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<StreamedRequest> started) {
      call.complete(started);
    }

    @Override
    public void onNext(Response message) {
      messages.add(message);
    }

    @Override
    public void onError(Throwable e) {
      Status status = Status.fromThrowable(e);
      end.complete(status.getCode() + " " + status.getDescription());
    }

    @Override
    public void onCompleted() {
      end.complete("OK null");
    }
  }
}
