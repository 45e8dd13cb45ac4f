package io.cloudstate.tck.runner.judge;

import static io.cloudstate.tck.runner.judge.Traces.command;
import static io.cloudstate.tck.runner.judge.Traces.failed;
import static io.cloudstate.tck.runner.judge.Traces.failedCall;
import static io.cloudstate.tck.runner.judge.Traces.failure;
import static io.cloudstate.tck.runner.judge.Traces.finished;
import static io.cloudstate.tck.runner.judge.Traces.garbage;
import static io.cloudstate.tck.runner.judge.Traces.in;
import static io.cloudstate.tck.runner.judge.Traces.init;
import static io.cloudstate.tck.runner.judge.Traces.judge;
import static io.cloudstate.tck.runner.judge.Traces.opened;
import static io.cloudstate.tck.runner.judge.Traces.out;
import static io.cloudstate.tck.runner.judge.Traces.reply;
import static io.cloudstate.tck.runner.judge.Traces.responded;
import static io.cloudstate.tck.runner.judge.Traces.returned;
import static io.cloudstate.tck.runner.judge.Traces.scenario;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.cloudstate.tck.protocol.eventsourced.EventSourcedStreamOut;
import io.cloudstate.tck.runner.trace.Happening;
import io.cloudstate.tck.runner.trace.TraceEvent;
import io.cloudstate.tck.specs.Channel;
import io.cloudstate.tck.specs.Scenario;
import io.cloudstate.tck.specs.ScenarioSet;
import io.cloudstate.tck.specs.Side;
import io.cloudstate.tck.specs.match.Bindings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The judge as a function of scenario and trace, on traces made by hand. */
final class StepperTest {

  private static final ScenarioSet DIRECT =
      scenario(
          "direct",
          "ES-05, ES-06",
          """
          - init
          - command: { Process: {} }
          - { reply: { message: A }, events: [{ Persisted: { value: A } }], proves: ES-06 }
          - command: { Process: {} }
          - reply: { message: A }
          - passivate
          """);

  private static final Happening FIRST = out(1, reply(1, "A", "A"));
  private static final Happening SECOND = out(1, reply(2, "A"));

  @Test
  void whatIsExpectedPasses() {
    assertThat(judge(DIRECT, opened(1), FIRST, SECOND, finished(1, "OK")))
        .isEqualTo(new Verdict.Passed(List.of()));
  }

  @Test
  void aFieldThatDiffersIsNamed() {
    Mismatch mismatch =
        failed(
            judge(DIRECT, opened(1), in(1, init()), in(1, command(1)), out(1, reply(1, "A", "B"))));
    assertThat(mismatch.step()).isEqualTo(3);
    assertThat(mismatch.requirement()).isEqualTo("ES-06");
    assertThat(mismatch.first().path()).isEqualTo("reply.events[0].value");
    assertThat(mismatch.first().expected()).contains("\"A\"");
    assertThat(mismatch.first().actual()).contains("\"B\"");
    assertThat(mismatch.blame()).isEqualTo(Blame.CANDIDATE);
    assertThat(mismatch.seq()).contains(4);
    assertThat(mismatch.actual()).hasValueSatisfying(json -> assertThat(json).contains("\"B\""));
  }

  /** The scenario's step is on events, and what came answers a command that nobody sent. */
  @Test
  void whatNoStreamMayHoldIsPutDownToTheRuleThatForbidsIt() {
    Mismatch mismatch =
        failed(
            judge(DIRECT, opened(1), in(1, init()), in(1, command(1)), out(1, reply(7, "A", "A"))));
    assertThat(mismatch.requirement()).isEqualTo("ES-05");
    assertThat(mismatch.first().path()).isEqualTo("reply.commandId");
    assertThat(mismatch.why())
        .isEqualTo(
            "the candidate sent this frame, which on any stream is wrong: a reply to command 7,"
                + " which waits for none");
  }

