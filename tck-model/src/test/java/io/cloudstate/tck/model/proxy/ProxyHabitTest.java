package io.cloudstate.tck.model.proxy;

import static io.cloudstate.tck.model.proxy.ProxyUnderTest.await;
import static io.cloudstate.tck.model.proxy.ProxyUnderTest.failure;
import static io.cloudstate.tck.model.proxy.ScriptedFunction.effect;
import static io.cloudstate.tck.model.proxy.ScriptedFunction.failure;
import static io.cloudstate.tck.model.proxy.ScriptedFunction.response;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import io.cloudstate.tck.model.proxy.ScriptedFunction.Stream;
import io.cloudstate.tck.model.proxy.settings.ProxyHabit;
import io.cloudstate.tck.protocol.ClientAction;
import io.cloudstate.tck.protocol.EntitySpec;
import io.cloudstate.tck.protocol.Reply;
import io.cloudstate.tck.protocol.action.ActionResponse;
import io.cloudstate.tck.protocol.crdt.ORSetDelta;
import io.cloudstate.tck.protocol.eventsourced.EventSourcedStreamOut;
import io.cloudstate.tck.protocol.model.Response;
import io.cloudstate.tck.protocol.model.action.ActionTckModelGrpc;
import io.cloudstate.tck.protocol.model.action.ActionTckModelGrpc.ActionTckModelStub;
import io.cloudstate.tck.protocol.model.crdt.CrdtConfiguredGrpc;
import io.cloudstate.tck.protocol.model.crdt.CrdtTckModelGrpc;
import io.cloudstate.tck.protocol.probe.Consumed;
import io.cloudstate.tck.protocol.probe.EmitRequest;
import io.cloudstate.tck.protocol.probe.Emitted;
import io.cloudstate.tck.protocol.probe.KnownEvent;
import io.cloudstate.tck.protocol.probe.ProbeEventingProto;
import io.cloudstate.tck.protocol.probe.ProbeLogGrpc;
import io.cloudstate.tck.protocol.probe.ProbeSubscriberOneGrpc;
import io.cloudstate.tck.protocol.probe.ProbeSubscriberTwoGrpc;
import io.grpc.stub.StreamObserver;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each habit shows to the function or the client; no scenario may mind, as is tried elsewhere. */
final class ProxyHabitTest {

  private @Nullable ProxyUnderTest running;

  @AfterEach
  void close() {
    if (running != null) {
      running.close();
    }
  }

  private ProxyUnderTest proxy(EntitySpec spec, ProxyHabit habit) {
    ProxyUnderTest proxy = ProxyUnderTest.start(spec, habit);
    running = proxy;
    return proxy;
  }

  private ProxyUnderTest proxy(ProxyHabit habit) {
    return proxy(ScriptedFunction.spec(), habit);
  }

  @Test
  void failsQueuedCalls() {
    ProxyUnderTest proxy = proxy(ProxyHabit.FAILS_QUEUED_CALLS);
    Future<Response> broken = proxy.process("e");
    Stream stream = proxy.function().stream();
    stream.command();
    Future<Response> queued = proxy.process("e");
    proxy.settle();
    stream.send(EventSourcedStreamOut.getDefaultInstance());

    assertThat(failure(broken)).startsWith("UNKNOWN the ").isEqualTo(failure(queued));
    assertThat(proxy.function().noStreamOpened()).isTrue();
  }

  @Test
  void halfClosesBrokenStreams() {
    ProxyUnderTest proxy = proxy(ProxyHabit.HALF_CLOSES_BROKEN_STREAMS);
    Future<Response> broken = proxy.process("e");
    Stream stream = proxy.function().stream();
    stream.command();
    stream.send(EventSourcedStreamOut.getDefaultInstance());

    assertThat(failure(broken)).startsWith("UNKNOWN the ");
    assertThat(stream.end()).isEqualTo("half-closed");
  }

  @Test
  void reopensAtOnce() {
    ProxyUnderTest proxy = proxy(ProxyHabit.REOPENS_AT_ONCE);
    Future<Response> failed = proxy.process("e");
    Stream stream = proxy.function().stream();
    stream.command();
    stream.reply(1, failure("no", true));

    assertThat(failure(failed)).isEqualTo("UNKNOWN no");
    assertThat(proxy.function().stream().frame().getInit().getEntityId()).isEqualTo("e");
  }

