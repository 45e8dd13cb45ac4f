package io.cloudstate.tck.model.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import io.cloudstate.tck.model.proxy.settings.ProxyDefect;
import io.grpc.CallOptions;
import io.grpc.MethodDescriptor;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.reflection.v1.ServiceResponse;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ReflectionTest {
  private static final String V1 = "grpc.reflection.v1.ServerReflection";
  private static final String ALPHA = "grpc.reflection.v1alpha.ServerReflection";

  @ParameterizedTest
  @ValueSource(strings = {V1, ALPHA})
  void answersOneQuestionAfterAnother(String version) throws Exception {
    try (ProxyUnderTest proxy = ProxyUnderTest.start()) {
      Asking asking = new Asking(proxy, version);
      assertThat(asking.list())
          .containsExactlyInAnyOrder(
              ScriptedFunction.MODEL, ScriptedFunction.TWO, ScriptedFunction.CONFIGURED, V1, ALPHA);
      for (int i = 0; i < 3; i++) {
        assertThat(asking.symbol("no.Symbol").hasErrorResponse()).isTrue();
        assertThat(declares(asking.symbol(ScriptedFunction.MODEL))).endsWith("eventsourced.proto");
      }
      assertThat(declares(asking.symbol(version))).contains("reflection");
      asking.done();
    }
  }

  @Test
  void theUnknownEndsTheStreamWithADefectOnly() throws Exception {
    try (ProxyUnderTest proxy = ProxyUnderTest.start(ProxyDefect.REFLECTION_UNKNOWN_ENDS_STREAM)) {
      Asking asking = new Asking(proxy, ALPHA);
      asking.list();
      assertThat(asking.symbol("no.Symbol").getValidHost()).contains("NOT_FOUND");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "REFLECTION_LISTS_NOTHING, false, false",
    "REFLECTION_LACKS_ITSELF, true, false",
    "REFLECTION_LACKS_DISCOVERED, false, true"
  })
  void defectsShowInTheList(ProxyDefect defect, boolean discovered, boolean itself)
      throws Exception {
    try (ProxyUnderTest proxy = ProxyUnderTest.start(defect)) {
      List<String> list = new Asking(proxy, ALPHA).list();
      assertThat(list.contains(ScriptedFunction.MODEL)).isEqualTo(discovered);
      assertThat(list.contains(ALPHA)).isEqualTo(itself);
      assertThat(list.contains(V1)).isEqualTo(itself);
    }
  }

  private static String declares(ServerReflectionResponse answer) throws Exception {
    return FileDescriptorProto.parseFrom(
            answer.getFileDescriptorResponse().getFileDescriptorProto(0))
        .getName();
  }

  /** One stream of questions; its error comes as an answer with the error for a host. */
  private static final class Asking implements StreamObserver<ServerReflectionResponse> {
    private final BlockingQueue<ServerReflectionResponse> answers = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> ends = new LinkedBlockingQueue<>();
    private final StreamObserver<ServerReflectionRequest> questions;

    private Asking(ProxyUnderTest proxy, String version) {
      MethodDescriptor<ServerReflectionRequest, ServerReflectionResponse> method =
          ServerReflectionGrpc.getServerReflectionInfoMethod().toBuilder()
              .setFullMethodName(version + "/ServerReflectionInfo")
              .build();
      questions =
          ClientCalls.asyncBidiStreamingCall(
              proxy.channel().newCall(method, CallOptions.DEFAULT), this);
    }

    List<String> list() throws InterruptedException {
      return ask(ServerReflectionRequest.newBuilder().setListServices("x").build())
          .getListServicesResponse()
          .getServiceList()
          .stream()
          .map(ServiceResponse::getName)
          .toList();
    }

    ServerReflectionResponse symbol(String symbol) throws InterruptedException {
      return ask(ServerReflectionRequest.newBuilder().setFileContainingSymbol(symbol).build());
    }

    private ServerReflectionResponse ask(ServerReflectionRequest question)
        throws InterruptedException {
      questions.onNext(question);
      return next(answers);
    }

    /** Ends the questions; there must be no answer left. */
    void done() throws InterruptedException {
      questions.onCompleted();
      assertThat(next(ends)).isEqualTo("completed");
      assertThat(answers).isEmpty();
    }

    private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
      T found = queue.poll(20, TimeUnit.SECONDS);
      if (found == null) {
        throw new AssertionError("reflection does not answer");
      }
      return found;
    }

    @Override
    public void onNext(ServerReflectionResponse answer) {
      answers.add(answer);
    }

    @Override
    public void onError(Throwable e) {
      answers.add(ServerReflectionResponse.newBuilder().setValidHost(e.toString()).build());
    }

    @Override
    public void onCompleted() {
      ends.add("completed");
    }
  }
}
