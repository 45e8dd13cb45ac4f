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
            started(service, COUNTER, THREE).process(increment(2), "delete { }").transcript()),
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
        System.out.println("## " + defect + " # " + probe + " # " + conforming + " # " + seen);
        changed.add(probe);
      }
    }

    assertThat(changed).isEqualTo(expected(defect));
  }

  private static Set<Probe> expected(ServiceDefect defect) {
    return EnumSet.noneOf(Probe.class);
  }

  private static ModelService with(Set<ServiceDefect> defects) {
    return ModelService.with(defects, error -> {});
  }
}
