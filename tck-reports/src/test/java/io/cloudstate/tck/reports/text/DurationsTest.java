package io.cloudstate.tck.reports.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DurationsTest {

  @ParameterizedTest
  @CsvSource({
    "-1, 0 µs",
    "999, 999 µs",
    "1000, 1.0 ms",
    "999900, 999.9 ms",
    "1000000, 1.00 s",
    "59990000, 59.99 s",
    "60000000, 1 min 0 s",
    "125000000, 2 min 5 s"
  })
  void eachHasTheUnitThatFits(long micros, String human) {
    assertThat(Durations.human(micros)).isEqualTo(human);
  }
}
