package io.cloudstate.tck.runner.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstate.tck.runner.OpenServer;
import io.cloudstate.tck.runner.wire.MovableChannel;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.Status;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whether a candidate still answers. */
@Timeout(60)
final class ReadinessTest {

  private static boolean answers(ServerCallHandler<byte[], byte[]> handler, Duration deadline)
      throws Exception {
    try (OpenServer server = OpenServer.start(handler);
        MovableChannel channel = new MovableChannel("127.0.0.1", server.port())) {
      return Readiness.answers(channel, deadline);
    }
  }

  @Test
  void oneThatRefusesAnswers() throws Exception {
    assertThat(
            answers(
                (call, headers) -> {
                  call.close(Status.UNIMPLEMENTED, new Metadata());
                  return new ServerCall.Listener<>() {};
                },
                Duration.ofSeconds(30)))
        .isTrue();
  }

  @Test
  void oneThatHangsDoesNot() throws Exception {
    assertThat(answers((call, headers) -> new ServerCall.Listener<>() {}, Duration.ofMillis(300)))
        .isFalse();
  }
}
