package io.cloudstate.tck.specs.match;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import io.cloudstate.tck.protocol.Command;
import io.cloudstate.tck.protocol.Metadata;
import io.cloudstate.tck.protocol.MetadataEntry;
import io.cloudstate.tck.protocol.crdt.CrdtClock;
import io.cloudstate.tck.protocol.crdt.LWWRegisterDelta;
import io.cloudstate.tck.protocol.eventsourced.EventSourcedReply;
import io.cloudstate.tck.protocol.eventsourced.EventSourcedStreamOut;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a path leads in a message, and why it leads nowhere. */
final class ValuePathTest {

  private static final Message REPLY =
      EventSourcedStreamOut.newBuilder()
          .setReply(
              EventSourcedReply.newBuilder()
                  .setCommandId(7)
                  .addEvents(Any.newBuilder().setTypeUrl("a"))
                  .addEvents(
                      Any.newBuilder()
                          .setTypeUrl("b")
                          .setValue(ByteString.copyFrom(new byte[] {0, 1}))))
          .build();

  @ParameterizedTest
  @CsvSource({
    "reply.commandId, 7",
    "reply.command_id, 7",
    "reply.events[0].typeUrl, a",
    "reply.events[1].value, AAE=",
    "reply.events[0].value, ''"
  })
  void leadsThroughFieldsAndElementsToOneValue(String path, String value) {
    assertThat(ValuePath.problem(EventSourcedStreamOut.getDescriptor(), path)).isEmpty();
    assertThat(ValuePath.read(REPLY, path)).contains(value);
  }

  @ParameterizedTest
  @CsvSource({"reply.events[2].typeUrl", "failure.description", "reply.snapshot.value"})
  void mayLeadToWhatThisMessageHasNot(String path) {
    assertThat(ValuePath.problem(EventSourcedStreamOut.getDescriptor(), path)).isEmpty();
    assertThat(ValuePath.read(REPLY, path)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "reply.evens[0].typeUrl | Unknown field \"evens\" of cloudstate.eventsourced.EventSourcedReply.",
        "reply.events.typeUrl | \"events\" is a list; say which element, as in events[0].",
        "reply[0].commandId | \"reply\" is no list; leave the number out.",
        "reply | \"reply\" is a message; say which of its values.",
        "reply.events[0] | \"events\" is a message; say which of its values.",
        "reply.commandId.x | \"commandId\" is a single value; nothing comes after it.",
        "reply..commandId | Expected a path like reply.events[0].typeUrl, found \".commandId\".",
        "'' | Expected a path like reply.events[0].typeUrl, found \"\".",
        "reply.events[-1].value | Expected a path like reply.events[0].typeUrl, found \"events[-1].value\".",
        "reply.events[99999999999].value | Expected a path like reply.events[0].typeUrl, found"
            + " \"events[99999999999].value\"."
      })
  void saysWhyItLeadsNowhere(String path, String why) {
    assertThat(ValuePath.problem(EventSourcedStreamOut.getDescriptor(), path))
        .hasValueSatisfying(problem -> assertThat(problem.text()).isEqualTo(why));
    assertThat(ValuePath.read(REPLY, path)).isEmpty();
  }

  @Test
  void namesEntriesOfMetadataByTheirKey() {
    Message command =
        Command.newBuilder()
            .setMetadata(
                Metadata.newBuilder()
                    .addEntries(MetadataEntry.newBuilder().setKey("Ce-Id").setStringValue("7"))
                    .addEntries(
                        MetadataEntry.newBuilder()
                            .setKey("a.b[0]")
                            .setBytesValue(ByteString.copyFrom(new byte[] {0, 1}))))
            .build();

    assertThat(ValuePath.problem(Command.getDescriptor(), "metadata.ce-id")).isEmpty();
    assertThat(ValuePath.read(command, "metadata.ce-id")).contains("7");
    assertThat(ValuePath.read(command, "metadata.a.b[0]")).contains("AAE=");
    assertThat(ValuePath.read(command, "metadata.ce-type")).isEmpty();
    assertThat(ValuePath.read(Command.getDefaultInstance(), "metadata.ce-id")).isEmpty();
  }

  @Test
  void readsEnumsByName() {
    assertThat(
            ValuePath.read(
                LWWRegisterDelta.newBuilder().setClock(CrdtClock.CUSTOM).build(), "clock"))
        .contains("CUSTOM");
  }
}
