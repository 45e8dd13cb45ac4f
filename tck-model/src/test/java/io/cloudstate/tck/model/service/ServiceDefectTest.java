package io.cloudstate.tck.model.service;

import static io.cloudstate.tck.model.service.EntityStream.effect;
import static io.cloudstate.tck.model.service.EntityStream.emit;
import static io.cloudstate.tck.model.service.EntityStream.fail;
import static io.cloudstate.tck.model.service.EntityStream.forward;
import static io.cloudstate.tck.model.service.EntityStream.started;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.Empty;
import io.cloudstate.tck.protocol.EntitySpec;
import io.cloudstate.tck.protocol.ProxyInfo;
import io.cloudstate.tck.protocol.UserFunctionError;
import io.cloudstate.tck.protocol.model.Request;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each defect changes what some probes see, and nothing else. */
class ServiceDefectTest {
  /** A conversation with a fresh service, as text. */
  enum Probe {
    SPEC(service -> spec(service).toString()),
    SPEC_AGAIN(service -> spec(service).equals(spec(service)) ? "same" : "other"),
    REPORT(
        service -> {
          Recorded<Empty> answer = new Recorded<>();
          service.discovery().reportError(UserFunctionError.getDefaultInstance(), answer);
          return answer.values + answer.end;
        }),
    REPORT_THEN_SPEC(
        service -> {
          service
              .discovery()
              .reportError(UserFunctionError.getDefaultInstance(), new Recorded<Empty>());
          Recorded<EntitySpec> answer = new Recorded<>();
          service.discovery().discover(ProxyInfo.getDefaultInstance(), answer);
          return answer.values.size() + answer.end;
        }),
    REPORT_THEN_STREAM(
        service -> {
          service
              .discovery()
              .reportError(UserFunctionError.getDefaultInstance(), new Recorded<Empty>());
          return started(service, "e").process().transcript();
        }),
    SNAPSHOT(service -> stream(service).init(1, "a").event(2, "b").process().transcript()),
    REPLAY(service -> started(service, "e").event(1, "a").event(2, "b").process().transcript()),
    EMISSION(service -> started(service, "e").process(emit("A")).process().transcript()),
    COMMANDS(service -> started(service, "e").process().process().process().transcript()),
    CROSSING(service -> stream(service).init(4, "a").process(emit("b"), emit("c")).transcript()),
    NO_EVENTS_AT_FIVE(service -> stream(service).init(5, "a").process().transcript()),
    FAILURE_THEN_STATE(
        service -> started(service, "e").process(emit("A"), fail("no")).process().transcript()),
    FAILURE_THEN_SNAPSHOT(
        service ->
            stream(service)
                .init(3, "a")
                .process(emit("A"), fail("no"))
                .process(emit("b"))
                .transcript()),
    FAILURE_WITH_EFFECT(
        service ->
            started(service, "e").process(effect("f", true), fail("no")).process().transcript()),
    EQUAL_EVENTS(service -> started(service, "e").process(emit("A"), emit("A")).transcript()),
    EQUAL_EFFECTS(
        service ->
            started(service, "e").process(effect("f", true), effect("f", true)).transcript()),
    ID_OF_ANOTHER_SERVICE(
        service -> {
          started(service, "e").process();
          return stream(service)
              .send(
                  in ->
                      in.getInitBuilder()
                          .setServiceName("cloudstate.tck.model.EventSourcedTwo")
                          .setEntityId("e"))
              .command("Call", Any.pack(Request.getDefaultInstance()))
              .transcript();
        }),
    EFFECTS(
        service ->
            started(service, "e")
                .process(effect("f", true), effect("g", false))
                .process()
                .transcript()),
    FORWARD(service -> started(service, "e").process(emit("A"), forward("f")).transcript()),
    SECOND_STREAM(
        service -> {
          started(service, "e").process(emit("A")).halfClose();
          return started(service, "e").event(1, "A").process().transcript();
        }),
    TWO_ENTITIES(
        service -> {
          EntityStream one = started(service, "one");
          EntityStream two = started(service, "two");
          one.process(emit("A"));
          return one.transcript() + two.process().transcript();
        }),
    FIVE_STREAMS(
        service -> {
          List<EntityStream> streams =
              IntStream.range(0, 5).mapToObj(i -> started(service, "e" + i)).toList();
          streams.forEach(EntityStream::process);
          List<String> seen = new ArrayList<>();
          streams.forEach(stream -> seen.add(stream.transcript()));
          streams.get(0).cancel();
          seen.add(streams.get(4).transcript());
          return seen.toString();
        }),
    HALF_CLOSE(service -> started(service, "e").halfClose().transcript()),
    UNKNOWN_COMMAND(
        service ->
            started(service, "e")
                .command("Unknown", Any.pack(Request.getDefaultInstance()))
                .transcript()),
    UNREADABLE(
        service ->
            started(service, "e").command("Process", EntityStream.unreadable()).transcript()),
    UNREADABLE_ELSEWHERE(
        service -> {
          EntityStream other = started(service, "other");
          started(service, "e").command("Process", EntityStream.unreadable());
          return other.process().transcript();
        }),
    UNREADABLE_EVENT(
        service ->
            started(service, "e")
                .send(in -> in.getEventBuilder().setPayload(EntityStream.unreadable()))
                .process()
                .transcript()),
    UNREADABLE_SNAPSHOT(
        service ->
            stream(service)
                .send(
                    in ->
                        in.getInitBuilder()
                            .setServiceName(EntityStream.MODEL)
                            .setEntityId("e")
                            .getSnapshotBuilder()
                            .setSnapshot(EntityStream.unreadable()))
                .process()
                .transcript()),
    OTHER_HOST(
        service ->
            started(service, "e")
                .command("Process", Any.pack(Request.getDefaultInstance(), "example.org"))
                .transcript()),
    FOREIGN_HOST(
        service ->
            started(service, "e")
                .command("Process", foreign("cloudstate.tck.model.Request"))
                .transcript()),
    VALUE_FOREIGN_HOST(
        service ->
            ValueStream.started(service, "e")
                .command("Process", foreign("cloudstate.tck.model.valueentity.Request"))
                .transcript()),
    VALUE_STATE(service -> ValueStream.started(service, "e", "A").process().transcript()),
    VALUE_UPDATES(
        service ->
            ValueStream.started(service, "e")
                .process(ValueStream.update("A"), ValueStream.update("B"))
                .transcript()),
    VALUE_UPDATE_THEN_DELETE(
        service ->
            ValueStream.started(service, "e")
                .process(ValueStream.update("A"), ValueStream.delete())
                .transcript()),
    VALUE_DELETE_THEN_UPDATE(
        service ->
            ValueStream.started(service, "e")
                .process(ValueStream.delete(), ValueStream.update("A"))
                .transcript()),
    VALUE_FAILURE_THEN_STATE(
        service ->
            ValueStream.started(service, "e")
                .process(ValueStream.update("A"), ValueStream.fail("no"))
                .process()
                .transcript()),
    VALUE_FAILURE_WITH_EFFECT(
        service ->
            ValueStream.started(service, "e")
                .process(ValueStream.effect("f"), ValueStream.fail("no"))
                .transcript()),
    VALUE_EFFECTS(
        service ->
            ValueStream.started(service, "e")
                .process(ValueStream.effect("f"), ValueStream.effect("g"))
                .transcript()),
    VALUE_SECOND_STREAM(
        service -> {
          ValueStream.started(service, "e").process(ValueStream.update("A"));
          return ValueStream.started(service, "e").process(ValueStream.update("B")).transcript()
              + ValueStream.started(service, "e").process().transcript();
        }),
    VALUE_TWO_ENTITIES(
        service -> {
          ValueStream.started(service, "one").process(ValueStream.update("A"));
          return ValueStream.started(service, "two").process().transcript();
        }),
    VALUE_HALF_CLOSE(service -> ValueStream.started(service, "e").halfClose().transcript()),
    VALUE_UNKNOWN_COMMAND(
        service ->
            ValueStream.started(service, "e")
                .command("Unknown", Any.pack(Request.getDefaultInstance()))
                .transcript()),
    VALUE_UNREADABLE(
        service ->
            ValueStream.started(service, "e")
                .command("Process", EntityStream.unreadable())
                .transcript()),
    VALUE_UNREADABLE_STATE(
        service ->
            ValueStream.started(service, "e", EntityStream.unreadable()).process().transcript());