  /** The scenario is on replies and events, and what is missing is what every stream owes. */
  @Test
  void anEndThatAHalfClosedStreamOwesIsPutDownToTheRuleThatDemandsIt() {
    Mismatch mismatch =
        failed(
            judge(
                DIRECT,
                opened(1),
                in(1, init()),
                in(1, command(1)),
                FIRST,
                in(1, command(2)),
                SECOND,
                new Happening.HalfClosed(Traces.MAIN, 1)));
    assertThat(mismatch.requirement()).isEqualTo("ES-16");
    assertThat(mismatch.why())
        .isEqualTo(
            "the candidate owed it, and nothing came before the deadline, which on any stream is"
                + " wrong: no end after half-close");
  }

  @ParameterizedTest
  @CsvSource({
    "type.googleapis.com/Persisted, SER-01",
    "cloudstate.tck.model.Persisted, SER-01",
    "example.org/cloudstate.tck.model.Persisted, SER-01",
    "type.googleapis.com/cloudstate.tck.model.Response, ES-06",
  })
  void theRightMessageUnderAnotherUrlIsPutDownToTheRuleOnUrls(String url, String requirement) {
    EventSourcedStreamOut.Builder frame = reply(1, "A", "A").toBuilder();
    frame.getReplyBuilder().getEventsBuilder(0).setTypeUrl(url);
    Mismatch mismatch =
        failed(judge(DIRECT, opened(1), in(1, init()), in(1, command(1)), out(1, frame.build())));
    assertThat(mismatch.first().path()).isEqualTo("reply.events[0].typeUrl");
    assertThat(mismatch.requirement()).isEqualTo(requirement);
  }

  @Test
  void aFieldThatNobodyNamedIsADifference() {
    Mismatch mismatch = failed(judge(DIRECT, opened(1), FIRST, out(1, reply(2, "A", "surplus"))));
    assertThat(mismatch.step()).isEqualTo(5);
    assertThat(mismatch.requirement()).isEqualTo("ES-05");
    assertThat(mismatch.first().path()).isEqualTo("reply.events");
    assertThat(mismatch.first().expected()).isEqualTo("nothing");
  }

  @Test
  void whatDoesNotComeIsMissingAtTheDeadline() {
    Mismatch mismatch = failed(judge(DIRECT, opened(1), FIRST));
    assertThat(mismatch.step()).isEqualTo(5);
    assertThat(mismatch.first().path()).isEqualTo("frame");
    assertThat(mismatch.first().actual()).isEqualTo("nothing");
    assertThat(mismatch.blame()).isEqualTo(Blame.CANDIDATE);
    assertThat(mismatch.seq()).isEmpty();
    assertThat(mismatch.actual()).isEmpty();
  }

  @Test
  void anActIsTheStepWhileItIsPerformed() {
    Stepper stepper =
        new Stepper(DIRECT.scenarios().get(0), DIRECT.types(), Bindings.ofEntity(Traces.ENTITY));
    assertThat(stepper.next()).isInstanceOf(Next.Perform.class);
    assertThat(stepper.position()).isEqualTo(1);
    assertThat(stepper.next()).isInstanceOf(Next.Perform.class);
    assertThat(stepper.position()).isEqualTo(2);
    assertThat(stepper.next()).isInstanceOf(Next.Await.class);
    assertThat(stepper.position()).isEqualTo(3);
  }

  @Test
  void junkIsShownInPart() {
    Happening junk =
        new Happening.Message(Traces.MAIN, 1, Side.OUT, ByteString.copyFrom(new byte[1 << 20]));
    assertThat(failed(judge(DIRECT, opened(1), junk)).first().actual())
        .startsWith("bytes that are no EventSourcedStreamOut: 0000")
        .endsWith("… (1048576 bytes)")
        .hasSizeLessThan(2200);
  }

  @Test
  void aStreamThatEndsInsteadIsADivergence() {
    Mismatch mismatch = failed(judge(DIRECT, opened(1), FIRST, finished(1, "INTERNAL")));
    assertThat(mismatch.step()).isEqualTo(5);
    assertThat(mismatch.first().actual()).isEqualTo("end of the stream with status INTERNAL");
  }

