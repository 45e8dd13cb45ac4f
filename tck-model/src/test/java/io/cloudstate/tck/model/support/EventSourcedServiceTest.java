package io.cloudstate.tck.model.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Any;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import com.google.protobuf.Message;
import io.cloudstate.tck.protocol.eventsourced.EventSourcedStreamIn;
import io.cloudstate.tck.protocol.eventsourced.EventSourcedStreamOut;
import io.cloudstate.tck.protocol.model.EventsourcedProto;
import io.cloudstate.tck.protocol.model.Persisted;
import io.cloudstate.tck.protocol.model.Request;
import io.cloudstate.tck.protocol.model.Response;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EventSourcedServiceTest {
  private static final ServiceDescriptor TWO =
      EventsourcedProto.getDescriptor().findServiceByName("EventSourcedTwo");

  @Test
  void aHandlerThatThrowsFailsItsStream() {
    assertThat(
            answers(
                context -> {
                  throw new IllegalStateException("bug");
                }))
        .singleElement()
        .satisfies(
            frame -> {
              assertThat(frame.getFailure().getCommandId()).isEqualTo(7);
              assertThat(frame.getFailure().getDescription()).contains("bug");
            });
  }

  @Test
  void aReplyOfAnotherTypeIsNotSent() {
    assertThat(answers(context -> new Answer.Reply(Persisted.getDefaultInstance())))
        .singleElement()
        .satisfies(
            frame ->
                assertThat(frame.getFailure().getDescription())
                    .contains("cloudstate.tck.model.Persisted", "cloudstate.tck.model.Response"));
  }

  @Test
  void tellsAHandlerItsEntity() {
    assertThat(
            answers(
                context ->
                    new Answer.Reply(Response.newBuilder().setMessage(context.entityId()).build())))
        .singleElement()
        .satisfies(
            frame ->
                assertThat(frame.getReply().getClientAction().getReply().getPayload())
                    .isEqualTo(Any.pack(Response.newBuilder().setMessage("e").build())));
  }

  @Test
  void aServiceHasOneEntity() {
    EntityDefinition definition = definition(context -> new Answer.Failure(""));

    assertThatThrownBy(() -> new ServiceRegistry(List.of(definition, definition)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cloudstate.tck.model.EventSourcedTwo is registered twice");
  }

  @Test
  void anIntervalIsNotNegative() {
    assertThatThrownBy(
            () ->
                new EventSourcedDefinition<>(
                    TWO, "p", -1, Optional.empty(), new Scripted(unused -> new Answer.Failure(""))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is -1");
  }

  @Test
  void aCallTakesItsMethodsInput() {
    assertThatThrownBy(
            () -> ServiceCall.to(TWO.findMethodByName("Call"), Response.getDefaultInstance()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "cloudstate.tck.model.EventSourcedTwo.Call takes a cloudstate.tck.model.Request,"
                + " but was given a cloudstate.tck.model.Response.");
  }

  private static List<EventSourcedStreamOut> answers(Handler handler) {
    List<EventSourcedStreamOut> answers = new ArrayList<>();
    StreamObserver<EventSourcedStreamIn> in =
        new EventSourcedService(
                new ServiceRegistry(List.of(definition(handler))), new EventSourcedRules())
            .handle(
                new StreamObserver<>() {
                  @Override
                  public void onNext(EventSourcedStreamOut frame) {
                    answers.add(frame);
                  }

                  @Override
                  public void onError(Throwable error) {
                    throw new AssertionError(error);
                  }

                  @Override
                  public void onCompleted() {}
                });
    EventSourcedStreamIn.Builder init = EventSourcedStreamIn.newBuilder();
    init.getInitBuilder().setServiceName(TWO.getFullName()).setEntityId("e");
    in.onNext(init.build());
    EventSourcedStreamIn.Builder command = EventSourcedStreamIn.newBuilder();
    command
        .getCommandBuilder()
        .setEntityId("e")
        .setId(7)
        .setName("Call")
        .setPayload(Any.pack(Request.getDefaultInstance()));
    in.onNext(command.build());
    return answers;
  }

  private static EntityDefinition definition(Handler handler) {
    return new EventSourcedDefinition<>(TWO, "p", 0, Optional.empty(), new Scripted(handler));
  }

  private interface Handler {
    Answer handle(EventSourcedContext<String> context);
  }

  private record Scripted(Handler handler) implements EventSourcedEntity<String> {
    @Override
    public String emptyState(String entityId) {
      return "";
    }

    @Override
    public String restore(String entityId, Any snapshot) {
      return "";
    }

    @Override
    public Message snapshot(String state) {
      return Persisted.getDefaultInstance();
    }

    @Override
    public String apply(String state, Any event) {
      return state;
    }

    @Override
    public Answer handle(EntityCommand command, EventSourcedContext<String> context) {
      return handler.handle(context);
    }
  }
}
