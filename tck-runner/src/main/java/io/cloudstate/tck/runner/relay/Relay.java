package io.cloudstate.tck.runner.relay;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.security.Security;
import java.util.ArrayList;
import java.util.List;

/**
 * Accepts connections at some ports, on all addresses, and copies what passes on each to and from
 * one of its own. A connection whose other end cannot be reached is closed.
 */
public final class Relay implements AutoCloseable {

  /** What its program writes when all ports are open. */
  public static final String LISTENING = "relay: listening";

  private static final int CONNECT_MILLIS = 10_000;

  private final List<ServerSocket> ports = new ArrayList<>();

  private Relay() {}

  /**
   * Starts one.
   *
   * @throws IOException if a port cannot be opened; none is open then
   */
  public static Relay start(List<Forward> forwards) throws IOException {
    // Where a name stands for nothing yet, it may in a moment.
    Security.setProperty("networkaddress.cache.negative.ttl", "0");
    Security.setProperty("networkaddress.cache.ttl", "0");
    Relay relay = new Relay();
    try {
      for (Forward forward : forwards) {
        ServerSocket port = new ServerSocket(forward.port());
        relay.ports.add(port);
        start(() -> accept(port, forward), "relay at " + forward.port());
      }
      return relay;
    } catch (IOException taken) {
      relay.close();
      throw taken;
    }
  }

  /** At which ports, in the order that they were asked for. */
  public List<Integer> ports() {
    return ports.stream().map(ServerSocket::getLocalPort).toList();
  }

  private static void start(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  private static void accept(ServerSocket port, Forward forward) {
    while (!port.isClosed()) {
      try {
        Socket arrived = port.accept();
        start(() -> connect(arrived, forward), "relay to " + forward);
      } catch (IOException closedOrRefused) {
        if (!port.isClosed()) {
          System.err.println("relay: a connection could not be accepted: " + closedOrRefused);
        }
      }
    }
  }

  private static void connect(Socket arrived, Forward forward) {
    Socket onwards = new Socket();
    try {
      onwards.connect(new InetSocketAddress(forward.host(), forward.to()), CONNECT_MILLIS);
      onwards.setTcpNoDelay(true);
      arrived.setTcpNoDelay(true);
    } catch (IOException unreachable) {
      System.err.println("relay: " + forward + " is not reached: " + unreachable);
      close(arrived);
      close(onwards);
      return;
    }
    start(() -> copy(onwards, arrived), "relay from " + forward);
    copy(arrived, onwards);
  }

  /** The end of one direction is passed on, and the other goes on; a reset ends both. */
  private static void copy(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.shutdownOutput();
      if (from.isOutputShutdown()) {
        close(from);
        close(to);
      }
    } catch (IOException lost) {
      reset(from);
      reset(to);
    }
  }

  private static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
    } catch (SocketException alreadyClosed) {
      return;
    }
    close(socket);
  }

  private static void close(Closeable socket) {
    try {
      socket.close();
    } catch (IOException gone) {
      System.err.println("relay: a connection could not be closed: " + gone);
    }
  }

  @Override
  public void close() {
    ports.forEach(Relay::close);
  }
}
