package io.cloudstate.tck.runner.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.cloudstate.tck.specs.Channel;
import io.cloudstate.tck.specs.EntityType;
import io.cloudstate.tck.specs.Fate;
import io.cloudstate.tck.specs.Half;
import io.cloudstate.tck.specs.Side;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A trace that was stored is the trace that is read. */
final class TraceJsonTest {

  private static final Channel.OfEntity ENTITY =
      new Channel.OfEntity(EntityType.EVENT_SOURCED, "some.Service", "${entity}-b");
  private static final Channel.OfCall CALL = new Channel.OfCall("call \"1\"\n");
  private static final ByteString BYTES = ByteString.copyFrom(new byte[] {0, -1, 10, 34, 127});
  private static final String TEXT = "ümläut \"quoted\" \u0000 \u2028 \uD83D\uDE00\nline";

  private static String written(TraceJson.Header header, List<TraceEvent> events) {
    return TraceJson.lines(header, events).collect(Collectors.joining());
  }

  private static final TraceJson.Header HEADER = new TraceJson.Header("t/s", "abc", "e1");

  private static final List<Happening> ALL =
      List.of(
          new Happening.Opened(ENTITY, 1, "some.Protocol/handle"),
          new Happening.Message(ENTITY, 1, Side.IN, BYTES),
          new Happening.Message(ENTITY, 2, Side.OUT, ByteString.EMPTY),
          new Happening.HalfClosed(ENTITY, 3),
          new Happening.Cancelled(ENTITY, 4),
          new Happening.Finished(ENTITY, 5, "INTERNAL", TEXT),
          new Happening.Called(CALL, "grpc", "some.Service/Method", BYTES),
          new Happening.Returned(CALL, "OK", "", Optional.of(ByteString.EMPTY)),
          new Happening.Returned(CALL, "UNKNOWN", TEXT, Optional.empty(), Map.of("x-one", TEXT)),
          new Happening.Responded(CALL, 500, Map.of("content-type", "text/plain"), TEXT),
          new Happening.Sent(CALL, BYTES),
          new Happening.ClientHalfClosed(CALL),
          new Happening.ClientCancelled(CALL),
          new Happening.Received(CALL, BYTES),
          new Happening.Discovered(BYTES),
          new Happening.Serving(),
          new Happening.Reported(TEXT),
          new Happening.Expired(7),
          new Happening.Announced(BYTES, true),
          new Happening.ProcessEnded(TEXT, 3),
          new Happening.Befell(Half.SERVICE, Fate.STARTED_ELSEWHERE),
          new Happening.Note(TEXT));

  private static List<TraceEvent> events() {
    List<TraceEvent> events = new ArrayList<>();
    for (Happening what : ALL) {
      events.add(new TraceEvent(events.size() + 1, Long.MAX_VALUE - events.size(), what));
    }
    return events;
  }

  /** The closed set of what can happen, as far down as it goes. */
  private static Stream<Class<?>> leaves(Class<?> type) {
    return type.isSealed()
        ? Arrays.stream(type.getPermittedSubclasses()).flatMap(TraceJsonTest::leaves)
        : Stream.of(type);
  }

  @Test
  void everyHappeningIsTried() {
    assertThat(ALL.stream().<Class<?>>map(Object::getClass).distinct())
        .containsExactlyInAnyOrderElementsOf(leaves(Happening.class).distinct().toList());
  }

  @Test
  void everyHappeningComesBackAsItWas() {
    TraceJson.Stored stored = TraceJson.read(written(HEADER, events()));
    assertThat(stored.header()).isEqualTo(HEADER);
    assertThat(stored.events()).isEqualTo(events());
  }

  @Test
  void eachEventIsALine() {
    assertThat(written(HEADER, events()).split("\n")).hasSize(ALL.size() + 1);
  }

  @Test
  void anythingElseIsRefused() {
    assertThatThrownBy(() -> TraceJson.read(""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nothing");
    assertThatThrownBy(() -> TraceJson.read("{\"format\":\"other\"}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cloudstate-tck-trace");
    String later = written(HEADER, List.of()).replace("\"formatVersion\":2", "\"formatVersion\":3");
    assertThatThrownBy(() -> TraceJson.read(later))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("version 2");
    String unknown = written(HEADER, events()).replace("\"Expired\"", "\"Other\"");
    assertThatThrownBy(() -> TraceJson.read(unknown))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Other");
  }

  @Test
  void hostileTextIsPureAsciiInTheFileAndTheSameAgain() {
    String hostile = "\u001b[31m\u202e\u0000\u009b\ud83d\ude00 </script>\r\n\u2028";
    List<TraceEvent> events =
        List.of(
            new TraceEvent(1, 0, new Happening.Reported(hostile)),
            new TraceEvent(
                2, 0, new Happening.Responded(CALL, 500, Map.of("x", hostile), hostile)));
    String text = written(HEADER, events);
    assertThat(text).doesNotContainPattern("[^\\x20-\\x7e\\n]");
    assertThat(TraceJson.read(text).events()).isEqualTo(events);
  }

  @Test
  void theLargestMessagesAreReadBack() {
    ByteString large = ByteString.copyFrom(new byte[17 * 1024 * 1024]);
    List<TraceEvent> events = List.of(new TraceEvent(1, 0, new Happening.Received(CALL, large)));
    assertThat(TraceJson.read(written(HEADER, events)).events()).isEqualTo(events);
  }

  @Test
  void aBrokenLineIsSaidWithItsNumber() {
    String text = written(HEADER, events());
    assertThatThrownBy(() -> TraceJson.read(text + "{\"seq\":"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Line " + (ALL.size() + 2) + " of a trace is no JSON");
  }
}
