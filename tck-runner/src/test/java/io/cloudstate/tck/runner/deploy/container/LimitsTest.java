package io.cloudstate.tck.runner.deploy.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Amounts of memory as one writes them. */
final class LimitsTest {

  @ParameterizedTest
  @CsvSource({"512m, 536870912", "2g, 2147483648", "2G, 2147483648", "10240k, 10485760"})
  void memoryHasAUnit(String text, long bytes) {
    assertThat(Limits.memory(text)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "512", "m", "1.5g", "-1g", "512 m", "1t", "99999999999g"})
  void anythingElseIsNoAmount(String text) {
    assertThatThrownBy(() -> Limits.memory(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"" + text + "\" is no amount of memory");
  }

  @Test
  void lessThanAnEngineGivesIsRefused() {
    assertThatThrownBy(() -> Limits.memory("5m")).hasMessageContaining("6m");
  }

  @ParameterizedTest
  @CsvSource({"512m, 512m", "1024m, 1g", "10240k, 10m", "10241k, 10241k"})
  void memoryIsWrittenShort(String text, String written) {
    assertThat(new Limits(Limits.memory(text), 1, OptionalDouble.empty()).memoryText())
        .isEqualTo(written);
  }
}
