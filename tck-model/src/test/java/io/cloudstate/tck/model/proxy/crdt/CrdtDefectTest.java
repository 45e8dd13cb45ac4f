package io.cloudstate.tck.model.proxy.crdt;

import static io.cloudstate.tck.model.proxy.crdt.Played.increment;
import static io.cloudstate.tck.model.proxy.crdt.Played.reply;
import static io.cloudstate.tck.model.proxy.crdt.Played.streamed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.google.protobuf.TextFormat;
import io.cloudstate.tck.model.proxy.settings.ProxyDefect;
import io.cloudstate.tck.protocol.crdt.CrdtDelta;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class CrdtDefectTest {

  /** The updates in order, and what init tells after them. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CRDT_LAST_DELTA_KEPT | gcounter { increment: 1 }; gcounter { increment: 2 }"
            + "| gcounter { increment: 2 }",
        "GCOUNTER_DOUBLES | gcounter { increment: 1 } | gcounter { increment: 2 }",
        "PNCOUNTER_DOUBLES | pncounter { change: -1 } | pncounter { change: -2 }",
        "PNCOUNTER_NEVER_SHRINKS | pncounter { change: 3 }; pncounter { change: -1 }"
            + "| pncounter { change: 3 }",
        "GSET_FIRST_ELEMENT_KEPT | gset { added { value: 'a' } added { value: 'b' } }"
            + "| gset { added { value: 'a' } }",
        "ORSET_CLEARED_IGNORED | orset { added { value: 'a' } }; orset { cleared: true }"
            + "| orset { added { value: 'a' } }",
        "ORSET_REMOVED_IGNORED | orset { added { value: 'a' } }; orset { removed { value: 'a' } }"
            + "| orset { added { value: 'a' } }",
        "ORSET_CLEARED_LAST"
            + "| orset { added { value: 'a' } }; orset { cleared: true added { value: 'b' } }"
            + "| orset {}",
        "ORSET_REMOVED_LAST | orset { removed { value: 'a' } added { value: 'a' } } | orset {}",
        "REGISTER_CLOCK_KIND_LOST"
            + "| lwwregister { value {} clock: CUSTOM custom_clock_value: 3 }"
            + "| lwwregister { value {} custom_clock_value: 3 }",
        "REGISTER_CLOCK_VALUE_LOST"
            + "| lwwregister { value {} clock: CUSTOM custom_clock_value: 3 }"
            + "| lwwregister { value {} clock: CUSTOM }",
        "REGISTER_FIRST_VALUE_KEPT"
            + "| lwwregister { value { value: 'a' } }; lwwregister { value { value: 'b' } }"
            + "| lwwregister { value { value: 'a' } }",
        "REGISTER_AUTO_INCREMENT_IGNORED"
            + "| lwwregister { clock: CUSTOM_AUTO_INCREMENT custom_clock_value: 5 };"
            + " lwwregister { clock: CUSTOM_AUTO_INCREMENT custom_clock_value: 1 }"
            + "| lwwregister { clock: CUSTOM_AUTO_INCREMENT custom_clock_value: 1 }",
        "FLAG_LOST | flag { value: true } | flag {}",
        "FLAG_GOES_BACK | flag { value: true }; flag {} | flag {}",
        "ORMAP_CLEARED_IGNORED | ormap { added { delta { flag {} } } }; ormap { cleared: true }"
            + "| ormap { added { key {} delta { flag {} } } }",
        "ORMAP_REMOVED_IGNORED | ormap { added { delta { flag {} } } }; ormap { removed {} }"
            + "| ormap { added { key {} delta { flag {} } } }",
        "ORMAP_CLEARED_LAST | ormap { cleared: true added { delta { flag {} } } } | ormap {}",
        "ORMAP_REMOVED_LAST | ormap { removed {} added { delta { flag {} } } } | ormap {}",
        "ORMAP_UPDATED_IGNORED | ormap { added { delta { flag {} } } };"
            + " ormap { updated { delta { flag { value: true } } } }"
            + "| ormap { added { key {} delta { flag {} } } }",
        "ORMAP_UPDATE_REPLACES_ENTRY | ormap { added { delta { gcounter { increment: 1 } } } };"
            + " ormap { updated { delta { gcounter { increment: 2 } } } }"
            + "| ormap { added { key {} delta { gcounter { increment: 2 } } } }",
        "ORMAP_ZERO_ENTRY_LOST | ormap { added { delta { flag {} } } } | ormap {}",
        "ORMAP_NESTED_MAP_LOST"
            + "| ormap { added { delta { ormap { added { delta { flag {} } } } } } }"
            + "| ormap { added { key {} delta { ormap {} } } }",
        "GCOUNTER_DOUBLES"
            + "| ormap { added { delta { ormap { added { delta { gcounter { increment: 1 } } } } } }"
            + " }"
            + "| ormap { added { key {} delta { ormap { added { key {}"
            + " delta { gcounter { increment: 2 } } } } } } }",
        "VOTES_NOT_COUNTED | vote { self_vote: true } | vote { self_vote: true total_voters: 1 }",
        "VOTERS_NOT_COUNTED | ormap { added { delta { vote { self_vote: true } } } }"
            + "| ormap { added { key {} delta { vote { self_vote: true votes_for: 1 } } } }",
        "VOTE_NEVER_WITHDRAWN | vote { self_vote: true }; vote {}"
            + "| vote { self_vote: true votes_for: 1 total_voters: 1 }",
        "OTHER_TYPE_OF_DELTA_ACCEPTED | gcounter {}; flag { value: true } | flag { value: true }",
        "VOTE_COUNTS_FROM_SERVICE | vote { votes_for: 7 total_voters: 9 }"
            + "| vote { votes_for: 7 total_voters: 9 }",
        "ORMAP_ENTRY_CHANGES_TYPE | ormap { added { delta { flag {} } } };"
            + " ormap { updated { delta { gset {} } } }"
            + "| ormap { added { key {} delta { gset {} } } }",
      })
  void bugsOfBookkeepingShowInInit(ProxyDefect defect, String updates, String told) {
    assertThat(told(updates, Set.of(defect))).isEqualTo(delta(told));
    assertThat(told(updates, Set.of())).isNotEqualTo(delta(told));
  }

  private static CrdtDelta told(String updates, Set<ProxyDefect> defects) {
    Bookkeeping bookkeeping = DefectiveBookkeeping.of(defects);
    Optional<Crdt> crdt = Optional.empty();
    for (String update : updates.split(";", -1)) {
      try {
        crdt = Optional.of(bookkeeping.updated(crdt, delta(update)));
      } catch (UnfitDeltaException e) {
        return CrdtDelta.getDefaultInstance();
      }
    }
    return bookkeeping.told(crdt.orElseThrow());
  }

  private static CrdtDelta delta(String text) {
    try {
      return TextFormat.parse(text, CrdtDelta.class);
    } catch (TextFormat.ParseException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  /** What happens, and what a proxy with the bug does about the last of it. */
  @ParameterizedTest
  @MethodSource
  void bugsShowInWhatIsDone(
      ProxyDefect defect, Function<Played, List<String>> play, List<String> done) {
    assertThat(play.apply(new Played(defect))).isEqualTo(done);
    assertThat(play.apply(new Played())).isNotEqualTo(done);
  }

  static Stream<Arguments> bugsShowInWhatIsDone() {
    return Stream.of(
        shown(
            ProxyDefect.CRDT_INIT_WITHOUT_STATE,
            crdt -> {
              crdt.call("a");
              crdt.hear(reply(1, increment(1)));
              crdt.idle(1);
              return crdt.call("b");
            },
            "open 2 with nothing",
            "send 1 b"),
        shown(
            ProxyDefect.ABSENT_CRDT_TOLD_AS_EMPTY_DELTA,
            crdt -> crdt.call("a"),
            "open 1 with ",
            "send 1 a"),
        shown(
            ProxyDefect.UPDATE_SENT_BACK,
            crdt -> {
              crdt.call("a");
              return crdt.hear(reply(1, increment(3)));
            },
            "deliver a reply last",
            "delta gcounter { increment: 3 }",
            "await idle 1"),
        shown(
            ProxyDefect.ZERO_CRDT_TOLD_AS_ABSENT,
            crdt -> {
              crdt.call("a");
              crdt.hear(reply(1, "update { flag {} }"));
              crdt.idle(1);
              return crdt.call("b");
            },
            "open 2 with nothing",
            "send 1 b"),
        shown(
            ProxyDefect.STREAMED_FIRST_UPDATE_LOST,
            crdt -> {
              crdt.stream("s");
              crdt.hear(
                  "reply { command_id: 1 state_action { %s } streamed: true }"
                      .formatted(increment(1)));
              crdt.end();
              return crdt.call("b");
            },
            "open 2 with nothing",
            "send 1 b"),
        shown(
            ProxyDefect.REPLIES_MATCHED_BY_ORDER,
            crdt -> {
              crdt.call("a");
              crdt.call("b");
              return crdt.hear(reply(2));
            },
            "deliver a reply last"),
        shown(
            ProxyDefect.DELETE_IGNORED,
            crdt -> afterDelete(crdt),
            "deliver a reply last",
            "await idle 1",
            "send 2 b"),
        shown(
            ProxyDefect.DELETED_CRDT_STARTS_AFRESH,
            crdt -> afterDelete(crdt),
            "deliver a reply last",
            "half-close 1",
            "open 2 with nothing",
            "send 1 b"),
        shown(
            ProxyDefect.DELETE_LEAVES_STREAM,
            crdt -> afterDelete(crdt),
            "deliver a reply last",
            "fail b: the CRDT has been deleted"),
        shown(
            ProxyDefect.DELETE_CANCELS_STREAM,
            crdt -> afterDelete(crdt),
            "deliver a reply last",
            "drop 1",
            "fail b: the CRDT has been deleted"),
        shown(ProxyDefect.STREAM_CANCELLED_NOT_SENT, CrdtDefectTest::abandoned),
        shown(
            ProxyDefect.EARLY_STREAM_CANCELLED_NOT_SENT,
            crdt -> {
              crdt.stream("s");
              return crdt.abandon("s");
            }),
        shown(
            ProxyDefect.CRDT_REPLY_WITHOUT_ACTION_IGNORED,
            crdt -> {
              crdt.call("a");
              return crdt.hear("reply { command_id: 1 }");
            }),
        shown(
            ProxyDefect.MESSAGE_UNDERWAY_REFUSED,
            crdt -> {
              abandoned(crdt);
              return crdt.hear("streamed_message { command_id: 1 }");
            },
            "drop 1"),
        shown(
            ProxyDefect.STREAM_CANCELLED_SENT_TWICE,
            CrdtDefectTest::abandoned,
            "cancelled 1",
            "cancelled 1"),
        shown(
            ProxyDefect.STREAM_CANCELLED_BY_CANCELLING,
            CrdtDefectTest::abandoned,
            "fail s: a client has gone",
            "drop 1"),
        shown(
            ProxyDefect.CANCEL_RESPONSE_CHANGE_IGNORED,
            crdt -> {
              responded(crdt);
              crdt.idle(1);
              return crdt.call("b");
            },
            "open 2 with nothing",
            "send 1 b"),
        shown(
            ProxyDefect.CANCEL_RESPONSE_EFFECTS_IGNORED,
            CrdtDefectTest::responded,
            "run",
            "await idle 1"),
        shown(
            ProxyDefect.CRDT_END_STREAM_IGNORED,
            crdt -> messaged(crdt, "end_stream: true"),
            "deliver s action_not_set",
            "await idle 1"),
        shown(
            ProxyDefect.CRDT_STREAMED_FALSE_IGNORED,
            crdt -> {
              crdt.stream("s");
              return crdt.hear(reply(1));
            },
            "deliver s reply",
            "await idle 1"),
        shown(
            ProxyDefect.CRDT_FIRST_REPLY_LOST,
            crdt -> {
              crdt.stream("s");
              return crdt.hear(streamed(1));
            },
            "deliver s action_not_set"),
        shown(
            ProxyDefect.CRDT_MESSAGE_TO_FIRST_CALL,
            crdt -> {
              crdt.stream("s");
              crdt.hear(streamed(1));
              crdt.stream("t");
              crdt.hear(streamed(2));
              return crdt.hear("streamed_message { command_id: 2 }");
            },
            "deliver s action_not_set"),
        shown(
            ProxyDefect.CRDT_MESSAGE_EFFECTS_NOT_RUN,
            crdt -> messaged(crdt, "side_effects { service_name: 'e' }"),
            "deliver s action_not_set"),
        shown(
            ProxyDefect.CRDT_MESSAGE_FORWARD_NOT_RUN,
            crdt -> messaged(crdt, "client_action { forward {} }"),
            "deliver s action_not_set"),
        shown(
            ProxyDefect.CRDT_MESSAGE_FAILURE_HANGS,
            crdt -> messaged(crdt, "client_action { failure {} }"),
            "await idle 1"),
        shown(
            ProxyDefect.PASSIVATES_WITH_STREAMED_CALL,
            crdt -> {
              crdt.stream("s");
              crdt.hear(streamed(1));
              return crdt.idle(1);
            },
            "half-close 1"),
        shown(
            ProxyDefect.UPDATE_WITHOUT_DELTA_EMPTIES,
            crdt -> {
              crdt.call("a");
              return crdt.hear(reply(1, "update {}"));
            },
            "deliver a reply last",
            "await idle 1"),
        shown(
            ProxyDefect.UNKNOWN_STREAMED_MESSAGE_IGNORED,
            crdt -> {
              crdt.call("a");
              return crdt.hear("streamed_message { command_id: 1 }");
            }),
        shown(
            ProxyDefect.UNKNOWN_CANCEL_RESPONSE_IGNORED,
            crdt -> {
              crdt.call("a");
              return crdt.hear("stream_cancelled_response { command_id: 1 }");
            }),
        shown(
            ProxyDefect.CRDT_CALL_OUTLIVES_STREAM,
            crdt -> {
              crdt.stream("s");
              crdt.hear(streamed(1));
              return crdt.hear("failure {}");
            },
            "drop 1"));
  }

  /** Those that other types of entities have as well. */
  @ParameterizedTest
  @MethodSource
  void bugsOfAllEntitiesShowToo(
      ProxyDefect defect, Function<Played, List<String>> play, List<String> done) {
    bugsShowInWhatIsDone(defect, play, done);
  }

  static Stream<Arguments> bugsOfAllEntitiesShowToo() {
    return Stream.of(
        shown(ProxyDefect.COMMAND_IDS_FROM_ZERO, crdt -> second(crdt), "send 1 b"),
        shown(ProxyDefect.COMMAND_IDS_CONSTANT, crdt -> second(crdt), "send 1 b"),
        shown(ProxyDefect.COMMAND_IDS_WITH_GAPS, crdt -> second(crdt), "send 3 b"),
        shown(
            ProxyDefect.COMMAND_IDS_ACROSS_STREAMS,
            crdt -> afterwards(crdt, "failure {}"),
            "open 2 with nothing",
            "send 2 b"),
        shown(
            ProxyDefect.WRONG_COMMAND_ID_ACCEPTED,
            crdt -> first(crdt, reply(7)),
            "deliver a reply last",
            "await idle 1"),
        shown(
            ProxyDefect.WRONG_FAILURE_ACCEPTED,
            crdt ->
                first(
                    crdt,
                    "reply { command_id: 7 client_action { failure { description: 'no' } } }"),
            "fail a: no",
            "await idle 1"),
        shown(
            ProxyDefect.WRONG_FORWARD_ACCEPTED,
            crdt -> first(crdt, "reply { command_id: 7 client_action { forward {} } }"),
            "deliver a forward last",
            "await idle 1"),
        shown(ProxyDefect.EMPTY_FRAME_IGNORED, crdt -> first(crdt, "")),
        shown(
            ProxyDefect.UNSOLICITED_REPLY_IGNORED,
            crdt -> {
              first(crdt, reply(1));
              return crdt.hear(reply(1));
            }),
        shown(ProxyDefect.STREAM_KEPT_AFTER_VIOLATION, crdt -> afterwards(crdt, ""), "send 2 b"),
        shown(
            ProxyDefect.VIOLATING_EVENTS_PERSISTED,
            crdt -> afterwards(crdt, reply(7, increment(9))),
            "open 2 with gcounter { increment: 9 }",
            "send 1 b"),
        shown(ProxyDefect.STREAM_FAILURE_HANGS, crdt -> first(crdt, "failure {}"), "drop 1"),
        shown(
            ProxyDefect.BROKEN_STREAM_HANGS,
            crdt -> {
              crdt.call("a");
              return crdt.end();
            },
            "drop 1"),
        shown(
            ProxyDefect.BROKEN_STREAM_LOSES_STATE,
            crdt -> {
              first(crdt, reply(1, increment(1)));
              crdt.end();
              return crdt.call("b");
            },
            "open 2 with nothing",
            "send 1 b"),
        shown(
            ProxyDefect.BROKEN_STREAM_FOR_EVER,
            crdt -> {
              crdt.call("a");
              crdt.end();
              return crdt.call("b");
            },
            "send 2 b"),
        shown(
            ProxyDefect.FORWARD_LOSES_EVENTS,
            crdt -> {
              first(
                  crdt,
                  "reply { command_id: 1 client_action { forward {} } state_action { %s } }"
                      .formatted(increment(1)));
              crdt.end();
              return crdt.call("b");
            },
            "open 2 with nothing",
            "send 1 b"),
        shown(
            ProxyDefect.FAILURE_DESCRIPTION_LOST,
            crdt ->
                first(
                    crdt,
                    "reply { command_id: 1 client_action { failure { description: 'no' } } }"),
            "fail a: the command failed",
            "await idle 1"),
        shown(
            ProxyDefect.NO_PASSIVATION,
            crdt -> {
              first(crdt, reply(1));
              return crdt.idle(1);
            }),
        shown(
            ProxyDefect.PASSIVATES_BY_CANCELLING,
            crdt -> {
              first(crdt, reply(1));
              return crdt.idle(1);
            },
            "drop 1"),
        shown(
            ProxyDefect.PASSIVATES_WHILE_BUSY,
            crdt -> {
              crdt.call("a");
              return crdt.idle(1);
            },
            "half-close 1"));
  }

  private static List<String> second(Played crdt) {
    crdt.call("a");
    return crdt.call("b");
  }

  private static List<String> first(Played crdt, String frame) {
    crdt.call("a");
    return crdt.hear(frame);
  }

  private static List<String> afterwards(Played crdt, String frame) {
    first(crdt, frame);
    return crdt.call("b");
  }

  private static List<String> afterDelete(Played crdt) {
    crdt.call("a");
    return Stream.concat(crdt.hear(reply(1, "delete {}")).stream(), crdt.call("b").stream())
        .toList();
  }

  private static List<String> abandoned(Played crdt) {
    crdt.stream("s");
    crdt.hear(streamed(1));
    return crdt.abandon("s");
  }

  private static List<String> responded(Played crdt) {
    abandoned(crdt);
    return crdt.hear(
        "stream_cancelled_response { command_id: 1 state_action { %s } side_effects {} }"
            .formatted(increment(1)));
  }

  private static List<String> messaged(Played crdt, String message) {
    crdt.stream("s");
    crdt.hear(streamed(1));
    return crdt.hear("streamed_message { command_id: 1 %s }".formatted(message));
  }

  private static Arguments shown(
      ProxyDefect defect, Function<Played, List<String>> play, String... done) {
    return arguments(defect, play, List.of(done));
  }
}
