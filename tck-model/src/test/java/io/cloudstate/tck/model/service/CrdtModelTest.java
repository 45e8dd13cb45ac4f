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
import io.cloudstate.tck.protocol.model.crdt.StreamedRequest;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CrdtModelTest {
  private final ModelService service = ModelService.with(Set.of(), error -> {});

  /** The types, empty: each answers its zero and sends nothing, but for the register. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "GCounter-1 | 1:0; 2:0",
        "PNCounter-1 | 1:0; 2:0",
        "GSet-1 | 1:[]; 2:[]",
        "ORSet-1 | 1:[]; 2:[]",
        "LWWRegister-1 | 1:''=''; 2:''",
        "Flag-1 | 1:false; 2:false",
        "ORMap-1 | 1:{}; 2:{}",
        "Vote-1 | 1:no 0/1; 2:no 0/1"
      })
  void isCreatedOnFirstUse(String entityId, String expected) {
    assertThat(started(service, entityId).process().process().halfClose().transcript())
        .isEqualTo(expected + " | OK");
  }

  @Test
  void gcounterSendsIncrements() {
    assertThat(
            started(service, "GCounter-1", "gcounter { increment: 3 }")
                .process(increment(2), increment(5))
                .process()
                .delta("gcounter { increment: 4 }")
                .process(increment(0))
                .process(increment(1))
                .transcript())
        .isEqualTo("1:10=+7; 2:10; 3:14; 4:15=+1 | open");
  }

  @Test
  void gcounterIsUnsigned() {
    assertThat(
            started(service, "GCounter-1", "gcounter { increment: 9223372036854775807 }")
                .process(increment(5))
                .process("update { gcounter { increment: 18446744073709551615 } }")
                .transcript())
        .isEqualTo("1:9223372036854775812=+5; FAILURE 2 | OK");
  }

  @Test
  void pncounterSendsTheNetChange() {
    assertThat(
            started(service, "PNCounter-1", "pncounter { change: -3 }")
                .process(change(5), change(-7))
                .process(change(5), change(-5))
                .delta("pncounter { change: 10 }")
                .process(change(1))
                .transcript())
        .isEqualTo("1:-5=-2; 2:-5; 3:6=+1 | open");
  }

  @Test
  void gsetSendsNewElementsOnly() {
    assertThat(
            started(service, "GSet-1", "gset { added: %s }".formatted(element("b")))
                .process(add("gset", "a"), add("gset", "b"), add("gset", ""))
                .process(add("gset", "a"))
                .delta("gset { added: %s }".formatted(element("c")))
                .process(add("gset", "c"), add("gset", "d"))
                .transcript())
        .isEqualTo("1:[, a, b]=+[,a]; 2:[, a, b]; 3:[, a, b, c, d]=+[d] | open");
  }

  @Test
  void orsetSendsTheNetChange() {
    assertThat(
            started(
                    service,
                    "ORSet-1",
                    "orset { added: %s added: %s }".formatted(element("a"), element("b")))
                .process(remove("orset", "a"), add("orset", "a"))
                .process(add("orset", "c"), remove("orset", "c"), remove("orset", "x"))
                .process(remove("orset", "a"), add("orset", "d"))
                .process(clear("orset"), add("orset", "d"))
                .process(clear("orset"), add("orset", "e"))
                .process(remove("orset", "e"))
                .process(clear("orset"), remove("orset", "e"))
                .transcript())
        .isEqualTo(
            "1:[a, b]; 2:[a, b]; 3:[b, d]=-[a]+[d]; 4:[d]=-[b]; 5:[e]=!+[e]; 6:[]=!; 7:[] | open");
  }

  @Test
  void orsetAppliesDeltasInTheirOrder() {
    assertThat(
            started(service, "ORSet-1", "orset { added: %s }".formatted(element("a")))
                .delta(
                    "orset { removed: %1$s added: %1$s added: %2$s }"
                        .formatted(element("a"), element("b")))
                .process()
                .delta("orset { cleared: true added: %s }".formatted(element("c")))
                .process(remove("orset", "b"))
                .transcript())
        .isEqualTo("1:[a, b]; 2:[c] | open");
  }

  @Test
  void registerSendsItsClock() {
    assertThat(
            started(service, "LWWRegister-1")
                .process(write("A", ""))
                .process(write("A", ""))
                .process(write("A", "clockType: REVERSE"))
                .process(write("B", "clockType: CUSTOM customClockValue: 7"))
                .process(write("C", "clockType: CUSTOM_AUTO_INCREMENT customClockValue: 8"))
                .delta(
                    "lwwregister { value %s clock: CUSTOM custom_clock_value: 9 }"
                        .formatted(element("D")))
                .process()
                .process(write("", ""))
                .transcript())
        .isEqualTo(
            "1:'A'='A'; 2:'A'; 3:'A'='A' by REVERSE; 4:'B'='B' by CUSTOM at 7;"
                + " 5:'C'='C' by CUSTOM_AUTO_INCREMENT at 8; 6:'D'; 7:''='' | open");
  }

  @Test
  void registerSendsItsFirstValueWithTheFirstReplyThatIsNoFailure() {
    assertThat(
            started(service, "LWWRegister-1")
                .process(write("X", ""), fail())
                .process("forward { id: 'f' }")
                .process()
                .transcript())
        .isEqualTo("1:failed 1 no; 2:->f=''; 3:'' | open");
    assertThat(
            started(service, "LWWRegister-1")
                .delta("lwwregister { value %s }".formatted(element("A")))
                .process()
                .transcript())
        .isEqualTo("1:'A' | open");
  }

  @Test
  void flagIsSentOnce() {
    assertThat(
            started(service, "Flag-1", "flag { }")
                .process("update { flag { } }")
                .process("update { flag { } }")
                .delta("flag { value: false }")
                .process()
                .transcript())
        .isEqualTo("1:true=true; 2:true; 3:true | open");
    assertThat(
            started(service, "Flag-1")
                .delta("flag { value: true }")
                .process("update { flag { } }")
                .transcript())
        .isEqualTo("1:true | open");
  }

  @Test
  void voteSendsItsOwnVoteAndCountsIt() {
    assertThat(
            started(service, "Vote-1", "vote { votes_for: 2 total_voters: 4 }")
                .process(vote(true))
                .process(vote(true))
                .delta("vote { self_vote: true votes_for: 4 total_voters: 5 }")
                .process(vote(false))
                .process(vote(true), vote(false))
                .transcript())
        .isEqualTo("1:yes 3/4=yes; 2:yes 3/4; 3:no 3/5=no; 4:no 3/5 | open");
  }

  @Test
  void mapSendsNestedChanges() {
    assertThat(
            started(service, "ORMap-1")
                .process(addKey("GCounter-1"), addKey("LWWRegister-1"), addKey("Vote-1"))
                .process(addKey("GCounter-1"), entry("GCounter-1", "gcounter { increment: 2 }"))
                .process(entry("GSet-1", "gset { add: 'a' }"))
                .process(entry("ORMap-1", inner("PNCounter-1", "pncounter { change: -4 }")))
                .process(entry("ORMap-1", inner("PNCounter-1", "pncounter { change: 1 }")))
                .process(removeKey("Flag-1"), removeKey("Vote-1"))
                .transcript())
        .isEqualTo(
            "1:{GCounter-1 0, LWWRegister-1 '', Vote-1 no 0/1}"
                + "=+[GCounter-1 +0,LWWRegister-1 '',Vote-1 no];"
                + " 2:{GCounter-1 2, LWWRegister-1 '', Vote-1 no 0/1}=*[GCounter-1 +2];"
                + " 3:{GCounter-1 2, GSet-1 [a], LWWRegister-1 '', Vote-1 no 0/1}=+[GSet-1 +[a]];"
                + " 4:{GCounter-1 2, GSet-1 [a], LWWRegister-1 '', ORMap-1 {PNCounter-1 -4},"
                + " Vote-1 no 0/1}=+[ORMap-1 +[PNCounter-1 -4]];"
                + " 5:{GCounter-1 2, GSet-1 [a], LWWRegister-1 '', ORMap-1 {PNCounter-1 -3},"
                + " Vote-1 no 0/1}=*[ORMap-1 *[PNCounter-1 +1]];"
                + " 6:{GCounter-1 2, GSet-1 [a], LWWRegister-1 '', ORMap-1 {PNCounter-1 -3}}"
                + "=-[Vote-1] | open");
  }

  @Test
  void mapTellsAnEntryAddedAgainFromTheOneRemoved() {
    assertThat(
            started(service, "ORMap-1", counters(5, 7))
                .process(removeKey("GCounter-1"), entry("GCounter-1", "gcounter { increment: 2 }"))
                .process(addKey("GCounter-3"), removeKey("GCounter-3"))
                .process(clear("ormap"), addKey("GCounter-2"))
                .transcript())
        .isEqualTo(
            "1:{GCounter-1 2, GCounter-2 7}=-[GCounter-1]+[GCounter-1 +2];"
                + " 2:{GCounter-1 2, GCounter-2 7}; 3:{GCounter-2 0}=!+[GCounter-2 +0] | open");
  }

  @Test
  void mapAppliesDeltasInTheirOrder() {
    assertThat(
            started(service, "ORMap-1", counters(5, 7))
                .delta(
                    """
                    ormap {
                      removed: %1$s
                      updated { key: %2$s delta { gcounter { increment: 1 } } }
                      added { key: %1$s delta { gcounter { increment: 3 } } }
                      added { key: %3$s delta { ormap { added { key: %1$s delta { gcounter { } } } } } }
                    }
                    """
                        .formatted(
                            element("GCounter-1"), element("GCounter-2"), element("ORMap-9")))
                .process(entry("GCounter-2", "gcounter { increment: 1 }"))
                .delta("ormap { cleared: true }")
                .process(removeKey("GCounter-2"))
                .transcript())
        .isEqualTo(
            "1:{GCounter-1 3, GCounter-2 9, ORMap-9 {GCounter-1 0}}=*[GCounter-2 +1]; 2:{} | open");
  }

  @Test
  void startsFromInitAndFromNothingElse() {
    CrdtStream former = started(service, "GCounter-1").process(increment(2));
    CrdtStream other = started(service, "GCounter-2");
    CrdtStream next = started(service, "GCounter-1", "gcounter { increment: 9 }");

    assertThat(next.process().transcript()).isEqualTo("1:9 | open");
    assertThat(other.process().transcript()).isEqualTo("1:0 | open");
    assertThat(former.process().transcript()).isEqualTo("1:2=+2; 2:2 | open");
  }

  @Test
  void deletionGoesOutAloneAndOnce() {
    assertThat(
            started(service, "GCounter-1", "gcounter { increment: 3 }")
                .process(increment(2), "delete { }", increment(1))
                .process()
                .halfClose()
                .transcript())
        .isEqualTo("1:6=deleted; 2:0 | OK");
  }

  @Test
  void deletionByTheProxyClearsAndIsNotAnswered() {
    CrdtStream stream =
        started(service, "GCounter-1", "gcounter { increment: 3 }").streamed("").delete();
    assertThat(stream.transcript()).isEqualTo("1:3... | open");

    assertThat(stream.process(increment(1)).halfClose().transcript())
        .isEqualTo("1:3...; 2:1=+1; 1>1 | OK");
  }

  @Test
  void asksForTheWriteConsistencyOfTheLastUpdate() {
    assertThat(
            started(service, "GCounter-1")
                .process(increment(1, "ALL"), increment(1, "MAJORITY"))
                .process(increment(1))
                .process(increment(0, "ALL"))
                .process(increment(1, "ALL"), "delete { }")
                .transcript())
        .isEqualTo("1:2=+2@MAJORITY; 2:3=+1; 3:3; 4:4=deleted@ALL | open");
  }

  @Test
  void failureLeavesNothingBehindAndTheStreamUsable() {
    assertThat(
            started(service, "ORSet-1", "orset { added: %s }".formatted(element("a")))
                .streamed("")
                .process(add("orset", "b"), effect("f"), fail(), "delete { }")
                .process()
                .process(add("orset", "c"))
                .transcript())
        .isEqualTo("1:[a]...; 2:failed 2 no; 3:[a]; 4:[a, c]=+[c]; 1>[a, c] | open");
  }

  @Test
  void forwardsWithStateAndEffectsBesideIt() {
    assertThat(
            started(service, "GCounter-1")
                .process(
                    effect("f"),
                    increment(2),
                    "forward { id: 'g' }",
                    "effect { id: 'h' synchronous: true }")
                .transcript())
        .isEqualTo("1:->g=+2(f,h!) | open");
  }

  @Test
  void streamedCommandsAreToldOfChangesAfterTheirCause() {
    assertThat(
            started(service, "PNCounter-1")
                .process(change(1))
                .streamed("initial_update { pncounter { change: 2 } write_consistency: ALL }")
                .streamed("effects { id: 'f' } effects { id: 'g' synchronous: true }")
                .process(change(3))
                .process(change(1), change(-1))
                .delta("pncounter { change: 4 }")
                .delta("pncounter { change: 0 }")
                .streamed("initial_update { pncounter { change: 1 } }")
                .transcript())
        .isEqualTo(
            "1:1=+1; 2:3=+2@ALL...; 3:3...; 4:6=+3; 2>6; 3>6(f,g!); 5:6; 2>10; 3>10(f,g!);"
                + " 6:11=+1...; 2>11; 3>11(f,g!) | open");
  }

  @Test
  void streamedCommandEndsWhenAChangeReachesItsEndState() {
    assertThat(
            started(service, "GCounter-1", "gcounter { increment: 2 }")
                .streamed("end_state { gcounter { value: 2 } }")
                .streamed("end_state { gcounter { value: 4 } } effects { id: 'f' }")
                .process()
                .process(increment(1))
                .process(increment(1))
                .process(increment(1))
                .cancel(2)
                .transcript())
        .isEqualTo(
            "1:2...; 2:2...; 3:2; 4:3=+1; 1>3; 2>3(f); 5:4=+1; 1>4; 2>4(f).; 6:5=+1; 1>5; 2x"
                + " | open");
  }

  @Test
  void emptyStreamedCommandsKeepQuietButForEffectsAndTheEnd() {
    assertThat(
            started(service, "GCounter-1")
                .streamed("empty: true end_state { gcounter { value: 2 } }")
                .streamed("empty: true effects { id: 'f' }")
                .process(increment(1))
                .process(increment(1))
                .transcript())
        .isEqualTo("1:...; 2:...; 3:1=+1; 2>(f); 4:2=+1; 1>.; 2>(f) | open");
  }

  @Test
  void cancellationIsAnsweredOnceAndOthersAreToldOfItsChange() {
    assertThat(
            started(service, "GCounter-1")
                .streamed("cancel_update { gcounter { increment: 3 } write_consistency: MAJORITY }")
                .streamed("effects { id: 'f' }")
                .cancel(1)
                .process(increment(1))
                .cancel(2)
                .process(increment(1))
                .transcript())
        .isEqualTo("1:0...; 2:0...; 1x=+3@MAJORITY; 2>3(f); 3:4=+1; 2>4(f); 2x; 4:5=+1 | open");
  }

  @Test
  void twoAndConfiguredAnswerNoStateAndObeyDelete() {
    assertThat(
            CrdtStream.of(service, "e")
                .init(CrdtStream.TWO)
                .delta("gcounter { increment: 1 }")
                .call()
                .call("delete { }")
                .halfClose()
                .transcript())
        .isEqualTo("1:no state; 2:no state=deleted | OK");
    assertThat(
            CrdtStream.of(service, "e")
                .init("cloudstate.tck.model.crdt.CrdtConfigured")
                .call()
                .transcript())
        .isEqualTo("1:no state | open");
  }

  @Test
  void readsCommandsOfAnyHostAndDefaultsSpelledOut() {
    Any request =
        Any.newBuilder()
            .setTypeUrl("example.org/types/cloudstate.tck.model.crdt.Request")
            .setValue(Request.newBuilder().setId("ORSet-1").build().toByteString())
            .build();
    assertThat(
            started(
                    service,
                    "ORSet-1",
                    "orset { added { type_url: 'p.cloudstate.io/string' value: '\\n\\000' } }")
                .command("Process", request)
                .process(add("orset", ""))
                .transcript())
        .isEqualTo("1:[]; 2:[] | open");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gset { added { type_url: 'p.cloudstate.io/string' value: '\\007\\007' } }",
        "pncounter { change: 1 }",
        "ormap { added { key %s } }"
      })
  void aDeltaThatCannotBeAppliedFailsTheStream(String delta) {
    CrdtStream set = started(service, "GSet-1").delta(delta.formatted(element("GCounter-1")));
    CrdtStream map = started(service, "ORMap-1").delta(delta.formatted(element("GCounter-1")));

    assertThat(set.transcript()).isEqualTo("FAILURE 0 | OK");
    assertThat(map.transcript()).isEqualTo("FAILURE 0 | OK");
  }

  @Test
  void whatCannotBeServedFailsTheStream() {
    Any request = Any.pack(Request.getDefaultInstance());

    assertThat(failure(stream -> stream.init(CrdtStream.MODEL).command("Unknown", request)))
        .isEqualTo("FAILURE 1 | OK");
    assertThat(failure(stream -> stream.init(CrdtStream.MODEL).process("update { flag { } }")))
        .isEqualTo("FAILURE 1 | OK");
    assertThat(
            failure(
                stream ->
                    stream.init(CrdtStream.MODEL).command("Process", EntityStream.unreadable())))
        .isEqualTo("FAILURE 1 | OK");
    assertThat(
            failure(
                stream ->
                    stream
                        .init(CrdtStream.MODEL)
                        .command(
                            "ProcessStreamed", Any.pack(StreamedRequest.getDefaultInstance()))))
        .isEqualTo("FAILURE 1 | OK");
    assertThat(failure(CrdtStream::process)).isEqualTo("FAILURE 1 | OK");
    assertThat(failure(stream -> stream.cancel(3))).isEqualTo("FAILURE 3 | OK");
    assertThat(failure(CrdtStream::delete)).isEqualTo("FAILURE 0 | OK");
    assertThat(failure(stream -> stream.delta("gcounter { }"))).isEqualTo("FAILURE 0 | OK");
    assertThat(failure(stream -> stream.send(in -> {}))).isEqualTo("FAILURE 0 | OK");
    assertThat(failure(stream -> stream.init(EntityStream.MODEL))).isEqualTo("FAILURE 0 | OK");
    assertThat(failure(stream -> stream.init(CrdtStream.MODEL).init(CrdtStream.MODEL)))
        .isEqualTo("FAILURE 0 | OK");
    assertThat(CrdtStream.started(service, "Counter-1").transcript()).isEqualTo("FAILURE 0 | OK");
    assertThat(started(service, "GCounter-1", "flag { }").transcript()).isEqualTo("FAILURE 0 | OK");
  }

  private String failure(Consumer<CrdtStream> conversation) {
    CrdtStream stream = CrdtStream.of(service, "GCounter-1");
    conversation.accept(stream);
    return stream.transcript();
  }
}
