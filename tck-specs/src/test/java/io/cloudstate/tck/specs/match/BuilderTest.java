package io.cloudstate.tck.specs.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.cloudstate.tck.protocol.EntityProto;
import io.cloudstate.tck.protocol.Failure;
import io.cloudstate.tck.protocol.action.ActionProto;
import io.cloudstate.tck.protocol.crdt.CrdtProto;
import io.cloudstate.tck.protocol.eventsourced.EventSourcedProto;
import io.cloudstate.tck.protocol.model.EventsourcedProto;
import io.cloudstate.tck.protocol.valueentity.ValueEntityProto;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is built from a pattern matches it, and nothing else does. */
final class BuilderTest {

  private static final int SEEDS = 60;

  private static final Types TYPES =
      Types.of(
          List.of(
              EntityProto.getDescriptor(),
              EventSourcedProto.getDescriptor(),
              ValueEntityProto.getDescriptor(),
              CrdtProto.getDescriptor(),
              ActionProto.getDescriptor(),
              EventsourcedProto.getDescriptor()));

  private static final Bindings BINDINGS = Bindings.ofEntity("e1");

  static Stream<Descriptor> messages() {
    return Stream.of(
            EntityProto.getDescriptor(),
            EventSourcedProto.getDescriptor(),
            ValueEntityProto.getDescriptor(),
            CrdtProto.getDescriptor(),
            ActionProto.getDescriptor(),
            EventsourcedProto.getDescriptor())
        .flatMap(file -> file.getMessageTypes().stream());
  }

  @ParameterizedTest
  @MethodSource("messages")
  void whatIsBuiltMatchesAlsoAfterTheWire(Descriptor type) throws InvalidProtocolBufferException {
    for (long seed = 0; seed < SEEDS; seed++) {
      Pattern.Fields pattern = patterns(seed).message(type);
      Message built = Builder.build(pattern, BINDINGS);
      Message sent = built.getParserForType().parseFrom(built.toByteString());

      assertThat(Matcher.match(pattern, built, TYPES, BINDINGS)).as("seed %d", seed).isEmpty();
      assertThat(Matcher.match(pattern, sent, TYPES, BINDINGS)).as("seed %d", seed).isEmpty();
    }
  }

  /** Two patterns that build different messages reject each other's. */
  @ParameterizedTest
  @MethodSource("messages")
  void whatAnotherPatternBuildsDoesNotMatch(Descriptor type) {
    for (long seed = 0; seed < SEEDS; seed++) {
      Pattern.Fields pattern = withoutMetadata(patterns(seed).message(type));
      Pattern.Fields other = withoutMetadata(patterns(seed + SEEDS).message(type));
      Message mine = Builder.build(pattern, BINDINGS);
      Message theirs = Builder.build(other, BINDINGS);
      boolean same = mine.toByteString().equals(theirs.toByteString());

      if (!same && !mentionsMetadata(theirs)) {
        assertThat(Matcher.match(pattern, theirs, TYPES, BINDINGS))
            .as("seed %d", seed)
            .isNotEmpty();
      }
    }
  }

  private static RandomPatterns patterns(long seed) {
    return new RandomPatterns(seed, EventsourcedProto.getDescriptor().getMessageTypes());
  }

  private static Pattern.Fields withoutMetadata(Pattern.Fields pattern) {
    Pattern.Fields without = new Pattern.Fields(pattern.type(), Map.of());
    for (Map.Entry<FieldDescriptor, Pattern> field : pattern.fields().entrySet()) {
      if (!field.getKey().getName().equals("metadata")) {
        without = without.with(field.getKey(), field.getValue());
      }
    }
    return without;
  }

  /** Metadata is exempt, so a message that differs in nothing else matches. */
  private static boolean mentionsMetadata(Message message) {
    return message.toString().contains("metadata");
  }

  @Test
  void nothingIsSentForAValueLeftOpen() {
    FieldDescriptor restart =
        Objects.requireNonNull(Failure.getDescriptor().findFieldByName("restart"));
    Pattern.Fields open =
        new Pattern.Fields(Failure.getDescriptor(), Map.of(restart, new Pattern.Anything()));

    assertThatThrownBy(() -> Builder.build(open, BINDINGS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The value of cloudstate.Failure.restart is left open, so nothing can be sent for it.");
  }
}
