package io.cloudstate.tck.model.proxy.crdt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.TextFormat;
import io.cloudstate.tck.protocol.crdt.CrdtDelta;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CrdtTest {

  /** Deltas are applied from the left; the last column is the state in full. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gcounter {}; gcounter { increment: 3 }; gcounter { increment: 4 }"
            + "| gcounter { increment: 7 }",
        "pncounter { change: 3 }; pncounter { change: -5 } | pncounter { change: -2 }",
        "gset { added { value: 'a' } }; gset { added { value: 'b' } added { value: 'a' } }"
            + "| gset { added { value: 'a' } added { value: 'b' } }",
        "orset { added { value: 'a' } added { value: 'b' } };"
            + " orset { removed { value: 'a' } removed { value: 'x' } added { value: 'c' } }"
            + "| orset { added { value: 'b' } added { value: 'c' } }",
        "orset { added { value: 'a' } }; orset { cleared: true added { value: 'b' } }"
            + "| orset { added { value: 'b' } }",
        "orset { added { value: 'a' } };"
            + " orset { removed { value: 'a' } added { value: 'a' } }"
            + "| orset { added { value: 'a' } }",
        "lwwregister { value { value: 'a' } };"
            + " lwwregister { value { value: 'b' } clock: REVERSE }"
            + "| lwwregister { value { value: 'b' } clock: REVERSE }",
        "lwwregister { value { value: 'a' } clock: CUSTOM custom_clock_value: 7 };"
            + " lwwregister { value { value: 'b' } clock: CUSTOM custom_clock_value: 9 }"
            + "| lwwregister { value { value: 'b' } clock: CUSTOM custom_clock_value: 9 }",
        "lwwregister { value { value: 'a' } };"
            + " lwwregister { value { value: 'b' } clock: CUSTOM_AUTO_INCREMENT"
            + " custom_clock_value: 4 };"
            + " lwwregister { value { value: 'c' } clock: CUSTOM_AUTO_INCREMENT"
            + " custom_clock_value: 2 }"
            + "| lwwregister { value { value: 'c' } clock: CUSTOM_AUTO_INCREMENT"
            + " custom_clock_value: 5 }",
        "flag {}; flag { value: true }; flag {} | flag { value: true }",
        "vote { self_vote: true votes_for: 5 total_voters: 9 }"
            + "| vote { self_vote: true votes_for: 1 total_voters: 1 }",
        "vote { self_vote: true }; vote {} | vote { total_voters: 1 }",
        "ormap { added { key { value: 'k' } delta { gcounter { increment: 1 } } } };"
            + " ormap { updated { key { value: 'k' } delta { gcounter { increment: 2 } } }"
            + " added { key { value: 'f' } delta { flag {} } } }"
            + "| ormap { added { key { value: 'k' } delta { gcounter { increment: 3 } } }"
            + " added { key { value: 'f' } delta { flag {} } } }",
        "ormap { added { key { value: 'k' } delta { gcounter { increment: 1 } } } };"
            + " ormap { removed { value: 'k' }"
            + " added { key { value: 'k' } delta { flag { value: true } } } }"
            + "| ormap { added { key { value: 'k' } delta { flag { value: true } } } }",
        "ormap { added { key { value: 'k' } delta { vote {} } } };"
            + " ormap { cleared: true added { key { value: 'l' } delta { vote { self_vote: true }"
            + " } } }"
            + "| ormap { added { key { value: 'l' } delta { vote"
            + " { self_vote: true votes_for: 1 total_voters: 1 } } } }",
        "ormap { added { key { value: 'm' } delta { ormap { added { key { value: 'n' } delta"
            + " { pncounter { change: 1 } } } } } } };"
            + " ormap { updated { key { value: 'm' } delta { ormap { updated { key { value: 'n' }"
            + " delta { pncounter { change: -3 } } } } } } }"
            + "| ormap { added { key { value: 'm' } delta { ormap { added { key { value: 'n' }"
            + " delta { pncounter { change: -2 } } } } } } }",
      })
  void followsDeltas(String deltas, String full) throws Exception {
    assertThat(after(deltas).full()).isEqualTo(delta(full));
    assertThat(Crdt.of(after(deltas).full())).isEqualTo(after(deltas));
  }

  @Test
  void refusesDeltasOfAnotherTypeOrOfNone() {
    assertThatThrownBy(() -> after("gcounter {}; pncounter {}"))
        .isInstanceOf(UnfitDeltaException.class)
        .hasMessage("a delta is for a PNCOUNTER, but the CRDT is a GCOUNTER");
    assertThatThrownBy(() -> after("orset {}; ")).isInstanceOf(UnfitDeltaException.class);
    assertThatThrownBy(() -> after("ormap { added { key { value: 'k' } } }"))
        .isInstanceOf(UnfitDeltaException.class)
        .hasMessage("a delta has no type");
    assertThatThrownBy(
            () ->
                after(
                    "ormap { added { key { value: 'k' } delta { flag {} } } };"
                        + " ormap { updated { key { value: 'k' } delta { gset {} } } }"))
        .isInstanceOf(UnfitDeltaException.class)
        .hasMessage("a delta is for a GSET, but the CRDT is a FLAG");
  }

  private static Crdt after(String deltas) throws Exception {
    String[] each = deltas.split(";", -1);
    Crdt crdt = Crdt.of(delta(each[0]));
    for (int i = 1; i < each.length; i++) {
      crdt = crdt.and(delta(each[i]));
    }
    return crdt;
  }

  private static CrdtDelta delta(String text) throws TextFormat.ParseException {
    return TextFormat.parse(text, CrdtDelta.class);
  }
}
