package io.cloudstate.tck.model.service;

import static io.cloudstate.tck.model.service.ActionConversation.command;
import static io.cloudstate.tck.model.service.ActionConversation.effect;
import static io.cloudstate.tck.model.service.ActionConversation.fail;
import static io.cloudstate.tck.model.service.ActionConversation.forward;
import static io.cloudstate.tck.model.service.ActionConversation.group;
import static io.cloudstate.tck.model.service.ActionConversation.one;
import static io.cloudstate.tck.model.service.ActionConversation.packed;
import static io.cloudstate.tck.model.service.ActionConversation.reply;
import static io.cloudstate.tck.model.service.ActionConversation.streamed;
import static io.cloudstate.tck.model.service.ActionConversation.streamedIn;
import static io.cloudstate.tck.model.service.ActionConversation.streamedOut;
import static io.cloudstate.tck.model.service.ActionConversation.streaming;
import static io.cloudstate.tck.model.service.ActionConversation.unary;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import io.cloudstate.tck.model.support.action.ActionRpc;
import io.cloudstate.tck.protocol.action.ActionCommand;
import io.cloudstate.tck.protocol.model.action.OtherRequest;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ActionModelTest {
  private static final String MODEL = "cloudstate.tck.model.action.ActionTckModel";

  private final ModelService service = ModelService.with(Set.of(), error -> {});

  @Test
  void aGroupsLastOutcomeCountsAndItsEffectsKeepTheirOrder() {
    assertThat(unary(service, group(fail("no"), forward("f"), reply("A"))).transcript())
        .isEqualTo("A | OK");
    assertThat(unary(service, group(reply("A"), forward("f"))).transcript())
        .isEqualTo("->ActionTwo/Call f | OK");
    assertThat(
            unary(service, group(effect("e", false), fail("no"), effect("f", true))).transcript())
        .isEqualTo("failed no(ActionTwo/Call e,ActionTwo/Call f!) | OK");
    assertThat(unary(service, group(effect("e", true))).transcript())
        .isEqualTo("nothing(ActionTwo/Call e!) | OK");
    assertThat(unary(service).transcript()).isEqualTo("nothing | OK");
  }

  @Test
  void oneAnswerFoldsAllGroups() {
    String folded = "B(ActionTwo/Call e,ActionTwo/Call f!,ActionTwo/Call g) | OK";

    assertThat(
            unary(
                    service,
                    group(reply("A"), effect("e", false)),
                    group(effect("f", true), reply("B")),
                    group(effect("g", false)))
                .transcript())
        .isEqualTo(folded);
    assertThat(
            streamedIn(service)
                .request(group(reply("A"), effect("e", false)), group())
                .request()
                .request(group(effect("f", true), reply("B")))
                .request(group(effect("g", false)))
                .halfClose()
                .transcript())
        .isEqualTo(folded);
  }

  @Test
  void streamedInAnswersAfterHalfCloseAlone() {
    ActionConversation call = streamedIn(service).request(group(reply("A")));
    assertThat(call.transcript()).isEqualTo(" | open");

    assertThat(call.halfClose().transcript()).isEqualTo("A | OK");
    assertThat(streamedIn(service).halfClose().transcript()).isEqualTo("nothing | OK");
  }

  @Test
  void streamedOutAnswersEachGroup() {
    assertThat(
            streamedOut(
                    service,
                    group(reply("A"), effect("e", true)),
                    group(),
                    group(forward("f")),
                    group(fail("no")),
                    group(reply("B")))
                .transcript())
        .isEqualTo("A(ActionTwo/Call e!); nothing; ->ActionTwo/Call f; failed no; B | OK");
    assertThat(streamedOut(service).transcript()).isEqualTo(" | OK");
  }

  @Test
  void duplexAnswersAtOnce() {
    ActionConversation call = streamed(service);
    assertThat(call.transcript()).isEqualTo(" | open");
    call.request(group(reply("A")), group(effect("e", false)), group(fail("no")));
    assertThat(call.transcript()).isEqualTo("A; nothing(ActionTwo/Call e); failed no | open");
    call.request();
    call.request(group(reply("B")));

    assertThat(call.halfClose().transcript())
        .isEqualTo("A; nothing(ActionTwo/Call e); failed no; B | OK");
    assertThat(streamed(service).halfClose().transcript()).isEqualTo(" | OK");
  }

  @Test
  void twoAnswersEmpty() {
    ActionCommand call =
        ActionCommand.newBuilder()
            .setServiceName("cloudstate.tck.model.action.ActionTwo")
            .setName("Call")
            .setPayload(Any.pack(OtherRequest.newBuilder().setId("e").build()))
            .build();

    assertThat(one(service, ActionRpc.UNARY, call).transcript()).isEqualTo(" | OK");
    assertThat(
            one(service, ActionRpc.UNARY, call.toBuilder().setPayload(packed()).build())
                .transcript())
        .startsWith("failed The payload's type url");
  }

  @Test
  void acceptsAnyHostInTypeUrls() {
    Any payload =
        packed(group(reply("A"))).toBuilder()
            .setTypeUrl("example.org/x/cloudstate.tck.model.action.Request")
            .build();

    assertThat(one(service, ActionRpc.UNARY, command("ProcessUnary", payload)).transcript())
        .isEqualTo("A | OK");
    assertThat(streamed(service).payload(payload).transcript()).isEqualTo("A | open");
  }

  @Test
  void answersWhatItCannotServeByAFailureThatEndsTheCall() {
    Any unreadable = ActionConversation.unreadable();

    assertThat(one(service, ActionRpc.UNARY, command("Unknown", packed())).transcript())
        .isEqualTo(
            "failed cloudstate.tck.model.action.ActionTckModel has no command \"Unknown\"; it has"
                + " [ProcessUnary, ProcessStreamedIn, ProcessStreamedOut, ProcessStreamed]. | OK");
    assertThat(one(service, ActionRpc.STREAMED_OUT, command("Unknown", packed())).transcript())
        .startsWith("failed ")
        .endsWith(" | OK");
    assertThat(one(service, ActionRpc.UNARY, command("ProcessUnary", unreadable)).transcript())
        .startsWith("failed The payload's 2 bytes do not parse")
        .endsWith(" | OK");
    assertThat(
            one(service, ActionRpc.UNARY, ActionCommand.newBuilder().setName("Call").build())
                .transcript())
        .startsWith("failed \"\" is not an action of this service")
        .endsWith(" | OK");
    for (ActionRpc rpc : Set.of(ActionRpc.STREAMED_IN, ActionRpc.STREAMED)) {
      assertThat(streaming(service, rpc, MODEL, "Unknown").halfClose().transcript())
          .startsWith("failed cloudstate.tck.model.action.ActionTckModel has no command")
          .endsWith(" | OK");
      assertThat(
              streaming(service, rpc, "cloudstate.tck.model.EventSourcedTwo", "Call").transcript())
          .startsWith("failed \"cloudstate.tck.model.EventSourcedTwo\" is not an action")
          .endsWith(" | OK");
    }
    assertThat(streamedIn(service).payload(unreadable).request().halfClose().transcript())
        .startsWith("failed The payload's 2 bytes")
        .endsWith(" | OK");
    assertThat(
            streamed(service)
                .request(group(reply("A")))
                .payload(unreadable)
                .request(group(reply("B")))
                .halfClose()
                .transcript())
        .startsWith("A; failed The payload's 2 bytes")
        .doesNotContain("; B")
        .endsWith(" | OK");
  }

  @Test
  void endsInSilenceWhenCancelled() {
    assertThat(streamedIn(service).request(group(reply("A"))).cancel().halfClose().transcript())
        .isEqualTo(" | open");
    assertThat(
            streamed(service)
                .request(group(reply("A")))
                .cancel()
                .request(group(reply("B")))
                .transcript())
        .isEqualTo("A | open");
  }
}
