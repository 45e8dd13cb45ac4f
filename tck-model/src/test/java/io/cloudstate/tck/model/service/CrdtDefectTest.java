package io.cloudstate.tck.model.service;

import static io.cloudstate.tck.model.service.CrdtActions.add;
import static io.cloudstate.tck.model.service.CrdtActions.addKey;
import static io.cloudstate.tck.model.service.CrdtActions.change;
import static io.cloudstate.tck.model.service.CrdtActions.clear;
import static io.cloudstate.tck.model.service.CrdtActions.counters;
import static io.cloudstate.tck.model.service.CrdtActions.effect;
import static io.cloudstate.tck.model.service.CrdtActions.entry;
import static io.cloudstate.tck.model.service.CrdtActions.fail;
import static io.cloudstate.tck.model.service.CrdtActions.increment;
import static io.cloudstate.tck.model.service.CrdtActions.inner;
import static io.cloudstate.tck.model.service.CrdtActions.remove;
import static io.cloudstate.tck.model.service.CrdtActions.removeKey;
import static io.cloudstate.tck.model.service.CrdtActions.vote;
import static io.cloudstate.tck.model.service.CrdtActions.write;
import static io.cloudstate.tck.model.service.CrdtStream.element;
import static io.cloudstate.tck.model.service.CrdtStream.started;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import io.cloudstate.tck.protocol.model.crdt.Request;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each defect changes what some probes of CRDTs see, and nothing else. */
class CrdtDefectTest {
  private static final String COUNTER = "GCounter-1";
  private static final String THREE = "gcounter { increment: 3 }";
  private static final String FOUR = "gcounter { increment: 4 }";

