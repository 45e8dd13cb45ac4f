package io.cloudstate.tck.runner.judge;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import io.cloudstate.tck.protocol.eventsourced.EventSourcedReply;
import io.cloudstate.tck.protocol.eventsourced.EventSourcedStreamIn;
import io.cloudstate.tck.protocol.eventsourced.EventSourcedStreamOut;
import io.cloudstate.tck.protocol.model.Persisted;
import io.cloudstate.tck.protocol.model.Request;
import io.cloudstate.tck.protocol.model.Response;
import io.cloudstate.tck.runner.trace.Happening;
import io.cloudstate.tck.runner.trace.TraceEvent;
import io.cloudstate.tck.specs.Channel;
import io.cloudstate.tck.specs.EntityType;
import io.cloudstate.tck.specs.Scenario;
import io.cloudstate.tck.specs.ScenarioSet;
import io.cloudstate.tck.specs.Side;
import io.cloudstate.tck.specs.match.Bindings;
import io.cloudstate.tck.specs.read.Specs;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/** Traces made by hand, and what a stepper makes of them. */
final class Traces {

  static final String ENTITY = "e1";
  static final String SERVICE = "cloudstate.tck.model.EventSourcedTckModel";
  static final Channel.OfEntity MAIN =
      new Channel.OfEntity(EntityType.EVENT_SOURCED, SERVICE, "${entity}");
  static final Channel.OfEntity B =
      new Channel.OfEntity(EntityType.EVENT_SOURCED, SERVICE, "${entity}-b");

  private Traces() {}

  /** A scenario on event sourced entities, with these steps, a step a line. */
  static ScenarioSet scenario(String topology, String verifies, String steps) {
    return Specs.load(
        "t.yaml",
        """
        theme: t
        service: cloudstate.tck.model.EventSourcedTckModel
        scenarios:
          - id: t/s
            title: A scenario
            topology: %s
            verifies: [%s]
            steps:
        %s
        """
            .formatted(topology, verifies, steps.indent(6)));
  }

  /**
   * Lets these things happen, in order, each when the stepper waits; when none is left, deadlines
   * come.
   */
  static Verdict judge(ScenarioSet set, Happening... happenings) {
    return judge(set, List.of(happenings));
  }

  static Verdict judge(ScenarioSet set, List<? extends Happening> happenings) {
    Scenario scenario = set.scenarios().get(0);
    Stepper stepper = new Stepper(scenario, set.types(), Bindings.ofEntity(ENTITY));
    Queue<Happening> left = new ArrayDeque<>(happenings);
    List<TraceEvent> seen = new ArrayList<>();
    for (int turn = 0; turn < 1000; turn++) {
      Next next = stepper.next();
      if (next instanceof Next.Done done) {
        return Grading.grade(done.ending(), seen, set);
      }
      if (next instanceof Next.Await await) {
        Happening what = left.isEmpty() ? new Happening.Expired(await.serial()) : left.remove();
        int seq = seen.size() + 1;
        seen.add(new TraceEvent(seq, seq * 1000L, what));
        stepper.accept(seen.get(seq - 1));
      }
    }
    throw new AssertionError("The stepper comes to no end at step " + stepper.position());
  }

  static Mismatch failed(Verdict verdict) {
    if (verdict instanceof Verdict.Failed failed) {
      return failed.mismatch();
    }
    throw new AssertionError("Expected a failure, got " + verdict);
  }

  static Happening opened(int instance) {
    return new Happening.Opened(MAIN, instance, MAIN.type().protocol() + "/handle");
  }

  static Happening in(int instance, EventSourcedStreamIn frame) {
    return new Happening.Message(MAIN, instance, Side.IN, frame.toByteString());
  }

  static Happening out(int instance, EventSourcedStreamOut frame) {
    return new Happening.Message(MAIN, instance, Side.OUT, frame.toByteString());
  }

  static Happening garbage() {
    return new Happening.Message(
        MAIN, 1, Side.OUT, ByteString.copyFrom(new byte[] {(byte) 0xff, 1}));
  }

  static Happening finished(int instance, String code) {
    return new Happening.Finished(MAIN, instance, code, "");
  }

  static Happening returned(String call, String message) {
    return new Happening.Returned(
        new Channel.OfCall(call),
        "OK",
        "",
        Optional.of(Response.newBuilder().setMessage(message).build().toByteString()));
  }

  static Happening failedCall(String call, String code, String description) {
    return new Happening.Returned(new Channel.OfCall(call), code, description, Optional.empty());
  }

  static Happening responded(int status, String contentType, String body) {
    return new Happening.Responded(
        new Channel.OfCall("call 1"), status, Map.of("content-type", contentType), body);
  }

  static EventSourcedStreamIn init() {
    EventSourcedStreamIn.Builder frame = EventSourcedStreamIn.newBuilder();
    frame.getInitBuilder().setServiceName(SERVICE).setEntityId(ENTITY);
    return frame.build();
  }

  static EventSourcedStreamIn command(long id) {
    EventSourcedStreamIn.Builder frame = EventSourcedStreamIn.newBuilder();
    frame
        .getCommandBuilder()
        .setId(id)
        .setEntityId(ENTITY)
        .setName("Process")
        .setPayload(any(Request.newBuilder().setId(ENTITY).build()));
    return frame.build();
  }

  static EventSourcedStreamOut reply(long id, String message, String... events) {
    EventSourcedReply.Builder reply = EventSourcedReply.newBuilder().setCommandId(id);
    reply
        .getClientActionBuilder()
        .getReplyBuilder()
        .setPayload(any(Response.newBuilder().setMessage(message).build()));
    for (String event : events) {
      reply.addEvents(any(Persisted.newBuilder().setValue(event).build()));
    }
    return EventSourcedStreamOut.newBuilder().setReply(reply).build();
  }

  static EventSourcedStreamOut failure(long id, String description, boolean restart) {
    EventSourcedReply.Builder reply = EventSourcedReply.newBuilder().setCommandId(id);
    reply
        .getClientActionBuilder()
        .getFailureBuilder()
        .setCommandId(id)
        .setDescription(description)
        .setRestart(restart);
    return EventSourcedStreamOut.newBuilder().setReply(reply).build();
  }

  static Any any(Message message) {
    return Any.pack(message);
  }
}
