package io.cloudstate.tck.runner.judge;

import static io.cloudstate.tck.runner.judge.Traces.failed;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import io.cloudstate.tck.protocol.Failure;
import io.cloudstate.tck.protocol.action.ActionCommand;
import io.cloudstate.tck.protocol.action.ActionResponse;
import io.cloudstate.tck.protocol.model.eventlogeventing.EventOne;
import io.cloudstate.tck.runner.trace.Happening;
import io.cloudstate.tck.runner.trace.TraceEvent;
import io.cloudstate.tck.specs.Channel;
import io.cloudstate.tck.specs.EntityType;
import io.cloudstate.tck.specs.ScenarioSet;
import io.cloudstate.tck.specs.Side;
import io.cloudstate.tck.specs.match.Bindings;
import io.cloudstate.tck.specs.read.Specs;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Events that are delivered again, which a proxy may do. */
class RepetitionsTest {

  private static final String SERVICE =
      "cloudstate.tck.model.eventlogeventing.EventLogSubscriberModel";
  private static final Channel.OfEntity SUBSCRIBER =
      new Channel.OfEntity(EntityType.ACTION, SERVICE, "${entity}");
  private static final String AGAIN =
      "an event is delivered to EventLogSubscriberModel/ProcessEventOne again, which was taken";

  /** A is answered with the first of these, and again where there is a second; B with a reply. */
  private static ScenarioSet delivering(String... answersToTheFirst) {
    StringBuilder steps = new StringBuilder();
    for (String answer : answersToTheFirst) {
      steps.append(expected("A")).append(answered(answer));
    }
    steps.append(expected("B")).append(answered("reply: { message: B }"));
    return Specs.load(
        "t.yaml",
        """
        theme: t
        service: cloudstate.tck.model.eventlogeventing.EventSourcedEntityOne
        scenarios:
          - id: t/s
            title: A scenario
            topology: scripted
            verifies: [EVT-01]
            steps:
              - serve:
        %s
        """
            .formatted(steps.toString().indent(10)));
  }

  private static String expected(String event) {
    return "- { on: EventLogSubscriberModel, in: { command: { ProcessEventOne: { step: { reply: { message: "
        + event
        + " } } } } } }\n";
  }

  private static String answered(String answer) {
    return "- { on: EventLogSubscriberModel, out: { " + answer + " } }\n";
  }

  private static final ScenarioSet IN_ORDER = delivering("reply: { message: A }");

  @Test
  void passAndAreReported() {
    List<Happening> trace = new ArrayList<>(taken(1, "A", "1"));
    trace.addAll(taken(2, "A", "1"));
    trace.addAll(taken(3, "B", "2"));
    assertThat(Traces.judge(IN_ORDER, trace)).isEqualTo(new Verdict.Passed(List.of(AGAIN)));
  }

  @Test
  void passAfterTheLastStepAndAfterLaterEvents() {
    List<Happening> trace = new ArrayList<>(taken(1, "A", "1"));
    trace.addAll(taken(2, "B", "2"));
    Stepper stepper = stepper(IN_ORDER);
    assertThat(ending(stepper, trace)).isEqualTo(new Next.Ending.Held(List.of()));
    assertThat(ending(stepper, taken(3, "A", "1"))).isEqualTo(new Next.Ending.Held(List.of(AGAIN)));
  }

  @Test
  void areAnsweredOnceAsTheyWereRefused() {
    Stepper stepper = stepper(delivering("fail: no"));
    ActionResponse refusal =
        ActionResponse.newBuilder().setFailure(Failure.newBuilder().setDescription("no")).build();
    List<Happening> trace =
        List.of(
            opened(1),
            delivered(1, "A", "1"),
            answer(1, refusal),
            finished(1, "OK"),
            opened(2),
            delivered(2, "A", "1"));
    assertThat(answersAgain(stepper, trace))
        .singleElement()
        .satisfies(
            again -> {
              assertThat(again.channel()).isEqualTo(SUBSCRIBER);
              assertThat(again.instance()).isEqualTo(2);
              assertThat(again.refusal()).contains(refusal.toByteString());
            });
  }

  @Test
  void doNotStandForTheNextEvent() {
    List<Happening> trace = new ArrayList<>();
    for (int instance = 1; instance < 9; instance++) {
      trace.addAll(taken(instance, "A", "1"));
    }
    Mismatch mismatch = failed(Traces.judge(IN_ORDER, trace));
    assertThat(mismatch.first().path()).isEqualTo("frame");
    assertThat(mismatch.why())
        .endsWith(
            "; what came was delivered before, with the same ce-id, subject and payload (calls that repeat: 7)");
  }