  @Test
  void anEndWithAnotherStatusIsADivergence() {
    Mismatch mismatch = failed(judge(DIRECT, opened(1), FIRST, SECOND, finished(1, "UNKNOWN")));
    assertThat(mismatch.step()).isEqualTo(6);
    assertThat(mismatch.first().expected()).isEqualTo("end of the stream with status OK");
  }

  @Test
  void anEndThatDoesNotComeIsMissing() {
    Mismatch mismatch = failed(judge(DIRECT, opened(1), FIRST, SECOND));
    assertThat(mismatch.step()).isEqualTo(6);
    assertThat(mismatch.first().path()).isEqualTo("stream");
  }

  @Test
  void anUnexpectedFrameInPlaceOfTheEndIsADivergence() {
    Mismatch mismatch = failed(judge(DIRECT, opened(1), FIRST, SECOND, out(1, reply(2, "A"))));
    assertThat(mismatch.step()).isEqualTo(6);
    assertThat(mismatch.first().expected()).contains("OK");
  }

  @Test
  void bytesOfAnotherTypeAreShownAsTheyAre() {
    Mismatch mismatch = failed(judge(DIRECT, opened(1), garbage()));
    assertThat(mismatch.first().actual())
        .isEqualTo("bytes that are no EventSourcedStreamOut: ff01");
    assertThat(mismatch.blame()).isEqualTo(Blame.CANDIDATE);
  }

  @Test
  void anEmptyFrameIsADivergence() {
    Mismatch mismatch =
        failed(judge(DIRECT, opened(1), out(1, EventSourcedStreamOut.getDefaultInstance())));
    assertThat(mismatch.step()).isEqualTo(3);
  }

  @Test
  void aFrameAfterTheLastStepIsADivergence() {
    ScenarioSet open =
        scenario(
            "direct",
            "ES-05",
            """
            - init
            - command: { Process: {} }
            - reply: { message: "" }
            """);
    Happening answer = out(1, reply(1, ""));
    assertThat(judge(open, opened(1), answer, finished(1, "OK")))
        .isInstanceOf(Verdict.Passed.class);
    assertThat(judge(open, opened(1), answer)).isInstanceOf(Verdict.Passed.class);
    Mismatch mismatch = failed(judge(open, opened(1), answer, answer));
    assertThat(mismatch.step()).isZero();
    assertThat(mismatch.first().expected()).isEqualTo("nothing more");
    assertThat(mismatch.seq()).contains(3);
  }

  @Test
  void whatTheRunnerLeftOpenIsHalfClosedAndWatched() {
    ScenarioSet open =
        scenario(
            "direct",
            "ES-05",
            """
            - init
            - command: { Process: {} }
            - reply: { message: "" }
            """);
    Stepper stepper =
        new Stepper(open.scenarios().get(0), open.types(), Bindings.ofEntity(Traces.ENTITY));
    List<String> nexts = new ArrayList<>();
    List<Happening> left = new ArrayList<>(List.of(opened(1), out(1, reply(1, ""))));
    int seq = 0;
    Next next = stepper.next();
    while (next instanceof Next.Perform || !left.isEmpty()) {
      if (next instanceof Next.Perform perform) {
        nexts.add(perform.act().getClass().getSimpleName());
      } else {
        seq++;
        stepper.accept(new TraceEvent(seq, seq, left.remove(0)));
      }
      next = stepper.next();
    }
    assertThat(nexts).containsExactly("Send", "Send", "HalfClose");
    assertThat(next)
        .isInstanceOfSatisfying(
            Next.Await.class, a -> assertThat(a.waitsFor()).isEqualTo(Next.WaitsFor.NOTHING));
  }

  private static final ScenarioSet SILENT =
      scenario(
          "direct",
          "ES-04",
          """
          - init
          - event: { Persisted: { value: A } }
          - silence
          - command: { Process: {} }
          - reply: { message: A }
          """);

