package io.cloudstate.tck.model.proxy;

import static io.cloudstate.tck.model.proxy.ProxyUnderTest.await;
import static io.cloudstate.tck.model.proxy.ProxyUnderTest.failure;
import static io.cloudstate.tck.model.proxy.ProxyUnderTest.message;
import static io.cloudstate.tck.model.proxy.ScriptedFunction.effect;
import static io.cloudstate.tck.model.proxy.ScriptedFunction.failure;
import static io.cloudstate.tck.model.proxy.ScriptedFunction.forward;
import static io.cloudstate.tck.model.proxy.ScriptedFunction.persisted;
import static io.cloudstate.tck.model.proxy.ScriptedFunction.response;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import io.cloudstate.tck.model.proxy.ScriptedFunction.Stream;
import io.cloudstate.tck.protocol.ClientAction;
import io.cloudstate.tck.protocol.Command;
import io.cloudstate.tck.protocol.Failure;
import io.cloudstate.tck.protocol.eventsourced.EventSourcedInit;
import io.cloudstate.tck.protocol.eventsourced.EventSourcedReply;
import io.cloudstate.tck.protocol.eventsourced.EventSourcedStreamOut;
import io.cloudstate.tck.protocol.model.Request;
import io.cloudstate.tck.protocol.model.Response;
import io.grpc.Status;
import java.time.Duration;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class EntityStreamTest {

  @Test
  void startsAStreamAndNumbersItsCommands() {
    try (ProxyUnderTest proxy = ProxyUnderTest.start()) {
      Future<Response> first = proxy.process("e");
      Stream stream = proxy.function().stream();
      EventSourcedInit init = stream.frame().getInit();
      assertThat(init)
          .isEqualTo(
              EventSourcedInit.newBuilder()
                  .setServiceName(ScriptedFunction.MODEL)
                  .setEntityId("e")
                  .build());
      assertThat(stream.next())
          .isEqualTo(
              Command.newBuilder()
                  .setEntityId("e")
                  .setId(1)
                  .setName("Process")
                  .setPayload(Any.pack(Request.newBuilder().setId("e").build()))
                  .build());
      stream.reply(1, response("A"), "A");
      assertThat(message(first)).isEqualTo("A");

      Future<Response> second = proxy.process("e");
      assertThat(stream.next().getId()).isEqualTo(2);
      stream.reply(2, response("again"));
      assertThat(message(second)).isEqualTo("again");
      assertThat(proxy.function().noStreamOpened()).isTrue();
    }
  }

  @Test
  void queuesConcurrentCalls() {
    try (ProxyUnderTest proxy = ProxyUnderTest.start()) {
      Future<Response> first = proxy.process("e");
      Stream stream = proxy.function().stream();
      stream.command();
      Future<Response> second = proxy.process("e");
      proxy.settle();
      assertThat(stream.quiet()).isTrue();
      stream.reply(1, response("one"));
      assertThat(stream.next().getId()).isEqualTo(2);
      stream.reply(2, response("two"));
      assertThat(message(first)).isEqualTo("one");
      assertThat(message(second)).isEqualTo("two");
    }
  }

  @Test
  void restartsOnAFreshStreamWithSnapshotAndLaterEvents() {
    try (ProxyUnderTest proxy = ProxyUnderTest.start()) {
      Future<Response> first = proxy.process("e");
      Stream stream = proxy.function().stream();
      stream.command();
      stream.send(Stream.frame(1, response("AB"), "A", "B").setSnapshot(persisted("AB")));
      await(first);
      Future<Response> second = proxy.process("e");
      stream.next();
      stream.send(Stream.frame(2, response("ABC"), "C").setSnapshot(persisted("ABC")));
      await(second);
      Future<Response> third = proxy.process("e");
      stream.next();
      stream.reply(3, response("ABCDE"), "D", "E");
      await(third);
      Future<Response> failed = proxy.process("e");
      stream.next();
      Future<Response> queued = proxy.process("e");
      proxy.settle();
      stream.reply(4, failure("no", true), "X");
      assertThat(failure(failed)).isEqualTo("UNKNOWN no");
      assertThat(stream.end()).isEqualTo("half-closed");

      Stream fresh = proxy.function().stream();
      EventSourcedInit init = fresh.frame().getInit();
      assertThat(init.getSnapshot().getSnapshotSequence()).isEqualTo(3);
      assertThat(Stream.value(init.getSnapshot().getSnapshot())).isEqualTo("ABC");
      for (int sequence = 4; sequence <= 5; sequence++) {
        assertThat(fresh.frame().getEvent().getSequence()).isEqualTo(sequence);
      }
      assertThat(fresh.next().getId()).isEqualTo(1);
      fresh.reply(1, response("queued"));
      assertThat(message(queued)).isEqualTo("queued");
    }
  }

  @Test
  void keepsTheStreamAfterAFailure() {
    try (ProxyUnderTest proxy = ProxyUnderTest.start()) {
      Future<Response> first = proxy.process("e");
      Stream stream = proxy.function().stream();
      stream.command();
      stream.reply(1, failure("sorry", false), "X");
      assertThat(failure(first)).isEqualTo("UNKNOWN sorry");
      Future<Response> second = proxy.process("e");
      assertThat(stream.next().getId()).isEqualTo(2);
      stream.complete();
      assertThat(failure(second)).startsWith("UNKNOWN").contains("completed");
      Future<Response> third = proxy.process("e");
      Stream fresh = proxy.function().stream();
      fresh.command();
      fresh.reply(1, response(""));
      await(third);
    }
  }

  @ParameterizedTest
  @MethodSource
  void dropsTheStreamThatViolatesTheProtocol(EventSourcedStreamOut violation) {
    try (ProxyUnderTest proxy = ProxyUnderTest.start()) {
      Future<Response> kept = proxy.process("e");
      Stream stream = proxy.function().stream();
      stream.command();
      stream.reply(1, response(""), "A");
      await(kept);
      Future<Response> broken = proxy.process("e");
      stream.next();
      Future<Response> queued = proxy.process("e");
      proxy.settle();
      stream.send(violation);
      assertThat(failure(broken)).startsWith("UNKNOWN the ");
      assertThat(stream.end()).isEqualTo("cancelled");
      Stream fresh = proxy.function().stream();
      assertThat(fresh.command("1:A").getId()).isEqualTo(1);
      fresh.reply(1, response("fresh"));
      assertThat(message(queued)).isEqualTo("fresh");
    }
  }

  static java.util.stream.Stream<EventSourcedStreamOut> dropsTheStreamThatViolatesTheProtocol() {
    return java.util.stream.Stream.of(
        EventSourcedStreamOut.getDefaultInstance(),
        out(Stream.frame(7, response(""), "X")),
        out(Stream.frame(1, response(""), "X")),
        out(Stream.frame(2, ClientAction.getDefaultInstance(), "X")),
        out(EventSourcedReply.newBuilder().setCommandId(2)),
        EventSourcedStreamOut.newBuilder()
            .setFailure(Failure.newBuilder().setDescription("broken"))
            .build());
  }

  @Test
  void dropsTheStreamThatRepliesToNothing() {
    try (ProxyUnderTest proxy = ProxyUnderTest.start()) {
      Future<Response> first = proxy.process("e");
      Stream stream = proxy.function().stream();
      stream.command();
      stream.reply(1, response(""), "A");
      stream.reply(1, response(""), "A");
      await(first);
      assertThat(stream.end()).isEqualTo("cancelled");
      Future<Response> second = proxy.process("e");
      Stream fresh = proxy.function().stream();
      fresh.command("1:A");
      fresh.reply(1, response(""));
      await(second);
    }
  }

  @Test
  void failsTheCallWhoseStreamBreaksAndKeepsWhatIsPersisted() {
    try (ProxyUnderTest proxy = ProxyUnderTest.start()) {
      Future<Response> first = proxy.process("e");
      Stream stream = proxy.function().stream();
      stream.command();
      stream.reply(1, response(""), "A");
      await(first);
      Future<Response> broken = proxy.process("e");
      stream.next();
      stream.fail(Status.INTERNAL.withDescription("boom"));
      assertThat(failure(broken)).startsWith("UNKNOWN").contains("boom");
      Future<Response> next = proxy.process("e");
      Stream fresh = proxy.function().stream();
      fresh.command("1:A");
      fresh.reply(1, response(""));
      await(next);
    }
  }

  @Test
  void rebuildsEntitiesWhenTheServiceReturns() {
    try (ProxyUnderTest proxy = ProxyUnderTest.start()) {
      Future<Response> first = proxy.process("e");
      Stream stream = proxy.function().stream();
      stream.command();
      stream.reply(1, response(""), "A");
      await(first);
      Future<Response> broken = proxy.process("e");
      stream.next();
      int port = proxy.function().port();
      proxy.function().close();
      assertThat(failure(broken)).startsWith("UNKNOWN");
      Future<Response> next = proxy.process("e");
      try (ScriptedFunction returned = new ScriptedFunction(ScriptedFunction.spec(), port)) {
        Stream fresh = returned.stream();
        fresh.command("1:A");
        fresh.reply(1, response("back"));
        assertThat(message(next)).isEqualTo("back");
      }
    }
  }

  @Test
  void failsTheCallThatIsNotAnsweredInTime() {
    try (ProxyUnderTest proxy = ProxyUnderTest.impatient(Duration.ofMillis(300))) {
      Future<Response> call = proxy.process("e");
      Stream stream = proxy.function().stream();
      assertThat(failure(call)).contains("in time");
      assertThat(stream.end()).isEqualTo("cancelled");
    }
  }

  @Test
  void passivatesAnIdleEntityAndReplaysItLater() {
    try (ProxyUnderTest proxy = ProxyUnderTest.start()) {
      Future<Response> first = proxy.configured("e");
      Stream stream = proxy.function().stream();
      stream.command();
      stream.reply(1, response(""), "A", "B");
      await(first);
      assertThat(stream.end()).isEqualTo("half-closed");
      stream.complete();
      Future<Response> next = proxy.configured("e");
      Stream fresh = proxy.function().stream();
      assertThat(fresh.command("1:A", "2:B").getId()).isEqualTo(1);
      fresh.reply(1, response(""));
      await(next);
    }
  }

  @Test
  void doesNotPassivateWhileACommandIsOutstanding() {
    try (ProxyUnderTest proxy = ProxyUnderTest.start(ScriptedFunction.spec(1))) {
      Future<Response> first = proxy.configured("e");
      Stream stream = proxy.function().stream();
      stream.command();
      // A whole life of another entity, passivation included, passes meanwhile.
      Future<Response> other = proxy.configured("o");
      Stream others = proxy.function().stream();
      others.command();
      others.reply(1, response(""));
      await(other);
      assertThat(others.end()).isEqualTo("half-closed");
      assertThat(stream.quiet()).isTrue();
      stream.reply(1, response(""));
      await(first);
      assertThat(stream.end()).isEqualTo("half-closed");
    }
  }

  @Test
  void forwardsOnceStateIsPersisted() {
    try (ProxyUnderTest proxy = ProxyUnderTest.start()) {
      Future<Response> call = proxy.process("e");
      Stream stream = proxy.function().stream();
      stream.command();
      stream.reply(1, forward(ScriptedFunction.TWO, "Call", "t"), "A");
      Stream target = proxy.function().stream();
      assertThat(target.command().getEntityId()).isEqualTo("t");
      // On to the entity that the call began with: it is free again.
      target.reply(1, forward(ScriptedFunction.MODEL, "Process", "e"));
      assertThat(stream.next().getId()).isEqualTo(2);
      stream.reply(2, failure("chained", true));
      assertThat(failure(call)).isEqualTo("UNKNOWN chained");
      Future<Response> next = proxy.process("e");
      Stream fresh = proxy.function().stream();
      fresh.command("1:A");
      fresh.reply(1, response("last"));
      assertThat(message(next)).isEqualTo("last");
    }
  }

  @Test
  void reportsForwardsAndEffectsToNowhere() {
    try (ProxyUnderTest proxy = ProxyUnderTest.start()) {
      Future<Response> call = proxy.process("e");
      Stream stream = proxy.function().stream();
      stream.command();
      stream.reply(1, forward("no.Service", "Call", "t"), "A");
      assertThat(failure(call)).contains("no.Service");
      assertThat(proxy.function().report()).contains("forward", "no.Service");

      call = proxy.process("e");
      stream.next();
      stream.reply(2, forward(ScriptedFunction.TWO, "Nope", "t"));
      assertThat(failure(call)).contains("EventSourcedTwo/Nope");
      assertThat(proxy.function().report()).contains("Nope");

      call = proxy.process("e");
      stream.next();
      stream.send(Stream.frame(3, response("fine")).addSideEffects(effect("no.Two", "x", true)));
      assertThat(message(call)).isEqualTo("fine");
      assertThat(proxy.function().report()).contains("side effect", "no.Two");
    }
  }

  @Test
  void reportsAReplyOfAnotherType() {
    try (ProxyUnderTest proxy = ProxyUnderTest.start()) {
      Future<Response> call = proxy.process("e");
      Stream stream = proxy.function().stream();
      stream.command();
      ClientAction.Builder action = response("").toBuilder();
      action.getReplyBuilder().setPayload(persisted("odd"));
      stream.reply(1, action.build());
      assertThat(failure(call)).contains("cloudstate.tck.model.Persisted");
      assertThat(proxy.function().report()).contains("cloudstate.tck.model.Persisted");
    }
  }

  @Test
  void awaitsSynchronousEffectsOneByOne() {
    try (ProxyUnderTest proxy = ProxyUnderTest.start()) {
      Future<Response> call = proxy.process("e");
      Stream stream = proxy.function().stream();
      stream.command();
      stream.send(
          Stream.frame(1, response("done"))
              .addSideEffects(effect(ScriptedFunction.TWO, "async", false))
              .addSideEffects(effect(ScriptedFunction.TWO, "first", true))
              .addSideEffects(effect(ScriptedFunction.TWO, "second", true)));
      // These two start in order, but nothing orders their arrival.
      Stream one = proxy.function().stream();
      Stream other = proxy.function().stream();
      boolean inOrder = one.command().getEntityId().equals("async");
      Stream async = inOrder ? one : other;
      Stream first = inOrder ? other : one;
      assertThat(other.command().getEntityId()).isEqualTo(inOrder ? "first" : "async");
      // The entity itself is free: that its next call is answered shows the first still waits.
      Future<Response> next = proxy.process("e");
      stream.next();
      stream.reply(2, response("next"));
      await(next);
      assertThat(proxy.function().noStreamOpened()).isTrue();
      assertThat(call.isDone()).isFalse();

      first.reply(1, failure("an effect's failure stays its own", false));
      Stream second = proxy.function().stream();
      assertThat(second.command().getEntityId()).isEqualTo("second");
      assertThat(call.isDone()).isFalse();
      second.reply(1, response(""));
      assertThat(message(call)).isEqualTo("done");
      async.reply(1, response(""));
    }
  }

  private static EventSourcedStreamOut out(EventSourcedReply.Builder reply) {
    return EventSourcedStreamOut.newBuilder().setReply(reply).build();
  }
}
