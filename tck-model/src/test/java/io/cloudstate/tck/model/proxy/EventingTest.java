package io.cloudstate.tck.model.proxy;

import static io.cloudstate.tck.model.proxy.ProxyUnderTest.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.Empty;
import com.google.protobuf.Message;
import io.cloudstate.tck.model.proxy.ScriptedAction.Call;
import io.cloudstate.tck.model.proxy.settings.ProxyDefect;
import io.cloudstate.tck.protocol.ClientAction;
import io.cloudstate.tck.protocol.EntitySpec;
import io.cloudstate.tck.protocol.MetadataEntry;
import io.cloudstate.tck.protocol.Reply;
import io.cloudstate.tck.protocol.SideEffect;
import io.cloudstate.tck.protocol.action.ActionCommand;
import io.cloudstate.tck.protocol.action.ActionResponse;
import io.cloudstate.tck.protocol.eventsourced.EventSourcedReply;
import io.cloudstate.tck.protocol.model.eventlogeventing.EffectRequest;
import io.cloudstate.tck.protocol.model.eventlogeventing.EmitEventRequest;
import io.cloudstate.tck.protocol.model.eventlogeventing.EventLogSubscriberModelGrpc;
import io.cloudstate.tck.protocol.model.eventlogeventing.EventOne;
import io.cloudstate.tck.protocol.model.eventlogeventing.EventSourcedEntityOneGrpc;
import io.cloudstate.tck.protocol.model.eventlogeventing.EventSourcedEntityTwoGrpc;
import io.cloudstate.tck.protocol.model.eventlogeventing.EventTwo;
import io.cloudstate.tck.protocol.model.eventlogeventing.EventlogeventingProto;
import io.cloudstate.tck.protocol.model.eventlogeventing.JsonEvent;
import io.cloudstate.tck.protocol.model.eventlogeventing.ProcessStep;
import io.cloudstate.tck.protocol.model.eventlogeventing.Response;
import io.grpc.Status;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EventingTest {
  private static final String ONE = "eventlogeventing-one";
  private static final String TWO = "eventlogeventing-two";
  private static final String SUBSCRIBER = EventLogSubscriberModelGrpc.SERVICE_NAME;

  @Test
  void deliversEachEventToTheMethodOfItsType() {
    try (ProxyUnderTest proxy = ProxyUnderTest.start(spec())) {
      emit(proxy, "e", event("a"), twice("b", "c"), event("d"));
      Call first = proxy.function().actions().call();
      ActionCommand command = first.message();
      assertThat(first.rpc()).isEqualTo("handleUnary");
      assertThat(command.getServiceName()).isEqualTo(SUBSCRIBER);
      assertThat(command.getName()).isEqualTo("ProcessEventOne");
      assertThat(command.getPayload()).isEqualTo(Any.pack(event("a")));
      assertThat(metadata(command))
          .containsExactlyInAnyOrderEntriesOf(
              Map.of(
                  "ce-id",
                  ONE + "/e/1",
                  "ce-source",
                  ONE,
                  "ce-specversion",
                  "1.0",
                  "ce-type",
                  Any.pack(event("a")).getTypeUrl(),
                  "ce-subject",
                  "e",
                  "Content-Type",
                  "application/protobuf"));
      assertThat(proxy.function().actions().noneCalled()).isTrue();
      first.complete(response("a"));

      Call second = proxy.function().actions().call();
      assertThat(second.rpc()).isEqualTo("handleStreamedOut");
      ActionCommand streamed = second.message();
      assertThat(streamed.getName()).isEqualTo("ProcessEventTwo");
      assertThat(streamed.getPayload()).isEqualTo(Any.pack(twice("b", "c")));
      assertThat(metadata(streamed)).containsEntry("ce-id", ONE + "/e/2");
      second.respond(response("b"), response("c"));
      assertThat(proxy.function().actions().noneCalled()).isTrue();
      second.complete();

      assertThat(proxy.function().actions().call().message().getPayload())
          .isEqualTo(Any.pack(event("d")));
    }
  }

  @Test
  void deliversWhatIsNoMessageToTheMethodThatTakesAny() {
    Any json =
        Any.newBuilder()
            .setTypeUrl("json.cloudstate.io/cloudstate.tck.model.eventlogeventing.JsonEvent")
            .setValue(ByteString.copyFromUtf8("\n\002{}"))
            .build();
    try (ProxyUnderTest proxy = ProxyUnderTest.start(spec())) {
      Future<Empty> call =
          EventSourcedEntityTwoGrpc.newFutureStub(proxy.channel())
              .emitJsonEvent(JsonEvent.newBuilder().setId("e").build());
      persist(proxy, call, List.of(json));
      Call delivered = proxy.function().actions().call();
      ActionCommand command = delivered.message();
      assertThat(delivered.rpc()).isEqualTo("handleUnary");
      assertThat(command.getName()).isEqualTo("ProcessAnyEvent");
      assertThat(command.getPayload()).isEqualTo(json);
      assertThat(metadata(command))
          .containsEntry("ce-source", TWO)
          .containsEntry("ce-type", json.getTypeUrl())
          .containsEntry("Content-Type", "application/json");
    }
  }

  @Test
  void deliversAgainUntilTheSubscriberAnswers() {
    try (ProxyUnderTest proxy = ProxyUnderTest.start(spec())) {
      emit(proxy, "e", event("a"), twice("b", "c"), event("d"));
      for (int i = 0; i < 3; i++) {
        Call failing = next(proxy, "a");
        if (i < 2) {
          failing.fail(i == 0 ? Status.UNAVAILABLE : Status.UNKNOWN);
        } else {
          failing.complete(ScriptedAction.failure("I do not want this"));
        }
      }
      Call broken = next(proxy, "b");
      broken.respond(response("b"));
      broken.fail(Status.INTERNAL);
      Call refusing = next(proxy, "b");
      refusing.respond(ScriptedAction.failure("nor this"));
      next(proxy, "d").fail(Status.DEADLINE_EXCEEDED);
      next(proxy, "d").complete(ActionResponse.newBuilder());
      assertThat(proxy.function().actions().noneCalled()).isTrue();
    }
  }

  @Test
  void carriesOutForwardsAndSideEffects() {
    try (ProxyUnderTest proxy = ProxyUnderTest.start(spec())) {
      emit(proxy, "e", twice("a", "b"), event("c"), event("d"));
      Call subscriber = next(proxy, "a");
      subscriber.respond(response("a").addSideEffects(effect("x")));
      Call effect = target(proxy, "x");
      subscriber.complete(forward("y"));
      assertThat(proxy.function().actions().noneCalled()).isTrue();
      effect.complete(response("x"));
      target(proxy, "y").complete(ScriptedAction.failure("not me"));

      next(proxy, "c").complete(ScriptedAction.failure("no").addSideEffects(effect("z")));
      target(proxy, "z").complete(response("z"));
      Call nowhere = next(proxy, "d");
      ActionResponse.Builder unknown = forward("d");
      unknown.getForwardBuilder().setCommandName("Nope");
      nowhere.complete(unknown);
      assertThat(proxy.function().report()).contains("Nope");

      emit(proxy, "f", event("e"));
      next(proxy, "e").complete(response("e"));
      assertThat(proxy.function().actions().noneCalled()).isTrue();
    }
  }

  @Test
  void letsNoEntityWaitForAnother() {
    try (ProxyUnderTest proxy = ProxyUnderTest.start(spec())) {
      emit(proxy, "e", event("a"), event("b"));
      Call slow = next(proxy, "a");
      emit(proxy, "f", event("c"));
      next(proxy, "c").complete(response("c"));
      slow.complete(response("a"));
      next(proxy, "b");
    }
  }

  @Test
  void losesNothingWhenTheServiceGoesAndComesBack() {
    EntitySpec spec = spec();
    try (ProxyUnderTest proxy = ProxyUnderTest.start(spec)) {
      emit(proxy, "e", event("a"), event("b"));
      next(proxy, "a");
      int port = proxy.function().port();
      proxy.function().close();
      try (ScriptedFunction again = new ScriptedFunction(spec, port)) {
        Call repeated = again.actions().call();
        assertThat(repeated.message().getPayload()).isEqualTo(Any.pack(event("a")));
        repeated.complete(response("a"));
        assertThat(again.actions().call().message().getPayload()).isEqualTo(Any.pack(event("b")));
      }
    }
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "EVENTS_DELIVERED_FIRST_ONLY, a",
    "EVENTS_DELIVERED_REVERSED, c b a",
    "FIRST_EVENT_UNDELIVERED, b c",
    "DELIVERY_NOT_REPEATED, a b! c",
    "LOST_DELIVERY_NOT_REPEATED, a b! c",
    "FAILED_DELIVERY_OVERTAKEN, a b! c b",
    "REFUSED_DELIVERY_REPEATED, a b? b c",
    "SUBSCRIBER_FORWARD_NOT_RUN, a> b c",
    "SUBSCRIBER_EFFECTS_NOT_RUN, a+ b c",
  })
  void defectsShow(ProxyDefect defect, String deliveries) {
    try (ProxyUnderTest proxy = ProxyUnderTest.start(spec(), defect)) {
      emit(proxy, "e", event("a"), event("b"), event("c"));
      for (String delivery : deliveries.split(" ", -1)) {
        Call call = next(proxy, delivery.substring(0, 1));
        switch (delivery.substring(1)) {
          case "!" -> call.fail(Status.UNAVAILABLE);
          case "?" -> call.complete(ScriptedAction.failure("no"));
          case ">" -> call.complete(forward("x"));
          case "+" -> call.complete(response("x").addSideEffects(effect("x")));
          default -> call.complete(response("x"));
        }
      }
      emit(proxy, "f", event("x"), event("y"));
      String next =
          defect == ProxyDefect.FIRST_EVENT_UNDELIVERED
                  || defect == ProxyDefect.EVENTS_DELIVERED_REVERSED
              ? "y"
              : "x";
      next(proxy, next);
    }
  }

  private static void emit(ProxyUnderTest proxy, String entity, Message... events) {
    Future<Empty> call =
        EventSourcedEntityOneGrpc.newFutureStub(proxy.channel())
            .emitEvent(EmitEventRequest.newBuilder().setId(entity).build());
    persist(proxy, call, Arrays.stream(events).map(event -> Any.pack(event)).toList());
  }

  private static void persist(ProxyUnderTest proxy, Future<Empty> call, List<Any> events) {
    ScriptedFunction.Stream stream = proxy.function().stream();
    stream.command();
    stream.send(
        EventSourcedReply.newBuilder()
            .setCommandId(1)
            .setClientAction(
                ClientAction.newBuilder()
                    .setReply(Reply.newBuilder().setPayload(Any.pack(Empty.getDefaultInstance()))))
            .addAllEvents(events));
    await(call);
  }

  /** The next call, which delivers the event with this message first in it. */
  private static Call next(ProxyUnderTest proxy, String message) {
    Call call = proxy.function().actions().call();
    ActionCommand command = call.message();
    List<Any> fitting = List.of(Any.pack(event(message)), Any.pack(twice(message, next(message))));
    assertThat(fitting).contains(command.getPayload());
    return call;
  }

  private static String next(String message) {
    return Character.toString(message.charAt(0) + 1);
  }

  private static Call target(ProxyUnderTest proxy, String id) {
    Call call = proxy.function().actions().call();
    ActionCommand command = call.message();
    assertThat(command.getName()).isEqualTo("Effect");
    assertThat(command.getPayload()).isEqualTo(request(id));
    return call;
  }

  private static EventOne event(String message) {
    return EventOne.newBuilder().setStep(step(message)).build();
  }

  private static EventTwo twice(String first, String second) {
    return EventTwo.newBuilder().addStep(step(first)).addStep(step(second)).build();
  }

  private static ProcessStep step(String message) {
    ProcessStep.Builder step = ProcessStep.newBuilder();
    step.getReplyBuilder().setMessage(message);
    return step.build();
  }

  private static ActionResponse.Builder response(String message) {
    ActionResponse.Builder response = ActionResponse.newBuilder();
    response
        .getReplyBuilder()
        .setPayload(Any.pack(Response.newBuilder().setMessage(message).build()));
    return response;
  }

  private static ActionResponse.Builder forward(String id) {
    ActionResponse.Builder response = ActionResponse.newBuilder();
    response
        .getForwardBuilder()
        .setServiceName(SUBSCRIBER)
        .setCommandName("Effect")
        .setPayload(request(id));
    return response;
  }

  private static SideEffect effect(String id) {
    return SideEffect.newBuilder()
        .setServiceName(SUBSCRIBER)
        .setCommandName("Effect")
        .setPayload(request(id))
        .setSynchronous(true)
        .build();
  }

  private static Any request(String id) {
    return Any.pack(EffectRequest.newBuilder().setId(id).build());
  }

  private static Map<String, String> metadata(ActionCommand command) {
    return command.getMetadata().getEntriesList().stream()
        .collect(Collectors.toMap(MetadataEntry::getKey, MetadataEntry::getStringValue));
  }

  private static EntitySpec spec() {
    return ScriptedFunction.spec().toBuilder()
        .setProto(ScriptedFunction.files(EventlogeventingProto.getDescriptor()).toByteString())
        .clearEntities()
        .addEntities(ScriptedAction.action(SUBSCRIBER))
        .addEntities(
            ScriptedFunction.entity(EventSourcedEntityOneGrpc.SERVICE_NAME).setPersistenceId(ONE))
        .addEntities(
            ScriptedFunction.entity(EventSourcedEntityTwoGrpc.SERVICE_NAME).setPersistenceId(TWO))
        .build();
  }
}