  @Test
  void areNoneWithAnotherIdOrPayload() {
    List<Happening> trace = new ArrayList<>(taken(1, "A", "1"));
    trace.addAll(taken(2, "A", "7"));
    assertThat(failed(Traces.judge(IN_ORDER, trace)).first().path())
        .isEqualTo("payload.step.reply.message");
    List<Happening> other = new ArrayList<>(taken(1, "A", "1"));
    other.addAll(taken(2, "C", "1"));
    assertThat(failed(Traces.judge(IN_ORDER, other)).first().path())
        .isEqualTo("payload.step.reply.message");
  }

  @Test
  void areWhatIsAwaitedWhereADeliveryFailed() {
    ScenarioSet again = delivering("end: INTERNAL", "reply: { message: A }");
    List<Happening> trace =
        new ArrayList<>(List.of(opened(1), delivered(1, "A", "1"), finished(1, "INTERNAL")));
    trace.addAll(taken(2, "A", "1"));
    trace.addAll(taken(3, "B", "2"));
    assertThat(Traces.judge(again, trace)).isEqualTo(new Verdict.Passed(List.of()));
    List<Happening> overtaken =
        new ArrayList<>(List.of(opened(1), delivered(1, "A", "1"), finished(1, "INTERNAL")));
    overtaken.addAll(taken(2, "B", "2"));
    assertThat(failed(Traces.judge(again, overtaken)).first().path())
        .isEqualTo("payload.step.reply.message");
  }

  private static Stepper stepper(ScenarioSet set) {
    return new Stepper(set.scenarios().get(0), set.types(), Bindings.ofEntity(Traces.ENTITY));
  }

  private static List<Next.AnswerAgain> answersAgain(Stepper stepper, List<Happening> trace) {
    List<Next.AnswerAgain> again = new ArrayList<>();
    int seq = 0;
    Next next = stepper.next();
    while (!(next instanceof Next.Await) || seq < trace.size()) {
      if (next instanceof Next.AnswerAgain answer) {
        again.add(answer);
      } else if (next instanceof Next.Await) {
        stepper.accept(new TraceEvent(seq + 1, seq, trace.get(seq)));
        seq++;
      }
      next = stepper.next();
    }
    return again;
  }

  /** How it stands when all of this has been seen. */
  private static Next.Ending ending(Stepper stepper, List<Happening> trace) {
    int seq = 0;
    for (Happening what : trace) {
      seq++;
      Next next = stepper.next();
      while (next instanceof Next.Perform || next instanceof Next.AnswerAgain) {
        next = stepper.next();
      }
      stepper.accept(new TraceEvent(seq, seq, what));
    }
    Next last = stepper.next();
    while (!(last instanceof Next.Done)) {
      last = stepper.next();
    }
    return ((Next.Done) last).ending();
  }

  private static List<Happening> taken(int instance, String event, String id) {
    return List.of(opened(instance), delivered(instance, event, id), finished(instance, "OK"));
  }

  private static Happening opened(int instance) {
    return new Happening.Opened(
        SUBSCRIBER, instance, EntityType.ACTION.protocol() + "/handleUnary");
  }

  private static Happening delivered(int instance, String event, String id) {
    ActionCommand.Builder command =
        ActionCommand.newBuilder().setServiceName(SERVICE).setName("ProcessEventOne");
    EventOne.Builder payload = EventOne.newBuilder();
    payload.getStepBuilder().getReplyBuilder().setMessage(event);
    command.setPayload(Any.pack(payload.build()));
    command.getMetadataBuilder().addEntriesBuilder().setKey("ce-id").setStringValue(id);
    command
        .getMetadataBuilder()
        .addEntriesBuilder()
        .setKey("ce-subject")
        .setStringValue(Traces.ENTITY);
    return message(instance, Side.IN, command.build());
  }

  private static Happening answer(int instance, ActionResponse answer) {
    return message(instance, Side.OUT, answer);
  }

  private static Happening message(int instance, Side side, Message message) {
    ByteString bytes = message.toByteString();
    return new Happening.Message(SUBSCRIBER, instance, side, bytes);
  }

  private static Happening finished(int instance, String code) {
    return new Happening.Finished(SUBSCRIBER, instance, code, "");
  }
}
