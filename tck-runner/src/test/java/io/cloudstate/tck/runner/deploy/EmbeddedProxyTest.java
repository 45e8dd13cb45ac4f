package io.cloudstate.tck.runner.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstate.tck.model.proxy.ProxySettings;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How patient the embedded proxy is. */
final class EmbeddedProxyTest {

  private static ProxySettings settings(Duration patience) {
    return EmbeddedProxy.settings(new Endpoint("127.0.0.1", 8080), Set.of(), patience);
  }

  @Test
  void itNeitherPassivatesNorGivesUpBeforeTheKitItself() {
    Duration usual = ProxySettings.facing("127.0.0.1", 8080).defaultPassivation();
    assertThat(settings(Duration.ofSeconds(1)).defaultPassivation()).isEqualTo(usual);
    Duration year = Duration.ofDays(365);
    assertThat(settings(year).defaultPassivation()).isEqualTo(year);
    assertThat(settings(year).commandTimeout()).isEqualTo(year);
  }
}