    @SuppressWarnings("ImmutableEnumChecker") // the lambdas capture nothing
    final Function<ModelService, String> conversation;

    Probe(Function<ModelService, String> conversation) {
      this.conversation = conversation;
    }

    private static Any foreign(String type) {
      return Any.newBuilder().setTypeUrl("types.example.org/" + type).build();
    }

    private static EntityStream stream(ModelService service) {
      return new EntityStream(service, "e");
    }

    private static EntitySpec spec(ModelService service) {
      Recorded<EntitySpec> answer = new Recorded<>();
      service.discovery().discover(ProxyInfo.getDefaultInstance(), answer);
      return answer.values.get(0);
    }
  }

  private static final ModelService CONFORMING = with(Set.of());

  @ParameterizedTest
  @EnumSource
  void changesWhatItSays(ServiceDefect defect) {
    Set<Probe> changed = EnumSet.noneOf(Probe.class);
    for (Probe probe : Probe.values()) {
      String seen = probe.conversation.apply(with(EnumSet.of(defect)));
      if (!seen.equals(probe.conversation.apply(CONFORMING))) {
        changed.add(probe);
      }
    }

    assertThat(changed).isEqualTo(expected(defect));
  }

  static Set<Probe> expected(ServiceDefect defect) {
    return switch (defect) {
      case DISCOVERS_LESS_THE_SECOND_TIME -> EnumSet.of(Probe.SPEC_AGAIN);
      case REPORT_UNANSWERED -> EnumSet.of(Probe.REPORT);
      case DOWN_AFTER_REPORT -> EnumSet.of(Probe.REPORT_THEN_SPEC, Probe.REPORT_THEN_STREAM);
      case DESCRIPTORS_LACK_AN_IMPORT,
          SUBSCRIPTIONS_LEFT_OUT,
          ENTITY_LISTED_TWICE,
          ENTITY_NOT_DESCRIBED,
          ENTITY_TYPE_UNKNOWN,
          PERSISTENCE_ID_EMPTY,
          PERSISTENCE_ID_IS_SERVICE_NAME,
          PASSIVATION_IN_SECONDS,
          PASSIVATION_MISSING,
          PROTOCOL_VERSION_ABSENT,
          SERVICE_INFO_EMPTY ->
          EnumSet.of(Probe.SPEC);
      case SNAPSHOT_IGNORED ->
          EnumSet.of(
              Probe.SNAPSHOT,
              Probe.CROSSING,
              Probe.NO_EVENTS_AT_FIVE,
              Probe.FAILURE_THEN_SNAPSHOT,
              Probe.UNREADABLE_SNAPSHOT);
      case FIRST_REPLAYED_EVENT_SKIPPED ->
          EnumSet.of(Probe.SNAPSHOT, Probe.REPLAY, Probe.SECOND_STREAM, Probe.UNREADABLE_EVENT);
      case REPLAY_REVERSED -> EnumSet.of(Probe.REPLAY);
      case REPLIES_TO_REPLAYED_EVENTS ->
          EnumSet.of(Probe.SNAPSHOT, Probe.REPLAY, Probe.SECOND_STREAM);
      case THIRD_COMMAND_DROPPED -> EnumSet.of(Probe.COMMANDS);
      case REPLY_BEFORE_EVENTS ->
          EnumSet.of(
              Probe.EMISSION,
              Probe.CROSSING,
              Probe.FAILURE_THEN_SNAPSHOT,
              Probe.EQUAL_EVENTS,
              Probe.TWO_ENTITIES);
      case EVENTS_SENT_AGAIN -> EnumSet.of(Probe.EMISSION);
      case SNAPSHOT_COUNTS_DISCARDED_EVENTS -> EnumSet.of(Probe.FAILURE_THEN_SNAPSHOT);
      case SNAPSHOT_COUNT_RESTARTS -> EnumSet.of(Probe.CROSSING);
      case SNAPSHOT_BEFORE_EVENTS -> EnumSet.of(Probe.CROSSING);
      case SNAPSHOT_ONLY_AT_LAST_EVENT -> EnumSet.of(Probe.CROSSING);
      case SNAPSHOT_WITHOUT_EVENTS -> EnumSet.of(Probe.NO_EVENTS_AT_FIVE);
      case STATE_DIRTY_AFTER_FAILURE, FAILURE_WITH_EVENTS ->
          EnumSet.of(Probe.FAILURE_THEN_STATE, Probe.FAILURE_THEN_SNAPSHOT);
      case STATE_OUTLIVES_STREAM -> EnumSet.of(Probe.SECOND_STREAM);
      case STATE_SHARED_BY_ENTITIES -> EnumSet.of(Probe.SECOND_STREAM, Probe.TWO_ENTITIES);
      case FOUR_STREAMS_AT_A_TIME -> EnumSet.of(Probe.FIVE_STREAMS);
      case HALF_CLOSE_UNANSWERED, HALF_CLOSE_ANSWERED_WITH_ERROR ->
          EnumSet.of(Probe.HALF_CLOSE, Probe.VALUE_HALF_CLOSE);
      case EFFECTS_REVERSED -> EnumSet.of(Probe.EFFECTS, Probe.VALUE_EFFECTS);
      case EFFECTS_CARRIED_OVER -> EnumSet.of(Probe.EFFECTS);
      case EQUAL_EVENTS_MERGED -> EnumSet.of(Probe.EQUAL_EVENTS);
      case EQUAL_EFFECTS_MERGED -> EnumSet.of(Probe.EQUAL_EFFECTS);
      case ENTITIES_FOUND_BY_ID -> EnumSet.of(Probe.ID_OF_ANOTHER_SERVICE);
      case FAILED_EFFECTS_SENT_LATER -> EnumSet.of(Probe.FAILURE_WITH_EFFECT);
      case FAILURE_WITH_EFFECTS ->
          EnumSet.of(Probe.FAILURE_WITH_EFFECT, Probe.VALUE_FAILURE_WITH_EFFECT);
      case FIRST_UPDATE_WINS -> EnumSet.of(Probe.VALUE_UPDATES);
      case DELETE_KEEPS_STATE, UPDATE_BEATS_DELETE, DELETE_SENT_AS_EMPTY_UPDATE ->
          EnumSet.of(Probe.VALUE_UPDATE_THEN_DELETE);
      case DELETE_BEATS_UPDATE -> EnumSet.of(Probe.VALUE_DELETE_THEN_UPDATE);
      case STATE_SENT_ALWAYS ->
          EnumSet.of(
              Probe.VALUE_STATE,
              Probe.VALUE_FAILURE_THEN_STATE,
              Probe.VALUE_EFFECTS,
              Probe.VALUE_SECOND_STREAM,
              Probe.VALUE_TWO_ENTITIES,
              Probe.VALUE_FOREIGN_HOST);
      case VALUE_DIRTY_AFTER_FAILURE, FAILURE_WITH_STATE_ACTION ->
          EnumSet.of(Probe.VALUE_FAILURE_THEN_STATE);
      case INIT_STATE_IGNORED -> EnumSet.of(Probe.VALUE_STATE, Probe.VALUE_UNREADABLE_STATE);
      case VALUE_OUTLIVES_STREAM -> EnumSet.of(Probe.VALUE_SECOND_STREAM);
      case VALUE_SHARED_BY_ENTITIES ->
          EnumSet.of(Probe.VALUE_SECOND_STREAM, Probe.VALUE_TWO_ENTITIES);
      case FORWARD_LOSES_EVENTS -> EnumSet.of(Probe.FORWARD);
      case FAILURE_ENDS_STREAM ->
          EnumSet.of(
              Probe.FAILURE_THEN_STATE,
              Probe.FAILURE_THEN_SNAPSHOT,
              Probe.FAILURE_WITH_EFFECT,
              Probe.VALUE_FAILURE_THEN_STATE,
              Probe.VALUE_FAILURE_WITH_EFFECT);
      case STREAM_SILENT_AFTER_FAILURE ->
          EnumSet.of(
              Probe.FAILURE_THEN_STATE,
              Probe.FAILURE_THEN_SNAPSHOT,
              Probe.FAILURE_WITH_EFFECT,
              Probe.VALUE_FAILURE_THEN_STATE);
      case UNKNOWN_COMMAND_UNANSWERED ->
          EnumSet.of(Probe.UNKNOWN_COMMAND, Probe.VALUE_UNKNOWN_COMMAND);
      case UNREADABLE_PAYLOAD_UNANSWERED -> EnumSet.of(Probe.UNREADABLE, Probe.VALUE_UNREADABLE);
      case UNREADABLE_STATE_UNANSWERED ->
          EnumSet.of(
              Probe.UNREADABLE_EVENT, Probe.UNREADABLE_SNAPSHOT, Probe.VALUE_UNREADABLE_STATE);
      case UNREADABLE_PAYLOAD_ENDS_ALL_STREAMS ->
          EnumSet.of(
              Probe.UNREADABLE,
              Probe.UNREADABLE_ELSEWHERE,
              Probe.UNREADABLE_EVENT,
              Probe.UNREADABLE_SNAPSHOT,
              Probe.VALUE_UNREADABLE,
              Probe.VALUE_UNREADABLE_STATE);
      case OTHER_HOST_REFUSED ->
          EnumSet.of(Probe.OTHER_HOST, Probe.FOREIGN_HOST, Probe.VALUE_FOREIGN_HOST);
      default -> EnumSet.noneOf(Probe.class); // entity types with a test of their own
    };
  }

