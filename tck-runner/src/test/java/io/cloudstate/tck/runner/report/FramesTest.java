package io.cloudstate.tck.runner.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.cloudstate.tck.protocol.EntitySpec;
import io.cloudstate.tck.reports.document.FrameView;
import io.cloudstate.tck.runner.Sample;
import io.cloudstate.tck.runner.judge.Stepper;
import io.cloudstate.tck.runner.trace.Happening;
import io.cloudstate.tck.runner.trace.TraceEvent;
import io.cloudstate.tck.specs.Channel;
import io.cloudstate.tck.specs.ScenarioSet;
import io.cloudstate.tck.specs.Topology;
import io.cloudstate.tck.specs.match.Bindings;
import io.cloudstate.tck.specs.match.Show;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a client sends and gets is decoded, by the method that it called. */
final class FramesTest {

  private static final ScenarioSet SET = Sample.set();
  private static final Channel.OfCall CALL = new Channel.OfCall("call 1");
  private static final String METHOD = "cloudstate.tck.model.EventSourcedTckModel/Process";
  // Field 1, a text: the id of a request, and the message of a response.
  private static final ByteString TEXT = ByteString.copyFrom(new byte[] {0x0a, 1, 'x'});
  private static final ByteString OTHER = ByteString.copyFrom(new byte[] {0x0a, 9, 'x'});

  private final Frames frames =
      new Frames(Topology.PROXIED, new Show(SET.types(), new Bindings(Map.of())), SET.types());
  private int seq;

  private FrameView view(Happening what) {
    return frames.view(new TraceEvent(++seq, seq * 1000L, what));
  }

  @Test
  void aCallsMessagesAreThoseOfItsMethod() {
    FrameView call = view(new Happening.Called(CALL, "grpc", METHOD, TEXT));
    assertThat(call.json()).containsIgnoringWhitespaces("{\"id\":\"x\"}");
    assertThat(call.hex()).isEqualTo("0a0178");
    assertThat(call.summary()).isEqualTo("grpc " + METHOD);
    assertThat(view(new Happening.Sent(CALL, TEXT)).json()).contains("\"id\"");
    assertThat(view(new Happening.Received(CALL, TEXT)).json()).contains("\"message\"");
    assertThat(view(new Happening.Returned(CALL, "OK", "", Optional.of(TEXT))).json())
        .containsIgnoringWhitespaces("{\"message\":\"x\"}");
    assertThat(view(new Happening.Returned(CALL, "UNKNOWN", "no", Optional.empty())).json())
        .isNull();
  }

  @Test
  void discoveryIsAnsweredByTheCandidate() {
    FrameView answer =
        view(new Happening.Returned(Channel.OfDiscovery.ANSWER, "OK", "", Optional.of(TEXT)));
    assertThat(answer.from()).isEqualTo("candidate");
    assertThat(answer.to()).isEqualTo("proxy");
  }

  @Test
  void whatDoesNotParseOrIsOfNoKnownMethodIsShownAsBytes() {
    FrameView broken = view(new Happening.Called(CALL, "grpc-web", METHOD, OTHER));
    assertThat(broken.json()).isNull();
    assertThat(broken.hex()).isEqualTo("0a0978");
    Channel.OfCall other = new Channel.OfCall("call 2");
    assertThat(view(new Happening.Called(other, "grpc", "no.Such/Method", TEXT)).json()).isNull();
    assertThat(view(new Happening.Returned(other, "OK", "", Optional.of(TEXT))).json()).isNull();
  }

  @Test
  void bodiesOfHttpAreShownAsTheyAreWhereTheyAreJson() {
    String body = "{\"id\":12345678901234567890}";
    FrameView call =
        view(new Happening.Called(CALL, "http", "POST /x", ByteString.copyFromUtf8(body)));
    assertThat(call.json()).isEqualTo(body);
    FrameView returned = view(new Happening.Responded(CALL, 200, Map.of(), body));
    assertThat(returned.json()).isEqualTo(body);
    assertThat(returned.summary()).isEqualTo("HTTP 200");
    for (String text : new String[] {"", "no", "{", "\"text\"", "{} {}", "[".repeat(5000)}) {
      FrameView plain = view(new Happening.Responded(CALL, 500, Map.of(), text));
      assertThat(plain.json()).as(text).isNull();
    }
    assertThat(view(new Happening.Responded(CALL, 500, Map.of(), "no")).summary())
        .isEqualTo("HTTP 500 no");
  }

  @Test
  void theFirstAnswerToDiscoveryIsASpec() {
    ByteString spec = EntitySpec.newBuilder().setProto(TEXT).build().toByteString();
    assertThat(
            view(new Happening.Returned(Stepper.FIRST_DISCOVERY, "OK", "", Optional.of(spec)))
                .json())
        .contains("\"proto\"");
  }
}
