package io.cloudstate.tck.model.proxy;

import static io.cloudstate.tck.model.proxy.ProxyUnderTest.await;
import static io.cloudstate.tck.model.proxy.ProxyUnderTest.failure;
import static io.cloudstate.tck.model.proxy.ScriptedAction.effect;
import static io.cloudstate.tck.model.proxy.ScriptedAction.failure;
import static io.cloudstate.tck.model.proxy.ScriptedAction.forward;
import static io.cloudstate.tck.model.proxy.ScriptedAction.reply;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import io.cloudstate.tck.model.proxy.ScriptedAction.Call;
import io.cloudstate.tck.model.proxy.settings.ProxyDefect;
import io.cloudstate.tck.protocol.Forward;
import io.cloudstate.tck.protocol.MetadataEntry;
import io.cloudstate.tck.protocol.action.ActionCommand;
import io.cloudstate.tck.protocol.action.ActionResponse;
import io.cloudstate.tck.protocol.model.action.ActionTckModelGrpc;
import io.cloudstate.tck.protocol.model.action.ActionTckModelGrpc.ActionTckModelStub;
import io.cloudstate.tck.protocol.model.action.ProcessGroup;
import io.cloudstate.tck.protocol.model.action.ProcessStep;
import io.cloudstate.tck.protocol.model.action.Reply;
import io.cloudstate.tck.protocol.model.action.Request;
import io.cloudstate.tck.protocol.model.action.Response;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ActionTest {
  private ProxyUnderTest proxy;

  @BeforeEach
  void start() {
    proxy = ProxyUnderTest.start(ScriptedAction.spec());
  }

  @AfterEach
  void stop() {
    proxy.close();
  }

  @Test
  void answersAUnaryCallByGrpcAndHttp() {
    Future<Response> call = unary("a");
    Call action = next("handleUnary");
    ActionCommand command = action.message();
    assertThat(command.toBuilder().clearMetadata().build())
        .isEqualTo(named("ProcessUnary").setPayload(Any.pack(request("a"))).build());
    action.complete(reply("A"));
    assertThat(await(call).getMessage()).isEqualTo("A");
    assertThat(command.getMetadata().getEntriesList())
        .extracting(MetadataEntry::getKey)
        .contains("user-agent")
        .doesNotContain("te", "content-type");

    for (String path :
        new String[] {"/tck/model/action/unary", "/" + ScriptedAction.TWO + "/Call"}) {
      Future<HttpResponse<String>> post = proxy.postJson(path, "{}");
      next("handleUnary").complete(reply("J"));
      assertThat(await(post).body()).isEqualTo("{\"message\":\"J\"}");
    }
  }

  @Test
  void sendsStreamedInputMessageByMessage() {
    Answers answers = new Answers();
    StreamObserver<Request> client = model().processStreamedIn(answers);
    Call action = next("handleStreamedIn");
    ActionCommand first = action.message();
    assertThat(first.getMetadata().getEntriesList()).isNotEmpty();
    assertThat(first.toBuilder().clearMetadata().build())
        .isEqualTo(named("ProcessStreamedIn").build());
    client.onNext(request("a"));
    client.onNext(request("b"));
    assertThat(action.message()).isEqualTo(message("a"));
    assertThat(action.message()).isEqualTo(message("b"));
    assertThat(action.quiet()).isTrue();
    client.onCompleted();
    assertThat(action.end()).isEqualTo("half-closed");
    action.complete(reply("AB"));
    assertThat(answers.next()).isEqualTo("AB");
    assertThat(answers.next()).isEqualTo("OK");
  }

  @Test
  void sendsStreamedInputThatIsEmpty() {
    Answers answers = new Answers();
    model().processStreamedIn(answers).onCompleted();
    Call action = next("handleStreamedIn");
    assertThat(action.message().getName()).isEqualTo("ProcessStreamedIn");
    assertThat(action.end()).isEqualTo("half-closed");
    action.complete(reply(""));
    assertThat(answers.next()).isEmpty();
  }

  @Test
  void streamsResponsesAsTheyComeAndSkipsEmptyOnes() {
    Answers answers = new Answers();
    model().processStreamedOut(request("a"), answers);
    Call action = next("handleStreamedOut");
    assertThat(action.message().toBuilder().clearMetadata().build())
        .isEqualTo(named("ProcessStreamedOut").setPayload(Any.pack(request("a"))).build());
    action.respond(reply("1"));
    assertThat(answers.next()).isEqualTo("1");
    action.respond(reply("2"), ActionResponse.newBuilder(), reply("3"));
    assertThat(answers.next()).isEqualTo("2");
    assertThat(answers.next()).isEqualTo("3");
    action.complete();
    assertThat(answers.next()).isEqualTo("OK");
  }

  @Test
  void answersADuplexCallBeforeItsInputEnds() {
    Answers answers = new Answers();
    StreamObserver<Request> client = model().processStreamed(answers);
    Call action = next("handleStreamed");
    action.message();
    for (String letter : new String[] {"a", "b"}) {
      client.onNext(request(letter));
      assertThat(action.message()).isEqualTo(message(letter));
      action.respond(reply(letter + "1"), reply(letter + "2"));
      assertThat(answers.next()).isEqualTo(letter + "1");
      assertThat(answers.next()).isEqualTo(letter + "2");
    }
    client.onCompleted();
    assertThat(action.end()).isEqualTo("half-closed");
    action.complete(reply("last"));
    assertThat(answers.next()).isEqualTo("last");
    assertThat(answers.next()).isEqualTo("OK");
  }

  @Test
  void endsADuplexCallThatTheServiceCompletes() {
    Answers answers = new Answers();
    StreamObserver<Request> client = model().processStreamed(answers);
    next("handleStreamed").complete(reply("bye"));
    assertThat(answers.next()).isEqualTo("bye");
    assertThat(answers.next()).isEqualTo("OK");
    client.onNext(request("late"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"handleUnary", "handleStreamedIn", "handleStreamedOut", "handleStreamed"})
  void passesAClientsCancellationOn(String rpc) {
    Answers answers = new Answers();
    Cancellation cancellation = begin(rpc, answers);
    Call action = next(rpc);
    action.message();
    cancellation.cancel();
    assertThat(action.end()).isEqualTo("cancelled");
    assertThat(answers.next()).startsWith("CANCELLED");
  }

  @ParameterizedTest
  @ValueSource(strings = {"handleUnary", "handleStreamedIn", "handleStreamedOut", "handleStreamed"})
  void endsBothSidesOnAFailure(String rpc) {
    Answers answers = new Answers();
    begin(rpc, answers);
    Call action = next(rpc);
    action.respond(failure("sorry").addSideEffects(effect("beside")));
    if (!streamsOut(rpc)) {
      // Not sent before.
      action.complete();
    }
    Call effect = proxy.function().actions().callOfTwo("beside");
    assertThat(answers.isEmpty()).isTrue();
    effect.complete(reply(""));
    assertThat(answers.next()).isEqualTo("UNKNOWN sorry");
    if (streamsOut(rpc)) {
      assertThat(action.end()).isEqualTo("cancelled");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"handleUnary", "handleStreamedIn", "handleStreamedOut", "handleStreamed"})
  void endsACallThatTheServiceEndsWithAStatus(String rpc) {
    Answers answers = new Answers();
    begin(rpc, answers);
    Call action = next(rpc);
    if (streamsOut(rpc)) {
      action.respond(reply("one"));
      assertThat(answers.next()).isEqualTo("one");
    }
    action.fail(Status.DATA_LOSS.withDescription("boom"));
    assertThat(answers.next()).startsWith("UNKNOWN").contains("DATA_LOSS", "boom");
  }

  @Test
  void endsACallWithOneAnswerThatHasNone() {
    Future<Response> unary = unary("a");
    next("handleUnary").complete(ActionResponse.newBuilder().addSideEffects(effect("x")));
    proxy.function().actions().callOfTwo("x").complete(failure("an effect's failure is its own"));
    assertThat(failure(unary)).startsWith("INTERNAL");

    Future<HttpResponse<String>> http = proxy.postJson("/tck/model/action/unary", "{}");
    next("handleUnary").complete(ActionResponse.newBuilder());
    assertThat(await(http).statusCode()).isEqualTo(500);

    Answers answers = new Answers();
    model().processStreamedIn(answers).onCompleted();
    next("handleStreamedIn").complete(ActionResponse.newBuilder());
    assertThat(answers.next()).startsWith("INTERNAL");
  }

  @Test
  void carriesOutEachStreamedResponseInItsPlace() {
    ScriptedAction actions = proxy.function().actions();
    Answers answers = new Answers();
    model().processStreamedOut(request("a"), answers);
    Call action = next("handleStreamedOut");
    action.complete(
        reply("1").addSideEffects(effect("before 1")),
        forward("2").addSideEffects(effect("before 2")),
        ActionResponse.newBuilder().addSideEffects(effect("3")),
        reply("4"));
    Call beforeOne = actions.callOfTwo("before 1");
    assertThat(answers.isEmpty()).isTrue();
    beforeOne.complete(reply(""));
    assertThat(answers.next()).isEqualTo("1");
    actions.callOfTwo("before 2").complete(reply(""));
    Call two = actions.callOfTwo("2");
    assertThat(answers.isEmpty()).isTrue();
    assertThat(actions.noneCalled()).isTrue();
    two.complete(reply("2"));
    assertThat(answers.next()).isEqualTo("2");
    Call three = actions.callOfTwo("3");
    assertThat(answers.isEmpty()).isTrue();
    three.complete(reply(""));
    assertThat(answers.next()).isEqualTo("4");
    assertThat(answers.next()).isEqualTo("OK");
  }

  @Test
  void endsAStreamWhoseForwardFails() {
    Answers answers = new Answers();
    model().processStreamed(answers);
    Call action = next("handleStreamed");
    action.respond(forward("x"), reply("never"));
    proxy.function().actions().callOfTwo("x").complete(failure("not here"));
    assertThat(answers.next()).isEqualTo("UNKNOWN not here");
    assertThat(action.end()).isEqualTo("cancelled");
  }

  @Test
  void refusesToForwardToAMethodThatStreams() {
    Future<Response> call = unary("a");
    next("handleUnary")
        .complete(
            ActionResponse.newBuilder()
                .setForward(
                    Forward.newBuilder()
                        .setServiceName(ScriptedAction.MODEL)
                        .setCommandName("ProcessStreamedOut")
                        .setPayload(Any.pack(request("a")))));
    assertThat(failure(call)).startsWith("UNKNOWN").contains("ProcessStreamedOut, which streams");
    assertThat(proxy.function().report()).contains("ProcessStreamedOut, which streams");
  }

  @Test
  void forwardsBetweenActionsAndEntities() {
    Future<io.cloudstate.tck.protocol.model.Response> call = proxy.process("e");
    ScriptedFunction.Stream entity = proxy.function().stream();
    entity.command();
    entity.reply(
        1,
        io.cloudstate.tck.protocol.ClientAction.newBuilder()
            .setForward(
                Forward.newBuilder()
                    .setServiceName(ScriptedAction.MODEL)
                    .setCommandName("ProcessUnary")
                    .setPayload(Any.pack(request("a"))))
            .build(),
        "A");
    next("handleUnary")
        .complete(
            ActionResponse.newBuilder()
                .setForward(
                    Forward.newBuilder()
                        .setServiceName(ScriptedFunction.TWO)
                        .setCommandName("Call")
                        .setPayload(Any.pack(ProxyUnderTest.request("t")))));
    ScriptedFunction.Stream two = proxy.function().stream();
    assertThat(two.command().getEntityId()).isEqualTo("t");
    two.reply(1, ScriptedFunction.response("from afar"));
    assertThat(ProxyUnderTest.message(call)).isEqualTo("from afar");
  }

  @Test
  void passesLargeMessages() {
    String large = "x".repeat(3 * 1024 * 1024);
    Answers answers = new Answers();
    StreamObserver<Request> client = model().processStreamed(answers);
    Call action = next("handleStreamed");
    action.message();
    for (int i = 0; i < 3; i++) {
      client.onNext(request(large));
      assertThat(action.message()).isEqualTo(message(large));
      action.respond(reply(large));
      assertThat(answers.next()).isEqualTo(large);
    }
    client.onCompleted();
    action.complete();
    assertThat(answers.next()).isEqualTo("OK");
  }

  @Test
  void servesStreamedOutputByGrpcWeb() {
    byte[] empty = {0, 0, 0, 0, 0};
    Future<HttpResponse<byte[]>> call =
        proxy.postBytes(
            "/" + ScriptedAction.MODEL + "/ProcessStreamedOut",
            "application/grpc-web+proto",
            empty);
    next("handleStreamedOut").complete(reply("x"), reply("y"));
    byte[] answer = await(call).body();
    assertThat(answer).startsWith(0, 0, 0, 0, 3, 10, 1, 'x', 0, 0, 0, 0, 3, 10, 1, 'y', 0x80);
    assertThat(new String(answer, StandardCharsets.UTF_8)).contains("grpc-status: 0");
  }

  @Test
  void letsStreamedOutputBeQuietButNotASingleAnswer() {
    try (ProxyUnderTest impatient =
        ProxyUnderTest.impatient(ScriptedAction.spec(), Duration.ofSeconds(2))) {
      Answers answers = new Answers();
      ActionTckModelGrpc.newStub(impatient.channel()).processStreamedOut(request("a"), answers);
      Call quiet = impatient.function().actions().call();
      // The time of this one is up after the other's would be.
      assertThat(
              failure(
                  ActionTckModelGrpc.newFutureStub(impatient.channel()).processUnary(request("b"))))
          .contains("in time");
      quiet.complete(reply("at last"));
      assertThat(answers.next()).isEqualTo("at last");
    }
  }

  @Test
  void streamsJsonLinesAndEvents() {
    String path = "/" + ScriptedAction.MODEL + "/ProcessStreamedOut";
    for (String accept : new String[] {"application/json", "text/event-stream"}) {
      boolean events = accept.equals("text/event-stream");
      JsonLines lines = proxy.streamJson(path, accept, "{}");
      Call action = next("handleStreamedOut");
      assertThat(action.message().getMetadata().getEntriesList())
          .anySatisfy(entry -> assertThat(entry.getStringValue()).isEqualTo(accept));
      for (String text : new String[] {"one", "two"}) {
        action.respond(reply(text));
        String json = "{\"message\":\"" + text + "\"}";
        assertThat(lines.next()).isEqualTo(events ? "data: " + json : json);
        if (events) {
          assertThat(lines.next()).isEmpty();
        }
      }
      action.complete();
      assertThat(lines.next()).isEqualTo("200 " + accept + (events ? "" : "; charset=utf-8"));
    }
  }

  @Test
  void servesNoStreamsOrNoEventsOverHttpWithADefect() {
    String path = "/" + ScriptedAction.MODEL + "/ProcessStreamedOut";
    try (ProxyUnderTest missing =
            ProxyUnderTest.start(ScriptedAction.spec(), ProxyDefect.HTTP_STREAM_MISSING);
        ProxyUnderTest plain =
            ProxyUnderTest.start(ScriptedAction.spec(), ProxyDefect.HTTP_EVENTS_AS_LINES)) {
      assertThat(await(missing.postJson(path, "{}")).statusCode()).isGreaterThanOrEqualTo(400);
      assertThat(missing.function().actions().noneCalled()).isTrue();
      JsonLines lines = plain.streamJson(path, "text/event-stream", "{}");
      plain.function().actions().call().complete(reply("one"));
      assertThat(lines.next()).isEqualTo("{\"message\":\"one\"}");
    }
  }

  @Test
  void goesOnBeforeAnEffectIsDoneWithADefect() {
    try (ProxyUnderTest hasty =
        ProxyUnderTest.start(ScriptedAction.spec(), ProxyDefect.STREAMED_EFFECTS_NOT_AWAITED)) {
      Answers answers = new Answers();
      ActionTckModelGrpc.newStub(hasty.channel()).processStreamedOut(request("a"), answers);
      hasty.function().actions().call().complete(reply("1").addSideEffects(effect("x")));
      Call pending = hasty.function().actions().callOfTwo("x");
      assertThat(answers.next()).isEqualTo("1");
      pending.complete(reply(""));
    }
  }

  @Test
  void tellsHttpClientsWhyThereIsNoStream() {
    String path = "/" + ScriptedAction.MODEL + "/ProcessStreamedOut";
    Future<HttpResponse<String>> call = proxy.postJson(path, "{}");
    Call action = next("handleStreamedOut");
    action.respond(failure("50% sorry"));
    HttpResponse<String> answer = await(call);
    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.body()).isEqualTo("50% sorry");
    assertThat(action.end()).isEqualTo("cancelled");
    assertThat(await(proxy.postJson(path, "{\"nope\":1}")).statusCode()).isEqualTo(400);
    assertThat(proxy.function().actions().noneCalled()).isTrue();
  }

  @Test
  void cancelsWhenAnHttpClientGoes() {
    JsonLines lines =
        proxy.streamJson(
            "/" + ScriptedAction.MODEL + "/ProcessStreamedOut", "application/json", "{}");
    Call action = next("handleStreamedOut");
    action.respond(reply("x"));
    lines.next();
    lines.cancel();
    assertThat(action.end()).isEqualTo("cancelled");
  }

  private Call next(String rpc) {
    Call call = proxy.function().actions().call();
    assertThat(call.rpc()).isEqualTo(rpc);
    return call;
  }

  private static boolean streamsOut(String rpc) {
    return rpc.equals("handleStreamedOut") || rpc.equals("handleStreamed");
  }

  private ActionTckModelStub model() {
    return ActionTckModelGrpc.newStub(proxy.channel()).withMaxInboundMessageSize(1 << 24);
  }

  private Future<Response> unary(String message) {
    return ActionTckModelGrpc.newFutureStub(proxy.channel()).processUnary(request(message));
  }

  /** Begins a call by its rpc, and leaves its input open if it streams any. */
  private Cancellation begin(String rpc, Answers answers) {
    io.grpc.Context.CancellableContext context = io.grpc.Context.current().withCancellation();
    context.run(
        () -> {
          switch (rpc) {
            case "handleUnary" -> model().processUnary(request("a"), answers);
            case "handleStreamedOut" -> model().processStreamedOut(request("a"), answers);
            case "handleStreamedIn" -> model().processStreamedIn(answers);
            default -> model().processStreamed(answers);
          }
        });
    return () -> context.cancel(null);
  }

  private static Request request(String message) {
    return Request.newBuilder()
        .addGroups(
            ProcessGroup.newBuilder()
                .addSteps(
                    ProcessStep.newBuilder().setReply(Reply.newBuilder().setMessage(message))))
        .build();
  }

  private static ActionCommand message(String text) {
    return ActionCommand.newBuilder().setPayload(Any.pack(request(text))).build();
  }

  private static ActionCommand.Builder named(String command) {
    return ActionCommand.newBuilder().setServiceName(ScriptedAction.MODEL).setName(command);
  }

  private interface Cancellation {
    void cancel();
  }

  /** What a streaming client gets: texts, and then {@code OK} or a status with its description. */
  private static final class Answers implements StreamObserver<Response> {
    private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();

    String next() {
      return ScriptedFunction.next(texts, "an answer");
    }

    boolean isEmpty() {
      return texts.isEmpty();
    }

    @Override
    public void onNext(Response response) {
      texts.add(response.getMessage());
    }

    @Override
    public void onError(Throwable e) {
      Status status = Status.fromThrowable(e);
      texts.add(status.getCode() + " " + status.getDescription());
    }

    @Override
    public void onCompleted() {
      texts.add("OK");
    }
  }
}
