package io.cloudstate.tck.model.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.BytesValue;
import com.google.protobuf.Empty;
import com.google.protobuf.Message;
import io.cloudstate.tck.protocol.action.ActionCommand;
import io.cloudstate.tck.protocol.action.ActionResponse;
import io.cloudstate.tck.protocol.eventsourced.EventSourcedReply;
import io.cloudstate.tck.protocol.eventsourced.EventSourcedStreamIn;
import io.cloudstate.tck.protocol.eventsourced.EventSourcedStreamOut;
import io.cloudstate.tck.protocol.model.eventlogeventing.EffectRequest;
import io.cloudstate.tck.protocol.model.eventlogeventing.EmitEventRequest;
import io.cloudstate.tck.protocol.model.eventlogeventing.EventOne;
import io.cloudstate.tck.protocol.model.eventlogeventing.EventTwo;
import io.cloudstate.tck.protocol.model.eventlogeventing.Forward;
import io.cloudstate.tck.protocol.model.eventlogeventing.JsonEvent;
import io.cloudstate.tck.protocol.model.eventlogeventing.ProcessStep;
import io.cloudstate.tck.protocol.model.eventlogeventing.Reply;
import io.cloudstate.tck.protocol.model.eventlogeventing.Response;
import io.grpc.stub.StreamObserver;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EventLogModelTest {
  private static final String PACKAGE = "cloudstate.tck.model.eventlogeventing.";

  private final ModelService service = ModelService.with(Set.of(), error -> {});

  @Test
  void entityOneEmitsTheEventGiven() {
    EventOne one = EventOne.newBuilder().setStep(reply("A")).build();
    EventTwo two = EventTwo.newBuilder().addStep(reply("A")).addStep(forward("B")).build();

    EventSourcedReply first = emit("One", EmitEventRequest.newBuilder().setEventOne(one).build());
    assertThat(first.getEventsList()).containsExactly(Any.pack(one));
    assertThat(first.getClientAction().getReply().getPayload())
        .isEqualTo(Any.pack(Empty.getDefaultInstance()));
    assertThat(emit("One", EmitEventRequest.newBuilder().setEventTwo(two).build()).getEventsList())
        .containsExactly(Any.pack(two));
    assertThat(emit("One", EmitEventRequest.getDefaultInstance()).getEventsList()).isEmpty();
  }

  @Test
  void entityTwoEmitsJson() throws Exception {
    Any event = json("\u00fcber \"1 < 2\"");

    assertThat(event.getTypeUrl()).matches("json\\.cloudstate\\.io/[A-Za-z.]+");
    assertThat(BytesValue.parseFrom(event.getValue()).getValue().toStringUtf8())
        .startsWith("{\"message\":\"\u00fcber \\\"1 ")
        .endsWith("}");
    assertThat(json("A")).isEqualTo(json("A"));
  }

  @Test
  void subscriberAnswersWithTheSubject() {
    assertThat(unary("ProcessEventOne", EventOne.newBuilder().setStep(reply("A")).build()))
        .isEqualTo(response("e", "A"));
    assertThat(
            unary("ProcessEventOne", EventOne.newBuilder().setStep(forward("A")).build())
                .getForward())
        .satisfies(
            forward -> {
              assertThat(forward.getServiceName()).isEqualTo(PACKAGE + "EventLogSubscriberModel");
              assertThat(forward.getCommandName()).isEqualTo("Effect");
              assertThat(forward.getPayload())
                  .isEqualTo(
                      Any.pack(EffectRequest.newBuilder().setId("e").setMessage("A").build()));
            });
    assertThat(unary("ProcessEventOne", EventOne.getDefaultInstance()))
        .isEqualTo(ActionResponse.getDefaultInstance());
  }

  @Test
  void subscriberStreamsAnAnswerForEachStep() {
    Recorded<ActionResponse> out = new Recorded<>();
    EventTwo event =
        EventTwo.newBuilder().addStep(reply("A")).addStep(forward("B")).addStep(reply("C")).build();
    service.action().handleStreamedOut(command("ProcessEventTwo", Any.pack(event)), out);

    assertThat(out.values).hasSize(3);
    assertThat(out.values.get(0)).isEqualTo(response("e", "A"));
    assertThat(out.values.get(1).hasForward()).isTrue();
    assertThat(out.values.get(2)).isEqualTo(response("e", "C"));
    assertThat(out.end).isEqualTo("OK");
  }

  @Test
  void subscriberAnswersTheMessageOfAJsonEvent() {
    Any event = json("\u00fcber \"1 < 2\"");

    assertThat(unary("ProcessAnyEvent", event)).isEqualTo(response("e", "\u00fcber \"1 < 2\""));
    assertThat(unary("ProcessAnyEvent", Any.pack(event)))
        .isEqualTo(response("e", "\u00fcber \"1 < 2\""));
    assertThat(unary("ProcessAnyEvent", json(""))).isEqualTo(response("e", ""));
  }

  @Test
  void subscriberFailsOnWhatIsNoSuchEvent() {
    Any event = json("A");

    assertThat(unary("ProcessAnyEvent", Any.pack(EventOne.getDefaultInstance())).hasFailure())
        .isTrue();
    for (String text : Set.of("", "{", "[]", "7", "{\"other\":\"A\"}", "{\"message\":7}")) {
      ByteString value = BytesValue.of(ByteString.copyFromUtf8(text)).toByteString();
      assertThat(unary("ProcessAnyEvent", event.toBuilder().setValue(value).build()).hasFailure())
          .as(text)
          .isTrue();
    }
    ByteString latin1 = ByteString.copyFrom(new byte[] {'"', (byte) 0xfc, '"'});
    assertThat(
            unary(
                    "ProcessAnyEvent",
                    event.toBuilder().setValue(BytesValue.of(latin1).toByteString()).build())
                .getFailure()
                .getDescription())
        .contains("not UTF-8");
  }

  @Test
  void effectEchoesAndACallThatIsNoEventHasNoSubject() {
    assertThat(unary("Effect", EffectRequest.newBuilder().setId("f").setMessage("A").build()))
        .isEqualTo(response("f", "A"));

    Recorded<ActionResponse> out = new Recorded<>();
    Any event = Any.pack(EventOne.newBuilder().setStep(reply("A")).build());
    service
        .action()
        .handleUnary(command("ProcessEventOne", event).toBuilder().clearMetadata().build(), out);
    assertThat(out.values).containsExactly(response("", "A"));
  }

  private Any json(String message) {
    return emit("Two", JsonEvent.newBuilder().setMessage(message).build()).getEvents(0);
  }

  private EventSourcedReply emit(String entity, Message request) {
    Recorded<EventSourcedStreamOut> out = new Recorded<>();
    StreamObserver<EventSourcedStreamIn> in = service.eventSourced().handle(out);
    EventSourcedStreamIn.Builder init = EventSourcedStreamIn.newBuilder();
    init.getInitBuilder().setServiceName(PACKAGE + "EventSourcedEntity" + entity).setEntityId("e");
    in.onNext(init.build());
    EventSourcedStreamIn.Builder command = EventSourcedStreamIn.newBuilder();
    command
        .getCommandBuilder()
        .setEntityId("e")
        .setId(1)
        .setName(entity.equals("One") ? "EmitEvent" : "EmitJsonEvent")
        .setPayload(Any.pack(request));
    in.onNext(command.build());
    return out.values.get(0).getReply();
  }

  private ActionResponse unary(String name, Message event) {
    Recorded<ActionResponse> out = new Recorded<>();
    Any payload = event instanceof Any packed ? packed : Any.pack(event);
    service.action().handleUnary(command(name, payload), out);
    assertThat(out.end).isEqualTo("OK");
    return out.values.get(0);
  }

  private static ActionCommand command(String name, Any payload) {
    ActionCommand.Builder command =
        ActionCommand.newBuilder()
            .setServiceName(PACKAGE + "EventLogSubscriberModel")
            .setName(name)
            .setPayload(payload);
    command.getMetadataBuilder().addEntriesBuilder().setKey("ce-id").setStringValue("1");
    command.getMetadataBuilder().addEntriesBuilder().setKey("ce-subject").setStringValue("e");
    return command.build();
  }

  private static ActionResponse response(String id, String message) {
    ActionResponse.Builder response = ActionResponse.newBuilder();
    response
        .getReplyBuilder()
        .setPayload(Any.pack(Response.newBuilder().setId(id).setMessage(message).build()));
    return response.build();
  }

  private static ProcessStep reply(String message) {
    return ProcessStep.newBuilder().setReply(Reply.newBuilder().setMessage(message)).build();
  }

  private static ProcessStep forward(String message) {
    return ProcessStep.newBuilder().setForward(Forward.newBuilder().setMessage(message)).build();
  }
}