  @Test
  void silenceHoldsWhenItsDeadlineComes() {
    assertThat(
            judge(
                SILENT,
                opened(1),
                new Happening.Expired(2),
                out(1, reply(1, "A")),
                finished(1, "OK")))
        .isInstanceOf(Verdict.Passed.class);
  }

  @Test
  void silenceIsBrokenByAnything() {
    Mismatch frame = failed(judge(SILENT, opened(1), out(1, reply(0, ""))));
    assertThat(frame.step()).isEqualTo(3);
    assertThat(frame.first().expected()).isEqualTo("nothing");
    assertThat(failed(judge(SILENT, opened(1), finished(1, "OK"))).step()).isEqualTo(3);
  }

  @Test
  void aDeadlineOfAnEarlierWaitCountsForNothing() {
    Mismatch late =
        failed(judge(SILENT, opened(1), new Happening.Expired(0), out(1, reply(0, ""))));
    assertThat(late.step()).isEqualTo(3);
  }

  private static final ScenarioSet EITHER =
      scenario(
          "direct",
          "ES-12, ES-05",
          """
          - init
          - command: { Process: { actions: [{ emit: { value: A } }, { fail: { message: no } }] } }
          - either:
              restart:
                - { fail: no, restart: true }
                - init
              clean:
                - { fail: no }
                - command: { Process: {} }
                - { reply: { message: "" }, proves: ES-05 }
                - init
          """);

  @Test
  void theWayThatMatchesIsTakenAndNamed() {
    assertThat(judge(EITHER, opened(1), out(1, failure(1, "no", true)), finished(1, "OK")))
        .isEqualTo(new Verdict.Passed(List.of("step 3: restart")));
    assertThat(
            judge(
                EITHER,
                opened(1),
                out(1, failure(1, "no", false)),
                out(1, reply(2, "")),
                finished(1, "OK")))
        .isEqualTo(new Verdict.Passed(List.of("step 3: clean")));
  }

  @Test
  void ofWaysThatAllDivergeTheOneThatWentFarthestIsTold() {
    Mismatch mismatch =
        failed(judge(EITHER, opened(1), out(1, failure(1, "no", false)), out(1, reply(2, "A"))));
    assertThat(mismatch.requirement()).isEqualTo("ES-05");
    assertThat(mismatch.first().path()).endsWith("message");
    Mismatch first =
        failed(judge(EITHER, opened(1), in(1, init()), in(1, command(1)), out(1, reply(1, "A"))));
    assertThat(first.requirement()).isEqualTo("ES-12");
    assertThat(first.step()).isEqualTo(3);
  }

  /** The first way waits for another call; the second goes with the frame that comes. */
  private static final ScenarioSet OVERTAKING =
      scenario(
          "scripted",
          "CMD-02",
          """
          - call: { Process: {} }
            as: it
          - serve:
              - in: init
          - either:
              it fails:
                - return: it
                  fails: any
                - serve:
                    - in: { command: { Process: {} } }
                    - out: { reply: { message: A } }
              it is served:
                - serve:
                    - in: { command: { Process: {} } }
                    - out: { reply: { message: A } }
                - return: it
                  returns: { message: A }
          """);

  @Test
  void aWayThatMadeMoreOfWhatWasSeenGivesTheOthersLittleTime() {
    assertThat(waitsLong(opened(1), in(1, init()))).isTrue();
    assertThat(waitsLong(opened(1), in(1, init()), in(1, command(1)))).isFalse();
  }

  /** Whether the runner is asked to wait as long as for what must happen. */
  private static boolean waitsLong(Happening... happenings) {
    Scenario scenario = OVERTAKING.scenarios().get(0);
    Stepper stepper = new Stepper(scenario, OVERTAKING.types(), Bindings.ofEntity(Traces.ENTITY));
    assertThat(stepper.next()).isInstanceOf(Next.Perform.class);
    for (int i = 0; i < happenings.length; i++) {
      stepper.accept(new TraceEvent(i + 1, i + 1, happenings[i]));
    }
    return stepper.next() instanceof Next.Await await && await.waitsFor() == Next.WaitsFor.ANSWER;
  }

