package io.cloudstate.tck.specs.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Message;
import io.cloudstate.tck.protocol.ClientAction;
import io.cloudstate.tck.protocol.Command;
import io.cloudstate.tck.protocol.EntityProto;
import io.cloudstate.tck.protocol.Failure;
import io.cloudstate.tck.protocol.Metadata;
import io.cloudstate.tck.protocol.MetadataEntry;
import io.cloudstate.tck.protocol.Reply;
import io.cloudstate.tck.protocol.SideEffect;
import io.cloudstate.tck.protocol.crdt.CrdtClock;
import io.cloudstate.tck.protocol.crdt.GCounterDelta;
import io.cloudstate.tck.protocol.crdt.LWWRegisterDelta;
import io.cloudstate.tck.protocol.eventsourced.EventSourcedReply;
import io.cloudstate.tck.protocol.eventsourced.EventSourcedStreamOut;
import io.cloudstate.tck.protocol.model.EventsourcedProto;
import io.cloudstate.tck.protocol.model.Persisted;
import io.cloudstate.tck.protocol.model.Response;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What matches a pattern, and how a difference is told. */
final class MatcherTest {

  private static final Types TYPES =
      Types.of(List.of(EntityProto.getDescriptor(), EventsourcedProto.getDescriptor()));
  private static final Bindings BINDINGS = Bindings.ofEntity("e1");
  private static final String PERSISTED = "type.googleapis.com/cloudstate.tck.model.Persisted";

  private static List<Difference> match(Pattern pattern, Message actual) {
    return Matcher.match(pattern, actual, TYPES, BINDINGS);
  }

  /** A pattern of names and patterns, in turn. */
  private static Pattern.Fields fields(Descriptor type, Object... namesAndPatterns) {
    Pattern.Fields fields = new Pattern.Fields(type, new LinkedHashMap<>());
    for (int i = 0; i < namesAndPatterns.length; i += 2) {
      fields =
          fields.with(
              Objects.requireNonNull(type.findFieldByName((String) namesAndPatterns[i])),
              (Pattern) namesAndPatterns[i + 1]);
    }
    return fields;
  }

  private static Pattern text(String template) {
    return new Pattern.Text(template);
  }

  private static Pattern scalar(Object value) {
    return new Pattern.Scalar(value);
  }

  private static Pattern items(Pattern... items) {
    return new Pattern.Items(List.of(items));
  }

  private static Pattern any() {
    return new Pattern.Anything();
  }

  private static Pattern persisted(String value) {
    return new Pattern.Packed(PERSISTED, fields(Persisted.getDescriptor(), "value", text(value)));
  }

  private static Any event(String value) {
    return Any.pack(Persisted.newBuilder().setValue(value).build());
  }

  private static Pattern.Fields reply(Object... namesAndPatterns) {
    return fields(EventSourcedReply.getDescriptor(), namesAndPatterns);
  }

  @Test
  void whatIsNotNamedIsAtItsDefault() {
    Pattern one = reply("command_id", scalar(1L));

    assertThat(match(one, EventSourcedReply.newBuilder().setCommandId(1).build())).isEmpty();
    assertThat(
            match(
                one,
                EventSourcedReply.newBuilder()
                    .setCommandId(1)
                    .addEvents(event("A"))
                    .setSnapshot(event("S"))
                    .build()))
        .containsExactly(
            new Difference(
                "events", "nothing", "[{\"@type\":\"" + PERSISTED + "\",\"value\":\"A\"}]"),
            new Difference(
                "snapshot", "nothing", "{\"@type\":\"" + PERSISTED + "\",\"value\":\"S\"}"));
    assertThat(match(reply(), EventSourcedReply.newBuilder().setCommandId(3).build()))
        .containsExactly(new Difference("commandId", "nothing", "3"));
  }

  @Test
  void aNumberWithoutSignIsShownWithoutOne() {
    Pattern largest = fields(GCounterDelta.getDescriptor(), "increment", scalar(-1L));
    Message other = GCounterDelta.newBuilder().setIncrement(Long.MIN_VALUE).build();

    assertThat(match(largest, other))
        .containsExactly(
            new Difference("increment", "18446744073709551615", "9223372036854775808"));
    assertThat(match(fields(GCounterDelta.getDescriptor()), other))
        .containsExactly(new Difference("increment", "nothing", "9223372036854775808"));
    Show show = new Show(TYPES, BINDINGS);
    assertThat(show.message(other)).isEqualTo("{\"increment\":9223372036854775808}");
    assertThat(show.pattern(largest)).isEqualTo("{\"increment\":18446744073709551615}");
  }

