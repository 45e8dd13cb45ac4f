package io.cloudstate.tck.model.proxy.action;

import static io.cloudstate.tck.model.proxy.ScriptedAction.effect;
import static io.cloudstate.tck.model.proxy.ScriptedAction.failure;
import static io.cloudstate.tck.model.proxy.ScriptedAction.forward;
import static io.cloudstate.tck.model.proxy.ScriptedAction.reply;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import io.cloudstate.tck.model.proxy.ProxyUnderTest;
import io.cloudstate.tck.model.proxy.discovery.DiscoveredService;
import io.cloudstate.tck.model.proxy.discovery.EntityType;
import io.cloudstate.tck.model.proxy.routing.Aftermath;
import io.cloudstate.tck.model.proxy.routing.Caller;
import io.cloudstate.tck.model.proxy.routing.Outcome;
import io.cloudstate.tck.model.proxy.routing.Requests;
import io.cloudstate.tck.model.proxy.routing.Router;
import io.cloudstate.tck.model.proxy.routing.Surroundings;
import io.cloudstate.tck.model.proxy.settings.ProxyDefect;
import io.cloudstate.tck.model.proxy.timing.Timer;
import io.cloudstate.tck.protocol.Metadata;
import io.cloudstate.tck.protocol.MetadataEntry;
import io.cloudstate.tck.protocol.action.ActionResponse;
import io.cloudstate.tck.protocol.model.action.ActionProto;
import io.cloudstate.tck.protocol.model.action.ProcessGroup;
import io.cloudstate.tck.protocol.model.action.ProcessStep;
import io.cloudstate.tck.protocol.model.action.Reply;
import io.cloudstate.tck.protocol.model.action.Request;
import io.cloudstate.tck.protocol.model.action.Response;
import io.grpc.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls of actions, with both sides in the test's own thread. */
final class ActionCallTest {
  private final List<String> log = new ArrayList<>();
  private final FakeService service = new FakeService(log);
  private final FakeCaller caller = new FakeCaller();
  private final Timer timer = new Timer();

  @AfterEach
  void stop() {
    timer.close();
  }

