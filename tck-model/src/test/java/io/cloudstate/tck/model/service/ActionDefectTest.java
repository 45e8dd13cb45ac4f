package io.cloudstate.tck.model.service;

import static io.cloudstate.tck.model.service.ActionConversation.command;
import static io.cloudstate.tck.model.service.ActionConversation.effect;
import static io.cloudstate.tck.model.service.ActionConversation.fail;
import static io.cloudstate.tck.model.service.ActionConversation.forward;
import static io.cloudstate.tck.model.service.ActionConversation.group;
import static io.cloudstate.tck.model.service.ActionConversation.one;
import static io.cloudstate.tck.model.service.ActionConversation.packed;
import static io.cloudstate.tck.model.service.ActionConversation.reply;
import static io.cloudstate.tck.model.service.ActionConversation.streamed;
import static io.cloudstate.tck.model.service.ActionConversation.streamedIn;
import static io.cloudstate.tck.model.service.ActionConversation.streamedOut;
import static io.cloudstate.tck.model.service.ActionConversation.streaming;
import static io.cloudstate.tck.model.service.ActionConversation.unary;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.Empty;
import io.cloudstate.tck.model.support.action.ActionRpc;
import io.cloudstate.tck.protocol.UserFunctionError;
import io.cloudstate.tck.protocol.action.ActionCommand;
import io.cloudstate.tck.protocol.action.ActionResponse;
import io.cloudstate.tck.protocol.eventsourced.EventSourcedStreamIn;
import io.cloudstate.tck.protocol.eventsourced.EventSourcedStreamOut;
import io.cloudstate.tck.protocol.model.action.ProcessGroup;
import io.cloudstate.tck.protocol.model.eventlogeventing.EventOne;
import io.cloudstate.tck.protocol.model.eventlogeventing.JsonEvent;
import io.grpc.stub.StreamObserver;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each defect of actions and the event log changes what some probes see; others change nothing. */
class ActionDefectTest {
  private static final String MODEL = "cloudstate.tck.model.action.ActionTckModel";
  private static final String EVENTING = "cloudstate.tck.model.eventlogeventing.";
  private static final ProcessGroup EFFECTS =
      group(reply("A"), effect("e", false), effect("f", true));

  /** A conversation with a fresh service, as text. */
  enum Probe {
    UNARY_REPLY(service -> unary(service, EFFECTS).transcript()),
    UNARY_NOTHING(service -> unary(service, group(effect("e", false))).transcript()),
    UNARY_FORWARD(service -> unary(service, group(forward("f"), effect("e", true))).transcript()),
    UNARY_FAILURE(service -> unary(service, group(fail("no"), effect("e", true))).transcript()),
    UNARY_OUTCOMES(service -> unary(service, group(reply("A")), group(reply("B"))).transcript()),
    UNARY_GROUPS_OF_EFFECTS(
        service ->
            unary(service, group(reply("A"), effect("e", false)), group(effect("f", false)))
                .transcript()),
    UNARY_UNKNOWN(
        service -> one(service, ActionRpc.UNARY, command("Unknown", packed())).transcript()),
    UNARY_UNKNOWN_SERVICE(
        service ->
            one(
                    service,
                    ActionRpc.UNARY,
                    ActionCommand.newBuilder()
                        .setServiceName("no.such.Action")
                        .setName("Call")
                        .build())
                .transcript()),
    UNARY_UNREADABLE(
        service ->
            one(service, ActionRpc.UNARY, command("ProcessUnary", ActionConversation.unreadable()))
                .transcript()),
    UNARY_OTHER_HOST(
        service ->
            one(service, ActionRpc.UNARY, command("ProcessUnary", otherHost())).transcript()),
    IN_TWO_REQUESTS(
        service ->
            streamedIn(service)
                .request(group(reply("A")))
                .request(group(reply("B")))
                .halfClose()
                .transcript()),
    IN_BEFORE_END(service -> streamedIn(service).request(group(reply("A"))).transcript()),
    IN_WITHOUT_PAYLOADS(service -> streamedIn(service).halfClose().transcript()),
    IN_UNKNOWN(service -> streaming(service, ActionRpc.STREAMED_IN, MODEL, "Unknown").transcript()),
    OUT_GROUPS(
        service ->
            streamedOut(service, group(reply("A"), effect("e", true)), group(), group(reply("B")))
                .transcript()),
    OUT_WITHOUT_GROUPS(service -> streamedOut(service).transcript()),
    DUPLEX_REQUESTS(
        service ->
            streamed(service)
                .request(group(reply("A")), group(reply("B")))
                .request(group(reply("C")))
                .halfClose()
                .transcript()),
    DUPLEX_BEFORE_END(service -> streamed(service).request(group(reply("A"))).transcript()),
    DUPLEX_WITHOUT_PAYLOADS(service -> streamed(service).halfClose().transcript()),
    DUPLEX_NOTHING(service -> streamed(service).request(group()).transcript()),
    DUPLEX_UNREADABLE(
        service -> streamed(service).payload(ActionConversation.unreadable()).transcript()),
    DUPLEX_OTHER_HOST(service -> streamed(service).payload(otherHost()).transcript()),
    UNREADABLE_ELSEWHERE(
        service -> {
          ActionConversation other = streamed(service).request(group(reply("A")));
          streamedIn(service).payload(ActionConversation.unreadable());
          return other.transcript();
        }),
    CANCELLED_ELSEWHERE(
        service -> {
          ActionConversation other = streamedIn(service);
          streamed(service).request(group(reply("A"))).cancel();
          return other.transcript();
        }),
    SUBJECT(service -> unaryEvent(service, "ProcessEventOne", eventOne())),
    JSON_WRITTEN(service -> jsonEvent(service).toString()),
    JSON_READ(service -> unaryEvent(service, "ProcessAnyEvent", jsonEvent(service))),
    REPORTED(
        service -> {
          service
              .discovery()
              .reportError(UserFunctionError.getDefaultInstance(), new Recorded<Empty>());
          return unary(service).transcript() + streamed(service).transcript();
        });