  private static final ScenarioSet STARTING =
      scenario(
          "scripted",
          "DIS-03",
          """
          - startProxy: { entities: [] }
          - discovered: { protocolMinorVersion: 2 }
          - serving: ""
          """);

  @Test
  void whatComesUpIsGivenAsLongAsAStartTakes() {
    Scenario scenario = STARTING.scenarios().get(0);
    Stepper stepper = new Stepper(scenario, STARTING.types(), Bindings.ofEntity(Traces.ENTITY));
    assertThat(stepper.next()).isInstanceOf(Next.Perform.class);
    assertThat(stepper.next())
        .isInstanceOfSatisfying(
            Next.Await.class, await -> assertThat(await.waitsFor()).isEqualTo(Next.WaitsFor.START));
  }

  private static final ScenarioSet TWO =
      scenario(
          "direct",
          "ES-15",
          """
          - init
          - { init: "", on: b }
          - command: { Process: {} }
          - { command: { Process: {} }, on: b }
          - reply: { message: "" }
          - { reply: { message: "" }, on: b }
          """);

  @Test
  void streamsAreJudgedIndependentlyOfTheOrderBetweenThem() {
    Happening other = new Happening.Message(Traces.B, 1, Side.OUT, reply(1, "").toByteString());
    List<Happening> ends =
        List.of(finished(1, "OK"), new Happening.Finished(Traces.B, 1, "OK", ""));
    List<Happening> trace =
        new ArrayList<>(
            List.of(
                opened(1),
                new Happening.Opened(Traces.B, 1, "some.Protocol/handle"),
                other,
                out(1, reply(1, ""))));
    trace.addAll(ends);
    assertThat(judge(TWO, trace)).isInstanceOf(Verdict.Passed.class);
  }

  private static final ScenarioSet PROXIED =
      scenario(
          "proxied",
          "ES-08, CMD-02",
          """
          - call: { Process: {} }
            returns: { message: A }
          - wire:
              - in: init
              - { in: { command: { Process: {} } }, proves: CMD-02 }
              - out: { reply: { message: A } }
          """);

  private static List<Happening> proxied(Happening... happenings) {
    return Arrays.asList(happenings);
  }

  @Test
  void wireAndOutcomeMayComeInAnyOrderBetweenThem() {
    Happening reply = out(1, reply(1, "A"));
    assertThat(
            judge(
                PROXIED,
                proxied(
                    opened(1), in(1, init()), in(1, command(1)), reply, returned("call 1", "A"))))
        .isInstanceOf(Verdict.Passed.class);
    assertThat(
            judge(
                PROXIED,
                proxied(
                    opened(1), returned("call 1", "A"), in(1, init()), in(1, command(1)), reply)))
        .isInstanceOf(Verdict.Passed.class);
  }

  @Test
  void framesOfOneStreamInTheWrongOrderDiverge() {
    Mismatch mismatch = failed(judge(PROXIED, opened(1), in(1, command(1)), in(1, init())));
    assertThat(mismatch.requirement()).isEqualTo("ES-01");
    assertThat(mismatch.blame()).isEqualTo(Blame.PROXY);
  }

  @Test
  void theProxyIsBlamedForWhatItSends() {
    Mismatch mismatch = failed(judge(PROXIED, opened(1), in(1, init()), in(1, command(2))));
    assertThat(mismatch.requirement()).isEqualTo("ES-11");
    assertThat(mismatch.first().path()).isEqualTo("command.id");
    assertThat(mismatch.blame()).isEqualTo(Blame.PROXY);
  }

  @Test
  void theCandidateIsBlamedForWhatItSends() {
    Mismatch mismatch =
        failed(judge(PROXIED, opened(1), in(1, init()), in(1, command(1)), out(1, reply(1, "B"))));
    assertThat(mismatch.blame()).isEqualTo(Blame.CANDIDATE);
  }

