package io.cloudstate.tck.runner.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cloudstate.tck.model.proxy.settings.ProxySettings;
import io.cloudstate.tck.protocol.EntitySpec;
import io.cloudstate.tck.protocol.ServiceInfo;
import io.cloudstate.tck.runner.OpenServer;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How patient the embedded proxy is, and what it writes. */
@Timeout(60)
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

  /** Announces a protocol version that no proxy speaks. */
  private static OpenServer announcing(int version) throws IOException {
    byte[] spec =
        EntitySpec.newBuilder()
            .setServiceInfo(ServiceInfo.newBuilder().setProtocolMajorVersion(version))
            .build()
            .toByteArray();
    return OpenServer.start(
        (call, headers) -> {
          call.request(1);
          call.sendHeaders(new Metadata());
          call.sendMessage(spec);
          call.close(Status.OK, new Metadata());
          return new ServerCall.Listener<>() {};
        });
  }

  private static EmbeddedProxy facing(OpenServer service) {
    return EmbeddedProxy.start(
        new Endpoint("127.0.0.1", service.port()), Set.of(), Duration.ofSeconds(30));
  }

  @Test
  void eachWritesWhatItHasToSayInItsOwnLog() throws Exception {
    try (OpenServer third = announcing(3);
        OpenServer fourth = announcing(4);
        EmbeddedProxy one = facing(third);
        EmbeddedProxy other = facing(fourth)) {
      await().until(() -> one.failure().isPresent() && other.failure().isPresent());
      assertThat(one.log().last(10)).singleElement().asString().contains("refusing", "3.0");
      assertThat(other.log().last(10)).singleElement().asString().contains("refusing", "4.0");
    }
  }
}
