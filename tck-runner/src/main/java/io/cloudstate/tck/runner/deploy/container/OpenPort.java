package io.cloudstate.tck.runner.deploy.container;

import io.cloudstate.tck.runner.deploy.Endpoint;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;

/** Whether something accepts connections. */
public final class OpenPort {

  private static final int CONNECT_MILLIS = 1_000;
  private static final int CLOSED_WITHIN_MILLIS = 200;

  private OpenPort() {}

  /**
   * Tries it once.
   *
   * @param relayed whether a relay of the engine stands before it, which accepts connections before
   *     there is anybody to pass them to, and closes them then
   */
  public static boolean accepts(Endpoint endpoint, boolean relayed) {
    if (endpoint.port() == 0) {
      return false;
    }
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(endpoint.host(), endpoint.port()), CONNECT_MILLIS);
      return !relayed || staysOpen(socket);
    } catch (IOException notYet) {
      return false;
    }
  }

  private static boolean staysOpen(Socket socket) throws IOException {
    socket.setSoTimeout(CLOSED_WITHIN_MILLIS);
    try {
      return socket.getInputStream().read() >= 0;
    } catch (SocketTimeoutException waitsForItsClient) {
      return true;
    }
  }
}
