package io.cloudstate.tck.specs.read;

import static io.cloudstate.tck.specs.read.ThemeText.proxied;
import static io.cloudstate.tck.specs.read.ThemeText.scripted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Message;
import io.cloudstate.tck.specs.Step;
import io.cloudstate.tck.specs.match.Bindings;
import io.cloudstate.tck.specs.match.Builder;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a scripted service sends that this protocol does not have. */
final class UnknownFrameTest {

  private static String serving(String out) {
    return """
    - call: { Process: {} }
      fails: any
    - serve:
        - in: init
        - in: { command: { Process: {} } }
        - out: { unknown: %s }
    """
        .formatted(out);
  }

  @Test
  void isOneEmptyFieldOfThatNumber() {
    Message frame =
        ThemeText.read(scripted(serving("15"))).steps().stream()
            .map(Step.Planned::step)
            .filter(Step.Send.class::isInstance)
            .map(step -> Builder.build(((Step.Send) step).frame(), new Bindings(Map.of())))
            .reduce((first, last) -> last)
            .orElseThrow();

    assertThat(frame.toByteArray()).containsExactly(15 << 3 | 2, 0);
    assertThat(ThemeText.lines(scripted(serving("15"))))
        .anyMatch(line -> line.contains("unknown fields") && line.contains("[15]"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 | Field 1 of cloudstate.eventsourced.EventSourcedStreamOut is known: it is reply.",
        "0 | Expected a field's number, from 1 to 536870911, found 0",
        "536870912 | Expected a field's number, from 1 to 536870911, found 536870912",
        "x | Expected a whole number, found x"
      })
  void isRefusedUnlessTheProtocolLacksIt(String number, String error) {
    assertThatThrownBy(() -> ThemeText.read(scripted(serving(number))))
        .isInstanceOf(SpecException.class)
        .hasMessageStartingWith("theme.yaml:14:29: " + error);
  }

  @Test
  void isNotExpectedOfACandidate() {
    assertThatThrownBy(() -> ThemeText.read(proxied(serving("15").replace("serve", "wire"))))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("Unknown frame \"unknown\".");
  }
}