  @Test
  void closesAfterFailures() {
    ProxyUnderTest proxy = proxy(ProxyHabit.CLOSES_AFTER_FAILURES);
    Future<Response> failed = proxy.process("e");
    Stream stream = proxy.function().stream();
    stream.command();
    stream.reply(1, failure("no", false));

    assertThat(failure(failed)).isEqualTo("UNKNOWN no");
    var unused = proxy.process("e");
    assertThat(proxy.function().stream().command().getId()).isEqualTo(1);
    assertThat(stream.end()).isEqualTo("half-closed");
  }

  @Test
  void closesCrdtsAfterFailures() {
    ProxyUnderTest proxy = proxy(ScriptedCrdts.spec(), ProxyHabit.CLOSES_AFTER_FAILURES);
    var unused =
        CrdtTckModelGrpc.newFutureStub(proxy.channel())
            .process(
                io.cloudstate.tck.protocol.model.crdt.Request.newBuilder().setId("GSet-1").build());
    ScriptedCrdts.Stream stream = proxy.function().crdtStream();
    stream.init();
    stream.command();
    stream.reply(1, failure("no", false), false);

    assertThat(stream.end()).isEqualTo("half-closed");
  }

  @Test
  void servesBoundMethodsByBindings() {
    ProxyUnderTest proxy =
        proxy(ScriptedAction.spec(), ProxyHabit.SERVES_BOUND_METHODS_BY_BINDINGS);
    String service = "/" + ScriptedAction.MODEL;
    assertThat(await(proxy.postJson(service + "/ProcessUnary", "{}")).statusCode()).isEqualTo(404);
    Future<HttpResponse<String>> bound = proxy.postJson("/tck/model/action/unary", "{}");
    proxy.function().actions().call().complete(ScriptedAction.reply("bound"));
    Future<HttpResponse<String>> unbound = proxy.postJson("/" + ScriptedAction.TWO + "/Call", "{}");
    proxy.function().actions().call().complete(ScriptedAction.reply("not bound"));

    assertThat(await(bound).statusCode()).isEqualTo(200);
    assertThat(await(unbound).statusCode()).isEqualTo(200);
  }

  /** The entity asks for a tenth of a second. */
  @Test
  void passivatesLate() {
    ProxyUnderTest proxy = proxy(ProxyHabit.PASSIVATES_LATE);
    Future<Response> call = proxy.configured("e");
    Stream stream = proxy.function().stream();
    stream.command();
    long idle = System.nanoTime();
    stream.reply(1, response("done"));
    await(call);

    assertThat(stream.end()).isEqualTo("half-closed");
    assertThat(Duration.ofNanos(System.nanoTime() - idle)).isGreaterThan(Duration.ofMillis(300));
  }

  @Test
  void runsAsynchronousEffectsLast() {
    ProxyUnderTest proxy = proxy(ProxyHabit.RUNS_ASYNCHRONOUS_EFFECTS_LAST);
    Future<Response> call = proxy.process("e");
    Stream stream = proxy.function().stream();
    stream.command();
    stream.send(
        Stream.frame(1, response("done"))
            .addSideEffects(effect(ScriptedFunction.TWO, "first", false))
            .addSideEffects(effect(ScriptedFunction.TWO, "second", false)));
    await(call);

    assertThat(nextInit(proxy)).isEqualTo("second");
    assertThat(nextInit(proxy)).isEqualTo("first");
  }

  private static String nextInit(ProxyUnderTest proxy) {
    return proxy.function().stream().frame().getInit().getEntityId();
  }

  @Test
  void beginsStreamedCallsLate() {
    ProxyUnderTest proxy = proxy(ScriptedAction.spec(), ProxyHabit.BEGINS_STREAMED_CALLS_LATE);
    ActionTckModelStub model = ActionTckModelGrpc.newStub(proxy.channel());
    StreamObserver<io.cloudstate.tck.protocol.model.action.Request> input =
        model.processStreamedIn(new Unheard());
    model.processUnary(
        io.cloudstate.tck.protocol.model.action.Request.getDefaultInstance(), new Unheard());

    assertThat(proxy.function().actions().call().rpc()).isEqualTo("handleUnary");
    input.onNext(io.cloudstate.tck.protocol.model.action.Request.getDefaultInstance());
    assertThat(proxy.function().actions().call().rpc()).isEqualTo("handleStreamedIn");
  }

  @Test
  void commandsCarryMetadata() {
    ProxyUnderTest proxy = proxy(ProxyHabit.COMMANDS_CARRY_METADATA);
    Future<Response> call = proxy.process("e");
    Stream stream = proxy.function().stream();

    assertThat(stream.command().getMetadata().getEntriesList()).isNotEmpty();
    stream.reply(1, response("done"));
    await(call);
  }

