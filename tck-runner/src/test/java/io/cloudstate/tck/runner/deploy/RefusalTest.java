package io.cloudstate.tck.runner.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstate.tck.protocol.EntityDiscoveryGrpc;
import io.cloudstate.tck.protocol.ProxyInfo;
import io.cloudstate.tck.runner.wire.MovableChannel;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of servers that are no HTTP/2 servers. */
@Timeout(60)
final class RefusalTest {

  @ParameterizedTest
  @CsvSource({
    "485454502f312e3120353032204261640d0a0d0a, it answers in HTTP/1",
    "15030300020250, it speaks TLS",
    "00000000000000000000000000000000000000, First received frame was not SETTINGS",
  })
  void whatAnswersInAnotherProtocolIsToldByItsFirstBytes(String hex, String said) throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        MovableChannel channel = new MovableChannel("127.0.0.1", server.getLocalPort())) {
      CompletableFuture<Void> answered =
          CompletableFuture.runAsync(() -> answer(server, HexFormat.of().parseHex(hex)));
      StatusRuntimeException refused =
          Assertions.catchThrowableOfType(
              StatusRuntimeException.class,
              () ->
                  EntityDiscoveryGrpc.newBlockingStub(channel)
                      .withDeadlineAfter(30, TimeUnit.SECONDS)
                      .discover(ProxyInfo.getDefaultInstance()));
      assertThat(Refusal.words(refused)).contains(said);
      answered.get(30, TimeUnit.SECONDS);
    }
  }

  private static void answer(ServerSocket server, byte[] bytes) {
    try (Socket socket = server.accept()) {
      socket.getInputStream().read();
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
      socket.getInputStream().readAllBytes();
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }
}
