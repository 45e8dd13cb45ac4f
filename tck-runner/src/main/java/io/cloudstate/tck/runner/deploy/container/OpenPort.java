package io.cloudstate.tck.runner.deploy.container;

import io.cloudstate.tck.runner.deploy.Endpoint;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** Whether something accepts connections. */
public final class OpenPort {

  private static final int CONNECT_MILLIS = 1_000;
  private static final int CLOSED_WITHIN_MILLIS = 2_000;

  /** The preface of HTTP/2 and its first frame, empty settings, which a server answers at once. */
  private static final byte[] GREETING =
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0".getBytes(StandardCharsets.US_ASCII);

  private OpenPort() {}

  /**
   * Tries it once.
   *
   * @param relayed whether something stands before it that accepts connections before there is
   *     anybody to pass them to, and closes them then
   */
  public static boolean accepts(Endpoint endpoint, boolean relayed) {
    if (endpoint.port() == 0) {
      return false;
    }
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(endpoint.host(), endpoint.port()), CONNECT_MILLIS);
      return !relayed || answers(socket);
    } catch (IOException notYet) {
      return false;
    }
  }

  private static boolean answers(Socket socket) throws IOException {
    socket.getOutputStream().write(GREETING);
    socket.setSoTimeout(CLOSED_WITHIN_MILLIS);
    try {
      return socket.getInputStream().read() >= 0;
    } catch (SocketTimeoutException silentAndOpen) {
      return true;
    }
  }
}