  @Test
  void clearsBeforeFullState() {
    ProxyUnderTest proxy = proxy(ScriptedCrdts.spec(), ProxyHabit.CLEARS_BEFORE_FULL_STATE);
    Future<io.cloudstate.tck.protocol.model.crdt.Response> first = set(proxy);
    ScriptedCrdts.Stream stream = proxy.function().crdtStream();
    stream.init();
    stream.command();
    stream.send(
        ScriptedCrdts.Stream.reply(1, ScriptedCrdts.response(0), "orset { added { value: 'a' } }"));
    await(first);
    assertThat(stream.end()).isEqualTo("half-closed");
    var unused = set(proxy);

    assertThat(proxy.function().crdtStream().init().getDelta().getOrset())
        .matches(ORSetDelta::getCleared)
        .matches(delta -> delta.getAddedCount() == 1);
  }

  private static Future<io.cloudstate.tck.protocol.model.crdt.Response> set(ProxyUnderTest proxy) {
    return CrdtConfiguredGrpc.newFutureStub(proxy.channel())
        .call(io.cloudstate.tck.protocol.model.crdt.Request.newBuilder().setId("ORSet-1").build());
  }

  @Test
  void tellsFailuresInJson() {
    ProxyUnderTest proxy = proxy(ProxyHabit.TELLS_FAILURES_IN_JSON);
    Future<HttpResponse<String>> call =
        proxy.postJson("/" + ScriptedFunction.MODEL + "/Process", "{\"id\":\"e\"}");
    Stream stream = proxy.function().stream();
    stream.command();
    stream.reply(1, failure("no \"more\"", false));

    assertThat(await(call).body()).contains("\"message\":\"no \\\"more\\\"\"");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "DELIVERS_EVENTS_TWICE, One One",
    "SERVES_GROUPS_IN_TURN, One Two",
    "SERVES_GROUPS_IN_TURN_LAST_FIRST, Two One",
  })
  void deliversEvents(ProxyHabit habit, String subscribers) {
    ProxyUnderTest proxy = proxy(subscriptions(habit), habit);
    Future<Emitted> call =
        ProbeLogGrpc.newFutureStub(proxy.channel())
            .emit(EmitRequest.newBuilder().setId("e").build());
    Stream stream = proxy.function().stream();
    stream.command();
    stream.send(Stream.frame(1, emitted()).addEvents(Any.pack(KnownEvent.getDefaultInstance())));
    await(call);

    for (String subscriber : subscribers.split(" ", -1)) {
      ScriptedAction.Call delivery = proxy.function().actions().call();
      assertThat(delivery.message().getServiceName())
          .isEqualTo("tck.probe.ProbeSubscriber" + subscriber);
      assertThat(proxy.function().actions().noneCalled()).isTrue();
      delivery.complete(consumed());
    }
  }

  /** One group is enough to see that it is told twice. */
  private static EntitySpec subscriptions(ProxyHabit habit) {
    EntitySpec.Builder spec =
        ScriptedFunction.spec().toBuilder()
            .setProto(ScriptedFunction.files(ProbeEventingProto.getDescriptor()).toByteString())
            .clearEntities()
            .addEntities(
                ScriptedFunction.entity(ProbeLogGrpc.SERVICE_NAME)
                    .setPersistenceId("tck-probe-log"))
            .addEntities(ScriptedAction.action(ProbeSubscriberOneGrpc.SERVICE_NAME));
    if (habit != ProxyHabit.DELIVERS_EVENTS_TWICE) {
      spec.addEntities(ScriptedAction.action(ProbeSubscriberTwoGrpc.SERVICE_NAME));
    }
    return spec.build();
  }

  private static ClientAction emitted() {
    return ClientAction.newBuilder()
        .setReply(Reply.newBuilder().setPayload(Any.pack(Emitted.getDefaultInstance())))
        .build();
  }

  private static ActionResponse.Builder consumed() {
    ActionResponse.Builder response = ActionResponse.newBuilder();
    response.getReplyBuilder().setPayload(Any.pack(Consumed.getDefaultInstance()));
    return response;
  }

  /** Answers that the test does not look at. */
  private static final class Unheard
      implements StreamObserver<io.cloudstate.tck.protocol.model.action.Response> {
    @Override
    public void onNext(io.cloudstate.tck.protocol.model.action.Response answer) {}

    @Override
    public void onError(Throwable end) {}

    @Override
    public void onCompleted() {}
  }
}
