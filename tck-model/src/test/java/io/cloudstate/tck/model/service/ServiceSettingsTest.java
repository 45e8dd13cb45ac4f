package io.cloudstate.tck.model.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceSettingsTest {
  @Test
  void hasDefaults() {
    ServiceSettings defaults = new ServiceSettings("127.0.0.1", 8080, Set.of());

    assertThat(ServiceSettings.fromEnvironment(Map.of())).isEqualTo(defaults);
    assertThat(ServiceSettings.fromEnvironment(Map.of("HOST", "", "PORT", " ")))
        .isEqualTo(defaults);
  }

  @Test
  void readsTheEnvironment() {
    assertThat(ServiceSettings.fromEnvironment(Map.of("HOST", "0.0.0.0", "PORT", "0")))
        .isEqualTo(new ServiceSettings("0.0.0.0", 0, Set.of()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"eighty", "-1", "65536", "80.0"})
  void saysWhatIsWrongWithAPort(String port) {
    assertThatThrownBy(() -> ServiceSettings.fromEnvironment(Map.of("PORT", port)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The environment variable PORT is \"%s\", but a number from 0 to 65535 was expected."
                + " Set it to the port to listen on (0 takes any that is free), or unset it for 8080.",
            port);
  }
}