  @Test
  void aBlankIsAbsentOrEmptyAndNothingElse() {
    Pattern blank = reply("snapshot", new Pattern.Blank());

    assertThat(match(blank, EventSourcedReply.getDefaultInstance())).isEmpty();
    assertThat(
            match(
                blank,
                EventSourcedReply.newBuilder().setSnapshot(Any.getDefaultInstance()).build()))
        .isEmpty();
    assertThat(match(blank, EventSourcedReply.newBuilder().setSnapshot(event("S")).build()))
        .containsExactly(
            new Difference(
                "snapshot", "nothing", "{\"@type\":\"" + PERSISTED + "\",\"value\":\"S\"}"));
  }

  @Test
  void aMessageThatIsThereButEmptyIsNotAbsent() {
    EventSourcedReply empty =
        EventSourcedReply.newBuilder().setSnapshot(Any.getDefaultInstance()).build();

    assertThat(match(reply(), empty)).extracting(Difference::path).containsExactly("snapshot");
    assertThat(match(reply("snapshot", persisted("")), EventSourcedReply.getDefaultInstance()))
        .containsExactly(
            new Difference(
                "snapshot", "{\"@type\":\"" + PERSISTED + "\",\"value\":\"\"}", "nothing"));
  }

  @Test
  void scalarsAndTextsAreCompared() {
    Pattern pattern =
        fields(
            Failure.getDescriptor(),
            "command_id",
            scalar(1L),
            "description",
            text("no"),
            "restart",
            scalar(true));

    assertThat(
            match(
                pattern,
                Failure.newBuilder().setCommandId(1).setDescription("no").setRestart(true).build()))
        .isEmpty();
    assertThat(match(pattern, Failure.newBuilder().setCommandId(2).setDescription("yes").build()))
        .containsExactly(
            new Difference("commandId", "1", "2"),
            new Difference("description", "\"no\"", "\"yes\""),
            new Difference("restart", "true", "false"));
  }

  @Test
  void anotherMemberOfAOneofIsToldOnceWithBoth() {
    Pattern pattern =
        fields(EventSourcedStreamOut.getDescriptor(), "reply", reply("command_id", scalar(1L)));
    Message failure =
        EventSourcedStreamOut.newBuilder()
            .setFailure(Failure.newBuilder().setDescription("broken"))
            .build();

    assertThat(match(pattern, failure))
        .containsExactly(
            new Difference(
                "frame", "reply {\"commandId\":1}", "failure {\"description\":\"broken\"}"));
  }

  @Test
  void anotherMemberDeepDownIsToldAtItsMessage() {
    Pattern pattern =
        reply(
            "client_action",
            fields(
                ClientAction.getDescriptor(),
                "failure",
                fields(Failure.getDescriptor(), "description", text("no"))));
    Message actual =
        EventSourcedReply.newBuilder()
            .setClientAction(ClientAction.newBuilder().setReply(Reply.getDefaultInstance()))
            .build();

    assertThat(match(pattern, actual))
        .containsExactly(
            new Difference("clientAction", "failure {\"description\":\"no\"}", "reply {}"));
  }

  @Test
  void noMemberOfAOneofIsAnAbsentField() {
    assertThat(
            match(
                fields(EventSourcedStreamOut.getDescriptor(), "reply", reply()),
                EventSourcedStreamOut.getDefaultInstance()))
        .containsExactly(new Difference("reply", "{}", "nothing"));
    assertThat(
            match(
                fields(EventSourcedStreamOut.getDescriptor()),
                EventSourcedStreamOut.newBuilder()
                    .setFailure(Failure.getDefaultInstance())
                    .build()))
        .containsExactly(new Difference("failure", "nothing", "{}"));
  }

