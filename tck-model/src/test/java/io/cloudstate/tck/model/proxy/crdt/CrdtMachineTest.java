package io.cloudstate.tck.model.proxy.crdt;

import static io.cloudstate.tck.model.proxy.crdt.Played.increment;
import static io.cloudstate.tck.model.proxy.crdt.Played.reply;
import static io.cloudstate.tck.model.proxy.crdt.Played.streamed;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CrdtMachineTest {
  private final Played crdt = new Played();

  @Test
  void sendsCommandsAtOnceAndMatchesRepliesById() {
    assertThat(crdt.call("a")).containsExactly("open 1 with nothing", "send 1 a");
    assertThat(crdt.call("b")).containsExactly("send 2 b");
    assertThat(crdt.hear(reply(2))).containsExactly("deliver b reply last");
    assertThat(crdt.hear(reply(1))).containsExactly("deliver a reply last", "await idle 2");
  }

  @Test
  void tellsTheWholeStateOnAFreshStream() {
    crdt.call("a");
    crdt.hear(reply(1, increment(3)));
    crdt.call("b");
    crdt.hear(reply(2, increment(4)));
    assertThat(crdt.idle(1)).isEmpty();
    assertThat(crdt.idle(2)).containsExactly("half-close 1");
    assertThat(crdt.hear(1, reply(2))).isEmpty();
    assertThat(crdt.call("c")).containsExactly("open 2 with gcounter { increment: 7 }", "send 1 c");
  }

  @Test
  void streamsUntilTheServiceEndsIt() {
    crdt.stream("s");
    assertThat(crdt.hear(streamed(1))).containsExactly("deliver s reply");
    assertThat(crdt.idle(1)).isEmpty();
    assertThat(crdt.hear("streamed_message { command_id: 1 side_effects { service_name: 'e' } }"))
        .containsExactly("deliver s action_not_set +e");
    assertThat(
            crdt.hear(
                "streamed_message { command_id: 1 client_action { forward {} } end_stream: true }"))
        .containsExactly("deliver s forward last", "await idle 1");
    assertThat(crdt.idle(1)).containsExactly("half-close 1");
  }

  @Test
  void completesAStreamedCallThatIsNotStreamed() {
    crdt.stream("s");
    assertThat(crdt.hear(reply(1))).containsExactly("deliver s reply last", "await idle 1");
    crdt.stream("t");
    assertThat(crdt.hear("reply { command_id: 2 }"))
        .containsExactly("deliver t action_not_set last", "await idle 2");
  }

  @Test
  void tellsTheServiceThatAClientHasGone() {
    crdt.stream("s");
    crdt.hear(streamed(1));
    assertThat(crdt.abandon("s")).containsExactly("cancelled 1");
    assertThat(crdt.abandon("s")).isEmpty();
    assertThat(crdt.idle(1)).isEmpty();
    assertThat(
            crdt.hear(
                "streamed_message { command_id: 1 client_action { reply {} }"
                    + " side_effects { service_name: 'e' } }"))
        .containsExactly("run +e");
    assertThat(
            crdt.hear(
                "stream_cancelled_response { command_id: 1 state_action { %s }"
                        .formatted(increment(2))
                    + " side_effects { service_name: 'f' } }"))
        .containsExactly("run +f", "await idle 1");
    crdt.idle(1);
    assertThat(crdt.call("a")).contains("open 2 with gcounter { increment: 2 }");
  }

  @Test
  void tellsTheServiceNothingOfAUnaryClient() {
    crdt.call("a");
    assertThat(crdt.abandon("a")).isEmpty();
    assertThat(crdt.hear(reply(1))).contains("deliver a reply last");
  }

  @Test
  void aClientMayGoBeforeTheFirstReply() {
    crdt.stream("s");
    assertThat(crdt.abandon("s")).containsExactly("cancelled 1");
    assertThat(crdt.hear(streamed(1))).containsExactly("run");
    assertThat(crdt.idle(1)).isEmpty();
    assertThat(crdt.hear("stream_cancelled_response { command_id: 1 }"))
        .containsExactly("run", "await idle 1");
  }

  @Test
  void theReplyMayFollowTheCancelResponse() {
    crdt.stream("s");
    crdt.abandon("s");
    assertThat(crdt.hear("stream_cancelled_response { command_id: 1 }"))
        .containsExactly("run", "await idle 1");
    assertThat(crdt.overdue(1)).isEmpty();
    crdt.call("a");
    assertThat(crdt.hear(reply(1, increment(1)))).containsExactly("run");
    assertThat(crdt.hear(reply(1))).contains("drop 1");
  }

  @Test
  void theServiceMayEndTheStreamThatIsBeingCancelled() {
    crdt.stream("s");
    crdt.hear(streamed(1));
    crdt.abandon("s");
    assertThat(crdt.hear("streamed_message { command_id: 1 end_stream: true }"))
        .containsExactly("run", "await idle 1");
    assertThat(crdt.hear("stream_cancelled_response { command_id: 1 }"))
        .containsExactly("run", "await idle 1");
    assertThat(crdt.hear("stream_cancelled_response { command_id: 1 }")).contains("drop 1");
  }

  @Test
  void waitsForACancelResponseOnlySoLong() {
    crdt.stream("s");
    crdt.hear(streamed(1));
    crdt.abandon("s");
    assertThat(crdt.unanswered(1)).containsExactly("await idle 1");
    assertThat(crdt.hear("stream_cancelled_response { command_id: 1 }")).contains("run");
  }

  @Test
  void failsACommandAndAStreamedCallWithTheirDescriptions() {
    crdt.call("a");
    crdt.stream("s");
    crdt.hear(streamed(2));
    assertThat(
            crdt.hear(
                "reply { command_id: 1 client_action { failure { description: 'no' } }"
                    + " state_action { update { gcounter { increment: 9 } } } }"))
        .containsExactly("fail a: no");
    assertThat(
            crdt.hear(
                "streamed_message { command_id: 2"
                    + " client_action { failure { description: 'never' } } }"))
        .containsExactly("fail s: never", "await idle 2");
    crdt.idle(2);
    assertThat(crdt.call("b")).contains("open 2 with nothing");
  }

  @Test
  void restartsWhenAFailureSaysSo() {
    crdt.call("a");
    crdt.call("b");
    assertThat(
            crdt.hear(
                "reply { command_id: 1 client_action { failure { description: 'no' restart: true"
                    + " } } }"))
        .containsExactly("fail a: no", "fail b: the service asked for a restart", "half-close 1");
    assertThat(crdt.call("c")).containsExactly("open 2 with nothing", "send 1 c");
  }

  @Test
  void completesTheStreamAfterADeleteAndFailsLaterCommands() {
    crdt.call("a");
    crdt.call("b");
    crdt.stream("s");
    crdt.hear(streamed(3));
    assertThat(crdt.hear(reply(1, "delete {}")))
        .containsExactly("deliver a reply last", "half-close 1");
    assertThat(crdt.call("c")).containsExactly("fail c: the CRDT has been deleted");
    // What was sent before is answered still.
    assertThat(crdt.hear(reply(2, increment(1)))).containsExactly("deliver b reply last");
    assertThat(crdt.end()).containsExactly("fail s: the CRDT has been deleted", "drop 1");
    assertThat(crdt.call("d")).containsExactly("fail d: the CRDT has been deleted");
  }

  @Test
  void aCancelResponseMayDelete() {
    crdt.stream("s");
    crdt.hear(streamed(1));
    crdt.abandon("s");
    assertThat(crdt.hear("stream_cancelled_response { command_id: 1 state_action { delete {} } }"))
        .containsExactly("run", "half-close 1");
    assertThat(crdt.call("a")).containsExactly("fail a: the CRDT has been deleted");
  }

  /** Of each frame nothing counts. Command 2 is outstanding, command 3 an open streamed one. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "reply { command_id: 7 client_action { reply {} } " + CHANGE + " }",
        "reply { command_id: 1 client_action { reply {} } " + CHANGE + " }",
        "reply { command_id: 3 client_action { reply {} } streamed: true " + CHANGE + " }",
        "reply { command_id: 2 " + CHANGE + " }",
        "reply { command_id: 2 client_action { reply {} } state_action { update {} } }",
        "reply { command_id: 2 client_action { reply {} }"
            + " state_action { update { flag { value: true } } } }",
        "streamed_message { command_id: 2 client_action { reply {} } }",
        "streamed_message { command_id: 7 client_action { reply {} } }",
        "stream_cancelled_response { command_id: 3 " + CHANGE + " }",
        "stream_cancelled_response { command_id: 7 " + CHANGE + " }",
        "failure { command_id: 2 description: 'oh' }",
      })
  void dropsTheStreamThatViolatesTheProtocol(String frame) {
    crdt.call("kept");
    crdt.hear(reply(1, increment(5)));
    crdt.call("a");
    crdt.stream("s");
    crdt.hear(streamed(3));
    assertThat(crdt.hear(frame))
        .satisfiesExactly(
            act -> assertThat(act).startsWith("fail a: the service "),
            act -> assertThat(act).startsWith("fail s: the service "),
            act -> assertThat(act).isEqualTo("drop 1"));
    assertThat(crdt.end()).isEmpty();
    assertThat(crdt.call("b")).containsExactly("open 2 with gcounter { increment: 5 }", "send 1 b");
  }

  private static final String CHANGE = "state_action { update { gcounter { increment: 9 } } }";

  @Test
  void aCancelResponseMayViolateTheProtocolToo() {
    crdt.call("kept");
    crdt.hear(reply(1, increment(5)));
    crdt.stream("s");
    crdt.abandon("s");
    assertThat(
            crdt.hear(
                "stream_cancelled_response { command_id: 2"
                    + " state_action { update { flag {} } } }"))
        .containsExactly("drop 1");
    assertThat(crdt.call("b")).contains("open 2 with gcounter { increment: 5 }");
  }

  @Test
  void aBrokenStreamFailsAllWhoWait() {
    crdt.call("a");
    crdt.hear(reply(1, increment(5)));
    crdt.call("b");
    crdt.stream("s");
    crdt.hear(streamed(3));
    assertThat(crdt.end())
        .containsExactly(
            "fail b: the entity's stream ended with a call outstanding: so",
            "fail s: the entity's stream ended with a call outstanding: so",
            "drop 1");
    assertThat(crdt.call("c")).contains("open 2 with gcounter { increment: 5 }");
  }

  @Test
  void dropsTheStreamOfACommandThatIsNotAnsweredInTime() {
    crdt.call("a");
    crdt.stream("s");
    crdt.hear(streamed(2));
    assertThat(crdt.overdue(2)).isEmpty();
    assertThat(crdt.overdue(1))
        .containsExactly(
            "fail a: the service did not answer in time",
            "fail s: the service did not answer in time",
            "drop 1");
  }
}
