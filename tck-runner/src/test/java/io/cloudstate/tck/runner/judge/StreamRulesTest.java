package io.cloudstate.tck.runner.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.TextFormat;
import com.google.protobuf.TextFormat.ParseException;
import io.cloudstate.tck.protocol.EntitySpec;
import io.cloudstate.tck.protocol.model.EventsourcedProto;
import io.cloudstate.tck.runner.Sample;
import io.cloudstate.tck.runner.trace.Happening;
import io.cloudstate.tck.specs.Channel;
import io.cloudstate.tck.specs.EntityType;
import io.cloudstate.tck.specs.Side;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Streams in short: words of the proxy begin with {@code >}, those of the service with {@code <}.
 */
final class StreamRulesTest {

  private static final String MODEL = "cloudstate.tck.model.EventSourcedTckModel";
  private static final String CALL = "{ service_name: 's' command_name: 'c' payload {} }";

  /** What may be written in a stream for what. */
  private static final Map<String, String> WORDS =
      Map.of(
          "INIT", "init { service_name: '" + MODEL + "' entity_id: 'e' }",
          "COMMAND", "entity_id: 'e' name: 'Process' " + payload("Request") + " id:",
          "OK", "client_action { reply { " + payload("Response") + " } } command_id:",
          "FAIL", "client_action { failure { description: 'no' } } command_id:",
          "RESTART", "client_action { failure { restart: true } } command_id:",
          "EFFECT", "side_effects " + CALL,
          "CALL", CALL);

  private static String payload(String type) {
    return "payload { type_url: 'type.googleapis.com/cloudstate.tck.model." + type + "' }";
  }

  private static Signatures signatures() {
    FileDescriptorSet.Builder set = FileDescriptorSet.newBuilder();
    Map<String, FileDescriptor> files = new LinkedHashMap<>();
    collect(EventsourcedProto.getDescriptor(), files);
    files.values().forEach(file -> set.addFile(file.toProto()));
    return Signatures.of(EntitySpec.newBuilder().setProto(set.build().toByteString()).build());
  }

  private static void collect(FileDescriptor file, Map<String, FileDescriptor> files) {
    file.getDependencies().forEach(imported -> collect(imported, files));
    files.put(file.getName(), file);
  }

  private static List<Violation> judged(EntityType type, String rpc, String stream)
      throws ParseException {
    Channel.OfEntity channel = new Channel.OfEntity(type, MODEL, "e");
    StreamRules rules = StreamRules.of(type, type.protocol() + "/" + rpc, signatures());
    List<Violation> found = new ArrayList<>();
    for (String word : stream.split(" ; ", -1)) {
      found.addAll(rules.accept(happening(channel, word.strip())));
    }
    return found;
  }

