package io.cloudstate.tck.runner.cli.tap;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstate.tck.protocol.Command;
import io.cloudstate.tck.protocol.EntitySpec;
import io.cloudstate.tck.protocol.valueentity.ValueEntityInit;
import io.cloudstate.tck.protocol.valueentity.ValueEntityStreamIn;
import io.cloudstate.tck.runner.judge.Signatures;
import io.cloudstate.tck.runner.judge.Violation;
import io.cloudstate.tck.runner.trace.TraceEvent;
import io.cloudstate.tck.runner.wire.Attribution;
import io.cloudstate.tck.runner.wire.Tap;
import io.cloudstate.tck.specs.Side;
import io.cloudstate.tck.specs.match.Types;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What passes is heard in order, shown a line each, and judged a stream each. */
@Timeout(60)
final class LiveTrafficTest {

  private static final String HANDLE = "cloudstate.valueentity.ValueEntity/handle";

  private final LiveTraffic traffic = new LiveTraffic();
  private final LiveVerdict verdict =
      new LiveVerdict(Signatures.of(EntitySpec.getDefaultInstance()));

  private static byte[] init(String entity) {
    return ValueEntityStreamIn.newBuilder()
        .setInit(ValueEntityInit.newBuilder().setServiceName("s").setEntityId(entity))
        .build()
        .toByteArray();
  }

  private static byte[] command(String entity, long id) {
    return ValueEntityStreamIn.newBuilder()
        .setCommand(Command.newBuilder().setEntityId(entity).setId(id))
        .build()
        .toByteArray();
  }

  @SuppressWarnings("NullAway") // nothing is answered in the service's place
  private Tap stream(String entity) {
    Attribution.Route route = traffic.route(HANDLE, List.of(init(entity)), false, null);
    Tap tap = ((Attribution.Route.Relay) route).tap();
    tap.message(Side.IN, init(entity));
    return tap;
  }

  @Test
  void streamsSideBySideAreJudgedApart() throws Exception {
    Tap one = stream("one");
    Tap other = stream("other\u202e\u001b[2J");
    one.message(Side.IN, command("one", 1));
    other.message(Side.IN, command("other\u202e\u001b[2J", 2));
    LiveText text = new LiveText(Types.of(List.of()));
    List<String> lines = new ArrayList<>();
    List<Violation> violations = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      TraceEvent event = traffic.next();
      assertThat(event.seq()).isEqualTo(i + 1);
      lines.add(text.line(event));
      violations.addAll(verdict.accept(event.what()));
    }
    assertThat(violations).extracting(Violation::requirement).containsExactly("ES-11");
    assertThat(verdict.tallies()).containsOnlyKeys("ES-11");
    assertThat(verdict.streams()).isEqualTo(2);
    assertThat(verdict.frames()).isEqualTo(4);
    assertThat(lines.get(1)).contains("#1 -> {\"init\":");
    assertThat(lines.get(3)).contains("#2 -> {\"init\":").contains("\\u202E");
    assertThat(lines).noneMatch(line -> line.chars().anyMatch(c -> c < ' ' || c == '\u202e'));
  }
}