  @Test
  void repeatedFieldsHaveAsManyValuesInThisOrder() {
    Pattern two = reply("events", items(persisted("A"), persisted("B")));

    assertThat(match(two, events("A", "B"))).isEmpty();
    assertThat(match(two, events("B", "A")))
        .containsExactly(
            new Difference("events[0].value", "\"A\"", "\"B\""),
            new Difference("events[1].value", "\"B\"", "\"A\""));
    assertThat(match(two, events("A")))
        .containsExactly(
            new Difference(
                "events[1]", "{\"@type\":\"" + PERSISTED + "\",\"value\":\"B\"}", "nothing"));
    assertThat(match(two, events("A", "B", "C")))
        .containsExactly(
            new Difference(
                "events[2]", "nothing", "{\"@type\":\"" + PERSISTED + "\",\"value\":\"C\"}"));
    assertThat(match(reply("events", items()), events())).isEmpty();
    assertThat(match(reply("events", items()), events("A"))).hasSize(1);
  }

  private static Message events(String... values) {
    return EventSourcedReply.newBuilder()
        .addAllEvents(Arrays.stream(values).map(MatcherTest::event).toList())
        .build();
  }

  @Test
  void anAnyHasExactlyThisTypeUrl() {
    Pattern pattern = reply("snapshot", persisted("A"));
    Any otherHost =
        event("A").toBuilder().setTypeUrl("x.io/cloudstate.tck.model.Persisted").build();

    assertThat(match(pattern, snapshot(otherHost)))
        .containsExactly(
            new Difference(
                "snapshot.typeUrl",
                "\"" + PERSISTED + "\"",
                "\"x.io/cloudstate.tck.model.Persisted\""));
    assertThat(
            match(pattern, snapshot(otherHost.toBuilder().setValue(event("B").getValue()).build())))
        .extracting(Difference::path)
        .containsExactly("snapshot.typeUrl", "snapshot.value");
    assertThat(match(pattern, snapshot(Any.pack(Response.newBuilder().setMessage("A").build()))))
        .containsExactly(
            new Difference(
                "snapshot.typeUrl",
                "\"" + PERSISTED + "\"",
                "\"type.googleapis.com/cloudstate.tck.model.Response\""));
  }

  @Test
  void anAnysContentIsComparedAfterUnpacking() {
    Pattern pattern = reply("snapshot", persisted("A"));

    assertThat(match(pattern, snapshot(event("A")))).isEmpty();
    assertThat(match(pattern, snapshot(event("B"))))
        .containsExactly(new Difference("snapshot.value", "\"A\"", "\"B\""));
    assertThat(
            match(
                reply("snapshot", new Pattern.Packed(PERSISTED, fields(Persisted.getDescriptor()))),
                snapshot(event("B"))))
        .containsExactly(new Difference("snapshot.value", "nothing", "\"B\""));
  }

  @Test
  void anAnyThatCannotBeDecodedIsADifference() {
    Any broken = event("A").toBuilder().setValue(ByteString.copyFrom(new byte[] {10, 99})).build();

    assertThat(match(reply("snapshot", persisted("A")), snapshot(broken)))
        .containsExactly(
            new Difference(
                "snapshot.value", "a serialized cloudstate.tck.model.Persisted", "bytes \"CmM=\""));
  }

  @Test
  void anAnyMayBeComparedRaw() {
    Pattern raw =
        reply(
            "snapshot",
            fields(
                Any.getDescriptor(),
                "type_url",
                text("t"),
                "value",
                scalar(ByteString.copyFromUtf8("x"))));

    assertThat(
            match(
                raw,
                snapshot(
                    Any.newBuilder()
                        .setTypeUrl("t")
                        .setValue(ByteString.copyFromUtf8("x"))
                        .build())))
        .isEmpty();
    assertThat(
            match(
                raw,
                snapshot(
                    Any.newBuilder()
                        .setTypeUrl("t")
                        .setValue(ByteString.copyFromUtf8("y"))
                        .build())))
        .extracting(Difference::path)
        .containsExactly("snapshot.value");
  }

  private static Message snapshot(Any any) {
    return EventSourcedReply.newBuilder().setSnapshot(any).build();
  }

  @Test
  void metadataIsExemptUnlessNamed() {
    Metadata metadata =
        Metadata.newBuilder()
            .addEntries(MetadataEntry.newBuilder().setKey("k").setStringValue("v"))
            .build();
    Message effect = SideEffect.newBuilder().setMetadata(metadata).build();

    assertThat(match(fields(SideEffect.getDescriptor()), effect)).isEmpty();
    assertThat(
            match(
                fields(
                    SideEffect.getDescriptor(),
                    "metadata",
                    fields(
                        Metadata.getDescriptor(),
                        "entries",
                        items(
                            fields(
                                MetadataEntry.getDescriptor(),
                                "key",
                                text("other"),
                                "string_value",
                                text("v"))))),
                effect))
        .containsExactly(new Difference("metadata.entries[0].key", "\"other\"", "\"k\""));
  }