    @SuppressWarnings("ImmutableEnumChecker") // the lambdas capture nothing
    final Function<ModelService, String> conversation;

    Probe(Function<ModelService, String> conversation) {
      this.conversation = conversation;
    }
  }

  private static final Map<Probe, String> CONFORMING =
      Arrays.stream(Probe.values())
          .collect(
              Collectors.toMap(
                  Function.identity(), probe -> probe.conversation.apply(with(Set.of()))));

  @ParameterizedTest
  @EnumSource
  void changesWhatItSays(ServiceDefect defect) {
    Set<Probe> changed = EnumSet.noneOf(Probe.class);
    for (Probe probe : Probe.values()) {
      String seen = probe.conversation.apply(with(EnumSet.of(defect)));
      if (!seen.equals(CONFORMING.get(probe))) {
        changed.add(probe);
      }
    }

    assertThat(changed).isEqualTo(expected(defect));
  }

  static Set<Probe> expected(ServiceDefect defect) {
    return switch (defect) {
      case DOWN_AFTER_REPORT -> EnumSet.of(Probe.REPORTED);
      case UNARY_WITHOUT_OUTCOME_UNANSWERED -> EnumSet.of(Probe.UNARY_NOTHING, Probe.REPORTED);
      case EMPTY_ANSWER_SENT_AS_REPLY ->
          EnumSet.of(
              Probe.UNARY_NOTHING,
              Probe.IN_WITHOUT_PAYLOADS,
              Probe.OUT_GROUPS,
              Probe.DUPLEX_NOTHING,
              Probe.REPORTED);
      case EMPTY_ANSWER_LOSES_EFFECTS -> EnumSet.of(Probe.UNARY_NOTHING);
      case ACTION_FAILURE_LOSES_EFFECTS -> EnumSet.of(Probe.UNARY_FAILURE);
      case ACTION_FORWARD_LOSES_EFFECTS -> EnumSet.of(Probe.UNARY_FORWARD);
      case FIRST_OUTCOME_WINS -> EnumSet.of(Probe.UNARY_OUTCOMES, Probe.IN_TWO_REQUESTS);
      case FOLDED_EFFECTS_OF_LAST_ONLY -> EnumSet.of(Probe.UNARY_GROUPS_OF_EFFECTS);
      case SYNCHRONOUS_EFFECTS_FIRST -> EnumSet.of(Probe.UNARY_REPLY);
      case ACTION_EFFECTS_CARRIED_OVER -> EnumSet.of(Probe.OUT_GROUPS);
      case STREAMED_IN_ANSWERS_FIRST_PAYLOAD ->
          EnumSet.of(Probe.IN_TWO_REQUESTS, Probe.IN_BEFORE_END);
      case STREAMED_IN_IGNORES_LATER_PAYLOADS -> EnumSet.of(Probe.IN_TWO_REQUESTS);
      case STREAMED_IN_WITHOUT_PAYLOADS_UNANSWERED, STREAMED_IN_WITHOUT_PAYLOADS_BREAKS ->
          EnumSet.of(Probe.IN_WITHOUT_PAYLOADS);
      case STREAMED_OUT_REVERSED -> EnumSet.of(Probe.OUT_GROUPS);
      case STREAMED_OUT_LOSES_LAST -> EnumSet.of(Probe.OUT_GROUPS);
      case STREAMED_OUT_NOT_COMPLETED -> EnumSet.of(Probe.OUT_GROUPS, Probe.OUT_WITHOUT_GROUPS);
      case STREAMED_OUT_NEVER_EMPTY -> EnumSet.of(Probe.OUT_WITHOUT_GROUPS);
      case STREAMS_SKIP_EMPTY_ANSWERS -> EnumSet.of(Probe.OUT_GROUPS, Probe.DUPLEX_NOTHING);
      case DUPLEX_WAITS_FOR_END ->
          EnumSet.of(
              Probe.DUPLEX_BEFORE_END,
              Probe.DUPLEX_NOTHING,
              Probe.DUPLEX_UNREADABLE,
              Probe.DUPLEX_OTHER_HOST,
              Probe.UNREADABLE_ELSEWHERE);
      case DUPLEX_FIRST_ANSWER_ONLY, DUPLEX_ANSWERS_REVERSED -> EnumSet.of(Probe.DUPLEX_REQUESTS);
      case DUPLEX_ENDS_WITH_FIRST_REQUEST ->
          EnumSet.of(
              Probe.DUPLEX_REQUESTS,
              Probe.DUPLEX_BEFORE_END,
              Probe.DUPLEX_NOTHING,
              Probe.DUPLEX_OTHER_HOST,
              Probe.UNREADABLE_ELSEWHERE);
      case DUPLEX_HALF_CLOSE_UNANSWERED ->
          EnumSet.of(Probe.DUPLEX_REQUESTS, Probe.DUPLEX_WITHOUT_PAYLOADS);
      case CANCELLATION_ENDS_OTHER_CALLS -> EnumSet.of(Probe.CANCELLED_ELSEWHERE);
      case ACTION_UNKNOWN_SERVICE_UNANSWERED -> EnumSet.of(Probe.UNARY_UNKNOWN_SERVICE);
      case ACTION_UNKNOWN_COMMAND_UNANSWERED -> EnumSet.of(Probe.UNARY_UNKNOWN, Probe.IN_UNKNOWN);
      case ACTION_UNREADABLE_PAYLOAD_UNANSWERED ->
          EnumSet.of(Probe.UNARY_UNREADABLE, Probe.DUPLEX_UNREADABLE);
      case ACTION_UNREADABLE_PAYLOAD_ENDS_ALL_CALLS ->
          EnumSet.of(Probe.UNARY_UNREADABLE, Probe.DUPLEX_UNREADABLE, Probe.UNREADABLE_ELSEWHERE);
      case METADATA_LOST -> EnumSet.of(Probe.SUBJECT, Probe.JSON_READ);
      case JSON_NOT_WRAPPED, JSON_IN_LATIN_1 -> EnumSet.of(Probe.JSON_WRITTEN);
      case JSON_UNREADABLE -> EnumSet.of(Probe.JSON_READ);
      case OTHER_HOST_REFUSED -> EnumSet.of(Probe.UNARY_OTHER_HOST, Probe.DUPLEX_OTHER_HOST);
      default -> EnumSet.noneOf(Probe.class); // they are of entity streams or discovery
    };
  }