  @Test
  void fifthStreamIsServedOnceOneHasEnded() {
    ModelService service = with(EnumSet.of(ServiceDefect.FOUR_STREAMS_AT_A_TIME));
    List<EntityStream> streams =
        IntStream.range(0, 6).mapToObj(i -> started(service, "e" + i)).toList();
    streams.get(4).process(emit("A"));
    streams.get(5).cancel();
    assertThat(streams.get(4).transcript()).isEqualTo(" | open");

    streams.get(1).halfClose();
    assertThat(streams.get(4).halfClose().transcript()).isEqualTo("1:A[A] | OK");
  }

  @Test
  void defectsCombine() {
    ModelService service =
        with(
            EnumSet.of(
                ServiceDefect.SNAPSHOT_IGNORED,
                ServiceDefect.EFFECTS_REVERSED,
                ServiceDefect.EVENTS_SENT_AGAIN,
                ServiceDefect.HALF_CLOSE_ANSWERED_WITH_ERROR));

    assertThat(
            new EntityStream(service, "e")
                .init(1, "a")
                .process(emit("A"), effect("f", true), effect("g", true))
                .process()
                .halfClose()
                .transcript())
        .isEqualTo("1:A[A](EventSourcedTwo/Call g!,EventSourcedTwo/Call f!); 2:A[A] | INTERNAL");
  }

  @Test
  void eachNamesItsRequirementAndHasATitleOfItsOwn() {
    Set<String> titles = new TreeSet<>();
    for (ServiceDefect defect : ServiceDefect.values()) {
      assertThat(defect.requirement()).matches("(DIS|ES|VE|CRDT|EFF|FWD|FAI|ACT|EVT|SER)-\\d\\d");
      assertThat(titles.add(defect.title())).as(defect.title()).isTrue();
    }
  }

  private static ModelService with(Set<ServiceDefect> defects) {
    return ModelService.with(defects, error -> {});
  }
}