  @Test
  void anyExemptsWhateverTheFieldHoldsAndWhetherItIsThere() {
    Pattern pattern =
        reply("command_id", any(), "events", any(), "snapshot", any(), "client_action", any());

    assertThat(match(pattern, EventSourcedReply.getDefaultInstance())).isEmpty();
    assertThat(
            match(
                pattern,
                EventSourcedReply.newBuilder()
                    .setCommandId(9)
                    .addEvents(event("A"))
                    .setSnapshot(event("B"))
                    .setClientAction(ClientAction.getDefaultInstance())
                    .build()))
        .isEmpty();
    assertThat(match(reply("events", items(any(), persisted("B"))), events("A", "B"))).isEmpty();
    assertThat(match(reply("events", items(any())), events())).hasSize(1);
  }

  @Test
  void anyOfOneMemberDoesNotExemptAnother() {
    assertThat(
            match(
                fields(EventSourcedStreamOut.getDescriptor(), "reply", any()),
                EventSourcedStreamOut.newBuilder()
                    .setFailure(Failure.getDefaultInstance())
                    .build()))
        .containsExactly(new Difference("frame", "reply \"any\"", "failure {}"));
  }

  @Test
  void placeholdersStandForTheirBinding() {
    Pattern pattern = fields(Command.getDescriptor(), "entity_id", text("${entity}-b"));

    assertThat(match(pattern, Command.newBuilder().setEntityId("e1-b").build())).isEmpty();
    assertThat(match(pattern, Command.newBuilder().setEntityId("e2-b").build()))
        .containsExactly(new Difference("entityId", "\"e1-b\"", "\"e2-b\""));
    assertThatThrownBy(
            () ->
                match(
                    fields(Command.getDescriptor(), "name", text("${payload}")),
                    Command.getDefaultInstance()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("No value is bound to ${payload}; bound are [entity, kib, mib].");
  }

  @Test
  void placeholdersMayHoldWhatARegexWouldRead() {
    Bindings odd = new Bindings(Map.of("a", "$1\\x", "b", "${a}"));

    assertThat(odd.resolve("<${a}|${b}>")).isEqualTo("<$1\\x|${a}>");
    assertThat(odd.resolveKnown("${c} ${a} $a {a} ${}")).isEqualTo("${c} $1\\x $a {a} ${}");
  }

  @Test
  void enumsAreComparedByName() {
    Pattern custom = fields(LWWRegisterDelta.getDescriptor(), "clock", scalar("CUSTOM"));

    assertThat(match(custom, LWWRegisterDelta.newBuilder().setClock(CrdtClock.CUSTOM).build()))
        .isEmpty();
    assertThat(match(custom, LWWRegisterDelta.newBuilder().setClock(CrdtClock.REVERSE).build()))
        .containsExactly(new Difference("clock", "\"CUSTOM\"", "\"REVERSE\""));
    assertThat(match(custom, LWWRegisterDelta.newBuilder().setClockValue(99).build())).hasSize(1);
    assertThat(
            match(
                fields(LWWRegisterDelta.getDescriptor()),
                LWWRegisterDelta.newBuilder().setClock(CrdtClock.REVERSE).build()))
        .containsExactly(new Difference("clock", "nothing", "\"REVERSE\""));
  }

  @Test
  void pathsLeadThroughListsAndAnys() {
    Pattern pattern =
        fields(
            EventSourcedStreamOut.getDescriptor(),
            "reply",
            reply(
                "side_effects",
                items(any(), fields(SideEffect.getDescriptor(), "payload", persisted("A")))));
    Message actual =
        EventSourcedStreamOut.newBuilder()
            .setReply(
                EventSourcedReply.newBuilder()
                    .addSideEffects(SideEffect.getDefaultInstance())
                    .addSideEffects(
                        SideEffect.newBuilder().setPayload(event("B")).setSynchronous(true)))
            .build();

    assertThat(match(pattern, actual))
        .containsExactly(
            new Difference("reply.sideEffects[1].payload.value", "\"A\"", "\"B\""),
            new Difference("reply.sideEffects[1].synchronous", "nothing", "true"));
  }
}
