package io.cloudstate.tck.runner.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.cloudstate.tck.runner.wire.Bytes;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Bodies as large as a message may be, and larger ones. */
@Timeout(60)
final class LimitedBodyTest {

  private static int read(long size) throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          try (OutputStream body = exchange.getResponseBody()) {
            byte[] piece = new byte[1 << 16];
            for (long left = size; left > 0; left -= piece.length) {
              body.write(piece, 0, (int) Math.min(piece.length, left));
            }
          }
        });
    server.start();
    try {
      URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
      return HttpClient.newHttpClient()
          .send(HttpRequest.newBuilder(address).build(), LimitedBody.of(BodyHandlers.ofByteArray()))
          .body()
          .length;
    } finally {
      server.stop(0);
    }
  }

  @Test
  void aBodyAsLargeAsAMessageIsRead() throws Exception {
    assertThat(read(Bytes.LARGEST_MESSAGE)).isEqualTo(Bytes.LARGEST_MESSAGE);
  }

  @Test
  void aLargerOneFails() {
    assertThatThrownBy(() -> read(Bytes.LARGEST_MESSAGE + 1L))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("larger than 16777216 bytes");
    assertThatThrownBy(() -> read(1L << 31)).isInstanceOf(IOException.class);
  }
}