  @Test
  void whoOwesTheMissingFrameIsBlamed() {
    assertThat(failed(judge(PROXIED, opened(1), in(1, init()))).blame()).isEqualTo(Blame.PROXY);
    assertThat(failed(judge(PROXIED, opened(1), in(1, init()), in(1, command(1)))).blame())
        .isEqualTo(Blame.CANDIDATE);
  }

  @Test
  void aWrongResultOverARightWireIsTheProxys() {
    Mismatch mismatch =
        failed(
            judge(
                PROXIED,
                opened(1),
                in(1, init()),
                in(1, command(1)),
                out(1, reply(1, "A")),
                returned("call 1", "B")));
    assertThat(mismatch.blame()).isEqualTo(Blame.PROXY);
    assertThat(mismatch.first().path()).isEqualTo("message");
    assertThat(mismatch.why()).contains("the wire before it was right");
  }

  @Test
  void aFailedCallWhereAReplyIsExpectedIsTold() {
    Mismatch mismatch =
        failed(
            judge(
                PROXIED,
                opened(1),
                in(1, init()),
                in(1, command(1)),
                out(1, reply(1, "A")),
                failedCall("call 1", "UNAVAILABLE", "gone")));
    assertThat(mismatch.first().actual()).isEqualTo("UNAVAILABLE: gone");
  }

  private static final ScenarioSet FRESH =
      scenario(
          "scripted",
          "FAI-04",
          """
          - call: { Process: {} }
            fails: any
          - serve:
              - in: init
              - in: { command: { Process: {} } }
              - out: { end: INTERNAL }
          - call: { Process: {} }
            returns: { message: "" }
          - serve:
              - in: init
              - in: { command: { Process: {} } }
              - out: { reply: { message: "" } }
          """);

  @Test
  void anInitIsExpectedOnAFreshStream() {
    List<Happening> start =
        List.of(
            opened(1),
            in(1, init()),
            in(1, command(1)),
            finished(1, "INTERNAL"),
            failedCall("call 1", "UNKNOWN", ""));
    List<Happening> fresh = new ArrayList<>(start);
    fresh.addAll(List.of(opened(2), in(2, init()), in(2, command(1)), returned("call 2", "")));
    assertThat(judge(FRESH, fresh)).isInstanceOf(Verdict.Passed.class);

    List<Happening> same = new ArrayList<>(start);
    same.addAll(List.of(in(1, init()), in(1, command(1)), returned("call 2", "")));
    Mismatch mismatch = failed(judge(FRESH, same));
    assertThat(mismatch.step()).isEqualTo(4);
    assertThat(mismatch.first().actual()).contains("on the former stream");
    assertThat(mismatch.blame()).isEqualTo(Blame.PROXY);
  }

  @Test
  void aCommandOnAFreshStreamWhereTheFormerGoesOnIsTold() {
    ScenarioSet onward =
        scenario(
            "scripted",
            "ES-01",
            """
            - call: { Process: {} }
              returns: { message: "" }
            - serve:
                - in: init
                - in: { command: { Process: {} } }
                - out: { reply: { message: "" } }
            - call: { Process: {} }
              returns: { message: "" }
            - serve:
                - in: { command: { Process: {} } }
                - out: { reply: { message: "" } }
            """);
    Mismatch mismatch =
        failed(
            judge(
                onward,
                opened(1),
                in(1, init()),
                in(1, command(1)),
                returned("call 1", ""),
                opened(2),
                in(2, init())));
    assertThat(mismatch.step()).isEqualTo(4);
    assertThat(mismatch.first().actual()).contains("on a fresh stream");
  }

  @Test
  void inAScriptedScenarioTheProxyIsBlamedForAllThatIsMissing() {
    assertThat(failed(judge(FRESH, opened(1), in(1, init()))).blame()).isEqualTo(Blame.PROXY);
    Mismatch call =
        failed(judge(FRESH, opened(1), in(1, init()), in(1, command(1)), finished(1, "INTERNAL")));
    assertThat(call.blame()).isEqualTo(Blame.PROXY);
    assertThat(call.first().path()).isEqualTo("call");
  }

