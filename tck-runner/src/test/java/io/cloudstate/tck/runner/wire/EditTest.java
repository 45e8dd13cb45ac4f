package io.cloudstate.tck.runner.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Any;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.cloudstate.tck.protocol.SideEffect;
import io.cloudstate.tck.protocol.eventsourced.EventSourcedReply;
import io.cloudstate.tck.protocol.eventsourced.EventSourcedStreamOut;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Edits are applied to the field at a path, and change nothing where the path leads nowhere. */
final class EditTest {

  private static final EventSourcedStreamOut FRAME =
      EventSourcedStreamOut.newBuilder()
          .setReply(
              EventSourcedReply.newBuilder()
                  .setCommandId(7)
                  .addEvents(event("a"))
                  .addEvents(event("b"))
                  .addSideEffects(SideEffect.newBuilder().setSynchronous(true))
                  .addSideEffects(SideEffect.newBuilder().setCommandName("Call")))
          .build();

  private static Any event(String typeUrl) {
    return Any.newBuilder().setTypeUrl(typeUrl).build();
  }

  private static DynamicMessage dynamic() {
    return DynamicMessage.newBuilder(FRAME.getDescriptorForType()).mergeFrom(FRAME).build();
  }

  private static EventSourcedReply edited(Edit... edits) throws InvalidProtocolBufferException {
    Message edited = Edit.apply(List.of(edits), dynamic());
    return EventSourcedStreamOut.parseFrom(edited.toByteString()).getReply();
  }

  private static EventSourcedReply.Builder original() {
    return FRAME.getReply().toBuilder();
  }

  @Test
  void setWritesNumbersTextsAndBooleans() throws Exception {
    assertThat(edited(new Edit("reply.command_id", Edit.Op.SET, "9")))
        .isEqualTo(original().setCommandId(9).build());
    assertThat(edited(new Edit("reply.events.type_url", Edit.Op.SET, "z")))
        .isEqualTo(original().setEvents(0, event("z")).build());
    assertThat(edited(new Edit("reply.side_effects[].synchronous", Edit.Op.SET, "true")))
        .satisfies(
            reply -> assertThat(reply.getSideEffectsList()).allMatch(SideEffect::getSynchronous));
  }

  @Test
  void bracketsMeanEachElementAndNoneTheFirst() throws Exception {
    assertThat(edited(new Edit("reply.events[].type_url", Edit.Op.SET, "z")).getEventsList())
        .containsExactly(event("z"), event("z"));
    assertThat(edited(new Edit("reply.side_effects.synchronous", Edit.Op.CLEAR, "")))
        .isEqualTo(original().setSideEffects(0, SideEffect.getDefaultInstance()).build());
  }

  @Test
  void addCountsFromWhatIsThere() throws Exception {
    assertThat(edited(new Edit("reply.command_id", Edit.Op.ADD, "-2")).getCommandId()).isEqualTo(5);
  }

  @Test
  void clearLeavesTheDefault() throws Exception {
    assertThat(edited(new Edit("reply.events", Edit.Op.CLEAR, "")))
        .isEqualTo(original().clearEvents().build());
  }

  @Test
  void listsAreReversedRepeatedAndShortened() throws Exception {
    assertThat(edited(new Edit("reply.events", Edit.Op.REVERSE, "")).getEventsList())
        .containsExactly(event("b"), event("a"));
    assertThat(edited(new Edit("reply.events", Edit.Op.REPEAT, "")).getEventsList())
        .containsExactly(event("a"), event("b"), event("b"));
    assertThat(edited(new Edit("reply.events", Edit.Op.REMOVE_LAST, "")).getEventsList())
        .containsExactly(event("a"));
  }

  @Test
  void emptyListsStayEmpty() throws Exception {
    EventSourcedReply reply =
        edited(
            new Edit("reply.events", Edit.Op.CLEAR, ""),
            new Edit("reply.events", Edit.Op.REPEAT, ""),
            new Edit("reply.events", Edit.Op.REMOVE_LAST, ""),
            new Edit("reply.events", Edit.Op.REVERSE, ""));
    assertThat(reply).isEqualTo(original().clearEvents().build());
  }

  @Test
  void copyTakesFromTheRoot() throws Exception {
    assertThat(edited(new Edit("reply.snapshot", Edit.Op.COPY, "reply.events")).getSnapshot())
        .isEqualTo(event("a"));
    assertThat(
            edited(
                    new Edit("reply.snapshot", Edit.Op.COPY, "reply.events"),
                    new Edit("reply.events", Edit.Op.COPY, "reply.snapshot"))
                .getEventsList())
        .containsExactly(event("a"), event("b"), event("a"));
  }

  @Test
  void pathsThatLeadNowhereChangeNothing() throws Exception {
    assertThat(
            edited(
                new Edit("failure.description", Edit.Op.SET, "x"),
                new Edit("reply.snapshot.type_url", Edit.Op.SET, "x"),
                new Edit("reply.nothing", Edit.Op.CLEAR, ""),
                new Edit("reply.snapshot", Edit.Op.COPY, "failure")))
        .isEqualTo(FRAME.getReply());
  }

  @Test
  void aWholeMessageCannotBeSetFromText() {
    assertThatThrownBy(() -> edited(new Edit("reply.snapshot", Edit.Op.SET, "x")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cloudstate.eventsourced.EventSourcedReply.snapshot");
  }

  @Test
  void aValueHoldsWhereItIsEqualOrAny() {
    assertThat(Edit.holds(dynamic(), "reply.command_id", "7")).isTrue();
    assertThat(Edit.holds(dynamic(), "reply.command_id", "*")).isTrue();
    assertThat(Edit.holds(dynamic(), "reply.command_id", "8")).isFalse();
    assertThat(Edit.holds(dynamic(), "reply.events.type_url", "a")).isTrue();
    assertThat(Edit.holds(dynamic(), "reply.events.type_url", "b")).isFalse();
    assertThat(Edit.holds(dynamic(), "reply.snapshot", "*")).isFalse();
    assertThat(Edit.holds(dynamic(), "failure", "*")).isFalse();
    assertThat(Edit.holds(dynamic(), "nothing.at.all", "*")).isFalse();
    assertThat(Edit.holds(dynamic(), "reply.snapshot", "")).isTrue();
    assertThat(Edit.holds(dynamic(), "reply.events.value", "")).isTrue();
    assertThat(Edit.holds(dynamic(), "reply.events.type_url", "")).isFalse();
  }
}
