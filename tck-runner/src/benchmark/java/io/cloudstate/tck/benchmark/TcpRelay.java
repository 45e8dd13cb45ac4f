package io.cloudstate.tck.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Copies bytes between a caller and an upstream, and knows nothing of what they are. */
final class TcpRelay implements AutoCloseable {

  private static final int CHUNK = 64 * 1024;

  private final ServerSocket listener;

  TcpRelay(int upstream) throws IOException {
    listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(
        () -> {
          while (true) {
            Socket near = listener.accept();
            Socket far = new Socket(InetAddress.getLoopbackAddress(), upstream);
            near.setTcpNoDelay(true);
            far.setTcpNoDelay(true);
            start(() -> copy(near, far));
            start(() -> copy(far, near));
          }
        });
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void start(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException closed) {
                // That is how a connection ends here.
                return;
              }
            },
            "tcp-relay");
    thread.setDaemon(true);
    thread.start();
  }

  private static void copy(Socket from, Socket to) throws IOException {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] chunk = new byte[CHUNK];
      int read = in.read(chunk);
      while (read >= 0) {
        out.write(chunk, 0, read);
        read = in.read(chunk);
      }
    }
  }

  int port() {
    return listener.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