  private static ModelService with(Set<ServiceDefect> defects) {
    return ModelService.with(defects, error -> {});
  }

  private static Any otherHost() {
    return packed(group(reply("A"))).toBuilder()
        .setTypeUrl("example.org/cloudstate.tck.model.action.Request")
        .build();
  }

  private static Any eventOne() {
    EventOne.Builder event = EventOne.newBuilder();
    event.getStepBuilder().getReplyBuilder().setMessage("A");
    return Any.pack(event.build());
  }

  private static String unaryEvent(ModelService service, String name, Any event) {
    ActionCommand.Builder command =
        ActionCommand.newBuilder()
            .setServiceName(EVENTING + "EventLogSubscriberModel")
            .setName(name)
            .setPayload(event);
    command.getMetadataBuilder().addEntriesBuilder().setKey("ce-subject").setStringValue("e");
    Recorded<ActionResponse> out = new Recorded<>();
    service.action().handleUnary(command.build(), out);
    return out.values + out.end;
  }

  /** The event that a command of the entity emits. */
  private static Any jsonEvent(ModelService service) {
    Recorded<EventSourcedStreamOut> out = new Recorded<>();
    StreamObserver<EventSourcedStreamIn> in = service.eventSourced().handle(out);
    EventSourcedStreamIn.Builder frame = EventSourcedStreamIn.newBuilder();
    frame.getInitBuilder().setServiceName(EVENTING + "EventSourcedEntityTwo").setEntityId("e");
    in.onNext(frame.build());
    frame
        .getCommandBuilder()
        .setEntityId("e")
        .setId(1)
        .setName("EmitJsonEvent")
        .setPayload(Any.pack(JsonEvent.newBuilder().setMessage("\u00fcber").build()));
    in.onNext(frame.build());
    return out.values.get(0).getReply().getEvents(0);
  }
}
