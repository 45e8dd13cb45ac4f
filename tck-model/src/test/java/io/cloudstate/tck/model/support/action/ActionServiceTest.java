package io.cloudstate.tck.model.support.action;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import io.cloudstate.tck.model.support.Answer;
import io.cloudstate.tck.model.support.ServiceRegistry;
import io.cloudstate.tck.protocol.Metadata;
import io.cloudstate.tck.protocol.MetadataEntry;
import io.cloudstate.tck.protocol.action.ActionCommand;
import io.cloudstate.tck.protocol.action.ActionResponse;
import io.cloudstate.tck.protocol.model.action.ActionProto;
import io.cloudstate.tck.protocol.model.action.Request;
import io.cloudstate.tck.protocol.model.action.Response;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ActionServiceTest {
  private static final ServiceDescriptor MODEL =
      ActionProto.getDescriptor().findServiceByName("ActionTckModel");

  private final Answers out = new Answers();

  @Test
  void aHandlerThatThrowsFailsItsCallAfterWhatItAnswered() {
    StreamObserver<ActionCommand> in =
        service(
                (method, metadata) ->
                    message -> {
                      if (message.metadata().text("throw").isPresent()) {
                        throw new IllegalStateException("bug");
                      }
                      return List.of(answer("A"));
                    })
            .handleStreamed(out);
    in.onNext(first("ProcessStreamed"));
    in.onNext(message(""));
    in.onNext(message("throw"));
    in.onNext(message(""));
    in.onCompleted();

    assertThat(out.answers).hasSize(2);
    assertThat(out.answers.get(0).hasReply()).isTrue();
    assertThat(out.answers.get(1).getFailure().getDescription()).contains("bug");
    assertThat(out.end).isEqualTo("completed");
  }

  @Test
  void aHandlerThatCannotOpenFailsItsCall() {
    service(
            (method, metadata) -> {
              throw new IllegalStateException("bug");
            })
        .handleStreamedIn(out)
        .onNext(first("ProcessStreamedIn"));

    assertThat(out.answers)
        .singleElement()
        .satisfies(answer -> assertThat(answer.getFailure().getDescription()).contains("bug"));
    assertThat(out.end).isEqualTo("completed");
  }

  @Test
  void aHandlerSeesTheMetadataOfTheCallAndOfEachMessage() {
    StreamObserver<ActionCommand> in =
        service(
                (method, metadata) ->
                    message ->
                        List.of(
                            answer(
                                metadata.text("Call").orElse("none")
                                    + message.metadata().text("KEY").orElse("none"))))
            .handleStreamed(out);
    in.onNext(
        first("ProcessStreamed").toBuilder()
            .setMetadata(
                Metadata.newBuilder()
                    .addEntries(entry("call").setBytesValue(ByteString.copyFromUtf8("bytes")))
                    .addEntries(entry("call").setStringValue("1"))
                    .addEntries(entry("call").setStringValue("2")))
            .build());
    in.onNext(message("key"));
    in.onNext(message("other"));

    assertThat(out.answers).extracting(ActionServiceTest::text).containsExactly("1key", "1none");
  }

  @Test
  void aSingleAnswerIsExactlyOne() {
    ActionCommand call = unary("ProcessUnary");

    service((method, metadata) -> message -> List.of()).handleUnary(call, out);
    service((method, metadata) -> message -> List.of(answer("A"), answer("B")))
        .handleUnary(call, out);

    assertThat(out.answers)
        .extracting(answer -> answer.getFailure().getDescription())
        .allSatisfy(text -> assertThat(text).contains("exactly one"))
        .hasSize(2);
  }

  @Test
  void aReplyOfAnotherTypeIsNotSent() {
    service(
            (method, metadata) ->
                message -> List.of(ActionAnswer.of(new Answer.Reply(Request.getDefaultInstance()))))
        .handleUnary(unary("ProcessUnary"), out);

    assertThat(out.answers)
        .singleElement()
        .satisfies(
            answer ->
                assertThat(answer.getFailure().getDescription())
                    .contains(
                        "cloudstate.tck.model.action.Request",
                        "cloudstate.tck.model.action.Response"));
  }

  @Test
  void refusesWhatTheProtocolDoesNotAllow() {
    ActionService service = service((method, metadata) -> message -> List.of(answer("A")));

    service.handleUnary(unary("ProcessStreamedOut"), out);
    service.handleStreamedOut(unary("ProcessUnary"), out);
    service.handleStreamed(out).onNext(first("ProcessStreamedIn"));
    service.handleStreamed(out).onNext(unary("ProcessStreamed"));
    service.handleStreamedIn(out).onCompleted();

    assertThat(out.answers)
        .extracting(answer -> answer.getFailure().getDescription())
        .satisfiesExactly(
            text -> assertThat(text).contains("ProcessStreamedOut was called by handleUnary"),
            text -> assertThat(text).contains("ProcessUnary was called by handleStreamedOut"),
            text -> assertThat(text).contains("ProcessStreamedIn was called by handleStreamed,"),
            text -> assertThat(text).contains("first message of handleStreamed has a payload"),
            text -> assertThat(text).contains("handleStreamedIn ended before its first message"));
  }

  private static ActionService service(Action action) {
    return new ActionService(new ServiceRegistry(List.of(new ActionDefinition(MODEL, action))));
  }

  private static ActionAnswer answer(String message) {
    return new ActionAnswer(
        Optional.of(new Answer.Reply(Response.newBuilder().setMessage(message).build())),
        List.of());
  }

  private static String text(ActionResponse response) {
    try {
      return response.getReply().getPayload().unpack(Response.class).getMessage();
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  private static ActionCommand first(String name) {
    return ActionCommand.newBuilder().setServiceName(MODEL.getFullName()).setName(name).build();
  }

  private static ActionCommand unary(String name) {
    return first(name).toBuilder().setPayload(Any.pack(Request.getDefaultInstance())).build();
  }

  /** A message that has a metadata entry of this name, and value. */
  private static ActionCommand message(String key) {
    return ActionCommand.newBuilder()
        .setPayload(Any.pack(Request.getDefaultInstance()))
        .setMetadata(Metadata.newBuilder().addEntries(entry(key).setStringValue(key)))
        .build();
  }

  private static MetadataEntry.Builder entry(String key) {
    return MetadataEntry.newBuilder().setKey(key);
  }

  private static final class Answers implements StreamObserver<ActionResponse> {
    private final List<ActionResponse> answers = new ArrayList<>();
    private String end = "open";

    @Override
    public void onNext(ActionResponse response) {
      answers.add(response);
    }

    @Override
    public void onError(Throwable error) {
      throw new AssertionError(error);
    }

    @Override
    public void onCompleted() {
      end = "completed";
    }
  }
}
