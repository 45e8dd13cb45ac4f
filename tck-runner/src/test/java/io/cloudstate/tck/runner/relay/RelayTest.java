package io.cloudstate.tck.runner.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes in at one end of a relay goes out at the other, and ends as it ends there. */
@Timeout(60)
final class RelayTest {

  private static final String HERE = "127.0.0.1";

  /** Two ends of a connection that passes a relay. */
  private record Ends(ServerSocket server, Relay relay, Socket near, Socket far)
      implements AutoCloseable {

    static Ends open() throws IOException {
      ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
      Relay relay = Relay.start(List.of(new Forward(0, HERE, server.getLocalPort())));
      Socket near = new Socket(InetAddress.getLoopbackAddress(), relay.ports().get(0));
      return new Ends(server, relay, near, server.accept());
    }

    @Override
    public void close() throws IOException {
      near.close();
      far.close();
      relay.close();
      server.close();
    }
  }

  @Test
  void bytesPassBothWaysAndAnEndOfOneWayLeavesTheOtherOpen() throws Exception {
    byte[] much = new byte[3_000_000];
    new Random(1).nextBytes(much);
    try (Ends ends = Ends.open()) {
      Thread sending =
          new Thread(
              () -> {
                try {
                  ends.near().getOutputStream().write(much);
                  ends.near().shutdownOutput();
                } catch (IOException seenByTheReader) {
                  throw new AssertionError(seenByTheReader);
                }
              });
      sending.start();
      assertThat(ends.far().getInputStream().readAllBytes()).isEqualTo(much);
      ends.far().getOutputStream().write(much, 0, 5);
      ends.far().close();
      assertThat(ends.near().getInputStream().readAllBytes()).hasSize(5);
      sending.join();
    }
  }

  @Test
  void aResetIsPassedOnAsOne() throws Exception {
    try (Ends ends = Ends.open()) {
      ends.near().setSoLinger(true, 0);
      ends.near().close();
      assertThatThrownBy(() -> ends.far().getInputStream().read())
          .isInstanceOf(SocketException.class);
    }
  }

  @Test
  void whatLeadsNowhereIsClosed() throws Exception {
    int nowhere;
    try (ServerSocket closed = new ServerSocket(0)) {
      nowhere = closed.getLocalPort();
    }
    try (Relay relay = Relay.start(List.of(new Forward(0, HERE, nowhere)));
        Socket near = new Socket(InetAddress.getLoopbackAddress(), relay.ports().get(0))) {
      assertThat(near.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void aPortThatIsTakenIsSaidAndLeavesNoneOpen() throws Exception {
    try (ServerSocket taken = new ServerSocket(0)) {
      assertThatThrownBy(
              () -> Relay.start(List.of(new Forward(taken.getLocalPort(), HERE, 1))).close())
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void aForwardIsReadAsItIsWritten() {
    assertThat(Forward.parse("8080=target-1:9000")).isEqualTo(new Forward(8080, "target-1", 9000));
    assertThat(Forward.parse("1=[::1]:2").host()).isEqualTo("::1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "8080", "8080=host", "=host:1", "99999=host:1", "1=host:99999"})
  void whatIsNoForwardIsSaid(String text) {
    assertThatThrownBy(() -> Forward.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("PORT=HOST:PORT");
  }
}
