package io.cloudstate.tck.model.proxy.front;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A client port that is open although there is nothing to serve yet, for a proxy that imitates such
 * a bug: who connects is kept waiting, and then led to where the proxy serves.
 */
public final class EarlyPort implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(EarlyPort.class.getName());
  private static final int BACKLOG = 50;

  private final String host;
  private final ServerSocket listening;
  private final CompletableFuture<Integer> behind = new CompletableFuture<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  /**
   * Opens the port.
   *
   * @param host the address to bind it on
   * @param port the port; 0 takes any free one
   */
  public EarlyPort(String host, int port) {
    this.host = host;
    try {
      this.listening = new ServerSocket(port, BACKLOG, InetAddress.getByName(host));
    } catch (IOException taken) {
      throw new UncheckedIOException(taken);
    }
    begin(this::accept);
  }

  /**
   * Which port is open.
   *
   * @return its number
   */
  public int port() {
    return listening.getLocalPort();
  }

  /**
   * From now on somebody serves.
   *
   * @param port where, on the same host
   */
  public void leadTo(int port) {
    behind.complete(port);
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket client = listening.accept();
        begin(() -> lead(client));
      } catch (IOException closed) {
        LOG.log(Level.DEBUG, "no more connections", closed);
      }
    }
  }

  private void lead(Socket client) {
    try (client;
        Socket server = new Socket(host, behind.join())) {
      open.add(client);
      open.add(server);
      Thread answers = begin(() -> copy(server, client));
      copy(client, server);
      answers.join();
    } catch (IOException | CancellationException | CompletionException gone) {
      LOG.log(Level.DEBUG, "a connection is gone", gone);
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
    } finally {
      open.removeIf(Socket::isClosed);
    }
  }

  private static void copy(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException gone) {
      LOG.log(Level.DEBUG, "a connection is gone", gone);
    }
  }

  private static Thread begin(Runnable work) {
    Thread thread = new Thread(work, "reference-proxy-early-port");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private static void close(AutoCloseable socket) {
    try {
      socket.close();
    } catch (Exception gone) {
      LOG.log(Level.DEBUG, "it is closed already", gone);
    }
  }

  @Override
  public void close() {
    close(listening);
    behind.cancel(false);
    open.forEach(EarlyPort::close);
  }
}