  private static final ScenarioSet DROPPED =
      scenario(
          "scripted",
          "CMD-04",
          """
          - call: { Process: {} }
            fails: UNKNOWN
            description: so
          - serve:
              - in: init
              - in: { command: { Process: {} } }
              - out: { reply: { message: "" }, commandId: 7 }
              - in: dropped
          """);

  private static final Happening CANCELLED = new Happening.Cancelled(Traces.MAIN, 1);

  static List<Happening> drops() {
    return List.of(new Happening.HalfClosed(Traces.MAIN, 1), CANCELLED);
  }

  @ParameterizedTest
  @MethodSource("drops")
  void anyWayOfDroppingAStreamConforms(Happening drop) {
    assertThat(
            judge(
                DROPPED,
                opened(1),
                in(1, init()),
                in(1, command(1)),
                drop,
                failedCall("call 1", "UNKNOWN", "so")))
        .isInstanceOf(Verdict.Passed.class);
  }

  @Test
  void statusAndDescriptionOfAFailureAreCompared() {
    List<Happening> wire = List.of(opened(1), in(1, init()), in(1, command(1)), CANCELLED);
    List<Happening> status = new ArrayList<>(wire);
    status.add(failedCall("call 1", "INTERNAL", "so"));
    assertThat(failed(judge(DROPPED, status)).first().path()).isEqualTo("status");
    List<Happening> description = new ArrayList<>(wire);
    description.add(failedCall("call 1", "UNKNOWN", "else"));
    assertThat(failed(judge(DROPPED, description)).first().path()).isEqualTo("status.description");
    List<Happening> success = new ArrayList<>(wire);
    success.add(returned("call 1", ""));
    assertThat(failed(judge(DROPPED, success)).first().expected()).isEqualTo("UNKNOWN");
  }