  private static Happening.OnStream happening(Channel.OfEntity channel, String word)
      throws ParseException {
    if (word.equals("> half-close")) {
      return new Happening.HalfClosed(channel, 1);
    }
    if (word.startsWith("< end ")) {
      return new Happening.Finished(channel, 1, word.substring("< end ".length()), "");
    }
    Side side = word.startsWith(">") ? Side.IN : Side.OUT;
    String text =
        Pattern.compile("\\b[A-Z]{2,}\\b")
            .matcher(word.substring(1))
            .replaceAll(name -> WORDS.getOrDefault(name.group(), name.group()));
    DynamicMessage.Builder frame = DynamicMessage.newBuilder(channel.type().frames(side));
    TextFormat.merge(text, frame);
    return new Happening.Message(channel, 1, side, frame.build().toByteString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ES-01 | > command { COMMAND 1 }
          ES-01 | > INIT ; > INIT
          ES-03 | > INIT ; > event { sequence: 2 }
          ES-03 | > init { snapshot { snapshot_sequence: 5 } } ; > event { sequence: 5 }
          ES-03 | > INIT ; > command { COMMAND 1 } ; < reply { OK 1 } ; > event { sequence: 1 }
          ES-04 | > INIT ; > event { sequence: 1 } ; < reply { OK 1 }
          ES-04 | > init { service_name: 's' entity_id: 'e' snapshot { snapshot_sequence: 5 } } ; < reply { OK 1 }
          ES-05 | > INIT ; < reply { OK 1 }
          ES-05 | > INIT ; > event { sequence: 1 } ; > command { COMMAND 1 } ; < reply { OK 2 }
          ES-05 | > INIT ; > command { COMMAND 1 } ; < reply { OK 2 }
          ES-05 | > INIT ; > command { COMMAND 1 } ; < reply { OK 1 } ; < reply { OK 1 }
          ES-05 | > INIT ; > command { COMMAND 1 } ; < failure {} ; < reply { OK 1 }
          ES-05 | > INIT ; > command { COMMAND 1 } ; < reply { OK 1 } ; < failure { command_id: 1 }
          ES-05 | > INIT ; > command { COMMAND 1 } ; < reply { FAIL 1 } ; < failure { command_id: 1 }
          ES-05 | > INIT ; > command { COMMAND 1 } ; < failure { command_id: 2 }
          ES-05 | > INIT ; > command { COMMAND 1 } ; < failure { command_id: -1 }
          ES-05 | > INIT ; > command { COMMAND 1 } ; < reply { command_id: 1 }
          ES-05 | > INIT ; > command { COMMAND 1 } ; <
          ES-05 | > INIT ; > command { COMMAND 1 } ; < end OK
          ES-07 | > INIT ; > command { COMMAND 1 } ; < reply { OK 1 snapshot {} }
          ES-10 | > INIT ; > command { COMMAND 1 } ; > command { COMMAND 2 }
          ES-11 | > INIT ; > command { COMMAND 0 }
          ES-12 | > INIT ; > command { COMMAND 1 } ; < reply { FAIL 1 events {} }
          ES-13 | > INIT ; > command { COMMAND 1 } ; < reply { RESTART 1 } ; > command { COMMAND 2 }
          ES-16 | > INIT ; > half-close ; < end INTERNAL
          FAI-04 | > INIT ; > command { COMMAND 1 } ; < failure {} ; > command { COMMAND 2 }
          CMD-01 | > INIT ; > command { COMMAND 1 } ; < reply { client_action { reply {} } command_id: 1 }
          FAI-01 | > INIT ; > command { COMMAND 1 } ; < reply { FAIL 2 }
          FAI-01 | > INIT ; > command { COMMAND 1 } ; < reply { command_id: 1 client_action { failure { command_id: 2 } } }
          CMD-02 | > INIT ; > command { entity_id: 'other' name: 'Process' id: 1 }
          CMD-02 | > INIT ; > command { entity_id: 'e' name: 'Process' id: 1 payload {} }
          EFF-01 | > INIT ; > command { COMMAND 1 } ; < reply { OK 1 side_effects {} }
          EFF-04 | > INIT ; > command { COMMAND 1 } ; < reply { FAIL 1 EFFECT }
          FWD-01 | > INIT ; > command { COMMAND 1 } ; < reply { command_id: 1 client_action { forward {} } }
          PAS-01 | > INIT ; > command { COMMAND 1 } ; > half-close
          """)
  void eachRuleOnEventSourcedEntitiesIsBrokenByOneStream(String requirement, String stream)
      throws Exception {
    assertThat(judged(EntityType.EVENT_SOURCED, "handle", stream))
        .extracting(Violation::requirement)
        .contains(requirement);
    assertThat(Sample.set().catalogue().find(requirement)).isPresent();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          VALUE_ENTITY | VE-05 | > INIT ; > command { COMMAND 1 } ; < reply { FAIL 1 state_action { delete {} } }
          VALUE_ENTITY | VE-02 | > INIT ; > command { COMMAND 1 } ; < reply { OK 1 state_action { update {} } }
          VALUE_ENTITY | VE-07 | > INIT ; < reply { OK 1 }
          CRDT | CRDT-01 | > delta {}
          CRDT | CRDT-04 | > INIT ; > delta {} ; < reply { OK 1 }
          CRDT | CRDT-13 | > INIT ; > delete {} ; < reply { OK 1 }
          CRDT | CRDT-13 | > INIT ; > delete {} ; > half-close ; < end UNKNOWN
          CRDT | ES-16 | > INIT ; > half-close ; < end UNKNOWN
          CRDT | CRDT-19 | > INIT ; > command { COMMAND 1 } ; > delta {}
          CRDT | CRDT-16 | > INIT ; < streamed_message { command_id: 1 }
          CRDT | CRDT-16 | > INIT ; > command { COMMAND 1 } ; < reply { OK 1 streamed: true } ; < streamed_message { command_id: 1 end_stream: true } ; < streamed_message { command_id: 1 }
          CRDT | CRDT-17 | > INIT ; > command { COMMAND 1 } ; < reply { OK 1 streamed: true } ; > stream_cancelled { id: 1 } ; < stream_cancelled_response { command_id: 1 } ; < streamed_message { command_id: 1 }
          CRDT | CRDT-17 | > INIT ; < stream_cancelled_response { command_id: 1 }
          CRDT | CRDT-21 | > INIT ; > command { COMMAND 1 } ; < reply { OK 3 }
          CRDT | CRDT-21 | > INIT ; > delta {} ; > command { COMMAND 1 } ; < failure {} ; < reply { OK 1 } ; < reply { OK 1 }
          CRDT | CRDT-21 | > INIT ; > delta {} ; > command { COMMAND 1 } ; < reply { OK 1 } ; > command { COMMAND 2 } ; < failure {} ; < reply { OK 2 }
          CRDT | CRDT-23 | > INIT ; > command { COMMAND 1 } ; < reply { FAIL 1 state_action { delete {} } }
          CRDT | PAS-01 | > INIT ; > command { COMMAND 1 } ; < reply { OK 1 streamed: true } ; > half-close
          """)
  void soAreThoseOfTheOtherEntities(EntityType type, String requirement, String stream)
      throws Exception {
    assertThat(judged(type, "handle", stream))
        .extracting(Violation::requirement)
        .contains(requirement);
    assertThat(Sample.set().catalogue().find(requirement)).isPresent();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          handleUnary | ACT-07 | > service_name: 's' name: 'c'
          handleUnary | ACT-07 | > payload {}
          handleStreamed | ACT-07 | > service_name: 's' name: 'c' payload {}
          handleUnary | ACT-01 | > service_name: 's' name: 'c' payload {} ; < end OK
          handleStreamedIn | ACT-02 | > service_name: 's' name: 'c' ; < reply {}
          handleStreamedOut | FWD-01 | > service_name: 's' name: 'c' payload {} ; < forward {}
          """)
  void soAreThoseOfActions(String rpc, String requirement, String stream) throws Exception {
    assertThat(judged(EntityType.ACTION, rpc, stream))
        .extracting(Violation::requirement)
        .contains(requirement);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          EVENT_SOURCED | handle | > init { service_name: 's' entity_id: 'e' snapshot { snapshot_sequence: 5 } } ; > event { sequence: 6 } ; > event { sequence: 7 } ; > half-close ; < end OK
          EVENT_SOURCED | handle | > INIT ; > command { COMMAND 1 } ; < reply { OK 1 events {} snapshot {} EFFECT } ; > command { COMMAND 2 } ; < reply { FAIL 2 } ; > command { COMMAND 3 } ; < reply { RESTART 3 events {} } ; > half-close ; < end OK
          EVENT_SOURCED | handle | > INIT ; > command { COMMAND 1 } ; < failure { command_id: 1 } ; < end OK
          EVENT_SOURCED | handle | > INIT ; > command { COMMAND 1 } ; < failure {} ; < failure { command_id: 1 } ; < end OK
          EVENT_SOURCED | handle | > INIT ; > command { COMMAND 1 } ; < reply { OK 1 } ; < failure {} ; < end OK
          EVENT_SOURCED | handle | > INIT ; > command { COMMAND 1 } ; < reply { command_id: 1 client_action { failure { command_id: 1 } } } ; > half-close ; < end OK
          CRDT | handle | > INIT ; > command { COMMAND 1 } ; < reply { OK 1 streamed: true } ; < failure { command_id: 1 } ; < end OK
          EVENT_SOURCED | handle | > INIT ; > command { COMMAND 1 } ; < end INTERNAL
          EVENT_SOURCED | handle | > INIT ; > event { sequence: 1 } ; > command { COMMAND 1 } ; < failure {} ; < reply { OK 1 }
          EVENT_SOURCED | handle | > INIT ; > command { COMMAND 1 } ; < failure {} ; > half-close ; < end INTERNAL
          CRDT | handle | > INIT ; > delta {} ; > command { COMMAND 1 } ; < failure {} ; < reply { OK 1 } ; > half-close ; < end OK
          VALUE_ENTITY | handle | > INIT ; > command { COMMAND 1 } ; < reply { command_id: 1 client_action { forward CALL } state_action { delete {} } } ; > half-close ; < end OK
          CRDT | handle | > INIT ; > command { COMMAND 1 } ; > command { COMMAND 2 } ; < reply { OK 2 } ; < reply { command_id: 1 streamed: true } ; > delta {} ; < streamed_message { command_id: 1 } ; > stream_cancelled { id: 1 } ; < stream_cancelled_response { command_id: 1 } ; > half-close ; < end OK
          ACTION | handleStreamedIn | > service_name: 's' name: 'c' ; > payload {} ; > half-close ; < reply {} ; < end OK
          ACTION | handleUnary | > service_name: 's' name: 'c' payload {} ; < side_effects CALL ; < end OK
          """)
  void whatConformsIsLeftAlone(EntityType type, String rpc, String stream) throws Exception {
    assertThat(judged(type, rpc, stream)).isEmpty();
  }

  @Test
  void bytesThatAreNoFrameAreTheirSendersFault() {
    Channel.OfEntity channel = new Channel.OfEntity(EntityType.EVENT_SOURCED, MODEL, "e");
    StreamRules rules = StreamRules.of(EntityType.EVENT_SOURCED, "handle", signatures());
    ByteString noFrame = ByteString.copyFrom(new byte[] {10, 5});
    assertThat(rules.accept(new Happening.Message(channel, 1, Side.OUT, noFrame)))
        .extracting(Violation::requirement, Violation::blame)
        .containsExactly(tuple("ES-05", Blame.CANDIDATE));
    assertThat(rules.accept(new Happening.Message(channel, 1, Side.IN, noFrame))).isEmpty();
  }
}