  /** A conversation with a fresh service, as text. */
  private enum Probe {
    GCOUNTER(
        service ->
            started(service, COUNTER, THREE)
                .process(increment(2), increment(5))
                .process()
                .process(increment(1))
                .transcript()),
    GCOUNTER_DELTA(
        service ->
            started(service, COUNTER).process(increment(2)).delta(FOUR).process().transcript()),
    GCOUNTER_DELTA_FIRST(
        service -> started(service, COUNTER).delta(FOUR).process(increment(1)).transcript()),
    PNCOUNTER(
        service ->
            started(service, "PNCounter-1", "pncounter { change: 5 }")
                .process(change(3), change(-7))
                .process(change(3))
                .transcript()),
    PNCOUNTER_NOTHING(
        service -> started(service, "PNCounter-1").process(change(3), change(-3)).transcript()),
    PNCOUNTER_DELTA(
        service ->
            started(service, "PNCounter-1", "pncounter { change: 5 }")
                .delta("pncounter { change: -1 }")
                .process()
                .transcript()),
    GSET(
        service ->
            started(service, "GSet-1", set("gset", "added", "a"))
                .process(add("gset", "b"))
                .process(add("gset", "a"))
                .transcript()),
    GSET_DELTA(
        service ->
            started(service, "GSet-1", set("gset", "added", "a"))
                .delta(set("gset", "added", "b"))
                .process()
                .transcript()),
    ORSET(
        service ->
            started(service, "ORSet-1", set("orset", "added", "a", "b"))
                .process(remove("orset", "a"), add("orset", "a"))
                .process(add("orset", "c"), remove("orset", "c"))
                .process(remove("orset", "a"), add("orset", "d"))
                .transcript()),
    ORSET_CLEARED(
        service ->
            started(service, "ORSet-1", set("orset", "added", "a"))
                .process(clear("orset"))
                .process(add("orset", "b"))
                .transcript()),
    ORSET_ABSENT(service -> started(service, "ORSet-1").process(remove("orset", "x")).transcript()),
    ORSET_DELTA(
        service ->
            started(service, "ORSet-1", set("orset", "added", "a"))
                .delta("orset { cleared: true added: %s }".formatted(element("c")))
                .process()
                .transcript()),
    REGISTER_CREATED(service -> started(service, "LWWRegister-1").process().transcript()),
    REGISTER(
        service ->
            started(service, "LWWRegister-1", "lwwregister { value %s }".formatted(element("A")))
                .process(write("A", "clockType: CUSTOM customClockValue: 7"))
                .process(write("C", ""))
                .transcript()),
    FLAG(
        service ->
            started(service, "Flag-1", "flag { value: true }")
                .process("update { flag { } }")
                .transcript()),
    FLAG_DELTA(
        service ->
            started(service, "Flag-1", "flag { value: true }")
                .delta("flag { value: false }")
                .process()
                .transcript()),
    VOTE_ALONE(service -> started(service, "Vote-1").process().transcript()),
    VOTE(
        service ->
            started(service, "Vote-1", "vote { votes_for: 1 total_voters: 3 }")
                .process(vote(true))
                .transcript()),
    VOTE_AGAIN(
        service ->
            started(service, "Vote-1", "vote { self_vote: true votes_for: 1 total_voters: 3 }")
                .process(vote(true))
                .transcript()),
    VOTE_WITHDRAWN(
        service ->
            started(service, "Vote-1", "vote { self_vote: true votes_for: 1 total_voters: 3 }")
                .process(vote(false))
                .transcript()),
    VOTE_DELTA(
        service ->
            started(service, "Vote-1", "vote { votes_for: 1 total_voters: 3 }")
                .delta("vote { votes_for: 2 total_voters: 3 }")
                .process()
                .transcript()),
    MAP_ADDED(service -> started(service, "ORMap-1").process(addKey(COUNTER)).transcript()),
    MAP_CREATED(
        service ->
            started(service, "ORMap-1")
                .process(entry(COUNTER, "gcounter { increment: 2 }"))
                .transcript()),
    MAP_UPDATED(
        service ->
            started(service, "ORMap-1", counters(5, 7))
                .process(entry(COUNTER, "gcounter { increment: 2 }"))
                .transcript()),
    MAP_IN_MAP(
        service ->
            started(
                    service,
                    "ORMap-1",
                    "ormap { added { key %s delta { %s } } }"
                        .formatted(element("ORMap-9"), counters(5, 7)))
                .process(entry("ORMap-9", inner(COUNTER, "gcounter { increment: 2 }")))
                .transcript()),
    MAP_ABSENT(
        service ->
            started(service, "ORMap-1", counters(5, 7)).process(removeKey("Flag-1")).transcript()),
    MAP_PRESENT(
        service ->
            started(service, "ORMap-1", counters(5, 7)).process(addKey(COUNTER)).transcript()),
    MAP_READDED(
        service ->
            started(service, "ORMap-1", counters(5, 7))
                .process(removeKey(COUNTER), entry(COUNTER, "gcounter { increment: 2 }"))
                .transcript()),
    MAP_DELTA(
        service ->
            started(service, "ORMap-1", counters(5, 7))
                .delta(
                    "ormap { updated { key %s delta { gcounter { increment: 2 } } } }"
                        .formatted(element(COUNTER)))
                .process()
                .transcript()),
    MAP_DELTA_READDED(
        service ->
            started(service, "ORMap-1", counters(5, 7))
                .delta(
                    "ormap { removed %1$s added { key %1$s delta { gcounter { increment: 2 } } } }"
                        .formatted(element(COUNTER)))
                .process()
                .transcript()),
    DELETED(
        service ->
            started(service, COUNTER, THREE)
                .process(increment(2), "delete { }")
                .halfClose()
                .transcript()),
    DELETED_THEN_USED(
        service -> started(service, COUNTER, THREE).process("delete { }").process().transcript()),
    PROXY_DELETED(service -> started(service, COUNTER, THREE).delete().process().transcript()),
    PROXY_DELETED_AND_CLOSED(
        service -> started(service, COUNTER).delete().halfClose().transcript()),
    CONSISTENCY(
        service ->
            started(service, COUNTER)
                .process(increment(1, "ALL"))
                .process(increment(1))
                .transcript()),
    FAILED(
        service ->
            started(service, COUNTER, THREE).process(increment(2), fail()).process().transcript()),
    FAILED_AFTER_DELTA(
        service ->
            started(service, COUNTER, THREE).delta(FOUR).process(fail()).process().transcript()),
    FAILED_WITH_EFFECT(
        service -> started(service, COUNTER).process(effect("f"), fail()).transcript()),
    EFFECTS(
        service ->
            started(service, COUNTER).process(effect("f"), effect("g")).process().transcript()),
    STREAMED(
        service ->
            started(service, COUNTER)
                .streamed("initial_update { gcounter { increment: 2 } }")
                .process(increment(3))
                .transcript()),
    STREAMED_TWICE(
        service ->
            started(service, COUNTER)
                .streamed("effects { id: 'f' }")
                .streamed("effects { id: 'g' }")
                .delta(FOUR)
                .transcript()),
    STREAMED_NOTHING(service -> started(service, COUNTER).streamed("").process().transcript()),
    STREAMED_IN_SILENCE(
        service -> started(service, COUNTER).streamed("empty: true").delta(FOUR).transcript()),
    STREAMED_TO_ITS_END(
        service ->
            started(service, COUNTER)
                .streamed("end_state { gcounter { value: 4 } }")
                .streamed("")
                .delta(FOUR)
                .delta(THREE)
                .cancel(1)
                .transcript()),
    CANCELLED(
        service ->
            started(service, COUNTER)
                .streamed("cancel_update { gcounter { increment: 3 } }")
                .streamed("")
                .cancel(1)
                .delta(FOUR)
                .transcript()),
    CANCELLED_ALONE(
        service ->
            started(service, COUNTER)
                .streamed("cancel_update { gcounter { increment: 3 } }")
                .cancel(1)
                .process()
                .transcript()),
    CANCELLED_WITHOUT_CHANGE(
        service -> started(service, COUNTER).streamed("").cancel(1).transcript()),
    SECOND_STREAM(
        service -> {
          started(service, COUNTER).process(increment(2)).halfClose();
          return started(service, COUNTER, FOUR).process().transcript();
        }),
    TWO_ENTITIES(
        service -> {
          CrdtStream one = started(service, "GCounter-1");
          CrdtStream two = started(service, "GCounter-2");
          one.process(increment(2));
          return two.process().transcript();
        }),
    HALF_CLOSE(service -> started(service, COUNTER).halfClose().transcript()),
    UNKNOWN_COMMAND(
        service ->
            started(service, COUNTER)
                .command("Unknown", Any.pack(Request.getDefaultInstance()))
                .transcript()),
    UNREADABLE(
        service ->
            started(service, COUNTER).command("Process", EntityStream.unreadable()).transcript()),
    FOREIGN_HOST(
        service ->
            started(service, COUNTER)
                .command(
                    "Process",
                    Any.newBuilder()
                        .setTypeUrl("types.example.org/cloudstate.tck.model.crdt.Request")
                        .build())
                .transcript()),
    STRINGS(
        service ->
            started(service, "ORSet-1", set("orset", "added", "a"))
                .process(add("orset", "b"))
                .process(remove("orset", "b"))
                .transcript()),
    EMPTY_STRING(service -> started(service, "GSet-1").process(add("gset", "")).transcript()),
    EMPTY_STRING_GIVEN(
        service -> started(service, "GSet-1", set("gset", "added", "")).process().transcript());