  /** Each bug in the case that shows it, after the same case without bugs. */
  @ParameterizedTest(name = "{1} {0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          unary            |                                    | handleUnary Model/ProcessUnary{k}(a) half-close A OK
          unary            | ACTION_ALWAYS_DUPLEX               | handleStreamed Model/ProcessUnary{k}(a) half-close A OK
          unary            | UNARY_AS_STREAMED_OUT              | handleStreamedOut Model/ProcessUnary{k}(a) half-close A OK
          unary            | ACTION_NAME_IN_FULL                | handleUnary Model/cloudstate.tck.model.action.ActionTckModel.ProcessUnary{k}(a) half-close A OK
          streamed-in      |                                    | handleStreamedIn Model/ProcessStreamedIn{k} (a) (b) half-close A OK
          streamed-in      | STREAMED_IN_AS_DUPLEX              | handleStreamed Model/ProcessStreamedIn{k} (a) (b) half-close A OK
          streamed-in      | FIRST_MESSAGE_HAS_PAYLOAD          | handleStreamedIn Model/ProcessStreamedIn{k}(a) (b) half-close A OK
          streamed-in      | FIRST_MESSAGE_WITHOUT_SERVICE      | handleStreamedIn /ProcessStreamedIn{k} (a) (b) half-close A OK
          streamed-in      | FIRST_MESSAGE_WITHOUT_COMMAND      | handleStreamedIn Model{k} (a) (b) half-close A OK
          streamed-in      | EVERY_MESSAGE_NAMED                | handleStreamedIn Model/ProcessStreamedIn{k} Model/ProcessStreamedIn{k}(a) Model/ProcessStreamedIn{k}(b) half-close A OK
          streamed-in      | HALF_CLOSE_NOT_PASSED_ON           | handleStreamedIn Model/ProcessStreamedIn{k} (a) (b) A OK
          duplex           |                                    | handleStreamed Model/ProcessStreamed{k} (a) A half-close OK
          duplex           | INPUT_HELD_TO_ITS_END              | handleStreamed Model/ProcessStreamed{k} A (a) half-close OK
          empty input      |                                    | handleStreamedIn Model/ProcessStreamedIn{k} half-close A OK
          empty input      | FIRST_MESSAGE_HAS_PAYLOAD          | handleStreamedIn Model/ProcessStreamedIn{k} half-close A OK
          empty input      | EMPTY_INPUT_UNNAMED                | handleStreamedIn half-close A OK
          cancel           |                                    | handleStreamed Model/ProcessStreamed{k} cancel
          cancel           | CLIENT_CANCEL_KEPT                 | handleStreamed Model/ProcessStreamed{k}
          cancel           | CLIENT_CANCEL_HALF_CLOSES          | handleStreamed Model/ProcessStreamed{k} half-close
          responses        |                                    | handleStreamedOut Model/ProcessStreamedOut{k}(a) half-close two(x) 1 two(f) f 4 OK
          responses        | STREAMED_OUT_AS_UNARY              | handleUnary Model/ProcessStreamedOut{k}(a) half-close two(x) 1 two(f) f 4 OK
          responses        | STREAM_STOPS_AFTER_FIRST           | handleStreamedOut Model/ProcessStreamedOut{k}(a) half-close two(x) 1 OK cancel
          responses        | EMPTY_RESPONSE_SENDS_EMPTY_MESSAGE | handleStreamedOut Model/ProcessStreamedOut{k}(a) half-close two(x) 1 two(f) f '' 4 OK
          responses        | EMPTY_RESPONSE_ENDS_STREAM         | handleStreamedOut Model/ProcessStreamedOut{k}(a) half-close two(x) 1 two(f) f OK cancel
          responses        | STREAMED_FORWARD_LOST              | handleStreamedOut Model/ProcessStreamedOut{k}(a) half-close two(x) 1 4 OK
          responses        | STREAMED_FORWARD_AT_END            | handleStreamedOut Model/ProcessStreamedOut{k}(a) half-close two(x) 1 4 two(f) f OK
          responses        | STREAMED_EFFECTS_LOST              | handleStreamedOut Model/ProcessStreamedOut{k}(a) half-close 1 two(f) f 4 OK
          responses        | STREAMED_EFFECTS_AT_END            | handleStreamedOut Model/ProcessStreamedOut{k}(a) half-close 1 two(f) f 4 two(x) OK
          streamed failure |                                    | handleStreamed Model/ProcessStreamed{k} two(x) UNKNOWN:no cancel
          streamed failure | FAILURE_KEEPS_SERVICE_CALL         | handleStreamed Model/ProcessStreamed{k} two(x) UNKNOWN:no
          streamed failure | STREAMED_FAILURE_IGNORED           | handleStreamed Model/ProcessStreamed{k} two(x) A
          streamed failure | STREAMED_FAILURE_ENDS_WELL         | handleStreamed Model/ProcessStreamed{k} two(x) OK cancel
          streamed failure | STREAMED_FAILURE_DESCRIPTION_LOST  | handleStreamed Model/ProcessStreamed{k} two(x) UNKNOWN:failed cancel
          streamed failure | STREAMED_FAILURE_STATUS_INTERNAL   | handleStreamed Model/ProcessStreamed{k} two(x) INTERNAL:no cancel
          streamed failure | ACTION_FAILURE_LOSES_EFFECTS       | handleStreamed Model/ProcessStreamed{k} UNKNOWN:no cancel
          unary failure    |                                    | handleUnary Model/ProcessUnary{k}(a) half-close two(x) UNKNOWN:no cancel
          unary failure    | ACTION_FAILURE_DESCRIPTION_LOST    | handleUnary Model/ProcessUnary{k}(a) half-close two(x) UNKNOWN:failed cancel
          unary failure    | ACTION_FAILURE_STATUS_INTERNAL     | handleUnary Model/ProcessUnary{k}(a) half-close two(x) INTERNAL:no cancel
          empty response   |                                    | handleUnary Model/ProcessUnary{k}(a) half-close two(x) OK
          empty response   | EMPTY_UNARY_ANSWERED               | handleUnary Model/ProcessUnary{k}(a) half-close two(x) '' OK
          empty response   | EMPTY_UNARY_HANGS                  | handleUnary Model/ProcessUnary{k}(a) half-close two(x)
          status           |                                    | handleStreamed Model/ProcessStreamed{k} UNKNOWN:boom cancel
          status           | SERVICE_STATUS_IGNORED             | handleStreamed Model/ProcessStreamed{k} OK
          status           | SERVICE_STATUS_HANGS               | handleStreamed Model/ProcessStreamed{k}
          status behind    |                                    | handleUnary Model/ProcessUnary{k}(a) half-close UNKNOWN:boom cancel
          status behind    | STATUS_BEHIND_REPLY_IGNORED        | handleUnary Model/ProcessUnary{k}(a) half-close A OK
          """)
  void plays(String play, @Nullable ProxyDefect defect, String expected) {
    switch (play) {
      case "unary" -> {
        once("ProcessUnary", defect).respond(reply("A"));
        service.call().end(Status.OK);
      }
      case "streamed-in" -> {
        Requests client = open("ProcessStreamedIn", defect);
        client.next(request("a"));
        client.next(request("b"));
        client.halfClosed();
        service.call().respond(reply("A"));
        service.call().end(Status.OK);
      }
      case "duplex" -> {
        Requests client = open("ProcessStreamed", defect);
        client.next(request("a"));
        service.call().respond(reply("A"));
        client.halfClosed();
        service.call().end(Status.OK);
      }
      case "empty input" -> {
        open("ProcessStreamedIn", defect).halfClosed();
        service.call().respond(reply("A"));
        service.call().end(Status.OK);
      }
      case "cancel" -> open("ProcessStreamed", defect).cancelled();
      case "responses" -> {
        FakeService.Call call = once("ProcessStreamedOut", defect);
        call.respond(reply("1").addSideEffects(effect("x")));
        call.respond(forward("f"));
        call.respond(ActionResponse.newBuilder());
        call.respond(reply("4"));
        call.end(Status.OK);
      }
      case "streamed failure" -> {
        open("ProcessStreamed", defect);
        service.call().respond(failure("no").addSideEffects(effect("x")));
        service.call().respond(reply("A"));
      }
      case "unary failure" ->
          once("ProcessUnary", defect).respond(failure("no").addSideEffects(effect("x")));
      case "empty response" -> {
        once("ProcessUnary", defect)
            .respond(ActionResponse.newBuilder().addSideEffects(effect("x")));
        service.call().end(Status.OK);
      }
      case "status" -> {
        open("ProcessStreamed", defect);
        service.call().end(Status.INTERNAL.withDescription("boom"));
      }
      case "status behind" -> {
        once("ProcessUnary", defect).respond(reply("A"));
        service.call().end(Status.INTERNAL.withDescription("boom"));
      }
      default -> throw new AssertionError("unknown: " + play);
    }
    assertThat(String.join(" ", log)).isEqualTo(expected);
  }

  @Test
  void takesOneMessageAtATimeFromTheClientWhenTheServiceCanTakeIt() {
    Requests client = open("ProcessStreamed", null);
    FakeService.Call call = service.call();
    assertThat(caller.pulled).isZero();
    call.accept();
    assertThat(caller.pulled).isEqualTo(1);
    client.next(request("a"));
    assertThat(caller.pulled).isEqualTo(2);
    call.fill();
    client.next(request("b"));
    assertThat(caller.pulled).isEqualTo(2);
    call.accept();
    assertThat(caller.pulled).isEqualTo(3);
  }

  @Test
  void takesOneResponseAtATimeWhenTheClientCanTakeIt() {
    Requests client = open("ProcessStreamed", null);
    FakeService.Call call = service.call();
    assertThat(call.requested()).isEqualTo(1);
    call.respond(reply("1"));
    assertThat(call.requested()).isEqualTo(1);
    caller.ready = false;
    call.respond(reply("2"));
    assertThat(call.requested()).isZero();
    caller.ready = true;
    client.ready();
    assertThat(call.requested()).isEqualTo(1);
    client.ready();
    assertThat(call.requested()).isEqualTo(1);
  }

  @Test
  void rejectsASecondResponse() {
    once("ProcessUnary", null).respond(reply("A"));
    service.call().respond(reply("B"));
    assertThat(caller.failed).isCompletedWithValueMatching(text -> text.contains("second"));
  }

  @Test
  void rejectsTheLackOfAResponse() {
    once("ProcessUnary", null).end(Status.OK);
    assertThat(caller.failed).isCompletedWithValueMatching(text -> text.contains("without"));
  }

  @Test
  void rejectsARequestThatDoesNotParse() {
    Requests client = open("ProcessStreamed", null);
    client.next(ByteString.copyFrom(new byte[] {10, 99}));
    assertThat(caller.failed)
        .isCompletedWithValueMatching(text -> text.startsWith("INVALID_ARGUMENT"));
    assertThat(log).endsWith("cancel");
  }

  @Test
  void failsACallThatReachesNobodyInTime() {
    Router router = router(Set.of(), Duration.ofMillis(1));
    var unused = router.open(method("ProcessStreamed"), Metadata.getDefaultInstance(), caller);
    assertThat(ProxyUnderTest.await(caller.failed)).contains("in time");
  }

  private FakeService.Call once(String method, @Nullable ProxyDefect defect) {
    Requests client = open(method, defect);
    client.next(request("a"));
    client.halfClosed();
    return service.call();
  }

  private Requests open(String method, @Nullable ProxyDefect defect) {
    Metadata metadata =
        Metadata.newBuilder()
            .addEntries(MetadataEntry.newBuilder().setKey("k").setStringValue("v"))
            .build();
    Set<ProxyDefect> defects = defect == null ? Set.of() : Set.of(defect);
    return router(defects, Duration.ofMinutes(1)).open(method(method), metadata, caller);
  }

  private Router router(Set<ProxyDefect> defects, Duration commandTimeout) {
    List<DiscoveredService> services =
        ActionProto.getDescriptor().getServices().stream()
            .map(
                actions ->
                    new DiscoveredService(
                        Optional.of(EntityType.ACTION), actions, "", Optional.empty()))
            .toList();
    return Router.over(
        services,
        (discovered, routes) ->
            new ActionService(
                service,
                new Surroundings(
                    timer,
                    new Aftermath(routes, report -> {}, defects, Set.of()),
                    Duration.ofMinutes(1),
                    commandTimeout,
                    defects,
                    Set.of())));
  }

  private static MethodDescriptor method(String name) {
    return ActionProto.getDescriptor().findServiceByName("ActionTckModel").findMethodByName(name);
  }

  private static ByteString request(String message) {
    return Request.newBuilder()
        .addGroups(
            ProcessGroup.newBuilder()
                .addSteps(
                    ProcessStep.newBuilder().setReply(Reply.newBuilder().setMessage(message))))
        .build()
        .toByteString();
  }

  /** Notes what it gets; of a failure, the last word. */
  private final class FakeCaller implements Caller {
    private final CompletableFuture<String> failed = new CompletableFuture<>();
    private int pulled;
    private boolean ready = true;

    @Override
    public void reply(Outcome.Replied reply) {
      try {
        String message = Response.parseFrom(reply.message()).getMessage();
        log.add(message.isEmpty() ? "''" : message);
      } catch (InvalidProtocolBufferException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public void complete() {
      log.add("OK");
    }

    @Override
    public void fail(Outcome.Failed failure) {
      String description = String.valueOf(failure.status().getDescription());
      Status.Code code = failure.status().getCode();
      log.add(code + ":" + description.substring(description.lastIndexOf(' ') + 1));
      failed.complete(code + " " + description);
    }

    @Override
    public boolean isReady() {
      return ready;
    }

    @Override
    public void pull() {
      pulled++;
    }
  }
}