  private static final ScenarioSet POST =
      scenario(
          "proxied",
          "HTTP-03",
          """
          - call: { Process: {} }
            via: post
            returns: { message: "" }
          """);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "200 | application/json                | {\"message\":\"\"}    | ",
        "200 | application/json; charset=utf-8 | { \"message\" : \"\" } | ",
        "500 | text/plain                      | no                   | HTTP status",
        "0   | ``                              | no response: reset   | HTTP status",
        "200 | text/html                       | {\"message\":\"\"}    | HTTP content-type",
        "200 | application/json                | {}                   | HTTP body",
        "200 | application/json                | {\"message\":\"B\"}   | message",
        "200 | application/json                | {\"message\":        | HTTP body",
        "200 | application/json                | {\"other\":\"\"}      | HTTP body",
        "200 | application/json                | ``                   | HTTP body",
      })
  void httpOutcomesAreComparedByStatusTypeAndBody(
      int status, String contentType, String body, String path) {
    Verdict verdict = judge(POST, responded(status, contentType, body));
    if (path == null) {
      assertThat(verdict).isInstanceOf(Verdict.Passed.class);
    } else {
      Mismatch mismatch = failed(verdict);
      assertThat(mismatch.first().path()).isEqualTo(path);
      assertThat(mismatch.blame()).isEqualTo(Blame.PROXY);
    }
  }

  @Test
  void aFailureOverHttpIs500WithTheBareText() {
    ScenarioSet fails =
        scenario(
            "proxied",
            "FAI-02",
            """
            - call: { Process: { actions: [{ fail: { message: no } }] } }
              via: http
              fails: UNKNOWN
              description: no
            """);
    assertThat(judge(fails, responded(500, "text/plain", "no"))).isInstanceOf(Verdict.Passed.class);
    assertThat(failed(judge(fails, responded(500, "text/plain", "{\"no\"}"))).first().path())
        .isEqualTo("HTTP body");
    assertThat(failed(judge(fails, responded(200, "application/json", "no"))).first().path())
        .isEqualTo("HTTP status");
  }

  @Test
  void aStatusOverHttpIsCompared() {
    ScenarioSet http =
        scenario(
            "proxied",
            "HTTP-03",
            """
            - http: { path: /nothing, body: "{" }
              status: 404
            """);
    assertThat(judge(http, responded(404, "", ""))).isInstanceOf(Verdict.Passed.class);
    assertThat(failed(judge(http, responded(400, "", ""))).first().expected()).isEqualTo("404");
  }

  @Test
  void aReportOfAnErrorIsAwaited() {
    ScenarioSet reported =
        scenario(
            "scripted",
            "FWD-04",
            """
            - reported
            """);
    assertThat(judge(reported, new Happening.Reported("bad"))).isInstanceOf(Verdict.Passed.class);
    assertThat(failed(judge(reported)).blame()).isEqualTo(Blame.PROXY);
  }

  @Test
  void anAnswerOfTheCandidateToACallOfTheKitIsTheCandidates() {
    ScenarioSet report =
        scenario(
            "direct",
            "DIS-11",
            """
            - reportError: { message: x }
            """);
    assertThat(
            judge(
                report,
                new Happening.Returned(
                    new Channel.OfCall("reportError 1"), "OK", "", Optional.of(ByteString.EMPTY))))
        .isInstanceOf(Verdict.Passed.class);
    Mismatch mismatch = failed(judge(report, failedCall("reportError 1", "UNIMPLEMENTED", "")));
    assertThat(mismatch.blame()).isEqualTo(Blame.CANDIDATE);
    assertThat(failed(judge(report)).blame()).isEqualTo(Blame.CANDIDATE);
  }

  @Test
  void aRequirementThatOnlyShouldHoldWarns() {
    ScenarioSet should =
        scenario(
            "direct",
            "DIS-10",
            """
            - discover
            - spec: names-itself
            """);
    assertThat(judge(should, failedCall("discover 1", "UNAVAILABLE", "")))
        .isInstanceOf(Verdict.Warned.class);
  }

  @Test
  void notesAndWhatTheRunnerItselfDidAreNotJudged() {
    assertThat(
            judge(
                DIRECT,
                opened(1),
                new Happening.Note("something"),
                in(1, init()),
                FIRST,
                new Happening.HalfClosed(Traces.MAIN, 1),
                SECOND,
                finished(1, "OK")))
        .isInstanceOf(Verdict.Passed.class);
  }

  private static final ScenarioSet START =
      scenario(
          "scripted",
          "DIS-03",
          """
          - startProxy: { entities: [] }
            answers: false
          - discovered: {}
          - silence: port
          - answer
          - serving
          """);

  private static final Happening ASKED = new Happening.Discovered(ByteString.EMPTY);

  @Test
  void aPortThatOpensBeforeTheAnswerIsSeenWhileItIsHeld() {
    Mismatch mismatch = failed(judge(START, ASKED, new Happening.Serving()));
    assertThat(mismatch.step()).isEqualTo(3);
    assertThat(mismatch.first().actual()).isEqualTo("the proxy's port opened");
    assertThat(mismatch.blame()).isEqualTo(Blame.PROXY);
    assertThat(failed(judge(START, ASKED)).step()).isEqualTo(5);
  }

  @Test
  void aPortThatIsOpenBeforeDiscoveryIsAskedForIsADivergence() {
    ScenarioSet unheld =
        scenario(
            "scripted", "DIS-03", "- startProxy: { entities: [] }\n- serving\n- discovered: {}\n");
    Mismatch mismatch = failed(judge(unheld, new Happening.Serving(), ASKED));
    assertThat(mismatch.step()).isEqualTo(2);
    assertThat(mismatch.first().expected()).isEqualTo("a call of discover before the port opens");
    assertThat(judge(unheld, ASKED, new Happening.Serving())).isInstanceOf(Verdict.Passed.class);
  }
}