    @SuppressWarnings("ImmutableEnumChecker") // the lambdas capture nothing
    final Function<ModelService, String> conversation;

    Probe(Function<ModelService, String> conversation) {
      this.conversation = conversation;
    }

    private static String set(String type, String field, String... elements) {
      StringBuilder delta = new StringBuilder(type).append(" { ");
      for (String element : elements) {
        delta.append(field).append(' ').append(element(element)).append(' ');
      }
      return delta.append('}').toString();
    }
  }

  @ParameterizedTest
  @EnumSource
  void changesWhatItSays(ServiceDefect defect) {
    Set<Probe> changed = EnumSet.noneOf(Probe.class);
    for (Probe probe : Probe.values()) {
      String seen = probe.conversation.apply(with(EnumSet.of(defect)));
      String conforming = probe.conversation.apply(with(Set.of()));
      if (!seen.equals(conforming)) {
        changed.add(probe);
      }
    }

    assertThat(changed).isEqualTo(expected(defect));
  }

  private static Set<Probe> expected(ServiceDefect defect) {
    return switch (defect) {
      case THIRD_COMMAND_DROPPED -> EnumSet.of(Probe.GCOUNTER, Probe.ORSET);
      case HALF_CLOSE_UNANSWERED, HALF_CLOSE_ANSWERED_WITH_ERROR ->
          EnumSet.of(Probe.DELETED, Probe.PROXY_DELETED_AND_CLOSED, Probe.HALF_CLOSE);
      case REGISTER_DEFAULT_NOT_SENT -> EnumSet.of(Probe.REGISTER_CREATED);
      case DELTA_BEFORE_FIRST_USE_LOST -> EnumSet.of(Probe.GCOUNTER_DELTA_FIRST);
      case CREATION_SENT_AS_UPDATE ->
          EnumSet.of(
              Probe.PNCOUNTER_NOTHING,
              Probe.ORSET_ABSENT,
              Probe.VOTE_ALONE,
              Probe.DELETED_THEN_USED,
              Probe.PROXY_DELETED,
              Probe.EFFECTS,
              Probe.STREAMED_TWICE,
              Probe.STREAMED_NOTHING,
              Probe.STREAMED_IN_SILENCE,
              Probe.STREAMED_TO_ITS_END,
              Probe.CANCELLED,
              Probe.CANCELLED_ALONE,
              Probe.CANCELLED_WITHOUT_CHANGE,
              Probe.TWO_ENTITIES,
              Probe.FOREIGN_HOST);
      case UPDATE_WITHOUT_CHANGE ->
          EnumSet.of(
              Probe.GCOUNTER,
              Probe.GCOUNTER_DELTA,
              Probe.PNCOUNTER_NOTHING,
              Probe.PNCOUNTER_DELTA,
              Probe.GSET,
              Probe.GSET_DELTA,
              Probe.ORSET,
              Probe.ORSET_ABSENT,
              Probe.ORSET_DELTA,
              Probe.FLAG,
              Probe.FLAG_DELTA,
              Probe.VOTE_ALONE,
              Probe.VOTE_AGAIN,
              Probe.VOTE_DELTA,
              Probe.MAP_ABSENT,
              Probe.MAP_PRESENT,
              Probe.MAP_DELTA,
              Probe.MAP_DELTA_READDED,
              Probe.DELETED_THEN_USED,
              Probe.PROXY_DELETED,
              Probe.FAILED,
              Probe.FAILED_AFTER_DELTA,
              Probe.EFFECTS,
              Probe.STREAMED_TWICE,
              Probe.STREAMED_NOTHING,
              Probe.STREAMED_IN_SILENCE,
              Probe.STREAMED_TO_ITS_END,
              Probe.CANCELLED,
              Probe.CANCELLED_ALONE,
              Probe.CANCELLED_WITHOUT_CHANGE,
              Probe.SECOND_STREAM,
              Probe.TWO_ENTITIES,
              Probe.FOREIGN_HOST,
              Probe.EMPTY_STRING_GIVEN);
      case ONLY_LAST_CHANGE_SENT ->
          EnumSet.of(
              Probe.GCOUNTER,
              Probe.PNCOUNTER,
              Probe.PNCOUNTER_NOTHING,
              Probe.ORSET,
              Probe.MAP_READDED);
      case CHANGES_SENT_AGAIN ->
          EnumSet.of(
              Probe.GCOUNTER,
              Probe.GCOUNTER_DELTA,
              Probe.PNCOUNTER,
              Probe.GSET,
              Probe.ORSET_CLEARED,
              Probe.CONSISTENCY,
              Probe.STREAMED,
              Probe.CANCELLED_ALONE,
              Probe.STRINGS);
      case INIT_DELTA_SENT_BACK ->
          EnumSet.of(
              Probe.GCOUNTER,
              Probe.PNCOUNTER,
              Probe.PNCOUNTER_DELTA,
              Probe.GSET,
              Probe.GSET_DELTA,
              Probe.ORSET,
              Probe.ORSET_CLEARED,
              Probe.FLAG,
              Probe.FLAG_DELTA,
              Probe.VOTE_AGAIN,
              Probe.VOTE_WITHDRAWN,
              Probe.MAP_UPDATED,
              Probe.MAP_IN_MAP,
              Probe.MAP_ABSENT,
              Probe.MAP_PRESENT,
              Probe.MAP_READDED,
              Probe.MAP_DELTA,
              Probe.MAP_DELTA_READDED,
              Probe.FAILED,
              Probe.FAILED_AFTER_DELTA,
              Probe.SECOND_STREAM,
              Probe.STRINGS,
              Probe.EMPTY_STRING_GIVEN);
      case INIT_DELTA_IGNORED ->
          EnumSet.of(
              Probe.GCOUNTER,
              Probe.PNCOUNTER,
              Probe.PNCOUNTER_DELTA,
              Probe.GSET,
              Probe.GSET_DELTA,
              Probe.ORSET,
              Probe.ORSET_CLEARED,
              Probe.FLAG,
              Probe.FLAG_DELTA,
              Probe.VOTE,
              Probe.VOTE_AGAIN,
              Probe.VOTE_WITHDRAWN,
              Probe.MAP_UPDATED,
              Probe.MAP_IN_MAP,
              Probe.MAP_ABSENT,
              Probe.MAP_PRESENT,
              Probe.MAP_READDED,
              Probe.MAP_DELTA,
              Probe.MAP_DELTA_READDED,
              Probe.DELETED,
              Probe.DELETED_THEN_USED,
              Probe.FAILED,
              Probe.FAILED_AFTER_DELTA,
              Probe.SECOND_STREAM,
              Probe.STRINGS);
      case DELTA_SENT_BACK ->
          EnumSet.of(
              Probe.GCOUNTER_DELTA,
              Probe.GCOUNTER_DELTA_FIRST,
              Probe.PNCOUNTER_DELTA,
              Probe.GSET_DELTA,
              Probe.ORSET_DELTA,
              Probe.MAP_DELTA,
              Probe.MAP_DELTA_READDED,
              Probe.FAILED_AFTER_DELTA);
      case DELTA_REPLIED_TO ->
          EnumSet.of(
              Probe.GCOUNTER_DELTA,
              Probe.GCOUNTER_DELTA_FIRST,
              Probe.PNCOUNTER_DELTA,
              Probe.GSET_DELTA,
              Probe.ORSET_DELTA,
              Probe.FLAG_DELTA,
              Probe.VOTE_DELTA,
              Probe.MAP_DELTA,
              Probe.MAP_DELTA_READDED,
              Probe.FAILED_AFTER_DELTA,
              Probe.STREAMED_TWICE,
              Probe.STREAMED_IN_SILENCE,
              Probe.STREAMED_TO_ITS_END,
              Probe.CANCELLED);
      case GCOUNTER_SENDS_VALUE ->
          EnumSet.of(Probe.GCOUNTER, Probe.GCOUNTER_DELTA_FIRST, Probe.CONSISTENCY, Probe.STREAMED);
      case GCOUNTER_DELTA_TAKEN_AS_VALUE ->
          EnumSet.of(
              Probe.GCOUNTER_DELTA,
              Probe.FAILED_AFTER_DELTA,
              Probe.STREAMED_TO_ITS_END,
              Probe.CANCELLED);
      case PNCOUNTER_SENDS_VALUE, PNCOUNTER_DECREASE_NOT_SENT -> EnumSet.of(Probe.PNCOUNTER);
      case PNCOUNTER_ZERO_CHANGE_SENT -> EnumSet.of(Probe.PNCOUNTER_NOTHING);
      case PNCOUNTER_DELTA_TAKEN_AS_VALUE -> EnumSet.of(Probe.PNCOUNTER_DELTA);
      case GSET_SENDS_PRESENT_ELEMENTS -> EnumSet.of(Probe.GSET);
      case GSET_DELTA_REPLACES_ELEMENTS -> EnumSet.of(Probe.GSET_DELTA);
      case ORSET_CHANGES_NOT_NETTED -> EnumSet.of(Probe.ORSET);
      case ORSET_REMOVAL_OF_ABSENT_SENT -> EnumSet.of(Probe.ORSET, Probe.ORSET_ABSENT);
      case ORSET_CLEARED_SENT_AGAIN -> EnumSet.of(Probe.ORSET_CLEARED);
      case ORSET_DELTA_APPLIED_BACKWARDS -> EnumSet.of(Probe.ORSET_DELTA);
      case REGISTER_NEW_CLOCK_NOT_SENT, REGISTER_CLOCK_STICKS -> EnumSet.of(Probe.REGISTER);
      case FLAG_SENT_AGAIN -> EnumSet.of(Probe.FLAG);
      case FLAG_GOES_BACK -> EnumSet.of(Probe.FLAG_DELTA);
      case MAP_NESTED_VALUE_SENT -> EnumSet.of(Probe.MAP_UPDATED, Probe.MAP_IN_MAP);
      case MAP_ZERO_ENTRY_WITHOUT_DELTA -> EnumSet.of(Probe.MAP_ADDED);
      case MAP_NEW_ENTRY_SENT_AS_UPDATED, MAP_NEW_ENTRY_SENT_AS_ZERO ->
          EnumSet.of(Probe.MAP_CREATED, Probe.MAP_READDED);
      case MAP_REMOVAL_OF_ABSENT_SENT -> EnumSet.of(Probe.MAP_ABSENT);
      case MAP_PRESENT_KEY_SENT -> EnumSet.of(Probe.MAP_PRESENT);
      case MAP_READDED_ENTRY_NOT_REMOVED -> EnumSet.of(Probe.MAP_READDED);
      case MAP_INNER_MAP_NOT_SENT -> EnumSet.of(Probe.MAP_IN_MAP);
      case MAP_ENTRY_DELTA_TAKEN_AS_VALUE -> EnumSet.of(Probe.MAP_DELTA);
      case MAP_DELTA_APPLIED_BACKWARDS -> EnumSet.of(Probe.MAP_DELTA_READDED);
      case VOTE_NOT_COUNTED_AT_ONCE -> EnumSet.of(Probe.VOTE, Probe.VOTE_WITHDRAWN);
      case VOTE_WITHDRAWAL_NOT_COUNTED, VOTE_WITHDRAWAL_NOT_SENT ->
          EnumSet.of(Probe.VOTE_WITHDRAWN);
      case VOTE_SENT_AGAIN -> EnumSet.of(Probe.VOTE_AGAIN);
      case VOTE_STARTS_WITHOUT_VOTERS -> EnumSet.of(Probe.VOTE_ALONE);
      case VOTE_COUNTS_ADDED_UP -> EnumSet.of(Probe.VOTE_DELTA);
      case CRDT_UPDATE_BEATS_DELETE -> EnumSet.of(Probe.DELETED);
      case CRDT_DELETE_SENT_AGAIN -> EnumSet.of(Probe.DELETED_THEN_USED);
      case CRDT_DELETE_CLEARS_REPLY -> EnumSet.of(Probe.DELETED, Probe.DELETED_THEN_USED);
      case PROXY_DELETE_REPLIED_TO ->
          EnumSet.of(Probe.PROXY_DELETED, Probe.PROXY_DELETED_AND_CLOSED);
      case HALF_CLOSE_IGNORED_AFTER_DELETE ->
          EnumSet.of(Probe.DELETED, Probe.PROXY_DELETED_AND_CLOSED);
      case PROXY_DELETE_KEEPS_STATE -> EnumSet.of(Probe.PROXY_DELETED);
      case WRITE_CONSISTENCY_STICKS -> EnumSet.of(Probe.CONSISTENCY);
      case STREAMED_BEFORE_REPLY, FIRST_UPDATE_STREAMED_TOO -> EnumSet.of(Probe.STREAMED);
      case STREAMED_WITHOUT_CHANGE ->
          EnumSet.of(
              Probe.STREAMED_TWICE,
              Probe.STREAMED_NOTHING,
              Probe.STREAMED_TO_ITS_END,
              Probe.CANCELLED);
      case DELTA_NOT_STREAMED ->
          EnumSet.of(Probe.STREAMED_TWICE, Probe.STREAMED_TO_ITS_END, Probe.CANCELLED);
      case ONLY_FIRST_STREAM_TOLD -> EnumSet.of(Probe.STREAMED_TWICE, Probe.STREAMED_TO_ITS_END);
      case STREAM_GOES_ON_AFTER_END, STREAM_END_ENDS_OTHERS ->
          EnumSet.of(Probe.STREAMED_TO_ITS_END);
      case STREAMED_STATE_STALE ->
          EnumSet.of(
              Probe.STREAMED, Probe.STREAMED_TWICE, Probe.STREAMED_TO_ITS_END, Probe.CANCELLED);
      case EMPTY_STREAMED_MESSAGE -> EnumSet.of(Probe.STREAMED_IN_SILENCE);
      case CANCEL_UPDATE_SENT_LATE, STREAMED_AFTER_CANCEL ->
          EnumSet.of(Probe.CANCELLED, Probe.CANCELLED_ALONE);
      case CANCEL_NOT_STREAMED, STREAMED_BEFORE_CANCEL_RESPONSE, CANCEL_ENDS_OTHERS ->
          EnumSet.of(Probe.CANCELLED);
      case LATE_CANCELLATION_REFUSED -> EnumSet.of(Probe.STREAMED_TO_ITS_END);
      case CANCEL_SENDS_EMPTY_UPDATE -> EnumSet.of(Probe.CANCELLED_WITHOUT_CHANGE);
      case OPEN_STREAM_BLOCKS_COMMANDS ->
          EnumSet.of(
              Probe.STREAMED,
              Probe.STREAMED_TWICE,
              Probe.STREAMED_NOTHING,
              Probe.STREAMED_TO_ITS_END,
              Probe.CANCELLED);
      case CRDT_DIRTY_AFTER_FAILURE, FAILED_CHANGE_SENT_LATER, FAILURE_WITH_UPDATE ->
          EnumSet.of(Probe.FAILED);
      case FAILURE_LOSES_DELTAS -> EnumSet.of(Probe.FAILED_AFTER_DELTA);
      case CRDT_OUTLIVES_STREAM -> EnumSet.of(Probe.SECOND_STREAM);
      case CRDT_SHARED_BY_ENTITIES -> EnumSet.of(Probe.TWO_ENTITIES);
      case DEFAULT_STRING_SPELLED_OUT -> EnumSet.of(Probe.REGISTER_CREATED, Probe.EMPTY_STRING);
      case EMPTY_STRING_REFUSED -> EnumSet.of(Probe.EMPTY_STRING_GIVEN);
      case STRINGS_AS_WRAPPERS ->
          EnumSet.of(
              Probe.GSET,
              Probe.ORSET,
              Probe.ORSET_CLEARED,
              Probe.REGISTER_CREATED,
              Probe.REGISTER,
              Probe.MAP_ADDED,
              Probe.MAP_CREATED,
              Probe.MAP_UPDATED,
              Probe.MAP_IN_MAP,
              Probe.MAP_READDED,
              Probe.STRINGS,
              Probe.EMPTY_STRING);
      case EQUAL_STRINGS_DIFFER -> EnumSet.of(Probe.MAP_READDED, Probe.STRINGS);
      case OTHER_HOST_REFUSED -> EnumSet.of(Probe.FOREIGN_HOST);
      case EFFECTS_REVERSED -> EnumSet.of(Probe.EFFECTS);
      case EFFECTS_CARRIED_OVER -> EnumSet.of(Probe.EFFECTS, Probe.STREAMED_TWICE);
      case FAILURE_WITH_EFFECTS -> EnumSet.of(Probe.FAILED_WITH_EFFECT);
      case FAILURE_ENDS_STREAM ->
          EnumSet.of(Probe.FAILED, Probe.FAILED_AFTER_DELTA, Probe.FAILED_WITH_EFFECT);
      case STREAM_SILENT_AFTER_FAILURE -> EnumSet.of(Probe.FAILED, Probe.FAILED_AFTER_DELTA);
      case UNKNOWN_COMMAND_UNANSWERED -> EnumSet.of(Probe.UNKNOWN_COMMAND);
      case UNREADABLE_PAYLOAD_UNANSWERED, UNREADABLE_PAYLOAD_ENDS_ALL_STREAMS ->
          EnumSet.of(Probe.UNREADABLE);
      default -> EnumSet.noneOf(Probe.class); // what is wrong with other entity types
    };
  }

  /** Those of actions and event logs have a test of their own. */
  @ParameterizedTest
  @EnumSource
  void changesSomething(ServiceDefect defect) {
    assertThat(
            expected(defect).isEmpty()
                && ServiceDefectTest.expected(defect).isEmpty()
                && ActionDefectTest.expected(defect).isEmpty())
        .isFalse();
  }

  private static ModelService with(Set<ServiceDefect> defects) {
    return ModelService.with(defects, error -> {});
  }
}
