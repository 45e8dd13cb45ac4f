package io.cloudstate.tck.model.service;

import static io.cloudstate.tck.model.service.EntityStream.effect;
import static io.cloudstate.tck.model.service.EntityStream.emit;
import static io.cloudstate.tck.model.service.EntityStream.fail;
import static io.cloudstate.tck.model.service.EntityStream.forward;
import static io.cloudstate.tck.model.service.EntityStream.started;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import io.cloudstate.tck.protocol.model.Persisted;
import io.cloudstate.tck.protocol.model.Request;
import io.cloudstate.tck.protocol.model.RequestAction;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EventSourcedModelTest {
  private final ModelService service = ModelService.with(Set.of(), error -> {});

  @Test
  void emitsInOrderAndTheReplySeesIt() {
    EntityStream stream =
        started(service, "e").process(emit("A"), emit("B")).process().process(emit("C"));

    assertThat(stream.halfClose().transcript()).isEqualTo("1:AB[A,B]; 2:AB; 3:ABC[C] | OK");
  }

  @Test
  void startsFromSnapshotAndReplayedEventsWithoutAnswering() {
    EntityStream stream = new EntityStream(service, "e").init(3, "abc").event(4, "d");
    assertThat(stream.transcript()).isEqualTo(" | open");

    assertThat(stream.process(emit("e")).transcript()).isEqualTo("1:abcde[e]{abcde} | open");
  }

  @Test
  void takesSnapshotsWhereAMultipleOfFiveIsPassed() {
    EntityStream stream =
        started(service, "e")
            .process(emit("1"), emit("2"), emit("3"), emit("4"))
            .process(emit("5"), emit("6"))
            .process()
            .process(emit("7"), emit("8"), emit("9"))
            .process(emit("0"))
            .process();

    assertThat(stream.transcript())
        .isEqualTo(
            "1:1234[1,2,3,4]; 2:123456[5,6]{123456}; 3:123456; 4:123456789[7,8,9];"
                + " 5:1234567890[0]{1234567890}; 6:1234567890 | open");
  }

  @Test
  void sendsOneSnapshotForManyEvents() {
    RequestAction[] twelve =
        IntStream.range(0, 12).mapToObj(i -> emit("x")).toArray(RequestAction[]::new);

    assertThat(started(service, "e").process(twelve).transcript())
        .endsWith("]{xxxxxxxxxxxx} | open")
        .containsOnlyOnce("{");
  }

  @Test
  void failureLeavesNothingBehindAndTheStreamUsable() {
    EntityStream stream =
        started(service, "e")
            .process(emit("A"), emit("B"), emit("C"))
            .process(emit("x"), emit("y"), effect("f", true), fail("no"), emit("z"))
            .process(emit("D"))
            .process(emit("E"));

    assertThat(stream.transcript())
        .isEqualTo("1:ABC[A,B,C]; 2:failed 2 no; 3:ABCD[D]; 4:ABCDE[E]{ABCDE} | open");
  }

  @Test
  void forwardsWithEventsSnapshotAndEffectsBesideIt() {
    EntityStream stream =
        new EntityStream(service, "e")
            .init(4, "abcd")
            .process(effect("f", true), emit("E"), forward("g"), effect("h", false));

    assertThat(stream.transcript())
        .isEqualTo(
            "1:->EventSourcedTwo/Call g[E]{abcdE}(EventSourcedTwo/Call f!,EventSourcedTwo/Call h)"
                + " | open");
  }

  @Test
  void twoAndConfiguredAnswerEmpty() {
    for (String name : Set.of("EventSourcedTwo", "EventSourcedConfigured")) {
      EntityStream stream =
          new EntityStream(service, "e")
              .send(
                  in ->
                      in.getInitBuilder()
                          .setServiceName("cloudstate.tck.model." + name)
                          .setEntityId("e"))
              .command("Call", Any.pack(Request.newBuilder().setId("e").build()));

      assertThat(stream.halfClose().transcript()).isEqualTo("1: | OK");
    }
  }

  @Test
  void acceptsAnyHostInTypeUrls() {
    Any payload = Any.pack(Request.newBuilder().addActions(emit("A")).build(), "example.org/x");

    assertThat(started(service, "e").command("Process", payload).transcript())
        .isEqualTo("1:A[A] | open");
  }

  @Test
  void answersWhatItCannotServeByAFailureThatEndsTheStream() {
    Any request = Any.pack(Request.getDefaultInstance());

    assertThat(started(service, "e").command("Unknown", request).transcript())
        .isEqualTo("FAILURE 1 | OK");
    assertThat(started(service, "e").command("Process", EntityStream.unreadable()).transcript())
        .isEqualTo("FAILURE 1 | OK");
    assertThat(
            started(service, "e")
                .command("Process", Any.pack(Persisted.getDefaultInstance()))
                .transcript())
        .isEqualTo("FAILURE 1 | OK");
    assertThat(started(service, "e").command("other", "Process", request).transcript())
        .isEqualTo("FAILURE 1 | OK");
    assertThat(started(service, "e").init().transcript()).isEqualTo("FAILURE 0 | OK");
    assertThat(started(service, "e").send(in -> {}).transcript()).isEqualTo("FAILURE 0 | OK");
    assertThat(started(service, "e").process().event(1, "A").transcript())
        .isEqualTo("1:; FAILURE 0 | OK");
    assertThat(
            started(service, "e")
                .send(in -> in.getEventBuilder().setSequence(1).setPayload(request))
                .transcript())
        .isEqualTo("FAILURE 0 | OK");
    assertThat(new EntityStream(service, "e").process().transcript()).isEqualTo("FAILURE 1 | OK");
    assertThat(new EntityStream(service, "e").event(1, "A").transcript())
        .isEqualTo("FAILURE 0 | OK");
    assertThat(
            new EntityStream(service, "e")
                .send(in -> in.getInitBuilder().setServiceName("no.such.Service"))
                .transcript())
        .isEqualTo("FAILURE 0 | OK");
  }

  @Test
  void saysWhatWasWrong() {
    EntityStream stream =
        started(service, "e").command("Unknown", Any.pack(Request.getDefaultInstance()));

    assertThat(stream.out.values.get(0).getFailure().getDescription())
        .isEqualTo(
            "cloudstate.tck.model.EventSourcedTckModel has no command \"Unknown\"; it has [Process].");
  }

  @Test
  void ignoresWhatComesAfterItsFailure() {
    EntityStream stream =
        started(service, "e")
            .command("Unknown", Any.pack(Request.getDefaultInstance()))
            .process(emit("A"))
            .halfClose();

    assertThat(stream.transcript()).isEqualTo("FAILURE 1 | OK");
  }

  @Test
  void streamsKnowNothingOfEachOther() {
    EntityStream first = started(service, "a").process(emit("A"));
    EntityStream second = started(service, "b").process(emit("B"));
    first.process();
    second.command("Unknown", Any.pack(Request.getDefaultInstance()));
    first.process().halfClose();

    assertThat(first.transcript()).isEqualTo("1:A[A]; 2:A; 3:A | OK");
    assertThat(started(service, "a").process().transcript()).isEqualTo("1: | open");
  }

  @Test
  void endsInSilenceWhenCancelled() {
    assertThat(started(service, "e").process(emit("A")).cancel().transcript())
        .isEqualTo("1:A[A] | open");
  }
}
